"""The worker: looks at the outbox, runs bursts, indexes the ledger, and stops when told to."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from yakusoku.jobs.engine import Engine
from yakusoku.jobs.nightly import nightly
from yakusoku.ledger import sequencer
from yakusoku.work import operations as work
from yakusoku.work import queries


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


class Worker:
    """One worker process in one slot."""

    def __init__(
        self, engine: Engine, *, slot: str, clock: Callable[[], datetime], poll_seconds: float
    ) -> None:
        """Describe the worker; `start` launches its engine."""
        self._engine = engine
        self._slot = slot
        self._clock = clock
        self._poll = poll_seconds
        self._holder = f"{socket.gethostname()}:{os.getpid()}"
        self._stop = threading.Event()

    def start(self) -> None:
        """
        Take the slot and launch the engine.

        :raises UnableToTakeSlot: if another worker is alive in it
        """
        work.beat(self._slot, holder=self._holder, now=self._clock(), gone=_gone)
        self._engine.launch()

    def turn(self) -> int:
        """Beat, take over dead slots, hand over due intents, index the ledger; return how many were handed over."""
        now = self._clock()
        work.beat(self._slot, holder=self._holder, now=now)
        self._engine.resume(tuple(slot for slot in queries.dead_slots(now=now) if slot != self._slot))
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
            self._stop.wait(min(self._poll, 0.02))
        return False

    def run(self) -> None:
        """Work until `stop` is called; once a day, and at the start, do the nightly work."""
        night = None
        while not self._stop.is_set():
            self.turn()
            now = self._clock()
            if night is None or now - night >= timedelta(days=1):
                night = now
                nightly(now=now)
                self._engine.prune(before=now - timedelta(days=30))
            self._stop.wait(self._poll)

    def stop(self) -> None:
        """End `run` at its next turn."""
        self._stop.set()

    def close(self) -> None:
        """Stop the engine and give the slot back."""
        self._engine.stop()
        work.release(self._slot, holder=self._holder)
