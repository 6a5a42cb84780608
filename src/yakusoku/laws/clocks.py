"""Periods that law or a promise counts, each ending on a day with its article."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from yakusoku.laws.grounds import Because, Due
from yakusoku.laws.values import Dated, in_force, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict


class ClockValue(Dated):
    """How a period is counted from one day on; `days` is None where the number is a promise."""

    days: int | None = Field(default=None, ge=0)
    counts: Bilingual


class Clock(Strict):
    """A period and its values by date."""

    name: Bilingual
    values: dict[date, ClockValue] = Field(min_length=1)


class ClocksFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    law: str
    clocks: dict[str, Clock]


def suit_open(arrival: date) -> Due:
    """
    Return the first day on which the person may go to court, if no answer came (article 39).

    A refusal opens it at once. The clock runs from arrival and never pauses.

    :raises UnableToApplyLaw: if the request arrived before our data of law begins
    """
    value = _value("suit-open", arrival)
    return Due(arrival + timedelta(days=value.days or 0), Because("laws.suit-open", article=value.article))


def house_target(arrival: date, days: int, *, clause: str | None = None) -> Due:
    """
    Return the day by which the company means to answer: `days` calendar days after arrival.

    The Act says "without delay" (遅滞なく) and names no number; `clause` is the promise that does.

    :raises UnableToApplyLaw: if the request arrived before our data of law begins
    :raises ValueError: if `days` is negative
    """
    if days < 0:
        raise ValueError("a target lies after arrival")
    value = _value("house-target", arrival)
    because = Because("laws.house-target", clause=clause, article=value.article)
    return Due(arrival + timedelta(days=days), because)


def _value(code: str, arrival: date) -> ClockValue:
    clock = packaged(ClocksFile, "clocks.yaml").clocks[code]
    return in_force(clock.values, arrival, rule=f"laws.{code}", what=clock.name)[1]
