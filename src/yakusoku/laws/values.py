"""Values of law that begin and end on a day; a question outside those days is refused, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Generic, Literal, Protocol, TypeVar, cast

from pydantic import Field

from yakusoku.laws.grounds import Because, Refused
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.shape import Strict, validate
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import UnreadableFile, read

Status = Literal["verified", "secondary", "unverified"]
DATA = Path(__file__).resolve().parent / "data"


class UnableToApplyLaw(UnableTo):
    """A question that our data of law cannot answer: no such rule, or a day outside the dates in force."""

    asked = text("say what the law is")

    def __init__(self, refused: Refused) -> None:
        """Keep the refusal with its rule."""
        self.refused = refused
        super().__init__(refused.reason, do=refused.do)


class Sourced(Strict):
    """Something that an article says, and how well we know it (verified in a text we read, or less)."""

    article: str = Field(min_length=1)
    status: Status


class Said(Sourced):
    """An article's point with a code and words."""

    code: str = Field(min_length=1)
    says: Bilingual


class Period(Protocol):
    """A value that may end: `until` is its last day."""

    @property
    def until(self) -> date | None:
        """The last day in force, or None."""
        ...


class Dated(Sourced):
    """A value in force from the date it stands under until `until`, inclusive."""

    until: date | None = None


Value = TypeVar("Value", bound=Period)
Kept = TypeVar("Kept", bound=Dated)
FileShape = TypeVar("FileShape", bound=Strict)


class Entry(Strict, Generic[Kept]):
    """A named thing of law and its values, each under the day from which it holds."""

    name: Bilingual
    values: dict[date, Kept] = Field(min_length=1)


@dataclass(frozen=True)
class InForce(Generic[Kept]):
    """What law says on one day: the value, the day since when, and what it is a value of."""

    code: str
    name: Bilingual
    since: date
    value: Kept


def in_force(values: Mapping[date, Value], as_of: date, *, rule: str, what: Bilingual) -> tuple[date, Value]:
    """
    Return the value in force on `as_of` and the day it began.

    :raises UnableToApplyLaw: where none is in force on that day
    """
    begun = [start for start in values if start <= as_of]
    if begun:
        start = max(begun)
        value = values[start]
        if value.until is None or as_of <= value.until:
            return start, value
    raise UnableToApplyLaw(_outside(values, as_of, rule, what))


def look_up(entries: Mapping[str, Entry[Kept]], code: str, as_of: date, *, area: str) -> InForce[Kept]:
    """
    Return the entry `code` as it is on `as_of`; `area` is the first part of the rule's name.

    :raises UnableToApplyLaw: if there is no such entry, or none of its values is in force that day
    """
    entry = entries.get(code)
    if entry is None:
        raise unknown_law(code, entries, area)
    since, value = in_force(entry.values, as_of, rule=f"{area}.{code}", what=entry.name)
    return InForce(code, entry.name, since, value)


def all_in_force(entries: Mapping[str, Entry[Kept]], as_of: date, *, area: str) -> tuple[InForce[Kept], ...]:
    """Return every entry that has a value on `as_of`, in the order of the file."""
    known = [code for code, entry in entries.items() if _holds(entry.values, as_of)]
    return tuple(look_up(entries, code, as_of, area=area) for code in known)


def _holds(values: Mapping[date, Dated], as_of: date) -> bool:
    begun = [start for start in values if start <= as_of]
    until = values[max(begun)].until if begun else None
    return bool(begun) and (until is None or as_of <= until)


def _outside(values: Mapping[date, Value], as_of: date, rule: str, what: Bilingual) -> Refused:
    first = min(values)
    if as_of < first:
        reason = text(
            "“{what}” is known from {first} on, and the question is about {day}.",
            what=what,
            first=first.isoformat(),
            day=as_of.isoformat(),
        )
    else:
        reason = text("“{what}” was no longer in force on {day}.", what=what, day=as_of.isoformat())
    do = text("Ask about a day within the dates in force, or have counsel answer for that day.")
    return Refused(reason, Because(rule), do)


def unknown_law(code: str, known: Mapping[str, object], rule: str) -> UnableToApplyLaw:
    """Return the refusal for a code that no law of ours has."""
    reason = text("“{code}” is not known to our data of law.", code=code)
    do = text("Use one of: {known}.", known=", ".join(sorted(known)))
    return UnableToApplyLaw(Refused(reason, Because(rule), do))


def packaged(shape: type[FileShape], name: str) -> FileShape:
    """Return a packaged file of law, checked once. :raises UnreadableFile: if it does not have its shape"""
    return cast("FileShape", _load(shape, name))


@cache
def _load(shape: type[Strict], name: str) -> Strict:
    value, findings = validate(shape, read(DATA / name, f"laws/data/{name}"), "laws")
    if value is None:
        raise UnreadableFile(findings)
    return value
