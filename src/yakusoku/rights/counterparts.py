"""The same right under the other law: what a person has twice where the Act and the GDPR both bind. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from yakusoku.rights.rules import Measure

_BOTH = frozenset(("appi", "gdpr"))


@dataclass(frozen=True)
class Counterpart:
    """
    The right under the other law. What both give is refused on a ground of each, or not at all.

    `whole`: what is asked for is told and not copied, so that only a ground counts that lets the other law's request be
    refused as such. `grounds`: whether both give the same thing; where not, each point follows its own law. `points`:
    the points of the other law's answer that come beside; `all_points` where it is all of them.
    """

    right: str
    grounds: bool = True
    whole: bool = False
    points: tuple[str, ...] = ()
    all_points: bool = False


_COPY = Counterpart("G-ACC", all_points=True)
_TABLE: dict[tuple[str, Measure], Counterpart] = {
    ("A-DISC", Measure.SHOW): _COPY,
    ("G-ACC", Measure.SHOW): Counterpart("A-DISC"),
    ("A-PURP", Measure.TELL): Counterpart("G-ACC", whole=True),
    ("A-REC", Measure.TELL): Counterpart("G-ACC", whole=True, points=("ACC-recipients",)),
    ("A-CORR", Measure.CORRECT): Counterpart("G-REC"),
    ("G-REC", Measure.CORRECT): Counterpart("A-CORR"),
    ("A-STOP1", Measure.ERASE): Counterpart("G-ERA"),
    ("A-STOP5", Measure.ERASE): Counterpart("G-ERA"),
    ("G-ERA", Measure.ERASE): Counterpart("A-STOP5"),
    ("A-STOP1", Measure.RESTRICT): Counterpart("G-RES"),
    ("A-STOP5", Measure.RESTRICT): Counterpart("G-RES"),
    ("G-RES", Measure.RESTRICT): Counterpart("A-STOP5"),
    ("A-EQV", Measure.TELL): Counterpart("G-SAF", grounds=False, all_points=True),
    ("G-SAF", Measure.TELL): Counterpart("A-EQV", grounds=False, all_points=True),
    ("A-CPL", Measure.TELL): Counterpart("G-CPL", grounds=False, all_points=True),
    ("G-CPL", Measure.TELL): Counterpart("A-CPL", grounds=False, all_points=True),
}
_UNLAWFUL = {"ERA-d": "A-STOP1", "RES-b": "A-STOP1"}
"""Cases of unlawful processing: the Act answers these by Article 35(1) and not by 35(5)."""


def counterpart(right: str, *, measure: Measure, case: str, laws: Collection[str]) -> Counterpart | None:
    """
    Return the same right under the other law, or None where one law alone applies or the other gives no such right.

    Cease of provision, objection, withdrawal, portability and human review are given by one law alone.
    """
    if not set(laws) >= _BOTH:
        return None
    found = _TABLE.get((right, measure))
    if found is not None and case in _UNLAWFUL:
        return Counterpart(_UNLAWFUL[case])
    return found
