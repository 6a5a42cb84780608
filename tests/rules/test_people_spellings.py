"""The same person as several systems write them: hard cases of known kinds, in known proportions."""

from __future__ import annotations

from collections import Counter
from datetime import date

from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.forms import (
    building_form,
    half_width,
    kanji_number,
    old_characters,
    postal_form,
    slip,
    slip_of_day,
)
from yakusoku.examples.people.persons import namesake, people
from yakusoku.examples.people.romaji import otherwise
from yakusoku.examples.people.spellings import IN_100, Kind, kinds_of, shared_facts, spelled, written
from yakusoku.stores import likeness

AS_OF = date(2026, 11, 23)
SOME = tuple(people(1, 4_000, as_of=AS_OF))
SHOPS = [(one, written(one, "shop", seed=1)) for one in SOME]


def test_old_characters_and_half_width_are_what_the_search_for_candidates_folds() -> None:
    assert old_characters("渡辺") == "渡邊"
    assert likeness.name("渡邊") == likeness.name("渡辺")
    assert half_width("ババ") == "ﾊﾞﾊﾞ"
    assert likeness.kana(half_width("スズキ ｲチ")) == likeness.kana("スズキ イチ")


def test_a_name_has_several_spellings_in_latin_letters() -> None:
    assert otherwise("オオノ", "ONO") == ("OHNO", "OONO")
    assert otherwise("サトウ", "SATO") == ("SATOH", "SATOO", "SATOU")
    assert otherwise("フジイ", "FUJII") == ("HUZII",)
    assert otherwise("イノウエ", "INOUE") == ()
    assert otherwise("ハッチョウ", "HATCHO") == ("HATCHOH", "HATCHOO", "HATCHOU", "HATTYO")


def test_an_address_has_several_forms() -> None:
    forms = {postal_form("三軒茶屋12丁目84番7号", Draws("form", 1, number)) for number in range(40)}
    assert forms == {
        "三軒茶屋12-84-7",
        "三軒茶屋１２－８４－７",
        "三軒茶屋十二丁目84番7号",
        "三軒茶屋12丁目84番地7",
    }
    assert {postal_form("土手町812番地", Draws("form", 1, number)) for number in range(20)} == {
        "土手町812",
        "土手町８１２",
    }
    buildings = {building_form("コーポ 302号室", Draws("form", 1, number)) for number in range(20)}
    assert buildings == {"コーポ302", "コーポ　３０２号", ""}
    assert [kanji_number(number) for number in (3, 10, 12, 20, 23)] == ["三", "十", "十二", "二十", "二十三"]


def test_a_slip_mistakes_one_digit() -> None:
    for number in range(60):
        mistaken = slip("090-0123-4567", Draws("slip", 1, number))
        assert sum(one != other for one, other in zip(mistaken, "090-0123-4567", strict=True)) == 1
        for day in (date(1980, 4, 30), date(1980, 2, 29), date(1979, 12, 31), date(2011, 5, 20)):
            assert slip_of_day(day, Draws("slip", 1, number)) != day


def test_a_system_always_writes_a_person_the_same_way() -> None:
    assert [spelled(one, "shop", seed=1) for one in SOME[:300]] == [
        written.person for _, written in SHOPS[:300]
    ]


def test_each_kind_is_as_frequent_as_it_is_said_to_be() -> None:
    counted = Counter(kind for _, one in SHOPS for kind in one.shows)
    for kind in (Kind.HALF_WIDTH, Kind.OLD_ADDRESS, Kind.POSTAL_FORM, Kind.DIGIT):
        assert 0.8 < counted[kind] / (len(SOME) * IN_100[kind] / 100) < 1.2, kind
    women = sum(one.sex == "F" for one in SOME)
    assert 0.8 < counted[Kind.FORMER_NAME] / (women * IN_100[Kind.FORMER_NAME] / 100) < 1.2
    aged = sum(
        old_characters(one.family_name + one.given_name) != one.family_name + one.given_name for one in SOME
    )
    assert 0.8 < counted[Kind.OLD_CHARACTERS] / (aged * IN_100[Kind.OLD_CHARACTERS] / 100) < 1.2
    assert counted[Kind.ROMAJI] > 100
    assert counted[Kind.MERGED_TOWN] > 20


def test_a_former_name_and_a_former_home_are_the_same_in_all_systems_that_still_have_them() -> None:
    for kind in (Kind.FORMER_NAME, Kind.OLD_ADDRESS):
        seen = 0
        for one, shop in SHOPS:
            club = written(one, "club", seed=1)
            if kind in shop.shows and kind in club.shows:
                seen += 1
                mine, theirs = shop.person, club.person
                if kind is Kind.FORMER_NAME:
                    assert likeness.name(mine.family_name) == likeness.name(theirs.family_name)
                else:
                    assert mine.prefecture == theirs.prefecture == one.prefecture
                    assert likeness.address(mine.street) == likeness.address(theirs.street)
        assert seen > 3


def test_a_mailbox_is_shared_in_a_household_and_a_telephone_in_an_office() -> None:
    mailboxes = Counter(
        facts["shared_email"] for one in SOME if "shared_email" in (facts := shared_facts(one, seed=1))
    )
    offices = Counter(
        facts["shared_telephone"]
        for one in SOME
        if "shared_telephone" in (facts := shared_facts(one, seed=1))
    )
    assert max(mailboxes.values()) > 1 < len(mailboxes)
    assert len(offices) > 20
    assert set(offices.values()) == {2}


def test_two_people_share_name_and_birthday_and_nothing_else() -> None:
    pairs = [(one, SOME[twin]) for one in SOME if (twin := namesake(1, one.number)) is not None]
    assert 0.005 < len(pairs) / len(SOME) < 0.02
    for one, other in pairs:
        assert (one.name, one.family.kana, one.birth_date, one.sex) == (
            other.name,
            other.family.kana,
            other.birth_date,
            other.sex,
        )
        assert one.street != other.street
        assert not {one.mobile, one.telephone, one.email} & {other.mobile, other.telephone, other.email} - {
            None
        }
        assert Kind.NAMESAKE in kinds_of(one, seed=1, as_of=AS_OF)
    assert {one.postal_code == other.postal_code for one, other in pairs} == {True, False}


def test_nobody_in_a_household_has_a_given_name_that_sounds_like_anothers() -> None:
    names = Counter((one.household, one.given.kana) for one in SOME if one.household is not None)
    assert set(names.values()) == {1}


def test_minors_live_with_their_parents() -> None:
    minors = [one for one in SOME if Kind.MINOR in kinds_of(one, seed=1, as_of=AS_OF)]
    assert len(minors) > 20
    assert all(one.household is not None and SOME[one.household].age(AS_OF) >= 18 for one in minors)


def test_the_cast_is_written_alike_everywhere() -> None:
    assert all(spelled(known.person, "jcom-customers", seed=1) == known.person for known in CAST.values())
    assert all(kinds_of(known.person, seed=1, as_of=AS_OF) == () for known in CAST.values())
