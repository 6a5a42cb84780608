"""Who may this be: rows that agree in at least one fact, each fact explained."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.candidates import Agreement, Candidate
from yakusoku.stores.ports import StoreUnavailable
from yakusoku.stores.queries import find_candidates
from yakusoku.terms.personal import Personal

_COLUMNS = (
    "no",
    "family",
    "given",
    "family_k",
    "given_k",
    "born",
    "zip",
    "pref",
    "city",
    "street",
    "tel",
    "mob",
    "mail",
)
_PEOPLE = [
    ("J1", "髙橋", "一郎", "タカハシ", "イチロウ", "1980-04-01", "100-0005", "東京都", "千代田区", "丸の内1-8-1",
     "03-1234-5678", "090-1111-2222", "ichiro@example.jp"),
    ("J2", "高橋", "一郎", "タカハシ", "イチロウ", "1955-01-02", "530-0001", "大阪府", "大阪市北区", "梅田1-1-1",
     None, None, None),
    ("J3", "髙橋", "花子", "タカハシ", "ハナコ", "1982-05-06", "100-0005", "東京都", "千代田区", "丸の内1-8-1",
     "03-1234-5678", None, "HANAKO@example.jp"),
    ("J4", "佐藤", "次郎", "サトウ", "ジロウ", "1980-04-01", "060-0001", "北海道", "札幌市中央区", "北1条西1-1",
     "011-111-1111", None, "jiro@example.jp"),
]  # fmt: skip


def _map() -> DataMap:
    texts = {
        "family": "family_name", "given": "given_name", "family_k": "family_kana", "given_k": "given_kana",
        "born": "birth_date", "zip": "postal_code", "pref": "prefecture", "city": "city", "street": "street",
    }  # fmt: skip
    return datamap(
        collection(
            "d.person",
            field("no", key=True, identity="subscriber_no", data_type="string"),
            *(field(name, data_type="string", fact=fact) for name, fact in texts.items()),
            field("tel", identity="phone_number", data_type="string"),
            field("mob", identity="phone_number", data_type="string"),
            field("mail", identity="email", data_type="string"),
        ),
        collection("d.bill", field("id", key=True), field("no", "from d.person.no", data_type="string")),
    )


@pytest.fixture
def people(filled: Filled) -> Filled:
    """Four people: two of one name, two in one household, two of one birthday."""
    filled.run(f"CREATE TABLE person ({', '.join(f'{name} text' for name in _COLUMNS)})")
    filled.write(f"INSERT INTO person VALUES ({', '.join('?' * len(_COLUMNS))})", _PEOPLE)
    return filled


def _found(**given: str) -> list[Candidate]:
    return list(find_candidates(_map(), {key: Personal(value) for key, value in given.items()}))


def _numbers(found: list[Candidate]) -> list[object]:
    return [one.key.reveal()[0] for one in found]


def _agreement(one: Candidate) -> dict[str, str]:
    return {fact.name: str(fact.agreement) for fact in one.facts}


@pytest.mark.parametrize(
    "given",
    [
        {"subscriber_no": "j1"},
        {"phone_number": "０９０１１１１２２２２"},
        {"mobile": "+81-90-1111-2222"},
        {"email": "ICHIRO@example.jp"},
        {"family_name": "高橋", "birth_date": "1980年4月1日"},
        {"family_kana": "たかはし", "birth_date": "1980/4/1", "given_name": "市郎"},
    ],
)
def test_a_person_is_found_by_any_fact_in_any_writing(people: Filled, given: dict[str, str]) -> None:
    del people
    assert _numbers(_found(**given)) == ["J1"]


def test_namesakes_are_all_shown_the_best_first(people: Filled) -> None:
    del people
    found = _found(family_name="高橋", given_name="一郎", birth_date="1980-04-01", postal_code="1000005")

    assert _numbers(found) == ["J1", "J2"]
    assert _agreement(found[0]) == {"name": "same", "birth_date": "same", "postal_code": "same"}
    assert _agreement(found[1]) == {"name": "same", "birth_date": "different", "postal_code": "different"}
    assert found[0].score > found[1].score


def test_the_score_is_the_sum_of_what_each_fact_adds(people: Filled) -> None:
    del people
    best = _found(family_name="高橋", given_name="一郎", birth_date="1980-04-01", telephone="0399999999")[0]

    points = {fact.name: fact.points for fact in best.facts}
    assert points == {"name": 25, "birth_date": 25, "phone_number": -20}
    assert best.score == 30


def test_what_the_row_does_not_hold_is_not_comparable(people: Filled) -> None:
    del people
    second = next(
        one for one in _found(full_name="高橋 一郎", email="ichiro@example.jp") if one.key.reveal() == ("J2",)
    )

    fact = next(one for one in second.facts if one.name == "email")
    assert (fact.agreement, fact.points, fact.held) == (Agreement.NOT_COMPARABLE, 0, None)


def test_a_shared_telephone_shows_the_household_and_begins_no_search(people: Filled) -> None:
    del people
    found = _found(telephone="0312345678", given_name="花子", family_name="高橋")

    assert _numbers(found) == ["J3", "J1"]
    assert all(list(one.identities) == ["subscriber_no"] for one in found)
    assert found[0].identities["subscriber_no"].reveal() == "J3"


def test_an_address_is_compared_with_and_without_the_building(people: Filled) -> None:
    del people
    found = _found(subscriber_no="J1", address="東京都千代田区丸の内一丁目8番1号 コーポ若草101")
    near = _found(subscriber_no="J1", address="東京都千代田区丸の内一丁目8番11号")

    assert _agreement(found[0])["address"] == "same"
    assert _agreement(near[0])["address"] == "different"


def test_a_birthday_or_a_postal_code_alone_names_nobody(people: Filled) -> None:
    del people
    assert _found(birth_date="1980-04-01") == []
    assert _found(postal_code="100-0005") == []
    assert _found() == []
    assert _found(email="  ", phone_number="-") == []


def test_a_candidate_prints_no_value(people: Filled) -> None:
    del people
    (found,) = _found(subscriber_no="J1", family_name="高橋")

    assert not {"J1", "髙橋", "高橋"} & set(repr(found).replace("'", " ").replace("█", " ").split())


def test_a_quote_in_what_was_given_is_only_a_quote(people: Filled) -> None:
    del people
    assert _found(email="x' OR '1'='1", full_name="'); DROP TABLE person; --") == []


def test_a_store_that_is_down_is_not_left_out_in_silence(sqlite_only: Filled) -> None:
    from pathlib import Path

    Path(sqlite_only.url.removeprefix("sqlite:///")).unlink()

    with pytest.raises(StoreUnavailable):
        _found(email="ichiro@example.jp")


def test_agreement_is_said_in_both_languages() -> None:
    assert [one.says.say("en") for one in Agreement] == ["the same", "alike", "different", "not comparable"]
    assert [one.says.say("ja") for one in Agreement] == ["一致", "類似", "不一致", "比較できません"]
