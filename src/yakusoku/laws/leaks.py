"""Leaks of personal data: whether law wants them reported, in which category, to whom and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yakusoku.laws import clocks
from yakusoku.laws.calendars import Calendar
from yakusoku.laws.grounds import Because, Due, DueAt
from yakusoku.laws.values import Dated, Entry, InForce, Said, all_in_force, in_force, look_up, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

Risk = Literal["none", "risk", "high"]
_RISKS: tuple[Risk, ...] = ("none", "risk", "high")
Fact = Literal[
    "special_care", "financial_harm", "wrongful", "persons",
    "encrypted", "recovered_unseen", "copy_elsewhere", "pseudonymized",
]  # fmt: skip


class LeakPoint(Said):
    """A point of a list about leaks; `to_persons`: the item is told to persons too."""

    to_persons: bool = False


class PointsValue(Dated):
    """A list as it is from one day on."""

    points: tuple[LeakPoint, ...]


class CategoryValue(Dated):
    """A category of leaks that are reported: what makes it one, and the clock of its full report."""

    fact: Fact
    more_than: int | None = None
    reaches_information: bool = False
    clock: str
    says: Bilingual


class ExemptValue(Dated):
    """A fact that makes it no reportable leak; `unless_leaked`: only of loss or damage, never where others got it."""

    fact: Fact
    unless_leaked: bool = False
    says: Bilingual


class LeakDutyValue(Dated):
    """Something that is owed: to whom, how strictly, when in words and by which clock; `risk` from which on."""

    law: Literal["appi", "gdpr"]
    to: Literal["responsible", "commission", "persons", "principal", "public", "register", "authority"]
    binds: Literal["must", "effort"]
    when: Bilingual
    says: Bilingual
    clock: str | None = None
    risk: Risk | None = None


class SectorReportValue(Dated):
    """A report that a trade owes beside those of the Act and the GDPR."""

    trigger: Bilingual
    says: Bilingual
    clocks: tuple[str, ...]


class LeaksFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    categories: dict[str, Entry[CategoryValue]]
    exempt: dict[str, Entry[ExemptValue]]
    encryption: Entry[PointsValue]
    items: Entry[PointsValue]
    duties: dict[str, Entry[LeakDutyValue]]
    gdpr_untold: Entry[PointsValue]
    sectors: dict[str, Entry[SectorReportValue]]


@dataclass(frozen=True)
class LeakFacts:
    """
    What is known of an event; what only may be so counts as so.

    `persons` is the largest number possible. `leaked`: others got the data or may have; false only where they were lost
    or damaged for certain. `only_information`: what was taken was not personal data yet, but was to become it.
    """

    persons: int
    leaked: bool = True
    special_care: bool = False
    financial_harm: bool = False
    wrongful: bool = False
    only_information: bool = False
    encrypted: bool = False
    recovered_unseen: bool = False
    copy_elsewhere: bool = False
    pseudonymized: bool = False


@dataclass(frozen=True)
class Reportable:
    """
    Whether an event is reported under the Act, and why.

    `categories` are those that it meets; `exempt` is the fact that makes it no reportable leak although it meets
    some. It is reported where there are categories and no exemption.
    """

    categories: tuple[InForce[CategoryValue], ...]
    exempt: InForce[ExemptValue] | None
    because: tuple[Because, ...]

    @property
    def reported(self) -> bool:
        """Whether a report is owed."""
        return bool(self.categories) and self.exempt is None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the categories: `B1` to `B4`."""
        return frozenset(category.code for category in self.categories)


def reportable(facts: LeakFacts, *, as_of: date) -> Reportable:
    """
    Return the categories that an event meets on `as_of` (article 26(1)); ask again whenever a fact changes.

    :raises UnableToApplyLaw: if our data of law does not reach back to that day
    :raises ValueError: if the number of persons is negative
    """
    if facts.persons < 0:
        raise ValueError("a number of persons is not negative")
    file = _file()
    every = [look_up(file.categories, code, as_of, area="laws.leaks") for code in file.categories]
    met = tuple(category for category in every if _meets(facts, category.value))
    known = all_in_force(file.exempt, as_of, area="laws.leaks")
    exempt = next((one for one in known if _frees(facts, one.value)), None)
    because = tuple(Because(f"laws.leaks.{one.code}", article=one.value.article) for one in met)
    if exempt is not None:
        because += (Because(f"laws.leaks.{exempt.code}", article=exempt.value.article),)
    return Reportable(met, exempt, because)


