"""Writings of one fact that staff would hold to be the same."""

from __future__ import annotations

import pytest

from yakusoku.stores.likeness import fold, writings


@pytest.mark.parametrize(
    ("fact", "one", "other"),
    [
        ("name", "髙橋 一郎", "高橋一郎"),
        ("name", "山﨑\u3000花子", "山崎花子"),
        ("name", "葛\U000e0100城", "葛城"),
        ("name", "ＴＡＲＯ", "taro"),
        ("kana", "ﾀｶﾊｼ ｲﾁﾛｳ", "タカハシイチロウ"),
        ("kana", "たかはし", "タカハシ"),
        ("kana", "ｶﾞｼﾞｭﾏﾙ", "ガジュマル"),
        ("phone_number", "03-1234-5678", "０３（１２３４）５６７８"),
        ("phone_number", "+81 90-1234-5678", "09012345678"),
        ("postal_code", "〒100-0005", "1000005"),
        ("email", "Taro@Example.JP ", "taro@example.jp"),
        ("birth_date", "1980年4月1日", "1980-04-01"),
        ("birth_date", "1980/4/1", "19800401"),
        ("address", "丸の内一丁目８番１号", "丸の内1-8-1"),
        ("address", "千代田区 丸の内 1−8−1", "千代田区丸の内1-8-1"),
        ("address", "青葉台二十三丁目4番地の5", "青葉台23-4-5"),
        ("address", "北二十四条西八丁目1番2号", "北24条西8-1-2"),
        ("address", "一番町3丁目8番1号", "一番町3-8-1"),
        ("address", "三国ヶ丘１－８－１", "三国ケ丘1-8-1"),
        ("address", "丸の内1-8-1 302", "丸の内1-8-1-302"),
        ("romaji", "Ohno, Taro", "TARO OHNO"),
        ("romaji", "ŌNO SHIN'ICHI", "ono shinichi"),
        ("romaji", "ONO/TARO MR", "Ono Taro"),
        ("name", "H¨", "\u1e27"),
        ("subscriber_no", "j0001000001", "Ｊ０００１００００01"),
    ],
)
def test_two_writings_of_one_fact_fold_alike(fact: str, one: str, other: str) -> None:
    assert fold(fact, one) == fold(fact, other)


@pytest.mark.parametrize(
    ("fact", "one", "other"),
    [
        ("name", "高橋一郎", "高橋二郎"),
        ("name", "斎藤", "斉藤"),
        ("kana", "タカハシ", "ダカハシ"),
        ("phone_number", "0312345678", "0312345679"),
        ("birth_date", "1980-04-01", "1980-04-02"),
        ("address", "丸の内1-8-1", "丸の内1-81"),
        ("address", "一一丁目", "11丁目"),
        ("romaji", "ONO TARO", "OHNO TARO"),
    ],
)
def test_two_facts_do_not_fold_alike(fact: str, one: str, other: str) -> None:
    assert fold(fact, one) != fold(fact, other)


@pytest.mark.parametrize("words", ["", "1980-13-01", "昭和", "4月1日"])
def test_what_is_no_day_folds_to_nothing_and_is_not_looked_up(words: str) -> None:
    assert fold("birth_date", words) == ""
    assert writings("birth_date", words) == []


def test_a_fact_is_looked_up_under_its_usual_writings() -> None:
    assert {"高橋", "髙橋"} <= set(writings("name", "高橋"))
    assert {"ガク", "がく", "ｶﾞｸ"} <= set(writings("kana", "がく"))
    assert {"0312345678", "０３１２３４５６７８"} <= set(writings("phone_number", "03-1234-5678"))
    assert {"1980-04-01", "1980/04/01", "1980/4/1", "19800401"} <= set(writings("birth_date", "1980-04-01"))


def test_what_stands_between_the_digits_of_a_telephone_number_may_be_anywhere() -> None:
    assert {"0312345678", "03-1234-5678", "０３－１２３４－５６７８", "03(1234)5678"} <= set(
        writings("phone_number", "+81 3 1234 5678")
    )
    assert {"+81-90-1234-5678", "090-1234-5678"} <= set(writings("phone_number", "09012345678"))


def test_a_reading_on_a_bank_form_has_no_small_letters() -> None:
    assert "ｷﾖｳｺ" in writings("kana", "きょうこ")


def test_characters_that_are_taken_for_each_other_are_looked_up() -> None:
    assert {"斎藤", "齋藤", "斉藤", "齊藤"} <= set(writings("name", "齋藤"))


def test_writings_stay_few() -> None:
    assert len(writings("name", "辺沢高崎浜広国徳真")) <= 40
