"""What the room needs from the home: its folder, and which purposes a company has declared. `site` fills it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wired:
    """The home's folder, and the purposes of a company's newest policy."""

    home: Path
    purposes: Callable[[str], Collection[str]]


_wired: Wired | None = None


def wire(*, home: Path, purposes: Callable[[str], Collection[str]]) -> None:
    """Fill the port. Only `site` and tests call this."""
    global _wired  # noqa: PLW0603  one process has one home, wired where it is opened
    _wired = Wired(home, purposes)


def wired() -> Wired:
    """Return what was wired. :raises RuntimeError: if no home is open"""
    if _wired is None:
        raise RuntimeError("gates are not wired: open a home first")
    return _wired
