"""What the room needs from the home: its folder, a company's versions, its zone. `site` fills them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from yakusoku.policy.queries import History


@dataclass(frozen=True)
class Ports:
    """The filled ports of this process. `stores` are the names that the home connects, None where it has none."""

    folder: Path
    histories: Callable[[str], History]
    timezones: Callable[[str], str]
    stores: Collection[str] | None

    def day(self, moment: datetime, controller: str) -> date:
        """Return the day on which `moment` falls where the company is."""
        return moment.astimezone(ZoneInfo(self.timezones(controller))).date()

    def policies(self, controller: str) -> Path:
        """Return the folder of a company's versions."""
        return self.folder / "policies" / controller


_wired: Ports | None = None


def wire(
    *,
    folder: Path,
    histories: Callable[[str], History],
    timezones: Callable[[str], str],
    stores: Collection[str] | None = None,
) -> None:
    """Fill the ports. Only `site` and tests call this."""
    global _wired  # noqa: PLW0603  one process has one home, wired where it is opened
    _wired = Ports(folder, histories, timezones, stores)


def wired() -> Ports:
    """Return what is wired. :raises RuntimeError: if no home is open"""
    if _wired is None:
        raise RuntimeError("notices are not wired: open a home first")
    return _wired
