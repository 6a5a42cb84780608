"""Statutes whose papers the rows of a collection are: periods that law knows, and what they are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yakusoku.datamap.parts import Collection, Statute
from yakusoku.laws import retention
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

_YEARLY = frozenset({"fiscal_year_end", "tax_period_end"})


def check_statutes(collection: Collection) -> Iterator[Finding]:
    """Yield periods that nobody knows or that have no length, and ends of years that are missing or meaningless."""
    known = {one.code: one for one in retention.periods(as_of=date.max)}
    for number, statute in enumerate(collection.statutes):
        found = known.get(statute.period)
        if found is None:
            yield _unknown(collection, number, statute, sorted(known))
        elif found.value.months is None or found.value.most:
            yield _no_length(collection, number, statute)
        elif (found.value.starts.code in _YEARLY) != (statute.year_ends is not None):
            yield _year(collection, number, statute, yearly=statute.year_ends is None)


def _unknown(collection: Collection, number: int, statute: Statute, known: list[str]) -> Finding:
    says = text("The statutory period “{period}” is not known.", period=statute.period)
    do = text("Write one of the periods of `docs/laws.md`.")
    where = collection.at("yakusoku_meta", "statutes", number, "period")
    return Finding("datamap.unknown-period", where, says, do, read=statute.period, allowed=tuple(known),
                   nearest=nearest(statute.period, known))  # fmt: skip


def _no_length(collection: Collection, number: int, statute: Statute) -> Finding:
    says = text("The statutory period “{period}” keeps nothing by a number of months.", period=statute.period)
    do = text("Have counsel name the period; until then publish one of your own in the policy's retention.")
    where = collection.at("yakusoku_meta", "statutes", number, "period")
    return Finding("datamap.period-without-length", where, says, do, read=statute.period)


def _year(collection: Collection, number: int, statute: Statute, *, yearly: bool) -> Finding:
    where = collection.at("yakusoku_meta", "statutes", number)
    if yearly:
        says = text("The period “{period}” runs from the end of a year.", period=statute.period)
        do = text("Add `year_ends` with month and day on which your years end, such as '03-31'.")
        return Finding("datamap.missing-year-end", where, says, do, read=statute.period)
    says = text("The period “{period}” does not run from the end of a year.", period=statute.period)
    do = text("Take `year_ends` away.")
    return Finding("datamap.needless-year-end", where, says, do, read=statute.period)
