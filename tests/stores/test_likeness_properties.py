"""Normalizers are idempotent, likeness is symmetric, and more agreement is never a lower score."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yakusoku.stores import addresses, latin, likeness
from yakusoku.stores.candidates import Compared, points
from yakusoku.stores.comparing import Agreement, compare
from yakusoku.terms.personal import Personal

FACTS = sorted({*likeness.FOLDS, "subscriber_no"})
KANJI = "高髙橋崎﨑渡辺邊邉斎齋斉齊藤沢澤一二三十丁目番号条町大字ヶが"
LETTERS = st.sampled_from(
    [*KANJI, *"アイウエオガギバパョャッーｱｲｶﾞﾊﾟ", *"0123456789０１９", *" 　-－−ー(/)+@.", *"OHNUSTCJYI'ōé"]
)
WORDS = st.one_of(st.text(LETTERS, max_size=24), st.text(max_size=12))
ROMAJI = st.text(st.sampled_from("AIUEOHKSTCNMBPJYZDF-' "), max_size=16)
SYLLABLES = [*"アイウエオカキクケコサシスセソタチツテトナニハヒフヘホマヤユヨラリワンガジズヅ",
             "キャ", "シュ", "チョ", "ジョ", "ニャ", "リョ", "ッカ", "ッチ", "ッパ", "コー", "トウ"]  # fmt: skip
LEVELS = [Agreement.DIFFERENT, Agreement.NOT_COMPARABLE, Agreement.LIKE, Agreement.SAME]


@given(st.sampled_from(FACTS), WORDS)
def test_what_is_folded_is_its_own_fold(fact: str, words: str) -> None:
    once = likeness.fold(fact, words)
    assert likeness.fold(fact, once) == once


@example("ッﾞ")
@given(WORDS)
def test_loose_forms_are_their_own_fold(words: str) -> None:
    assert likeness.loose_name(likeness.loose_name(words)) == likeness.loose_name(words)
    assert likeness.loose_kana(likeness.loose_kana(words)) == likeness.loose_kana(words)


@given(ROMAJI)
def test_a_key_of_latin_letters_is_its_own_key(words: str) -> None:
    assert latin.key(latin.key(words)) == latin.key(words)


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map("".join))
def test_all_spellings_of_a_reading_share_a_key(kana: str) -> None:
    assert len({latin.key(one) for one in latin.spellings(kana)}) == 1


@given(st.sampled_from(FACTS), WORDS, WORDS)
def test_likeness_is_symmetric(fact: str, one: str, other: str) -> None:
    assert compare(fact, one, other) == compare(fact, other, one)


@given(st.sampled_from(["name", "kana", "romaji", "address", "birth_date", "phone_number"]), st.data())
def test_likeness_is_symmetric_near_equality(fact: str, data: st.DataObject) -> None:
    one = data.draw(_WRITTEN[fact])
    other = data.draw(st.one_of(_WRITTEN[fact], _slipped(one)))
    assert compare(fact, one, other) == compare(fact, other, one)


@given(st.sampled_from(FACTS), WORDS)
def test_what_can_be_read_is_the_same_as_itself_and_looked_up_as_it_is(fact: str, words: str) -> None:
    if likeness.fold(fact, words):
        assert compare(fact, words, words).agreement is Agreement.SAME
        assert likeness.fold(fact, words) in likeness.writings(fact, words)


@given(st.sampled_from(FACTS), WORDS)
def test_a_writing_that_is_looked_up_is_found_the_same_or_alike(fact: str, words: str) -> None:
    for one in likeness.writings(fact, words):
        assert compare(fact, words, one).agreement.agrees


@pytest.mark.parametrize("fact", [*FACTS, "romaji"])
def test_more_agreement_never_takes_points_away(fact: str) -> None:
    worth = [points(fact, level) for level in LEVELS]
    assert worth == sorted(worth)
    assert worth[0] < worth[-1]


@given(
    st.lists(st.tuples(st.sampled_from(FACTS), st.sampled_from(LEVELS)), unique_by=lambda pair: pair[0]),
    st.data(),
)
def test_a_fact_that_agrees_better_never_lowers_the_score(
    told: list[tuple[str, Agreement]], data: st.DataObject
) -> None:
    facts = [Compared(name, level, points(name, level), Personal("x"), None) for name, level in told]
    before = sum(one.points for one in facts)
    for place, (name, level) in enumerate(told):
        better = data.draw(st.sampled_from(LEVELS[LEVELS.index(level) :]))
        raised = [*facts]
        raised[place] = Compared(name, better, points(name, better), Personal("x"), None)
        assert sum(one.points for one in raised) >= before


@given(st.text(LETTERS, max_size=24), st.text(LETTERS, max_size=24))
def test_two_places_are_the_same_either_way(one: str, other: str) -> None:
    here, there = addresses.place(one), addresses.place(other)
    assert addresses.same(here, there) == addresses.same(there, here)
    assert addresses.like(here, there) == addresses.like(there, here)


_WRITTEN = {
    "name": st.sampled_from(
        ["髙橋 一郎", "高橋一郎", "高橋　二郎", "佐藤 一郎", "斉藤 一郎", "斎藤一郎", "郎", "一郎"]
    ),
    "kana": st.sampled_from(
        ["タカハシ イチロウ", "ﾀｶﾊｼｲﾁﾛｳ", "さとう いちろう", "サトウ キヨウコ", "サトウ キョウコ"]
    ),
    "romaji": st.sampled_from(
        ["ONO TARO", "Ohno, Taro", "TARO OONO", "SATO TARO", "ONO/TARO MR", "ONO JIRO", "TARO"]
    ),
    "address": st.sampled_from(
        [
            "東京都港区芝1-2-3",
            "港区芝一丁目2番3号",
            "東京都港区芝1-2-3-405",
            "東京都港区芝１−２−３ ハイム405",
            "港区芝1-2",
        ]
    ),
    "birth_date": st.dates().map(str),
    "phone_number": st.from_regex("0[0-9]{9,10}", fullmatch=True),
}


def _slipped(words: str) -> st.SearchStrategy[str]:
    """Return the same with one sign doubled, lost or changed for a digit."""
    places = st.integers(0, max(0, len(words) - 1))
    return st.builds(
        lambda at, sign: f"{words[:at]}{sign}{words[at + 1 :]}", places, st.sampled_from(["", "1", "一", " "])
    )
