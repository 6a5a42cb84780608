"""Days before a given day, as text that is made once because each is used thousands of times."""

from __future__ import annotations

from datetime import date, timedelta

LONGEST = 2_100
"""No customer of the sample is older than so many days."""

_MARGIN = 1_200
_TIMES = tuple(f"{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(24 * 60))
OPENS, OPEN_MINUTES = 540, 720
"""Calls are taken from 9:00 on, for so many minutes."""


class Calendar:
    """
    Days counted back from `as_of`, which is 0; a number below 0 is a day to come.

    What has not happened yet is empty in a system: `maybe` says None for it.
    """

    def __init__(self, as_of: date) -> None:
        """Prepare the text of each day."""
        self.as_of = as_of
        self._days = tuple(
            (as_of - timedelta(days=back)).isoformat() for back in range(-_MARGIN, LONGEST + _MARGIN)
        )

    def on(self, back: int) -> str:
        """Return the day `back` days before."""
        return self._days[back + _MARGIN]

    def maybe(self, back: int) -> str | None:
        """Return the day, or None if it is still to come."""
        return self._days[back + _MARGIN] if back >= 0 else None

    def at(self, back: int, minute: int) -> str:
        """Return the moment `minute` minutes after the midnight that began the day."""
        return f"{self._days[back + _MARGIN]}T{_TIMES[minute]}"
