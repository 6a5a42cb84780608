"""
One person as several systems write them: with old characters, half-width kana, or the family name of before.

Most systems write most people alike. Where one differs, it is always the same for the same person, system and
seed. The known cast is written alike everywhere.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.names import Name, family_names
from yakusoku.examples.people.persons import Person

_OLD = str.maketrans(
    {
        "高": "髙", "崎": "﨑", "浜": "濱", "辺": "邊", "斎": "齋", "斉": "齊", "沢": "澤",
        "桜": "櫻", "広": "廣", "国": "國", "徳": "德", "真": "眞", "吉": "𠮷", "恵": "惠", "柳": "栁",
    }
)  # fmt: skip
_OLD_IN_100, _HALF_IN_100, _BEFORE_IN_100 = 30, 8, 6
_CAST_FROM = 9_000_000_000


def old_characters(name: str) -> str:
    """Return a name with old characters wherever there are some: 渡辺 is 渡邊. It may be the same."""
    return name.translate(_OLD)


def half_width(kana: str) -> str:
    """Return kana in half width: サトウ is ｻﾄｳ, ババ is ﾊﾞﾊﾞ."""
    return "".join(_halves().get(letter, letter) for letter in kana)


@cache
def _halves() -> dict[str, str]:
    singles = [chr(code) for code in range(0xFF66, 0xFF9E)]
    pairs = [one + mark for one in singles for mark in "\uff9e\uff9f"]
    made = {unicodedata.normalize("NFKC", half): half for half in (*pairs, *singles)}
    return {full: half for full, half in made.items() if len(full) == 1}


def spelled(person: Person, system: str, *, seed: int) -> Person:
    """
    Return the person as `system` (a word of yours, such as "shop") writes them.

    Of a hundred whose family name has an old form 30 are written with it, 8 of a hundred in half-width kana, and 6
    of a hundred women under a family name of before. Everything else is untouched.
    """
    if person.number >= _CAST_FROM:
        return person
    draws = Draws(f"spelling-{system}", seed, person.number, size=24)
    family, given = person.family, person.given
    if person.sex == "F" and draws.below(100) < _BEFORE_IN_100:
        family = draws.pick(family_names())
    if draws.below(100) < _OLD_IN_100:
        family = family._replace(kanji=old_characters(family.kanji))
    if draws.below(100) < _HALF_IN_100:
        family, given = _halved(family), _halved(given)
    return person._replace(family=family, given=given)


def _halved(name: Name) -> Name:
    return name._replace(kana=half_width(name.kana))
