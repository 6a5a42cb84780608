"""Homes as faults meet them; made once a worker and copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.common import django_ready

django_ready.ready()

from tests.common.walked import prepared, walk  # noqa: E402  after Django
from tests.faults import power  # noqa: E402  the same
from tests.faults.searching import Searching, searching  # noqa: E402  the same
from tests.operations.rights.stages import at, sqlite_stages  # noqa: E402  the same

__all__ = ["at", "begun", "crashed_folder", "sqlite_stages"]


@pytest.fixture(scope="session")
def crashed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole walk was done, and all of it lies in the logs of own state and job tables: nothing was closed."""
    room = tmp_path_factory.mktemp("crashed")
    home = prepared(room / "home")
    from yakusoku.jobs.worker import Worker  # its rooms have models, which need a home

    close = Worker.close

    def power_goes_first(worker: Worker) -> None:
        power.crash(room / "home", room / "crashed")
        close(worker)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "close", power_goes_first)
        walk(home)
    home.close()
    return room / "crashed"


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Searching:
    """A home in which a search was asked for and not begun; not to be changed."""
    return searching(tmp_path_factory.mktemp("searching") / "home")
