"""The forms of an answer about law: each names its rule, its article and the company's clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.terms.text import Text


@dataclass(frozen=True)
class Because:
    """Why: the rule by name (`laws.A-DISC.fee`), the clause that promised it, the article that demands it."""

    rule: str
    clause: str | None = None
    article: str | None = None


@dataclass(frozen=True)
class Due:
    """
    A day, and why that day.

    `counted_to` is the day at which counting ended, where closed days moved it.
    """

    on: date
    because: Because
    counted_to: date | None = None


@dataclass(frozen=True)
class DueAt:
    """A moment in UTC, and why that moment: for periods in hours."""

    at: datetime
    because: Because


@dataclass(frozen=True)
class Refused:
    """A no, the reason, why it is one, and what to do next."""

    reason: Text
    because: Because
    do: Text
