"""Reads of the clocks: which laws apply, each day that counts, the nearest one, and what the house waits for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from yakusoku.laws import procedures
from yakusoku.rights import cases, clocks, regime
from yakusoku.rights.clocks import Waited
from yakusoku.rights.models import Extension, RightsRequest
from yakusoku.rights.rules import State
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

UNANSWERED = tuple(
    state for state in State if state not in {State.NOTIFIED, State.CLOSED, State.WITHDRAWN, State.ENDED}
)
"""States in which the clocks of the answer run."""


@dataclass(frozen=True)
class RegimeView:
    """The laws that apply; `decided` where somebody did, else they are those that the text follows."""

    laws: tuple[str, ...]
    scopes: tuple[str, ...]
    country: str
    decided: bool

    @property
    def open(self) -> bool:
        """Whether somebody has to decide."""
        return len(self.laws) > 1 and not self.decided


@dataclass(frozen=True)
class Day:
    """A day that counts: `suit`, `law` (the month of the GDPR) or `target` (the house's own)."""

    what: str
    on: date

    @property
    def says(self) -> Text:
        """Return in a word what the day is."""
        return _DAYS[self.what]


_DAYS = {"suit": text("suit"), "law": text("law"), "target": text("target")}


@dataclass(frozen=True)
class ExtensionView:
    """
    An extension: the law's reason, by when the person is told, when that was, and until when the answer is due.

    `until` is None before the person was told, and where that came too late.
    """

    because: str
    article: str
    tell_by: date
    told_on: date | None
    until: date | None
    letter: int


@dataclass(frozen=True)
class ClocksView:
    """
    The clocks of one request. Only `target_on` is moved by waits; `still_since` says since when it stands still.
    """

    request_id: str
    suit_open_on: date
    due_on: date | None
    promised_on: date | None
    target_on: date | None
    still_since: date | None
    waits: tuple[Waited, ...]
    extension: ExtensionView | None
    unanswered: bool

    @property
    def days(self) -> tuple[Day, ...]:
        """Return the days that count, the nearest first; a target that stands still is none of them."""
        found = [Day("suit", self.suit_open_on)]
        if self.due_on is not None:
            found.append(Day("law", self.due_on))
        if self.target_on is not None and self.still_since is None:
            found.append(Day("target", self.target_on))
        return tuple(sorted(found, key=lambda one: (one.on, one.what)))

    @property
    def nearest(self) -> Day | None:
        """Return the nearest day, or None where the answer has left."""
        return self.days[0] if self.unanswered else None


def regime_of(request_id: str) -> RegimeView:
    """Return which laws apply to a request; none where the text cannot be read now and nobody decided."""
    row = cases.case(request_id)
    found = regime.decided(row)
    if found is not None:
        return RegimeView(tuple(found.laws), tuple(found.scopes), found.country, decided=True)
    with suppress(UnableTo):
        return RegimeView(regime.laws(row), (), "", decided=False)
    return RegimeView((), (), "", decided=False)


def clocks_of(request_id: str) -> ClocksView:
    """Return the clocks of a request. :raises UnableToFind: if there is none"""
    return _view(cases.case(request_id))


def running_clocks(*, controller: str | None = None) -> tuple[ClocksView, ...]:
    """Return the clocks of every request whose answer has not left, the oldest arrival first."""
    rows = RightsRequest.objects.filter(state__in=UNANSWERED).order_by("received_at", "public_id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    return tuple(_view(row) for row in rows)


def _view(row: RightsRequest) -> ClocksView:
    target = clocks.target(row)
    return ClocksView(
        request_id=row.public_id,
        suit_open_on=row.suit_open_on,
        due_on=row.due_on,
        promised_on=row.target_on,
        target_on=target.on if target else None,
        still_since=target.still_since if target else None,
        waits=clocks.waited(row),
        extension=_extension(row),
        unanswered=row.state in UNANSWERED,
    )


def _extension(row: RightsRequest) -> ExtensionView | None:
    found = Extension.objects.filter(request=row).select_related("letter").first()
    if found is None:
        return None
    return ExtensionView(
        found.because, found.article, found.tell_by, found.told_on, found.in_force_until, found.letter.number
    )


def scope_names(codes: tuple[str, ...], *, as_of: date) -> tuple[Bilingual, ...]:
    """Return in words why laws reach a request."""
    return tuple(procedures.scope(code, as_of=as_of).name for code in codes)
