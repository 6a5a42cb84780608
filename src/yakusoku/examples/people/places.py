"""
Addresses and telephone numbers.

Prefecture, city, town, postal code and area code are real and belong together. Block and house numbers
start above those that such towns use, so that the address is nobody's as far as that can be had.

Why no number is a subscriber's (電気通信番号計画, the numbering plan of the Ministry of Internal Affairs):

- An exchange (市内局番) starts with 2 to 9: what starts with 1 is a special service, what starts with 0
  leaves the area. Ours start with 1. Where another area code begins with our code and that 1 (0191 lies
  in 019), ours go on with 0 or 1, so that they start no exchange in that area either.
- A mobile number is 070, 080 or 090 and a digit that is not 0. Ours are 070-0 and 090-0. There is no
  080 among them: 0800 are toll-free numbers, and any other 080 may be somebody's.
"""

from __future__ import annotations

from functools import cache
from itertools import repeat
from typing import NamedTuple

from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.names import lines

CAST_NUMBERS = 10_000
"""The lowest numbers of each exchange range, kept for the known cast; nobody who is drawn gets one."""

_NUMBERS_OF_AREA = {2: 2_000_000, 3: 200_000, 4: 100_000}
_MOBILES = 20_000_000
# Neither shares a factor with the counts above less those of the cast: a walk that meets each number once.
_STRIDE = 1_234_567
_MOBILE_STRIDE = 7_654_321


class Town(NamedTuple):
    """A town, its postal code, the area code of its telephones, and its highest chome (0: it has none)."""

    prefecture: str
    city: str
    area_code: str
    postal_code: str
    town: str
    chome: int


@cache
def towns() -> tuple[Town, ...]:
    """Return every town of the table once, in its order."""
    found = []
    prefecture = ""
    for fields in lines("places.tsv"):
        if fields[0].startswith(">"):
            prefecture = fields[0][1:]
        else:
            city, area_code, postal_code, town, chome = fields
            found.append(Town(prefecture, city, area_code, postal_code, town, int(chome)))
    return tuple(found)


@cache
def _weights() -> dict[str, int]:
    return {fields[0][1:]: int(fields[1]) for fields in lines("places.tsv") if fields[0].startswith(">")}


@cache
def settled(prefectures: tuple[str, ...] = ()) -> tuple[Town, ...]:
    """
    Return the towns as often as people live in their prefecture, so that one even draw settles a person.

    :raises KeyError: if a prefecture is unknown
    """
    weights = _weights()
    found: list[Town] = []
    for prefecture in prefectures or tuple(weights):
        weight = 20 * weights[prefecture]
        here = [town for town in towns() if town.prefecture == prefecture]
        for town in here:
            found += repeat(town, max(1, weight // len(here)))
    return tuple(found)


def street(town: Town, draws: Draws) -> str:
    """
    Return town, block and house, such as 三軒茶屋2丁目84番7号, or 土手町812番地 where there are no chome.
    """
    if town.chome:
        return f"{town.town}{1 + draws.below(town.chome)}丁目{71 + draws.below(29)}番{1 + draws.below(30)}号"
    return f"{town.town}{701 + draws.below(299)}番地"


def telephone(area_code: str, order: int) -> str:
    """
    Return the fixed line number `order` of an area; no two orders below 90,000 share one.

    The exchanges are 10 to 19 where the area code has four digits, 100 to 119 where it has three, 1000
    to 1199 where it has two.
    """
    count = _NUMBERS_OF_AREA[len(area_code)] - CAST_NUMBERS
    exchange, line = divmod(CAST_NUMBERS + order * _STRIDE % count, 10_000)
    base = 10 ** (5 - len(area_code))
    return f"{area_code}-{base + exchange}-{line:04d}"


def mobile(order: int) -> str:
    """Return the mobile number `order`, 070-0 or 090-0; no two orders below 19,990,000 share one."""
    drawn = CAST_NUMBERS + order * _MOBILE_STRIDE % (_MOBILES - CAST_NUMBERS)
    prefix, rest = divmod(drawn, 10_000_000)
    return f"{('090', '070')[prefix]}-0{rest // 10_000:03d}-{rest % 10_000:04d}"
