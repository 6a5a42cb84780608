"""What the room needs from the home: on which day a moment falls where the company is. `site` fills it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

_timezones: Callable[[str], str] | None = None


def wire(*, timezones: Callable[[str], str]) -> None:
    """Fill the port. Only `site` and tests call this."""
    global _timezones  # noqa: PLW0603  one process has one home, wired where it is opened
    _timezones = timezones


def day(moment: datetime, controller: str) -> date:
    """Return the day on which `moment` falls for the company. :raises RuntimeError: if no home is open"""
    if _timezones is None:
        raise RuntimeError("holds are not wired: open a home first")
    return moment.astimezone(ZoneInfo(_timezones(controller))).date()
