"""Papers by which people who do not exist show an address, a relation or an authority; each bears 見本 (specimen)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from yakusoku.examples.papers import Paper, Sheet, era

if TYPE_CHECKING:
    from yakusoku.examples.people.persons import Person

MY_NUMBER = "0000 0000 0000"  # its check digit would be another
_PLACE = "架空県架空市長"


def _home(person: Person) -> str:
    return f"{person.prefecture}{person.city}{person.street}{person.building}"


def residence_record(persons: Sequence[Person], *, issued_on: date, relations: Sequence[str] = ()) -> Paper:
    """
    Return a copy of the residence record (住民票の写し) of a household, the head first, with everyone's relation.

    Its zone is `my_number`.
    """
    sheet = Sheet()
    sheet.text(150, 134, "住　民　票", 40)
    sheet.labeled(150, 210, "住所", _home(persons[0]))
    for line, (person, relation) in enumerate(zip(persons, relations or ["世帯主"], strict=True)):
        end = sheet.labeled(150, 290 + line * 60, "氏名", person.name)
        end = sheet.labeled(end + 40, 290 + line * 60, "生年月日", era(person.birth_date))
        sheet.labeled(end + 40, 290 + line * 60, "続柄", relation)
    sheet.labeled(150, 560, "個人番号", MY_NUMBER, zone="my_number")
    sheet.labeled(150, 660, "発行", f"{era(issued_on)}　{_PLACE}")
    return sheet.finish("residence_record", issued=issued_on)


def family_register(child: Person, parents: Sequence[Person], *, issued_on: date) -> Paper:
    """Return an extract of the family register (戸籍抄本) that names a child and who holds the authority over it."""
    sheet = Sheet()
    sheet.text(150, 134, "戸　籍　抄　本", 40)
    sheet.labeled(150, 210, "本籍", "架空県架空市架空町0番地", zone="registered_domicile")
    end = sheet.labeled(150, 300, "名", child.name)
    sheet.labeled(end + 40, 300, "出生", era(child.birth_date))
    for line, parent in enumerate(parents):
        sheet.labeled(150, 380 + line * 60, "親権者", parent.name)
    sheet.labeled(150, 660, "発行", f"{era(issued_on)}　{_PLACE}")
    return sheet.finish("family_register", issued=issued_on)


def guardianship_certificate(ward: Person, guardian: Person, *, issued_on: date) -> Paper:
    """Return a certificate of registered matters (登記事項証明書) of the guardianship of an adult."""
    sheet = Sheet()
    sheet.text(150, 134, "登記事項証明書（後見）", 40)
    end = sheet.labeled(150, 230, "成年被後見人", ward.name)
    sheet.labeled(end + 40, 230, "生年月日", era(ward.birth_date))
    sheet.labeled(150, 290, "本籍", "架空県架空市架空町0番地", zone="registered_domicile")
    sheet.labeled(150, 370, "成年後見人", guardian.name)
    sheet.labeled(150, 430, "住所", _home(guardian))
    sheet.labeled(150, 660, "発行", f"{era(issued_on)}　東京法務局　架空登記官")
    return sheet.finish("guardianship_certificate", issued=issued_on)


def mandate_letter(person: Person, representative: Person, matter: str, *, signed_on: date) -> Paper:
    """Return a letter of mandate (委任状) by which `person` lets `representative` ask in `matter`; it has no zones."""
    sheet = Sheet()
    sheet.text(480, 134, "委　任　状", 40)
    sheet.labeled(150, 230, "代理人　住所", _home(representative))
    sheet.labeled(150, 290, "代理人　氏名", representative.name)
    sheet.text(150, 370, "私は、上記の者を代理人と定め、次の事項を委任します。")
    sheet.labeled(150, 430, "委任事項", matter)
    sheet.text(150, 520, era(signed_on))
    sheet.labeled(150, 580, "委任者　住所", _home(person))
    end = sheet.labeled(150, 640, "委任者　氏名", person.name)
    sheet.draw.ellipse((end + 30, 630, end + 84, 684), outline=28, width=3)
    sheet.text(end + 45, 642, "印", 24)
    return sheet.finish("mandate_letter", issued=signed_on)