def first_report(known_on: date) -> tuple[Due, Due]:
    """
    Return the soft target and the last day of the prompt report; the day of knowing is the first.

    :raises UnableToApplyLaw: if our data of law does not reach back to that day
    """
    return clocks.warned("first-report", known_on), clocks.due("first-report", known_on)


def full_report(known_on: date, categories: Iterable[str], *, calendar: Calendar | None = None) -> Due:
    """
    Return the last day of the full report: 60 days where wrongful purpose is among the categories, else 30.

    :raises UnableToApplyLaw: if there is no such category, or our data of law does not reach back to that day
    :raises ValueError: if no category is given, since then nothing is reported
    """
    file = _file()
    used = {
        look_up(file.categories, code, known_on, area="laws.leaks").value.clock for code in sorted(categories)
    }
    if not used:
        raise ValueError("without a category nothing is reported")
    # More than one category: the time of the longest holds for the one report (60 days with wrongful purpose).
    return max((clocks.due(code, known_on, calendar=calendar) for code in used), key=lambda due: due.on)


def authority_due(aware_at: datetime) -> DueAt:
    """
    Return the moment, in UTC, by which a supervisory authority is told under the GDPR: 72 hours, all of them counted.

    :raises UnableToApplyLaw: if the GDPR did not apply yet
    :raises ValueError: if `aware_at` has no time zone
    """
    return clocks.due_at("gdpr-leak-authority", aware_at)


def leak_duties(law: Literal["appi", "gdpr"], *, as_of: date) -> tuple[InForce[LeakDutyValue], ...]:
    """Return what a law wants done about a leak on `as_of`, in the order of the file."""
    return tuple(
        one for one in all_in_force(_file().duties, as_of, area="laws.leaks") if one.value.law == law
    )


def gdpr_duties(risk: Risk, *, as_of: date) -> tuple[InForce[LeakDutyValue], ...]:
    """
    Return what the GDPR wants done at a risk for persons: `none` where one is unlikely, `risk`, or `high`.

    That persons need not be told at high risk is in `untold`.
    """
    reached = _RISKS[: _RISKS.index(risk) + 1]
    return tuple(one for one in leak_duties("gdpr", as_of=as_of) if one.value.risk in reached)


def report_items(*, as_of: date) -> tuple[LeakPoint, ...]:
    """Return the nine items of a report. :raises UnableToApplyLaw: if our data does not reach back to that day"""
    return _points(_file().items, as_of, "laws.leaks.items")


def strong_encryption(*, as_of: date) -> tuple[LeakPoint, ...]:
    """
    Return what makes encryption strong: the first point and at least one of the others.

    :raises UnableToApplyLaw: if our data of law does not reach back to that day
    """
    return _points(_file().encryption, as_of, "laws.leaks.encryption")


def untold(*, as_of: date) -> tuple[LeakPoint, ...]:
    """
    Return when the GDPR does not want persons told although the risk is high.

    :raises UnableToApplyLaw: if the GDPR did not apply yet
    """
    return _points(_file().gdpr_untold, as_of, "laws.leaks.gdpr-untold")


def sector_reports(*, as_of: date) -> tuple[InForce[SectorReportValue], ...]:
    """Return the reports that single trades owe beside these, in the order of the file."""
    return all_in_force(_file().sectors, as_of, area="laws.leaks.sectors")


def _meets(facts: LeakFacts, category: CategoryValue) -> bool:
    if facts.only_information and not category.reaches_information:
        return False
    fact: bool | int = getattr(facts, category.fact)
    return fact > category.more_than if category.more_than is not None else bool(fact)


def _frees(facts: LeakFacts, exempt: ExemptValue) -> bool:
    return bool(getattr(facts, exempt.fact)) and not (exempt.unless_leaked and facts.leaked)


def _points(entry: Entry[PointsValue], as_of: date, rule: str) -> tuple[LeakPoint, ...]:
    return in_force(entry.values, as_of, rule=rule, what=entry.name)[1].points


def _file() -> LeaksFile:
    return packaged(LeaksFile, "leaks.yaml")
