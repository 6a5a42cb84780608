"""The worker: looks at the outbox, runs bursts, indexes the ledger, and stops when told to."""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.db import InterfaceError, OperationalError, connections

from yakusoku.jobs.engine import Engine
from yakusoku.jobs.nightly import nightly
from yakusoku.ledger import queries as ledger
from yakusoku.ledger import sequencer
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.work import operations as work
from yakusoku.work import queries

_log = logging.getLogger("yakusoku.jobs")


def _gone(holder: str) -> bool:
    """Say whether the holder was a process of this machine that is no more: a restart after a crash need not wait."""
    host, _, process = holder.rpartition(":")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class UnableToWork(UnableTo):
    """Own state was restored to an earlier day, so nothing may happen before that is settled."""

    asked = text("do the work that is due")


def _refuse_behind() -> None:
    """Refuse where a log is read-only: a burst would fail, a mail would leave twice, a sealed file be replaced."""
    for standing in ledger.behind():
        raise UnableToWork(standing.says, do=standing.do)


class Worker:
    """One worker process in one slot."""

    def __init__(
        self,
        engine: Engine,
        *,
        slot: str,
        clock: Callable[[], datetime],
        poll_seconds: float,
        prepare: Callable[[], object] = lambda: None,
    ) -> None:
        """Describe the worker; `start` calls `prepare` and launches its engine."""
        self._engine = engine
        self._slot = slot
        self._clock = clock
        self._poll = poll_seconds
        self._holder = f"{socket.gethostname()}:{os.getpid()}"
        self._prepare = prepare
        self._stop = threading.Event()

    def start(self) -> None:
        """
        Take the slot, launch the engine, and hand over again what began and has not ended.

        Own rows are the truth: a burst that the engine holds to be ended and whose intent is open was done in
        a state that a restore has lost, so it is begun anew.

        :raises UnableToTakeSlot: if another worker is alive in it
        :raises UnableToWork: if own state was restored to an earlier day and that is not settled
        """
        _refuse_behind()
        work.beat(self._slot, holder=self._holder, now=self._clock(), gone=_gone)
        self._prepare()
        self._engine.launch()
        open_ones = queries.intents(states=("waiting", "started"))
        self._engine.forget_ended([intent.public_id for intent in open_ones])
        work.hand_over_again()

    def turn(self) -> int:
        """
        Beat, take over dead slots, hand over due intents, index the ledger; return how many were handed over.

        :raises UnableToWork: as `start`
        """
        _refuse_behind()
        now = self._clock()
        work.beat(self._slot, holder=self._holder, now=now)
        dead = tuple(slot for slot in queries.dead_slots(now=now) if slot != self._slot)
        self._engine.resume(dead)
        work.forget_slots(dead, now=now)
        handed = work.dispatch(now=now)
        sequencer.sequence(now=now)
        return handed

    def drain(self, *, seconds: float = 120) -> bool:
        """Work until nothing is due and nothing runs; False if that took longer than `seconds`."""
        end = monotonic() + seconds
        while monotonic() < end:
            self.turn()
            if not queries.open_intents(now=self._clock()) and not self._engine.running():
                sequencer.sequence(now=self._clock())
                return True
            self._rest()
        return False

    def _rest(self) -> None:
        """Wait until something else runs than now, a second at most: a turn asks many questions, and this one."""
        before, end = self._engine.running(), monotonic() + 1
        while not self._stop.wait(min(self._poll, 0.02)):
            if not before or self._engine.running() != before or monotonic() >= end:
                return

    def run(self) -> None:
        """
        Work until `stop` is called; once a day, and at the start, do the nightly work.

        Own state that does not answer for a while is asked again.

        :raises UnableToTakeSlot: if another worker took the slot meanwhile
        """
        night = None
        while not self._stop.is_set():
            try:
                self.turn()
                now = self._clock()
                if night is None or now - night >= timedelta(days=1):
                    night = now
                    nightly(now=now)
                    self._engine.prune(before=now - timedelta(days=30))
            except (OperationalError, InterfaceError) as error:
                _log.error(json.dumps({"worker": self._slot, "error": type(error).__name__}))
                connections.close_all()
            self._stop.wait(self._poll)

    def stop(self) -> None:
        """End `run` at its next turn."""
        self._stop.set()

    def close(self) -> None:
        """Stop the engine and give the slot back."""
        self._engine.stop()
        work.release(self._slot, holder=self._holder)
