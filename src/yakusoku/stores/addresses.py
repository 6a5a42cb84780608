"""
Two writings of one address: with hyphens or 丁目, with the building or without, before or after a merger of towns.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from yakusoku.stores import likeness

_PREFECTURE = re.compile(
    "東京都|北海道|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨"
    "|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分"
    "|宮崎|鹿児島|沖縄)県"
)
"""The 47, by name: a town may hold the letter 県 itself."""
_NUMBERS = re.compile(r"[0-9]+(?:-[0-9]+)+|[0-9]+(?![0-9]|条|線|号線|地割)")
_ROOM_WORDS = re.compile("号室|号|室|号棟")
_TOWN_AT_LEAST = 2
_WHOLE_NUMBERS = 3


class Place(NamedTuple):
    """An address in parts: prefecture (may be empty), city and town, the numbers of block and house, the building."""

    prefecture: str
    town: str
    numbers: tuple[str, ...]
    building: str


@lru_cache(maxsize=4_096)
def place(words: str) -> Place:
    """Return the parts of an address however it was written; what has no number is a town alone."""
    plain = likeness.address(words)
    found = _PREFECTURE.match(plain)
    prefecture = found[0] if found else ""
    rest = plain[len(prefecture) :]
    numbers = _NUMBERS.search(rest)
    if numbers is None:
        return Place(prefecture, rest, (), "")
    building = _ROOM_WORDS.sub("", rest[numbers.end() :]).strip("-")
    return Place(prefecture, rest[: numbers.start()], tuple(numbers[0].split("-")), building)


def same(one: Place, other: Place) -> bool:
    """Return whether both name one house, and one room where both name a room."""
    if _elsewhere(one, other) or one.town != other.town or not one.numbers:
        return False
    if one.numbers == other.numbers:
        return not one.building or not other.building or one.building == other.building
    short, long = sorted((one, other), key=lambda each: len(each.numbers))
    more = long.numbers[len(short.numbers) :]
    if long.numbers[: len(short.numbers)] != short.numbers or len(short.numbers) < _WHOLE_NUMBERS:
        return False
    return not short.building or short.building.endswith("".join(more))


def like(one: Place, other: Place) -> bool:
    """Return whether both name one house in a city of another name, one house in part, or two rooms of one house."""
    if _elsewhere(one, other) or not one.numbers or not other.numbers:
        return False
    if one.town != other.town:
        return one.numbers == other.numbers and _one_town(one.town, other.town)
    shared = min(len(one.numbers), len(other.numbers))
    return (one.numbers[:shared] == other.numbers[:shared] and shared > 1) or one.numbers == other.numbers


def _elsewhere(one: Place, other: Place) -> bool:
    return bool(one.prefecture and other.prefecture and one.prefecture != other.prefecture)


def _one_town(one: str, other: str) -> bool:
    """Return whether the names of two towns end alike, as after a merger: 大宮市宮町 and さいたま市大宮区宮町."""
    return one[-_TOWN_AT_LEAST:] == other[-_TOWN_AT_LEAST:] and min(len(one), len(other)) > _TOWN_AT_LEAST
