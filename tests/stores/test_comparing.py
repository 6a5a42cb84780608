"""Two writings of a fact beside each other: the same, alike for a reason, or different."""

from __future__ import annotations

import pytest

from yakusoku.stores import latin
from yakusoku.stores.comparing import Agreement, compare


@pytest.mark.parametrize(
    ("fact", "one", "other", "why"),
    [
        ("name", "斉藤 一郎", "斎藤 一郎", "taken for each other"),
        ("name", "佐藤 花子", "高橋 花子", "after a marriage"),
        ("name", "佐藤 花子", "高橋花子", "after a marriage"),
        ("kana", "サトウ キョウコ", "サトウ キヨウコ", "taken for each other"),
        ("kana", "サトウ ハナコ", "ﾀｶﾊｼ ﾊﾅｺ", "after a marriage"),
        ("romaji", "OHNO YUUKO", "ONO YUKO", "one reading"),
        ("romaji", "SINITI HUZII", "FUJII SHINICHI", "one reading"),
        ("romaji", "SATO HANAKO", "TAKAHASHI HANAKO", "after a marriage"),
        ("birth_date", "1980-04-01", "1980-04-07", "one digit"),
        ("birth_date", "1980-04-12", "1980-12-04", "day and month"),
        ("phone_number", "090-1234-5678", "090-1243-5678", "one digit"),
        ("address", "埼玉県さいたま市大宮区宮町2-84-7", "埼玉県大宮市宮町2丁目84番7号", "house number"),
        ("address", "東京都港区芝1-2-3 ハイム405号室", "東京都港区芝1-2-3 ハイム406号室", "house number"),
    ],
)
def test_a_likeness_says_its_reason(fact: str, one: str, other: str, why: str) -> None:
    found = compare(fact, one, other)

    assert found.agreement is Agreement.LIKE
    assert why in found.why.say("en")
    assert found.why.say("ja") != found.why.say("en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("東京都港区芝1丁目2番3号 ハイム 405号室", "港区芝１－２－３"),
        ("東京都港区芝1丁目2番3号 ハイム405号室", "東京都港区芝1-2-3 ハイム　４０５号"),
        ("東京都港区芝1-2-3-405", "東京都港区芝一丁目2番地3 ハイム405"),
        ("青森県弘前市土手町812番地", "弘前市土手町812"),
    ],
)
def test_one_house_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert compare("address", one, other).agreement is Agreement.SAME


@pytest.mark.parametrize(
    ("fact", "one", "other"),
    [
        ("name", "佐藤 一郎", "佐藤 二郎"),
        ("kana", "サトウ ハルカ", "サトウ ハルナ"),
        ("romaji", "SATO HARUKA", "SATO HARUNA"),
        ("birth_date", "1980-04-01", "1981-04-02"),
        ("phone_number", "090-1234-5678", "090-2134-5679"),
        ("email", "a@example.jp", "b@example.jp"),
        ("address", "東京都港区芝1-2-3", "東京都港区芝1-3-2"),
        ("address", "東京都港区芝1-2-3", "大阪府港区芝1-2-3"),
        ("address", "東京都港区芝", "東京都港区"),
    ],
)
def test_what_nothing_explains_is_different(fact: str, one: str, other: str) -> None:
    assert compare(fact, one, other).agreement is Agreement.DIFFERENT


def test_what_cannot_be_read_is_not_comparable() -> None:
    assert compare("birth_date", "1980-04-01", "unknown").agreement is Agreement.NOT_COMPARABLE


def test_a_reading_is_spelled_in_every_usual_way() -> None:
    assert set(latin.spellings("オオノ")) == {"ONO", "OHNO", "OONO"}
    assert {"HOMMA", "HONMA"} == set(latin.spellings("ホンマ"))
    assert {"HATTORI"} == set(latin.spellings("ハットリ"))
    assert {"SHIN", "SIN"} == set(latin.spellings("シン"))
    assert latin.spellings("大野") == ()
    assert {"ONO TARO", "Taro Ohno", "OHNO/TARO"} <= set(latin.writings("オオノ", "タロウ"))
