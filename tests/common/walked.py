"""Homes in which the walk at J:COM was done, wholly or up to a state; made once a worker and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.common.migrated import migrate
from tests.common.repeatable import Repeatable
from yakusoku.examples import homes
from yakusoku.examples.walks.calendar import SimulatedClock
from yakusoku.terms import entropy

if TYPE_CHECKING:
    from yakusoku.site.home import Home

FIRST = date(2026, 11, 2)
PEOPLE = 40
SEED = 7


def prepared(
    folder: Path,
    *,
    own: str = "sqlite:///own.sqlite",
    jobs: str = "sqlite:///jobs.sqlite",
    stores: dict[str, str] | None = None,
) -> Home:
    """Make a home with J:COM's policy, data map and filled stores, in which nothing was asked yet."""
    from yakusoku.site.home import make_home, open_home

    home = make_home(folder, own=own, jobs=jobs, stores=stores or homes.STORES, migrate=migrate)
    file = folder / "yakusoku.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("[jobs]", "[jobs]\npoll_seconds = 0.02"), encoding="utf-8"
    )
    home.close()
    home = open_home(folder)
    homes.copy_jcom(folder)
    homes.fill_jcom(folder, people=PEOPLE, seed=SEED, as_of=FIRST, truth=None, stores=stores)
    return home


def walk(home: Home, *, until: str = "closed", seed: str = "walk") -> str:
    """Do the walk in `home` up to the state `until`, with repeatable entropy and days; return the request's id."""
    from yakusoku.examples.walks.jcom_disclosure import DisclosureWalk
    from yakusoku.rights.rules import State

    entropy.use(Repeatable(seed))
    clock = SimulatedClock(datetime(2026, 11, 2, tzinfo=UTC))
    worker = home.worker(clock)
    walked = DisclosureWalk(first=FIRST, clock=clock, worker=lambda: worker)
    walked.catch_up()
    worker.start()
    try:
        walked.run(until=State(until))
        worker.drain()
        clock.moment += timedelta(minutes=5)  # a mail that a dead worker had taken is free again by then
        worker.drain()
    finally:
        worker.close()
        entropy.use(entropy.system)
    return walked.request_id


@pytest.fixture(scope="session")
def walked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a home in which the whole walk was done, not to be changed."""
    folder = tmp_path_factory.mktemp("walked") / "home"
    home = prepared(folder)
    walk(home)
    home.close()
    return folder


@pytest.fixture
def walked_home(walked_folder: Path, tmp_path: Path) -> Iterator[Home]:
    """An open copy of the walked home, for a test of its own."""
    from yakusoku.site.home import open_home

    folder = tmp_path / "home"
    shutil.copytree(walked_folder, folder)
    home = open_home(folder)
    yield home
    home.close()
