"""What promises need from the home: its folder, the policy in force on a day, the company's zone. `site` fills them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from yakusoku.policy.queries import Policy


@dataclass(frozen=True)
class Ports:
    """The filled ports of this process. `folder` is the home, with its policies and data map."""

    folder: Path
    policies: Callable[[str, date], Policy]
    timezone: str

    def day(self, moment: datetime) -> date:
        """Return the day on which `moment` falls where the company is."""
        return moment.astimezone(ZoneInfo(self.timezone)).date()


_wired: Ports | None = None


def wire(*, folder: Path, policies: Callable[[str, date], Policy], timezone: str) -> None:
    """Fill the ports. Only `site` and tests call this."""
    global _wired  # noqa: PLW0603  one process has one home, wired where it is opened
    _wired = Ports(folder, policies, timezone)


def wired() -> Ports:
    """Return what is wired. :raises RuntimeError: if no home is open"""
    if _wired is None:
        raise RuntimeError("promises are not wired: open a home first")
    return _wired
