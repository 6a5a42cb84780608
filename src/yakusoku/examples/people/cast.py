"""
The known cast: six persons and three members of staff whom every test and the demo know by name.

Their telephone numbers lie in the part of our ranges that is drawn for nobody else, their mailboxes
have no digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from yakusoku.examples.people.names import Name
from yakusoku.examples.people.persons import Address, Person
from yakusoku.examples.people.romaji import passport, without_boundary

_FIRST_NUMBER = 9_000_000_001


@dataclass(frozen=True)
class Known:
    """
    One of the cast: `code` such as "aoki", what it stands for, and the person.

    `second_email` is the other address of one who lives in two stores; `guardian` is the legal
    representative of a minor.
    """

    code: str
    means: str
    person: Person
    second_email: str | None = None
    guardian: Person | None = None


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works at the company: `code`, name and what they may do."""

    code: str
    name: Name
    means: str


def _named(kanji: str, kana: str) -> Name:
    return Name(kanji, without_boundary(kana), passport(kana))


def _person(
    place: int,
    family: Name,
    given: Name,
    born: str,
    sex: str,
    address: Address,
    telephone: str | None,
    email: str,
) -> Person:
    return Person(
        number=_FIRST_NUMBER + place,
        family=family,
        given=given,
        birth_date=date.fromisoformat(born),
        sex=sex,
        address=address,
        telephone=telephone,
        mobile=f"090-0000-00{place + 1:02d}",
        email=email,
    )


def _aoki() -> Known:
    address = Address("154-0024", "東京都", "世田谷区", "三軒茶屋2丁目84番7号", "コーポひなげし 302号室")
    name = _named("青木", "アオキ"), _named("真由美", "マユミ")
    return Known(
        "aoki",
        "ordinary customer; asks for disclosure in the demo",
        _person(0, *name, "1978-04-12", "F", address, "03-1000-0001", "mayumi.aoki@example.jp"),
    )


def _baba() -> Known:
    address = Address("273-0005", "千葉県", "船橋市", "本町4丁目77番12号", "")
    name = _named("馬場", "ババ"), _named("康夫", "ヤスオ")
    return Known(
        "baba",
        "opted out of mail",
        _person(1, *name, "1959-09-30", "M", address, "047-100-0002", "yasuo.baba@example.com"),
    )


def _chiba() -> Known:
    address = Address("220-0004", "神奈川県", "横浜市西区", "北幸1丁目91番3号", "パレス山茶花 505号室")
    family = _named("千葉", "チバ")
    child = _person(
        2,
        family,
        _named("陽菜", "ヒナ"),
        "2011-05-20",
        "F",
        address,
        "045-100-0003",
        "hina.chiba@example.org",
    )
    parent = _person(
        6,
        family,
        _named("智子", "トモコ"),
        "1981-11-02",
        "F",
        address,
        "045-100-0003",
        "tomoko.chiba@example.org",
    )
    return Known("chiba", "a minor (until 2029-05-19) with a legal representative", child, guardian=parent)


def _doi() -> Known:
    address = Address("542-0085", "大阪府", "大阪市中央区", "心斎橋筋2丁目88番21号", "メゾン若草 201号室")
    name = _named("土居", "ドイ"), _named("誠", "マコト")
    return Known(
        "doi",
        "has use suspended",
        _person(3, *name, "1970-01-25", "M", address, "06-1000-0004", "makoto.doi@example.net"),
    )


def _endo() -> Known:
    address = Address("060-0042", "北海道", "札幌市中央区", "大通西15丁目72番5号", "")
    name = _named("遠藤", "エンドウ"), _named("香織", "カオリ")
    return Known(
        "endo",
        "has a request open",
        _person(4, *name, "1985-07-08", "F", address, "011-100-0005", "kaori.endo@example.jp"),
    )


def _fukuda() -> Known:
    address = Address("810-0041", "福岡県", "福岡市中央区", "大名1丁目95番16号", "サンハイム 403号室")
    name = _named("福田", "フクダ"), _named("拓也", "タクヤ")
    return Known(
        "fukuda",
        "lives in two stores under two e-mail addresses",
        _person(5, *name, "1990-02-28", "M", address, None, "takuya.fukuda@example.com"),
        second_email="fukutaku@example.net",
    )


@cache
def cast() -> dict[str, Known]:
    """Return the six persons by code: aoki, baba, chiba, doi, endo, fukuda."""
    everybody = (_aoki(), _baba(), _chiba(), _doi(), _endo(), _fukuda())
    return {known.code: known for known in everybody}


@cache
def staff() -> dict[str, StaffMember]:
    """Return the three members of staff by code: sato, suzuki, tanaka."""
    return {
        "sato": StaffMember("sato", _named("佐藤 恵子", "サトウ ケイコ"), "receives requests at the desk"),
        "suzuki": StaffMember("suzuki", _named("鈴木 一郎", "スズキ イチロウ"), "approves answers"),
        "tanaka": StaffMember("tanaka", _named("田中 翼", "タナカ ツバサ"), "may see nothing"),
    }
