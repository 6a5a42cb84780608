"""What the room needs from the home: the policy in force on a day, and the company's zone. `site` fills them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from yakusoku.policy.queries import Policy


@dataclass(frozen=True)
class Ports:
    """The filled ports of this process."""

    policies: Callable[[str, date], Policy]
    timezones: Callable[[str], str]

    def day(self, moment: datetime, controller: str) -> date:
        """Return the day on which `moment` falls where the company is."""
        return moment.astimezone(ZoneInfo(self.timezones(controller))).date()


_wired: Ports | None = None


def wire(*, policies: Callable[[str, date], Policy], timezones: Callable[[str], str]) -> None:
    """Fill the ports. Only `site` and tests call this."""
    global _wired  # noqa: PLW0603  one process has one home, wired where it is opened
    _wired = Ports(policies, timezones)


def wired() -> Ports:
    """Return what is wired. :raises RuntimeError: if no home is open"""
    if _wired is None:
        raise RuntimeError("management is not wired: open a home first")
    return _wired
