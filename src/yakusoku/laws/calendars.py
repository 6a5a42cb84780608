"""
Days that do not count as open: in Japan for administrative organs, in Europe for the periods of the Union.

Japan: Saturdays, Sundays, national holidays with substitute and citizens' holidays, 29 December to 3 January.
A state of the European Union or the EEA: Saturdays, Sundays and its public holidays. The holidays themselves
come from a library; what closes a day, by which article, and which states are bound is data. A file may
override days, because equinoxes are announced only the February before and single laws move days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from yakusoku.laws.grounds import Because, Refused
from yakusoku.laws.values import (
    Dated,
    Entry,
    Said,
    Status,
    UnableToApplyLaw,
    look_up,
    packaged,
    unknown_law,
)
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, validate
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import UnreadableFile, read

FIRST_YEAR, LAST_YEAR = 1993, 2099
JAPAN = "JP"
_FILE = "calendars.yaml"
_OBSERVED, _SUBSTITUTED = " (observed)", "Day off"


class CalendarValue(Dated):
    """
    What closes a day. `days` of the week count from Monday as 1; `year_end` are month and day of both ends.

    `holidays_article` says that public holidays are closed, and `holidays_status` how well the days themselves
    are known, which come from a library.
    """

    days: tuple[int, ...]
    days_name: Bilingual
    holidays_article: str
    holidays_status: Status
    year_end: tuple[tuple[int, int], tuple[int, int]] | None = None
    year_end_name: Bilingual | None = None
    year_end_article: str | None = None


class State(Said):
    """A state whose holidays count, under which union, and since when it is bound by the GDPR."""

    union: Literal["eu", "eea"]
    since: date


class CalendarsFile(Strict):
    """The whole file: the two ways of closing, the states, and what their holidays are called in Japanese."""

    yakusoku: Literal[1]
    calendars: dict[str, Entry[CalendarValue]]
    states: tuple[State, ...]
    names: dict[str, str]


class Override(Strict):
    """
    An override file: days that are holidays after all, and days that are not; `states` for those of Europe.

    What stands at the top is Japan's.
    """

    yakusoku: Literal[1]
    holidays: dict[date, Bilingual] = {}
    open: frozenset[date] = frozenset()
    states: dict[str, StateOverride] = {}


class StateOverride(Strict):
    """The days of one European state, such as the holidays of a region, or one that the library does not know."""

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
    """
    The calendar of Japan or of one European state, with the overrides of one file.

    `country` is `JP`, a state of `state_codes()`, or empty for a European calendar that knows only weekends:
    with fewer closed days it gives the earlier day, which is safe where the state is not settled.
    """

    holidays: Mapping[date, Bilingual] = field(default_factory=dict)
    open: frozenset[date] = frozenset()
    country: str = JAPAN

    @property
    def is_japan(self) -> bool:
        """Whether it is Japan's and not that of a European state."""
        return self.country == JAPAN

    def is_closed(self, day: date) -> Closed | None:
        """
        Return why `day` is closed, or None where it is open.

        :raises UnableToApplyLaw: outside 1993 to 2099, the years whose rules our calendar knows
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise _unknown_year(day)
        if day in self.open:
            return None
        rules = _rules(self.country, day)
        if name := self.holidays.get(day) or _holiday(self.country, day):
            return Closed(day, name, rules.holidays_article)
        if rules.year_end and rules.year_end_name and _in_year_end(rules.year_end, day):
            return Closed(day, rules.year_end_name, rules.year_end_article or rules.article)
        return Closed(day, rules.days_name, rules.article) if day.isoweekday() in rules.days else None

    def next_open(self, day: date) -> date:
        """Return `day`, or the next open day after it: for limits that law sets in days, never in hours."""
        while self.is_closed(day):
            day += timedelta(days=1)
        return day


def japan(override: Path | None = None) -> Calendar:
    """Return the calendar, with the days of an override file. :raises UnreadableFile: if it is wrong"""
    if override is None:
        return Calendar()
    value = _override(override)
    return Calendar(holidays=value.holidays, open=value.open)


def europe(state: str | None, *, as_of: date, override: Path | None = None) -> Calendar:
    """
    Return the calendar of a Member State or a state of the EEA; of weekends alone where `state` is None.

    :raises UnableToApplyLaw: if the code is no such state, or it was not bound by the GDPR on `as_of`
    :raises UnreadableFile: if the override file is wrong
    """
    if state is None:
        return Calendar(country="")
    _require_state(state, as_of)
    moved = _override(override).states.get(state) if override else None
    if moved is None:
        return Calendar(country=state)
    return Calendar(holidays=moved.holidays, open=moved.open, country=state)


def state_codes() -> frozenset[str]:
    """Return the codes of all states whose holidays count for the GDPR: `DE`, `FR`, …"""
    return frozenset(state.code for state in packaged(CalendarsFile, _FILE).states)


def is_closed(day: date) -> Closed | None:
    """Return why `day` is closed in Japan, or None; without overrides. :raises UnableToApplyLaw: as `Calendar`"""
    return Calendar().is_closed(day)


def _rules(country: str, day: date) -> CalendarValue:
    code = "japan" if country == JAPAN else "europe"
    return look_up(packaged(CalendarsFile, _FILE).calendars, code, day, area="laws.calendar").value


def _in_year_end(ends: tuple[tuple[int, int], tuple[int, int]], day: date) -> bool:
    first, last = ends
    return (day.month, day.day) >= first or (day.month, day.day) <= last


def _require_state(code: str, as_of: date) -> None:
    states = {state.code: state for state in packaged(CalendarsFile, _FILE).states}
    if code not in states:
        raise unknown_law(code, states, "laws.calendar")
    if as_of < states[code].since:
        reason = text(
            "“{what}” is known from {first} on, and the question is about {day}.",
            what=states[code].says,
            first=states[code].since.isoformat(),
            day=as_of.isoformat(),
        )
        do = text("Ask about a day within the dates in force, or have counsel answer for that day.")
        raise UnableToApplyLaw(Refused(reason, Because("laws.calendar", article=states[code].article), do))


def _override(path: Path) -> Override:
    value, findings = validate(Override, read(path), "laws")
    if value is None:
        raise UnreadableFile(findings)
    return value


@cache
def _year(country: str, year: int) -> dict[date, Bilingual]:
    import holidays  # here, because it takes a tenth of a second and few commands need it

    english = holidays.country_holidays(country, years=year, language="en_US")
    if country == JAPAN:
        japanese: Callable[[date], str] = holidays.country_holidays(country, years=year, language="ja").get
        return {day: Bilingual(english[day], japanese(day)) for day in english}
    return {day: Bilingual(english[day], _japanese(english[day])) for day in english}


def _japanese(english: str) -> str:
    """Return the Japanese name of a European holiday; two that fall on one day are named both, a new one as one."""
    names = packaged(CalendarsFile, _FILE).names
    said = []
    for name in english.split("; "):
        if name.startswith(_SUBSTITUTED):
            said.append(names[_SUBSTITUTED])
            continue
        moved = name.endswith(_OBSERVED)
        plain = name.removesuffix(_OBSERVED)
        ours = names.get(plain, f"祝日（{plain}）")
        said.append(f"{ours}（振替）" if moved else ours)
    return "・".join(said)


def _holiday(country: str, day: date) -> Bilingual | None:
    return _year(country, day.year).get(day) if country else None


def _unknown_year(day: date) -> UnableToApplyLaw:
    reason = text("The calendar of closed days does not know the year {year}.", year=day.year)
    do = text("Ask about a year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
    return UnableToApplyLaw(Refused(reason, Because("laws.calendar", article="HOL3"), do))
