"""Addresses that could be, and telephone numbers that cannot."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.examples.people import places
from yakusoku.examples.people.cast import CAST, CHIBAS_MOTHER
from yakusoku.examples.people.persons import people

AS_OF = date(2026, 11, 23)
# First digits of a postal code that a prefecture has (日本郵便, the first two digits; some share).
REGIONS = {
    "北海道": "00 04 05 06 07 08 09",
    "青森県": "03",
    "岩手県": "02",
    "宮城県": "98",
    "秋田県": "01",
    "山形県": "99",
    "福島県": "96 97",
    "茨城県": "30 31",
    "栃木県": "32",
    "群馬県": "37",
    "埼玉県": "33 34 35 36",
    "千葉県": "26 27 28 29",
    "東京都": "10 11 12 13 14 15 16 17 18 19 20",
    "神奈川県": "21 22 23 24 25",
    "新潟県": "94 95",
    "富山県": "93",
    "石川県": "92",
    "福井県": "91",
    "山梨県": "40",
    "長野県": "38 39",
    "岐阜県": "50",
    "静岡県": "41 42 43",
    "愛知県": "44 45 46 47 48 49",
    "三重県": "51",
    "滋賀県": "52",
    "京都府": "60 61 62",
    "大阪府": "53 54 55 56 57 58 59",
    "兵庫県": "65 66 67",
    "奈良県": "63",
    "和歌山県": "64",
    "鳥取県": "68",
    "島根県": "69",
    "岡山県": "70 71",
    "広島県": "72 73",
    "山口県": "74 75",
    "徳島県": "77",
    "香川県": "76",
    "愛媛県": "79",
    "高知県": "78",
    "福岡県": "80 81 82 83",
    "佐賀県": "84",
    "長崎県": "85",
    "熊本県": "86",
    "大分県": "87",
    "宮崎県": "88",
    "鹿児島県": "89",
    "沖縄県": "90",
}


def numbers() -> list[str]:
    everybody = [*people(1, 3_000, as_of=AS_OF), *(known.person for known in CAST.values()), CHIBAS_MOTHER]
    return [number for one in everybody for number in (one.telephone, one.mobile) if number]


def test_all_forty_seven_prefectures_have_several_places() -> None:
    cities = defaultdict(set)
    for town in places.towns():
        cities[town.prefecture].add((town.city, town.town))
    assert set(cities) == set(REGIONS)
    assert min(len(found) for found in cities.values()) >= 3


def test_postal_codes_lie_in_their_prefecture() -> None:
    for town in places.towns():
        assert re.fullmatch(r"\d{3}-\d{4}", town.postal_code)
        assert town.postal_code[:2] in REGIONS[town.prefecture].split(), town


def test_a_city_has_one_area_code_and_a_postal_code_one_town() -> None:
    area_codes, towns = defaultdict(set), defaultdict(set)
    for town in places.towns():
        area_codes[town.prefecture, town.city].add(town.area_code)
        towns[town.postal_code].add((town.city, town.town))
    assert {len(found) for found in area_codes.values()} == {1}
    assert {len(found) for found in towns.values()} == {1}


def test_no_telephone_number_can_be_a_subscribers() -> None:
    area_codes = {town.area_code for town in places.towns()}
    for number in numbers():
        first, exchange, last = number.split("-")
        assert len(last) == 4
        if first in {"070", "090"}:
            assert exchange[0] == "0", number
            assert len(number) == 13
        else:
            assert first in area_codes, number
            assert exchange[0] == "1", number
            assert len(number) == 12


def test_where_one_area_code_begins_with_another_the_number_is_nobodys_in_either() -> None:
    """019-1 could be 0191, Ichinoseki: what follows must then begin with 0 or 1 again."""
    for number in numbers():
        first, exchange, _ = number.split("-")
        if first not in {"070", "090"} and len(first) < 4:
            assert exchange[1] in "01", number


def test_there_is_no_080_because_every_080_may_be_somebodys() -> None:
    assert not any(number.startswith("080") for number in numbers())


@given(st.integers(0, 10**12))
def test_every_order_gives_a_number_that_nobody_has(order: int) -> None:
    assert re.fullmatch(r"0[79]0-0\d{3}-\d{4}", places.mobile(order))
    assert re.fullmatch(r"03-1[01]\d\d-\d{4}", places.telephone("03", order))
    assert re.fullmatch(r"045-1[01]\d-\d{4}", places.telephone("045", order))
    assert re.fullmatch(r"0467-1\d-\d{4}", places.telephone("0467", order))


@pytest.mark.parametrize(("area_code", "count"), [("03", 30_000), ("045", 190_000), ("0467", 90_000)])
def test_orders_do_not_meet(area_code: str, count: int) -> None:
    assert len({places.telephone(area_code, order) for order in range(count)}) == count


def test_the_casts_numbers_are_drawn_for_nobody() -> None:
    drawn = {places.telephone("03", order) for order in range(30_000)}
    drawn |= {places.mobile(order) for order in range(30_000)}
    kept = {number for known in CAST.values() for number in (known.person.telephone, known.person.mobile)}
    assert not drawn & kept
    assert not any(number.startswith(("03-1000-", "090-0000-")) for number in drawn)


def test_an_unknown_prefecture_is_refused() -> None:
    with pytest.raises(KeyError):
        places.settled(("江戸",))
