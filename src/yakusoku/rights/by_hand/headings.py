"""Headings of a table that people made, as columns of the data map: by name or by either title. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from yakusoku.rights.by_hand.trouble import UnableToReadFind
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection


def columns(collection: Collection, headings: Sequence[str], *, number: int) -> tuple[str, ...]:
    """
    Return the column that each heading of file `number` names.

    Letter case, width and spaces do not matter. A heading may be a name, or a title in Japanese or English.

    :raises UnableToReadFind: for a heading that no column has, that several have, or that stands there twice
    """
    known = _known(collection)
    found = [_column(known, heading, number=number, at=at) for at, heading in enumerate(headings, 1)]
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise UnableToReadFind(
            text("file {number} has the column {column} twice.", number=number, column=twice[0]),
            do=text("Leave one of them out."),
        )
    return tuple(found)


def _known(collection: Collection) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for one in collection.fields:
        for words in (one.name, *((one.title.en, one.title.ja) if one.title else ())):
            known.setdefault(fold(words), set()).add(one.name)
    for one in collection.fields:
        known[fold(one.name)] = {one.name}
    return known


def _column(known: dict[str, set[str]], heading: str, *, number: int, at: int) -> str:
    named = known.get(fold(heading), set())
    if len(named) == 1:
        return next(iter(named))
    close = get_close_matches(fold(heading), list(known), n=1, cutoff=0.4)
    nearest = min(known[close[0]]) if close else ""
    every = ", ".join(sorted({name for names in known.values() for name in names}))
    raise UnableToReadFind(
        text("the heading of column {at} in file {number} is not one of this place.", at=at, number=number),
        do=text("The nearest is {nearest}. There are: {columns}.", nearest=nearest, columns=every)
        if nearest
        else text("There are: {columns}.", columns=every),
    )


def fold(words: str) -> str:
    """Return words as they are compared: width, letter case, spaces and underscores do not matter."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in plain if not letter.isspace() and letter not in "_-・･")
