"""Days before a given day, as text that is made once because each is used many times."""

from __future__ import annotations

from datetime import date, timedelta

LONGEST = 2_000
"""As many days back are there; nobody came to a company longer ago."""

_AHEAD = 400
_TIMES = tuple(f"{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(24 * 60))


class Days:
    """Days counted back from `as_of`, which is 0; a number below 0 is a day to come."""

    def __init__(self, as_of: date) -> None:
        """Prepare the text of each day."""
        self.as_of = as_of
        whole = range(LONGEST + _AHEAD + 1)
        self._days = tuple((as_of + timedelta(days=_AHEAD - back)).isoformat() for back in whole)

    def on(self, back: int) -> str:
        """Return the day `back` days before."""
        return self._days[back + _AHEAD]

    def past(self, back: int) -> str | None:
        """Return the day, or None if it is still to come."""
        return self._days[back + _AHEAD] if back >= 0 else None

    def at(self, back: int, minute: int) -> str:
        """Return the moment `minute` minutes after the midnight that began the day."""
        return f"{self._days[back + _AHEAD]}T{_TIMES[minute]}"
