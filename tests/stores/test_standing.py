"""What all rows together say: proposed where who it is and how to reach them agree, and never between two people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.datamap_files.maps import collection, datamap, field
from tests.stores.filled import Filled
from yakusoku.datamap.parts import DataMap
from yakusoku.stores.candidates import Candidate, Compared, Standing, points
from yakusoku.stores.comparing import Agreement
from yakusoku.stores.queries import find_candidates
from yakusoku.stores.standing import ranked
from yakusoku.terms.personal import Personal

_SHOP = ("no", "full_name", "full_kana", "birth_date", "address", "phone_number", "email")
_FLIGHTS = ("code", "romaji", "phone_number", "email")
HANAKO = {"full_name": "高橋 花子", "full_kana": "タカハシ ハナコ", "birth_date": "1980-04-01"}


def _map() -> DataMap:
    return datamap(
        collection(
            "d.shop",
            field("no", key=True, identity="shop_no", data_type="string"),
            *(field(name, data_type="string", fact=name) for name in _SHOP[1:]),
        ),
        collection(
            "d.flight",
            field("code", key=True, identity="flight_no", data_type="string"),
            *(field(name, data_type="string", fact=name) for name in _FLIGHTS[1:]),
        ),
    )


@pytest.fixture
def stores(sqlite_only: Filled) -> Filled:
    """Two empty tables."""
    for table, columns in (("shop", _SHOP), ("flight", _FLIGHTS)):
        sqlite_only.run(f"CREATE TABLE {table} ({', '.join(f'{name} text' for name in columns)})")
    return sqlite_only


def _keep(stores: Filled, *rows: tuple[str | None, ...]) -> None:
    for row in rows:
        table = "shop" if len(row) == len(_SHOP) else "flight"
        stores.write(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", [row])


def _found(**given: str) -> dict[str, Candidate]:
    found = find_candidates(_map(), {key: Personal(value) for key, value in given.items()})
    return {str(one.key.reveal()[0]): one for one in found}


def _standings(**given: str) -> dict[str, str]:
    return {key: str(one.standing) for key, one in _found(**given).items()}


def test_name_and_birthday_with_one_way_to_reach_are_proposed(stores: Filled) -> None:
    _keep(
        stores,
        ("S1", "髙橋　花子", "ﾀｶﾊｼ ﾊﾅｺ", "1980-04-01", "東京都港区芝１－２－３", None, None),
        ("S2", "高橋 花子", None, "1980-04-01", None, "090-1111-2222", None),
        ("S3", "佐藤 花子", "サトウ ハナコ", "1980-04-01", None, None, "hanako@example.jp"),
        ("S4", "高橋 花子", None, "1980-04-07", None, "090-1111-2222", None),
    )
    reach = {"address": "港区芝一丁目2番3号", "telephone": "09011112222", "email": "hanako@example.jp"}

    assert _standings(**HANAKO, **reach) == dict.fromkeys(("S1", "S2", "S3", "S4"), "proposed")


def test_name_and_birthday_alone_do_not_suffice(stores: Filled) -> None:
    _keep(stores, ("S1", "高橋 花子", None, "1980-04-01", None, None, None))

    assert _standings(**HANAKO, telephone="09011112222") == {"S1": "unsure"}


def test_a_telephone_or_mailbox_alone_is_never_proposed(stores: Filled) -> None:
    _keep(
        stores,
        ("S1", None, None, None, None, "090-1111-2222", "hanako@example.jp"),
        (
            "S2",
            "高橋 太郎",
            "タカハシ タロウ",
            "1978-01-01",
            "東京都港区芝1-2-3",
            "090-1111-2222",
            "hanako@example.jp",
        ),
    )
    asked = {"telephone": "09011112222", "email": "hanako@example.jp"}

    assert _standings(**asked) == {"S1": "unsure", "S2": "unsure"}
    assert _standings(**HANAKO, **asked, address="東京都港区芝1-2-3") == {"S1": "unsure", "S2": "unsure"}


def test_a_spelling_in_latin_letters_needs_a_telephone_or_mailbox_that_nobody_else_has(
    stores: Filled,
) -> None:
    _keep(
        stores, ("F1", "OHNO HANAKO", "03-1111-2222", None), ("F2", "HANAKO ONO", None, "hanako@example.jp")
    )
    asked = {"full_name": "大野 花子", "full_kana": "オオノ ハナコ", "birth_date": "1980-04-01",
             "telephone": "0311112222", "email": "hanako@example.jp"}  # fmt: skip

    assert _standings(**asked) == {"F1": "proposed", "F2": "proposed"}
    _keep(stores, ("S1", "大野 太郎", None, None, None, "03-1111-2222", None))
    assert _standings(**asked) == {"F1": "unsure", "F2": "proposed", "S1": "unsure"}


def test_another_birthday_is_another_person(stores: Filled) -> None:
    _keep(stores, ("S1", "高橋 花子", None, "1955-12-24", "東京都港区芝1-2-3", "090-1111-2222", None))

    assert _standings(**HANAKO, address="東京都港区芝1-2-3", telephone="09011112222") == {"S1": "unsure"}


def test_a_row_with_an_old_address_is_proposed_through_a_mailbox_that_a_proposed_row_holds(
    stores: Filled,
) -> None:
    _keep(
        stores,
        ("S1", "高橋 花子", None, "1980-04-01", "東京都港区芝1-2-3", None, "hanako@example.jp"),
        ("S2", "高橋 花子", None, "1980-04-01", "大阪府堺市北区中瓦町7", None, "hanako@example.jp"),
        ("S3", "高橋 花子", None, "1980-04-01", "大阪府堺市北区中瓦町7", None, "other@example.jp"),
    )
    found = _found(**HANAKO, address="東京都港区芝1-2-3")

    assert {key: str(one.standing) for key, one in found.items()} == {
        "S1": "proposed",
        "S2": "proposed",
        "S3": "unsure",
    }
    last = found["S2"].facts[-1]
    assert last.name == "email_elsewhere"
    assert last.why.say("en") == "another row that is proposed holds the same"
    assert found["S2"].score == sum(one.points for one in found["S2"].facts)


TWINS = (
    ("S1", "高橋 花子", "タカハシ ハナコ", "1980-04-01", "東京都港区芝1-2-3", "090-1111-2222", None),
    ("S2", "髙橋 花子", "タカハシ ハナコ", "1980-04-01", "大阪府堺市北区中瓦町7", "090-3333-4444", None),
)


def test_two_people_of_one_name_and_birthday_are_not_told_apart_and_none_is_preferred(stores: Filled) -> None:
    _keep(stores, *TWINS)
    found = _found(**HANAKO)

    assert {one.standing for one in found.values()} == {Standing.ALIKE}
    assert len({one.score for one in found.values()}) == 1


def test_an_address_tells_two_people_of_one_name_and_birthday_apart(stores: Filled) -> None:
    _keep(stores, *TWINS)

    assert _standings(**HANAKO, address="大阪府堺市北区中瓦町7番地") == {"S2": "proposed", "S1": "unsure"}


def test_an_address_of_neither_leaves_two_people_alike(stores: Filled) -> None:
    _keep(stores, *TWINS)

    assert set(_standings(**HANAKO, address="北海道函館市五稜郭町801").values()) == {"alike"}


def test_rows_of_one_household_number_are_one_person(stores: Filled) -> None:
    first, _ = TWINS
    _keep(stores, first, ("S2", *first[1:]))

    assert _standings(**HANAKO) == {"S1": "unsure", "S2": "unsure"}


def test_father_and_son_of_one_name_at_one_telephone_are_not_told_apart_without_a_birthday(
    stores: Filled,
) -> None:
    _keep(
        stores,
        ("S1", "高橋 一", None, "1950-04-01", None, "03-1111-2222", None),
        ("S2", "高橋 一", None, "1985-06-07", None, "03-1111-2222", None),
    )

    assert _standings(full_name="高橋 一", telephone="0311112222") == {"S1": "alike", "S2": "alike"}
    assert _standings(full_name="高橋 一", telephone="0311112222", birth_date="1985-06-07") == {
        "S2": "proposed",
        "S1": "unsure",
    }


def test_a_number_of_the_company_needs_a_name_too(stores: Filled) -> None:
    _keep(stores, ("S1", "高橋 花子", None, None, None, None, None))

    assert _standings(shop_no="S1") == {"S1": "unsure"}
    assert _standings(shop_no="s1", full_name="髙橋花子") == {"S1": "proposed"}
    assert _standings(shop_no="s1", full_name="髙橋太郎") == {"S1": "unsure"}


def test_several_telephone_numbers_are_all_compared(stores: Filled) -> None:
    _keep(stores, ("S1", "高橋 花子", None, "1980-04-01", None, "090-1111-2222", None))

    assert _standings(**HANAKO, mobile="090-1111-2222", telephone="03-9999-9999") == {"S1": "proposed"}


def test_a_standing_is_said_in_both_languages() -> None:
    assert all(one.says.say("en") != one.says.say("ja") for one in Standing)


LEVELS = [Agreement.DIFFERENT, Agreement.LIKE, Agreement.SAME]
NAMES = ["name", "kana", "birth_date", "phone_number", "email", "address"]


@given(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*LEVELS, Agreement.NOT_COMPARABLE])), st.data()
)
def test_a_fact_that_agrees_better_never_takes_a_proposal_back(
    told: dict[str, Agreement], data: st.DataObject
) -> None:
    before = _ranked(told)
    for name, level in told.items():
        if level in LEVELS:
            better = data.draw(st.sampled_from(LEVELS[LEVELS.index(level) :]))
            after = _ranked({**told, name: better})
            assert after.score >= before.score
            assert after.proposed or not before.proposed


def _ranked(told: dict[str, Agreement]) -> Candidate:
    facts = [
        Compared(name, level, points(name, level), Personal(name), Personal(name))
        for name, level in told.items()
    ]
    one = Candidate("s", "d", "c", Personal(("1",)), {}, tuple(facts), sum(fact.points for fact in facts))
    return ranked([one])[0]
