"""One form for what a person gives: however a mailbox, a number, an address or a name is written."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yakusoku.consent.folding import Folded, UnableToRead, fold, named

HOUSE = "世田谷区三軒茶屋2-84-7"


@pytest.mark.parametrize(
    "written",
    [
        "東京都世田谷区三軒茶屋2丁目84番7号",
        "〒154-0024 世田谷区三軒茶屋２－８４－７",
        "1540024東京都世田谷区三軒茶屋二丁目84番地7号",
        "世田谷区三軒茶屋2‐84‐7",
        "東京都 世田谷区 三軒茶屋 2−84−7",
    ],
)
def test_an_address_has_one_form_however_it_is_written(written: str) -> None:
    assert fold("address", written) == Folded(HOUSE, HOUSE)


@pytest.mark.parametrize("room", ["-203", " コーポ青木203号室", " コーポ青木２０３", " 203"])
def test_a_room_is_part_of_the_dwelling_and_not_of_the_house(room: str) -> None:
    assert fold("address", f"世田谷区三軒茶屋2-84-7{room}") == Folded(f"{HOUSE}-203", HOUSE)


def test_old_and_new_characters_are_one() -> None:
    assert fold("address", "横濱市中区櫻木町1-1") == fold("address", "横浜市中区桜木町1-1")
    assert named("髙橋 邊") == named("高橋　辺")


@pytest.mark.parametrize(
    "written",
    [
        "03-1000-0001",
        "０３（１０００）０００１",
        "+81 3-1000-0001",
        "+81(0)3 1000 0001",
        "03-1000-0001 内線12",
    ],
)
def test_a_telephone_number_has_one_form(written: str) -> None:
    assert fold("phone_number", written) == Folded("0310000001")


@pytest.mark.parametrize(
    "written", ["Mayumi.Aoki@Example.JP", "ｍａｙｕｍｉ．ａｏｋｉ＠example.jp", " mayumi.aoki@example.jp "]
)
def test_a_mailbox_has_one_form(written: str) -> None:
    assert fold("email", written) == Folded("mayumi.aoki@example.jp")


@pytest.mark.parametrize(
    ("identity", "written"),
    [("email", "mayumi"), ("email", "a@b"), ("phone_number", "1000-0001"), ("phone_number", "nothing"),
     ("address", "東京都"), ("address", "三軒茶屋の青い家"), ("customer_number", "  ")],
)  # fmt: skip
def test_what_is_none_of_its_kind_is_refused_and_not_repeated(identity: str, written: str) -> None:
    with pytest.raises(UnableToRead) as refusal:
        fold(identity, written)

    assert not written.strip() or written not in str(refusal.value)


def test_a_number_of_the_company_is_taken_to_the_letter() -> None:
    assert fold("customer_number", "aB-01").whole != fold("customer_number", "AB-01").whole


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("タカハシ イチロウ", "たかはし いちろう", True), ("Takahashi Ichiro", "ICHIRO TAKAHASHI", True),
     ("斉藤 一", "斎藤 一", True), ("青木 真由美", "青木 健", False)],
)  # fmt: skip
def test_names_of_one_script_are_compared(one: str, other: str, same: bool) -> None:
    assert (named(one) == named(other)) is same


def test_names_of_two_scripts_say_so() -> None:
    scripts = [named(one) for one in ("高橋 一郎", "タカハシ イチロウ", "Ichiro Takahashi")]

    assert [one.script for one in scripts if one] == ["han", "kana", "latin"]


towns = st.text("世田谷区三軒茶屋町字大山ヶ丘あアＡa県府都", min_size=1, max_size=12)
numbers = st.lists(st.integers(1, 9_999), min_size=1, max_size=4)
dashes = st.sampled_from("-－‐−ー")


@settings(max_examples=300, deadline=None)
@example("aa県aa県a", [1], "-", "")
@given(towns, numbers, dashes, st.sampled_from(["", " ハイツ12", "メゾン第2 301号室"]))
def test_folding_an_address_again_changes_nothing(town: str, parts: list[int], dash: str, room: str) -> None:
    try:
        once = fold("address", f"{town}{dash.join(map(str, parts))}{room}").whole
    except UnableToRead:
        return

    assert fold("address", once).whole == once


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789０１２３-+（） 内線81", max_size=20))
def test_folding_a_telephone_number_again_changes_nothing(written: str) -> None:
    try:
        once = fold("phone_number", written).whole
    except UnableToRead:
        return

    assert fold("phone_number", once).whole == once


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=12), st.text("abcＡＢ.é", min_size=1, max_size=8))
def test_folding_a_mailbox_again_changes_nothing(local: str, domain: str) -> None:
    try:
        once = fold("email", f"{local}@{domain}.jp").whole
    except UnableToRead:
        return

    assert fold("email", once).whole == once
