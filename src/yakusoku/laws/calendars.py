"""
Days on which administrative organs are closed in Japan.

Saturdays, Sundays, national holidays with substitute and citizens' holidays, 29 December to 3 January.
A file may override days, because equinoxes are announced only the February before and single laws move days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from yakusoku.laws.grounds import Because, Refused
from yakusoku.laws.values import UnableToApplyLaw
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, validate
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import UnreadableFile, read

FIRST_YEAR, LAST_YEAR = 1993, 2099
_SATURDAY = 5
_WEEKEND = Bilingual("Saturday or Sunday", "土曜日又は日曜日")
_YEAR_END = Bilingual("Year-end and New Year closing", "年末年始の休日")


class Override(Strict):
    """An override file: days that are holidays after all, and days that are not."""

    yakusoku: Literal[1]
    holidays: dict[date, Bilingual] = {}
    open: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Closed:
    """A closed day: why, and by which article."""

    day: date
    name: Bilingual
    article: str


@dataclass(frozen=True)
class Calendar:
    """Japan's calendar, with the overrides of one file."""

    holidays: Mapping[date, Bilingual] = field(default_factory=dict)
    open: frozenset[date] = frozenset()

    def is_closed(self, day: date) -> Closed | None:
        """
        Return why `day` is closed, or None where it is open.

        :raises UnableToApplyLaw: outside 1993 to 2099, the years whose rules our calendar knows
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise _unknown_year(day)
        if day in self.open:
            return None
        if day in self.holidays:
            return Closed(day, self.holidays[day], "HOL3")
        if name := _holiday(day):
            return Closed(day, name, "HOL3")
        if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
            return Closed(day, _YEAR_END, "OFF1(1)(iii)")
        return Closed(day, _WEEKEND, "OFF1(1)(i)") if day.weekday() >= _SATURDAY else None

    def next_open(self, day: date) -> date:
        """Return `day`, or the next open day after it: for limits that law sets in days, never in hours."""
        while self.is_closed(day):
            day += timedelta(days=1)
        return day


def japan(override: Path | None = None) -> Calendar:
    """Return the calendar, with the days of an override file. :raises UnreadableFile: if it is wrong"""
    if override is None:
        return Calendar()
    value, findings = validate(Override, read(override), "laws")
    if value is None:
        raise UnreadableFile(findings)
    return Calendar(holidays=value.holidays, open=value.open)


def is_closed(day: date) -> Closed | None:
    """Return why `day` is closed, or None; without overrides. :raises UnableToApplyLaw: as `Calendar`"""
    return Calendar().is_closed(day)


@cache
def _year(year: int) -> dict[date, Bilingual]:
    import holidays  # here, because it takes a tenth of a second and few commands need it

    english = holidays.country_holidays("JP", years=year, language="en_US")
    japanese = holidays.country_holidays("JP", years=year, language="ja")
    return {day: Bilingual(english[day], japanese[day]) for day in japanese}


def _holiday(day: date) -> Bilingual | None:
    return _year(day.year).get(day)


def _unknown_year(day: date) -> UnableToApplyLaw:
    reason = text("The calendar of closed days does not know the year {year}.", year=day.year)
    do = text("Ask about a year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
    return UnableToApplyLaw(Refused(reason, Because("laws.calendar", article="HOL3"), do))
