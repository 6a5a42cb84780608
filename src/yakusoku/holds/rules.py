"""Pure logic of holds: why one may be placed, how long until somebody looks again, and how a row is named."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yakusoku.laws.counting import same_day_later
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import Text, text

MOST_MONTHS = 6
"""A hold is looked at again within half a year: what nobody looks at becomes keeping without an end."""

EVERYTHING = "*"
_MATTER = re.compile(r"[A-Za-z][A-Za-z0-9]*([-/.][A-Za-z0-9]+)*")


class Basis(StrEnum):
    """Why data are held: a claim, a demand of an authority, an audit, or a leak that is being looked into."""

    CLAIM = "claim"
    AUTHORITY = "authority"
    AUDIT = "audit"
    LEAK = "leak"

    @property
    def says(self) -> Text:
        """Return the basis in words."""
        return {
            Basis.CLAIM: text("a legal claim is made, exercised or defended"),
            Basis.AUTHORITY: text("an authority has demanded it"),
            Basis.AUDIT: text("an audit is under way"),
            Basis.LEAK: text("a leak is being looked into"),
        }[self]

    @property
    def article(self) -> str:
        """Return the article by which erasure gives way to it (GDPR 17(3); APPI 35(6))."""
        return "G17(3)(e)" if self is Basis.CLAIM else "G17(3)(b)"


class Ending(StrEnum):
    """Why a hold was released."""

    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    MISTAKEN = "mistaken"


@dataclass(frozen=True)
class Reach:
    """
    What a hold reaches: a collection (`dataset:collection`, or `*` for all), narrowed to a person or to one row.

    `identity` with `value`: rows found by that identity of a person. `key`: the whole primary key of one row.
    Neither: every row.
    """

    collection: str = EVERYTHING
    identity: str = ""
    value: Personal[str] | None = None
    key: Mapping[str, object] | None = None


def is_matter(matter: str) -> bool:
    """Return whether `matter` is a reference such as `CLAIM-2026-014`: nothing in it may name a person."""
    return len(matter) <= 40 and bool(_MATTER.fullmatch(matter))


def latest_review(placed_on: date) -> date:
    """Return the last day on which a hold that was placed or looked at on `placed_on` is looked at again."""
    return same_day_later(placed_on, MOST_MONTHS)


def key_bytes(key: Mapping[str, object]) -> bytes:
    """Return the one form of a primary key that is digested: column names sorted, values as text."""
    return json.dumps({name: str(value) for name, value in sorted(key.items())}, ensure_ascii=False).encode()
