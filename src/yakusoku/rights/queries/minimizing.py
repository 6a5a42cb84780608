"""Reads about what ended requests keep: on which day what goes, and what keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.rights import cases, needed, ports
from yakusoku.rights.minimizing import Blocker, Step, days, past
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.rules import ENDINGS
from yakusoku.vault import queries as vault


@dataclass(frozen=True)
class GoingView:
    """What an ended request still keeps, with the day from which it goes, in order; and why it may stay longer."""

    request_id: str
    days: tuple[tuple[Step, date], ...]
    blockers: tuple[Blocker, ...]


def going_of(request_id: str) -> GoingView | None:
    """Return what of a request goes on which day; None where it is open or its destruction was decided."""
    row = cases.case(request_id)
    if row.state not in ENDINGS or row.closed_at is None:
        return None
    if vault.is_decided(row.pk):
        return None
    return _view(row, ports.day(row.closed_at, row.controller))


def kept_too_long(*, now: datetime) -> tuple[GoingView, ...]:
    """Return the ended requests of which something has passed its day and is still needed, the oldest end first."""
    found = []
    for row in needed.ended():
        if row.closed_at is None:
            continue
        ended_on, today = ports.day(row.closed_at, row.controller), ports.day(now, row.controller)
        if past(ended_on, ports.keep(), left=tuple(Step), today=today):
            view = _view(row, ended_on)
            if view.blockers and any(on < today for _, on in view.days):
                found.append(view)
    return tuple(found)


def _view(row: RightsRequest, ended_on: date) -> GoingView:
    kept = needed.left(row)
    on = days(ended_on, ports.keep())
    blockers = needed.blockers(row)
    return GoingView(
        row.pk,
        tuple((step, day) for step, day in on.items() if step in kept),
        tuple(one for one in Blocker if one in blockers),
    )
