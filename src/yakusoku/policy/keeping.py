"""
How long a row stays, and what an erasure may take of it.

One order for both: a hold, then what a statute wants kept, then the maximum that was promised, then the purpose
(APPI article 22; GDPR articles 5(1)(e) and 17(3)). A statute keeps the columns that its papers carry, never the
whole row. A promised maximum ends the keeping; it is no ground to keep.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from yakusoku.datamap.categories import covers
from yakusoku.datamap.parts import Collection as DataCollection
from yakusoku.datamap.parts import Statute
from yakusoku.laws import retention
from yakusoku.laws.grounds import Because, Due
from yakusoku.policy.form.retention import RetentionRule


class Bucket(StrEnum):
    """What becomes of a row when a person's data are erased."""

    ERASE = "erase"
    MASK = "mask"
    KEEP = "keep"


class Standing(StrEnum):
    """Why a row is still there, or that it should be no longer."""

    HELD = "held"
    STATUTORY = "statutory"
    OVERDUE = "overdue"
    ACTIVE = "active"


@dataclass(frozen=True)
class Shape:
    """
    A collection as an erasure sees it: kinds of data by column, columns that hold it together, its statutes.

    A column with fields within stands there by their paths; `within` says in which column they lie.
    """

    columns: Mapping[str, tuple[str, ...]]
    structure: frozenset[str] = frozenset()
    statutes: tuple[Statute, ...] = ()
    within: Mapping[str, str] = field(default_factory=dict)

    def masked(self, stays: Collection[str]) -> tuple[str, ...]:
        """
        Return what of a row goes where `stays` stays; a column of which nothing stays goes whole.

        What lies undeclared within a column goes with it, and stays where a part of it stays.
        """
        parted = {column for path, column in self.within.items() if path in stays}
        gone = (
            self.within[name] if name in self.within and self.within[name] not in parted else name
            for name, held in self.columns.items()
            if held and name not in stays
        )
        return tuple(dict.fromkeys(gone))


def shape(collection: DataCollection, *, referred: Collection[str] = ()) -> Shape:
    """
    Return a collection of the data map as an erasure sees it; `referred` are columns to which others refer.

    What holds it together stays in a row of which a part is kept: key, references both ways, the days from which
    its statutes run, and where a restriction is written.
    """
    leaves = {path: one for path, one in collection.by_path.items() if not one.fields}
    nobody = {one.name for one in collection.fields if one.not_personal}
    columns = {
        path: () if one.not_personal or collection.column_of(path) in nobody else one.categories
        for path, one in leaves.items()
    }
    links = {path for path, one in leaves.items() if one.references or path in referred}
    within = {path: collection.column_of(path) for path in leaves if collection.column_of(path) != path}
    days = {one.column for one in collection.statutes}
    own = {collection.restrict_column} if collection.restrict_column else set()
    return Shape(columns, frozenset({*collection.key, *links, *days, *own}), collection.statutes, within)


@dataclass(frozen=True)
class Ground:
    """
    Why some columns of a row stay: which of them, until when, by which article.

    `until` is None where no day can be told: a hold ends when it is released, and a row without the day of its
    event is looked at by people.
    """

    because: Because
    columns: tuple[str, ...]
    until: date | None


