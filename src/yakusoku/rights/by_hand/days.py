"""By when people answer for a place: within its own days, and early enough for the answer to be made."""

from __future__ import annotations

from datetime import date, timedelta

from yakusoku.rights import clocks, ports
from yakusoku.rights.models import RightsRequest


def due(row: RightsRequest, *, days: int, today: date) -> date:
    """
    Return the day for a task or errand: `days` of the place from today, or the answer's day less the home's margin.

    The answer's day is the earlier of what the text promises, moved by waits, and what the law says; where neither
    names one, the place's own days count alone. It is never before today.
    """
    moved = clocks.target(row)
    known = [day for day in (moved.on if moved else None, row.due_on) if day is not None]
    last = min(known, default=date.max) - timedelta(days=ports.margin_days())
    return max(today, min(today + timedelta(days=days), last))
