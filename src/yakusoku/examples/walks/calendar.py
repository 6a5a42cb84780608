"""Simulated days: a clock that stands still within a stage, so that a walk can be repeated byte by byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass
class SimulatedClock:
    """Shows the moment it was last set to. Handed to every door of a walk, and to its worker."""

    moment: datetime

    def __call__(self) -> datetime:
        """Return the moment, in UTC."""
        return self.moment

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        """Show this time of day in Tokyo."""
        self.moment = datetime.combine(day, time(hour, minute), _TOKYO).astimezone(UTC)


def first_monday(before: date) -> date:
    """Return the Monday from which a walk of three weeks ends no later than `before`."""
    start = before - timedelta(days=21)
    return start - timedelta(days=start.weekday())
