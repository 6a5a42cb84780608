"""Reads about arrivals: the way by which one came, requests that may be the same, ends without an answer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from yakusoku.rights import cases, doubles, opening
from yakusoku.rights.doubles import Double
from yakusoku.rights.models import End
from yakusoku.rights.rules import Channel
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text


@dataclass(frozen=True)
class WayView:
    """The way by which a request came, and the ways that the text names for its right (none where it is silent)."""

    channel: Channel
    named: tuple[str, ...]
    opened: bool


@dataclass(frozen=True)
class EndView:
    """How a request ended, or is to end, without an answer; `approved` where a second person agreed."""

    request_id: str
    kind: str
    done_on: date
    kept: str
    letter: int
    noted_by: str
    approved_by: str

    @property
    def says(self) -> Text:
        """Return the kind in words."""
        return _KINDS[self.kind]


_KINDS = {
    "duplicate": text("the same as another request"),
    "inquiry": text("no request; answered as an inquiry"),
    "forwarded": text("passed on to the company that it is for"),
    "spam": text("spam"),
    "lapsed": text("not answered by the person"),
}


def way(request_id: str) -> WayView | None:
    """Return the way of a request that has a right; None before, and where the text cannot be read now."""
    row = cases.case(request_id)
    if not row.right:
        return None
    with suppress(UnableTo):
        policy, channel = cases.policy(row), Channel(row.channel)
        named = opening.opened(policy, row.right, row.measure, as_of=row.received_on)
        opened = opening.is_open(policy, channel, row.right, row.measure, as_of=row.received_on)
        return WayView(channel, tuple(sorted(named)), opened)
    return None


def doubles_of(request_id: str) -> tuple[Double, ...]:
    """Return the open requests that may be the same as this one, the oldest first."""
    return doubles.of(cases.case(request_id))


def end_of(request_id: str) -> EndView | None:
    """Return how a request ended without an answer, or is proposed to."""
    found = End.objects.filter(request_id=request_id).select_related("letter").first()
    if found is None:
        return None
    return EndView(
        request_id, found.kind, found.done_on, found.kept_id or "", found.letter.number if found.letter else 0,
        found.noted_by, found.approved_by,
    )  # fmt: skip
