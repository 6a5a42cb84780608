"""Romaji as a Japanese passport has it."""

from __future__ import annotations

import pytest

from yakusoku.examples.people.names import family_names, lines
from yakusoku.examples.people.romaji import passport, without_boundary


@pytest.mark.parametrize(
    ("kana", "romaji"),
    [
        ("オオノ", "ONO"),
        ("オノ", "ONO"),
        ("サトウ", "SATO"),
        ("コンドウ", "KONDO"),
        ("ユウコ", "YUKO"),
        ("キョウコ", "KYOKO"),
        ("リュウノスケ", "RYUNOSUKE"),
        ("イイヅカ", "IIZUKA"),
        ("ニイミ", "NIIMI"),
        ("ヨコオ", "YOKOO"),
        ("トオル", "TORU"),
        ("イノ|ウエ", "INOUE"),
        ("マツ|ウラ", "MATSUURA"),
        ("オオ|ウチ", "OUCHI"),
        ("ホンマ", "HOMMA"),
        ("ナンバ", "NAMBA"),
        ("ホンダ", "HONDA"),
        ("ケンイチ", "KENICHI"),
        ("ハットリ", "HATTORI"),
        ("イッシキ", "ISSHIKI"),
        ("ハッチョウ", "HATCHO"),
        ("ベップ", "BEPPU"),
        ("ツジ", "TSUJI"),
        ("チヅコ", "CHIZUKO"),
        ("ジュンイチ", "JUNICHI"),
        ("フウカ", "FUKA"),
        ("ミウ", "MIU"),
        ("アオイ", "AOI"),
        ("シンヤ", "SHINYA"),
    ],
)
def test_kana_are_spelled_as_in_a_passport(kana: str, romaji: str) -> None:
    assert passport(kana) == romaji


def test_what_is_no_katakana_is_refused() -> None:
    with pytest.raises(KeyError):
        passport("さとう")


def test_the_bar_of_our_tables_never_reaches_a_person() -> None:
    assert without_boundary("イノ|ウエ") == "イノウエ"
    assert not any("|" in name.kana for name in family_names())


def test_every_name_of_the_tables_is_plain_capital_letters() -> None:
    for *_, kana in [*lines("surnames.tsv"), *lines("given_names.tsv")]:
        assert passport(kana).isascii()
        assert passport(kana).isupper()
