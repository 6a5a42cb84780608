"""A process that dies in the middle of a burst: run as `python -m tests.operations.jobs.dying HOME SLOT WHERE`."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from tests.common import django_ready

django_ready.ready()

from tests.operations.jobs.bench_of_bursts import Workbench, intend  # noqa: E402  after Django was configured
from yakusoku.site.home import open_home  # noqa: E402  after Django was configured
from yakusoku.work.bursts import Call, Tally  # noqa: E402  after Django was configured


def die() -> None:
    """End as a power cut ends a process."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, slot: str, where: str) -> None:
    """Ask for a burst and die at `where`: in the step `two`, or while its failure is being noted."""

    def do(call: Call, step: str) -> Tally:
        if step == "two" and where == "in-step":
            die()
        if step == "two":
            raise ValueError("it fails")
        return {}

    def note(intent: str, now: datetime) -> None:
        die()

    bench = Workbench(open_home(Path(folder)), slot=slot, do=do, failed=note)
    intend()
    with bench.working() as worker:
        worker.drain(seconds=20)


if __name__ == "__main__":
    main(*sys.argv[1:])
