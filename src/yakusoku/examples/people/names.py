"""
Family and given names with their kana and romaji, drawn as often as they are borne and by year of birth.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain, repeat
from typing import NamedTuple

from yakusoku.examples.people.romaji import passport, without_boundary

_DATA = files("yakusoku.examples") / "data" / "people"
_FIRST, _LAST = 1920, 2020


class Name(NamedTuple):
    """One name in its three writings."""

    kanji: str
    kana: str
    romaji: str


def lines(file: str) -> Iterator[list[str]]:
    """Yield the tab-parted fields of each line of a packaged table, comments left out."""
    for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@cache
def _name(kanji: str, kana: str) -> Name:
    return Name(kanji, without_boundary(kana), passport(kana))


@cache
def family_names() -> tuple[Name, ...]:
    """Return the family names, each as many times as its weight, so that one even draw picks by frequency."""
    return tuple(
        chain.from_iterable(
            repeat(_name(kanji, kana), int(weight)) for weight, kanji, kana in lines("surnames.tsv")
        )
    )


@cache
def given_names(sex: str, decade: int) -> tuple[Name, ...]:
    """Return the given names of `sex` ("F" or "M") usual in `decade` (1980 means 1980 to 1989), by weight."""
    named: list[Name] = []
    for whose, first, last, weight, kanji, kana in lines("given_names.tsv"):
        if whose == sex and int(first) <= decade + 9 and int(last) >= decade:
            named += repeat(_name(kanji, kana), int(weight))
    return tuple(named)


def decade_of(year: int) -> int:
    """Return the decade of our tables that a year of birth belongs to."""
    return min(max(year, _FIRST), _LAST) // 10 * 10