@dataclass(frozen=True)
class Fate:
    """What becomes of a row: `masked` columns go, those of the grounds stay."""

    bucket: Bucket
    masked: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()

    @property
    def until(self) -> date | None:
        """Return the day after which nothing keeps the row any more, or None where no day can be told."""
        days = [ground.until for ground in self.grounds]
        return None if None in days else max((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Stay:
    """How a row stands on a day, the last day on which it may stay (None: not told), and why."""

    standing: Standing
    until: date | None
    because: Because


def year_end(day: date, ends: tuple[int, int]) -> date:
    """Return the end of the fiscal year in which `day` lies; years end on `ends`, a month and a day of it."""
    month, number = ends
    end = _in_month(day.year, month, number)
    return end if day <= end else _in_month(day.year + 1, month, number)


def erasure(
    shape: Shape, days: Mapping[str, date | None], *, holds: Sequence[Because] = (), as_of: date
) -> Fate:
    """
    Return what an erasure on `as_of` may take of a row; `days` are the days in its columns of events.

    A hold keeps the whole row. A statute keeps the columns of the kinds that its papers carry, beside those that
    hold the row together, until its last day. A row whose day is unknown stays whole until people have looked:
    what cannot be evaluated is not erased (17(3)(b); A35(6)).

    :raises UnableToApplyLaw: if a statute has no such period, or no number is known for it
    """
    every = tuple(shape.columns)
    if holds:
        return Fate(Bucket.KEEP, grounds=tuple(Ground(because, every, None) for because in holds))
    grounds: list[Ground] = []
    for statute in shape.statutes:
        day = days.get(statute.column)
        if day is None:
            article = retention.period(statute.period, as_of=as_of).value.article
            because = Because(f"policy.keeping.{statute.period}.undated", article=article)
            grounds.append(Ground(because, every, None))
            continue
        due = _last_day(statute, day)
        columns = _kept(shape, statute, as_of)
        if as_of <= due.on and columns:
            grounds.append(Ground(due.because, columns, due.on))
    return _fate(shape, grounds)


def erasures(
    shape: Shape, *, holds: Sequence[Because] = (), as_of: date
) -> Callable[[Mapping[str, date | None]], Fate]:
    """Return `erasure` for many rows of one collection: a day that was seen is not counted again."""
    columns = tuple(dict.fromkeys(statute.column for statute in shape.statutes))

    @lru_cache(maxsize=10_000)
    def of(days: tuple[date | None, ...]) -> Fate:
        return erasure(shape, dict(zip(columns, days, strict=True)), holds=holds, as_of=as_of)

    return lambda days: of(tuple(days.get(column) for column in columns))


def stay(
    rule: RetentionRule | None,
    *,
    event_on: date | None,
    lasting: bool = False,
    used: bool,
    statutory: Due | None = None,
    holds: Sequence[Because] = (),
    as_of: date,
) -> Stay:
    """
    Return how a row stands under the published `rule` (None: none is published).

    `event_on` is the day of the rule's event; `lasting` says that what the rule calls `while` goes on; `used`
    that a purpose is still active; `statutory` is the latest day a statute wants.
    """
    if holds:
        return Stay(Standing.HELD, None, holds[0])
    if statutory is not None and as_of <= statutory.on:
        return Stay(Standing.STATUTORY, statutory.on, statutory.because)
    clause = rule.clauses[0] if rule else None
    last = None if rule is None or lasting else _promised(rule, event_on)
    if last is not None and as_of > last.on:
        return Stay(Standing.OVERDUE, last.on, last.because)
    if not used and not lasting:
        return Stay(Standing.OVERDUE, None, Because("policy.keeping.purpose-ended", clause, "A22"))
    until = last.on if last else None
    return Stay(Standing.ACTIVE, until, Because("policy.keeping.purpose", clause, "A22"))


def _promised(rule: RetentionRule, event_on: date | None) -> Due | None:
    """Return the last day that a promised maximum leaves; "three years after boarding" ends on the anniversary."""
    if rule.period is None or event_on is None or not rule.period.most:
        return None
    months = 12 * rule.period.years + rule.period.months
    due = retention.last_permitted(event_on, months, clause=rule.clauses[0])
    return Due(due.on + timedelta(days=rule.period.days), due.because)


def _last_day(statute: Statute, day: date) -> Due:
    start = year_end(day, statute.year_ends) if statute.year_ends else day
    return retention.keep_until(statute.period, start)


def _kept(shape: Shape, statute: Statute, as_of: date) -> tuple[str, ...]:
    kinds = retention.period(statute.period, as_of=as_of).value.keeps
    return tuple(name for name, held in shape.columns.items() if held and _all_covered(held, kinds))


def _all_covered(held: Collection[str], kinds: Collection[str]) -> bool:
    """A column of two kinds stays only where both are named: the statute gives no leave for the other."""
    return all(any(covers(kind, one) for kind in kinds) for one in held)


def _fate(shape: Shape, grounds: Sequence[Ground]) -> Fate:
    if not grounds:
        return Fate(Bucket.ERASE)
    stays = {column for ground in grounds for column in ground.columns} | shape.structure
    masked = shape.masked(stays)
    return Fate(Bucket.MASK if masked else Bucket.KEEP, masked, tuple(grounds))


def _in_month(year: int, month: int, number: int) -> date:
    """Return that day, or the last of the month where it has none: a year that ends on 29 February."""
    for day in range(number, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, number)
