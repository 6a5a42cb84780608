"""What the door needs from the home: its policies, the clock, its limits. `site` fills it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from yakusoku.decisions.queries import Compiled
from yakusoku.gates.guard import Guard
from yakusoku.gates.queries import uses
from yakusoku.policy import queries as policies
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

Stamp = tuple[tuple[str, int, int], ...]


class UnableToAsk(UnableTo):
    """The company's policy cannot be asked now, so nothing is allowed."""

    asked = text("ask the policy")


class UnableToCount(UnableTo):
    """The use is not in the register, so what it asks cannot be counted."""

    asked = text("count what a use asks")


@dataclass(frozen=True)
class Ready:
    """A company's policy made ready to be asked, and the zone in which its days begin."""

    compiled: Compiled
    zone: ZoneInfo
    stamp: Stamp

    def day(self, moment: datetime) -> date:
        """Return the day that `moment` is for the company."""
        return moment.astimezone(self.zone).date()


@dataclass
class Wired:
    """The home of this process. Policies are read again whenever one of their files changed."""

    home: Path
    clock: Callable[[], datetime]
    hosts: tuple[str, ...]
    most_bytes: int
    _ready: dict[str, Ready] = field(default_factory=dict)
    _guards: dict[tuple[str, str], Guard] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def policy(self, company: str) -> Ready:
        """Return the policy of a company as its files stand now. :raises UnableToAsk: if they cannot be read"""
        folder = self.home / "policies" / company
        try:
            stamp = _stamp(folder)
            kept = self._ready.get(company)
            if kept is None or kept.stamp != stamp:
                kept = self._ready[company] = _read(folder, stamp)
        except (UnableTo, OSError) as problem:
            raise UnableToAsk(
                text("the policy of {company} cannot be read ({problem}).",
                     company=company, problem=type(problem).__name__),
                do=text("Run `yakusoku check` in the home; until then every use is refused."),
            ) from None  # fmt: skip
        return kept

    def guard(self, company: str, use: str) -> Guard:
        """Return the guard that counts what a registered use asks. :raises UnableToCount: if it is not registered"""
        with self._lock:
            if (company, use) not in self._guards:
                if use not in {one.public_id for one in uses(controller=company) if one.retired_at is None}:
                    raise UnableToCount(
                        text("{use} is no use of {company} in the register.", use=use, company=company),
                        do=text("Register it with `yakusoku gates register`, or leave it out."),
                    )
                self._guards[company, use] = Guard(self.home, company, use=use, now=self.clock)
            return self._guards[company, use]

    def close(self) -> None:
        """Write what guards have counted and not yet written."""
        with self._lock:
            for guard in self._guards.values():
                guard.close()
            self._guards.clear()


def _stamp(folder: Path) -> Stamp:
    found = ((path, path.stat()) for path in sorted(folder.glob("*.yaml")))
    return tuple((path.name, seen.st_mtime_ns, seen.st_size) for path, seen in found)


def _read(folder: Path, stamp: Stamp) -> Ready:
    history = policies.load(folder)
    return Ready(Compiled.of(history), ZoneInfo(history.versions[-1].controller.timezone), stamp)


_served: list[Wired] = []


def wire(*, home: Path, clock: Callable[[], datetime], hosts: tuple[str, ...], most_bytes: int) -> Wired:
    """Fill the port: one process serves one home. Only `site` and tests call this."""
    _served[:] = [Wired(home, clock, hosts, most_bytes)]
    return _served[0]


def wired() -> Wired:
    """Return what was wired. :raises RuntimeError: if no home is served"""
    if not _served:
        raise RuntimeError("the door for programs is not wired: serve a home first")
    return _served[0]
