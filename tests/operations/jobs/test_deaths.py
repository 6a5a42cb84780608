"""A worker that dies: what it did stays, what it did not is done by the next one, in its slot or in another."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.jobs.bench_of_bursts import Workbench, intend
from yakusoku.jobs.worker import _gone
from yakusoku.site.home import Home
from yakusoku.work import operations as work
from yakusoku.work import queries

ROOT = Path(__file__).resolve().parents[3]


def die(home: Home, *, slot: str = "worker-1", where: str) -> None:
    home.close()
    command = [sys.executable, "-m", "tests.operations.jobs.dying", str(home.folder), slot, where]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr


def states() -> list[str]:
    return [one.state for one in queries.intents()]


def test_a_step_in_which_the_worker_died_is_done_again_and_earlier_ones_are_not(home: Home) -> None:
    die(home, where="in-step")
    bench = Workbench(home)
    with bench.working() as worker:
        assert worker.drain(seconds=20)
    assert bench.did == ["two", "end"]
    assert states() == ["done"]


def test_a_failure_that_could_not_be_noted_is_noted_by_the_next_worker(home: Home) -> None:
    die(home, where="while-noting")
    bench = Workbench(home)
    with bench.working() as worker:
        assert worker.drain(seconds=20)
    assert bench.did == []
    assert states() == ["failed"]


def test_a_living_worker_takes_over_what_a_dead_one_left_in_another_slot(home: Home) -> None:
    die(home, slot="worker-2", where="in-step")
    bench = Workbench(home)
    with bench.working() as worker:
        assert not worker.drain(seconds=0.3)
        assert bench.did == []
        bench.later(seconds=31)
        assert worker.drain(seconds=20)
    assert bench.did == ["two", "end"]
    assert states() == ["done"]


def test_bursts_of_lost_job_tables_begin_anew(home: Home) -> None:
    die(home, where="in-step")
    for file in home.folder.glob("jobs.sqlite*"):
        file.unlink()
    bench = Workbench(home)
    with bench.working() as worker:
        assert worker.drain(seconds=20)
    assert bench.did == ["one", "two", "end"]
    assert states() == ["done"]


def test_a_worker_whose_slot_was_taken_stops(home: Home) -> None:
    bench = Workbench(home)
    with bench.working() as worker:
        work.beat("worker-1", holder="elsewhere:1", now=bench.now + timedelta(seconds=31))
        with pytest.raises(work.UnableToTakeSlot):
            worker.run()


def test_a_worker_gives_its_slot_back(home: Home) -> None:
    bench = Workbench(home)
    with bench.working():
        pass
    work.beat("worker-1", holder="elsewhere:1", now=bench.now)


def test_draining_ends_when_its_time_is_over(home: Home) -> None:
    bench = Workbench(home, do=lambda call, step: {"park": 1})  # parks and never ends its intent
    intend()
    with bench.working() as worker:
        assert not worker.drain(seconds=0.3)


def test_only_a_process_of_this_machine_that_is_no_more_is_gone() -> None:
    import os
    import socket

    here = socket.gethostname()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert _gone(f"{here}:{ended.pid}")
    assert not _gone(f"{here}:{os.getpid()}")
    assert not _gone(f"{here}:1")
    assert not _gone("elsewhere:1")
