"""A workbench: an engine with bursts of a test's own, on a home's job tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from tests.conftest import NOW
from yakusoku.jobs.engine import Engine
from yakusoku.jobs.worker import Worker
from yakusoku.site.home import Home
from yakusoku.site.settings import Settings
from yakusoku.work import operations as work
from yakusoku.work import ports
from yakusoku.work.bursts import Burst, Call, Tally

KIND = "test.burst"


def note_done(call: Call) -> Tally:
    """End the intent of a call, as the last deed of a burst does."""
    with transaction.atomic():
        work.done(call.intent, now=call.now)
    return {"rows": 1}


def note_failed(intent: str, now: datetime) -> None:
    """Note a failure, as `site` does."""
    with transaction.atomic():
        work.failed(intent, now=now)


@dataclass
class Workbench:
    """One slot's engine and worker. `did` lists the steps that were done, in order."""

    home: Home
    slot: str = "worker-1"
    steps: Callable[[], Iterable[str]] = lambda: ("one", "two", "end")
    do: Callable[[Call, str], Tally] = lambda call, step: {}
    failed: Callable[[str, datetime], None] = note_failed
    did: list[str] = field(default_factory=list)
    now: datetime = NOW

    def clock(self) -> datetime:
        """Return the moment, which a test sets."""
        return self.now

    def later(self, **much: float) -> None:
        """Let time pass."""
        self.now += timedelta(**much)

    def worker(self) -> Worker:
        """Return a worker, not yet started; intents are handed to its engine."""
        settings: Settings = self.home.settings
        engine = Engine(
            url=settings.jobs.database,
            folder=self.home.folder,
            slot=self.slot,
            poll_seconds=0.02,
            bursts={KIND: Burst(KIND, steps=lambda call: list(self.steps()), do=self._do)},
            clock=self.clock,
            failed=self.failed,
        )
        ports.wire(starter=engine, mailer=None, composer=None)
        return Worker(engine, slot=self.slot, clock=self.clock, poll_seconds=0.02)

    @contextmanager
    def working(self) -> Iterator[Worker]:
        """Start a worker, and stop it."""
        worker = self.worker()
        worker.start()
        try:
            yield worker
        finally:
            worker.close()

    def _do(self, call: Call, step: str) -> Tally:
        self.did.append(step)
        said = self.do(call, step)
        return note_done(call) if step == "end" else said


def intend(about: str = "req_1", kind: str = KIND) -> str:
    """Ask for a burst."""
    with transaction.atomic():
        return work.intend(kind, about=about, now=NOW)
