"""A worker that runs: nightly work at its start, and own state that goes away for a while."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from django.db import OperationalError, connections

from tests.operations.jobs.bench_of_bursts import Workbench, intend
from yakusoku.jobs import worker as workers
from yakusoku.site.home import Home
from yakusoku.work import operations as work
from yakusoku.work import queries


def test_own_state_that_goes_away_does_not_end_the_worker(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, falls = work.dispatch, [OperationalError("away")] * 2

    def dispatch(*, now: datetime) -> int:
        if falls:
            raise falls.pop()
        return real(now=now)

    monkeypatch.setattr(work, "dispatch", dispatch)
    bench = Workbench(home)
    intend()
    with bench.working() as worker:
        stop = threading.Timer(1.5, worker.stop)
        stop.start()
        worker.run()
    assert falls == []
    assert [one.state for one in queries.intents()] == ["done"]


def test_nightly_work_is_done_at_the_start_and_after_a_day(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights = []
    bench = Workbench(home)
    monkeypatch.setattr(workers, "nightly", lambda *, now: nights.append(now))
    with bench.working() as worker:
        thread = threading.Thread(target=_run, args=(worker,))
        thread.start()
        _until(lambda: len(nights) == 1)
        bench.later(hours=23)
        _until(lambda: True, seconds=0.2)
        first = len(nights)
        bench.later(hours=1)
        _until(lambda: len(nights) == 2)
        worker.stop()
        thread.join()
    assert (first, len(nights)) == (1, 2)


def _run(worker: workers.Worker) -> None:
    try:
        worker.run()
    finally:
        connections.close_all()


def _until(reached: object, seconds: float = 10) -> None:
    import time

    assert callable(reached)
    end = time.monotonic() + seconds
    time.sleep(0.1)
    while not reached() and time.monotonic() < end:
        time.sleep(0.02)
