"""The same person as several systems write them."""

from __future__ import annotations

from datetime import date

from yakusoku.examples.people.cast import CAST
from yakusoku.examples.people.persons import people
from yakusoku.examples.people.spellings import half_width, old_characters, spelled
from yakusoku.stores import likeness

SOME = tuple(people(1, 600, as_of=date(2026, 11, 23)))


def test_old_characters_and_half_width_are_what_the_search_for_candidates_folds() -> None:
    assert old_characters("渡辺") == "渡邊"
    assert likeness.name("渡邊") == likeness.name("渡辺")
    assert half_width("ババ") == "ﾊﾞﾊﾞ"
    assert likeness.kana(half_width("スズキ ｲチ")) == likeness.kana("スズキ イチ")


def test_a_system_always_writes_a_person_the_same_way() -> None:
    assert [spelled(one, "shop", seed=1) for one in SOME] == [spelled(one, "shop", seed=1) for one in SOME]


def test_systems_differ_in_some_people_and_agree_in_most() -> None:
    differ = [one for one in SOME if spelled(one, "shop", seed=1) != spelled(one, "club", seed=1)]

    assert len(SOME) // 20 < len(differ) < len(SOME) // 2


def test_all_three_kinds_of_differences_occur_and_only_names_differ() -> None:
    written = [(one, spelled(one, "shop", seed=1)) for one in SOME]
    named = [(one, other) for one, other in written if likeness.name(one.name) != likeness.name(other.name)]

    assert any(one.family.kanji != other.family.kanji for one, other in written if (one, other) not in named)
    assert any(one.given.kana != other.given.kana for one, other in written)
    assert {one.sex for one, _ in named} == {"F"}
    assert all(one[3:] == other[3:] for one, other in written)


def test_the_cast_is_written_alike_everywhere() -> None:
    assert all(spelled(known.person, "shop", seed=1) == known.person for known in CAST.values())
