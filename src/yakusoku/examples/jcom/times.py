"""The days of one contract: what happens under it happens between its first and its last."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.examples.jcom.contracts import Contract
from yakusoku.examples.jcom.rows import Calendar
from yakusoku.examples.people.draws import Draws

_TIMES = tuple(f"T{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(24 * 60))


@dataclass(frozen=True)
class Times:
    """Days counted back from the day of the sample: `oldest` is the contract's first, `newest` its last."""

    calendar: Calendar
    oldest: int
    newest: int

    @classmethod
    def of(cls, calendar: Calendar, contract: Contract) -> Times:
        """Return the days of `contract`; one that runs ends today."""
        ended = (calendar.as_of - contract.until).days if contract.until else 0
        return cls(calendar, (calendar.as_of - contract.since).days, ended)

    def draw(self, draws: Draws, within: int = 2_000) -> int:
        """Return how many days back something happened: at most `within` days before the last."""
        return self.newest + draws.below(max(1, min(within, self.oldest - self.newest)))

    def later(self, draws: Draws, back: int, within: int) -> int | None:
        """Return a day up to `within` days after `back`, or None where it has not come yet."""
        after = back - 1 - draws.below(within)
        return after if after >= self.newest else None

    def day(self, back: int | None) -> str | None:
        """Return the day, or None for one that has not come."""
        return None if back is None else self.calendar.days[back]

    def on(self, back: int) -> str:
        """Return the day that many days back."""
        return self.calendar.days[back]

    def at(self, back: int, minute: int) -> str:
        """Return the moment `minute` minutes after midnight of that day."""
        return self.calendar.days[back] + _TIMES[minute]
