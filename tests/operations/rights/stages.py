"""The walk at J:COM, done once a test process and kept at each state; a test gets a copy of its own."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.common.postgres import Server, database_of
from tests.common.walked import prepared, walk
from tests.operations.rights.desk import Desk
from yakusoku.rights.rules import State
from yakusoku.site.home import open_home

OWN = "YAKUSOKU_TEST_OWN"
KEPT = (
    "",
    *(
        state
        for state in State
        if state not in {State.APPROVED, State.CHANGED, State.SEARCHING, State.WITHDRAWN, State.ENDED}
    ),
)
"""States that a walk can be stopped at; the empty one is a home in which nothing was asked yet."""

At = Callable[[str], Desk]


@dataclass
class Stages:
    """A home walked from state to state, with a copy of each; with a server, own state and jobs are there."""

    room: Path
    server: Server | None = None
    kept: dict[str, tuple[Path, str]] = field(default_factory=dict)
    own: str = ""

    def keep(self, state: str) -> tuple[Path, str]:
        """Walk to `state` where that was not done, and return folder and database of the copy kept there."""
        for one in KEPT[: KEPT.index(state) + 1]:
            if one not in self.kept:
                self._walk(one)
        return self.kept[state]

    def _walk(self, state: str) -> None:
        folder = self.room / "home"
        if not folder.exists():
            self.own = self.server.create() if self.server else ""
            os.environ[OWN] = self.own
            url = f"${{{OWN}}}"
            (prepared(folder, own=url, jobs=url) if self.server else prepared(folder)).close()
        if state:
            os.environ[OWN] = self.own
            home = open_home(folder)
            walk(home, until=state)
            home.close()
        copy = self.room / f"at-{state or 'start'}"
        shutil.copytree(folder, copy)
        self.kept[state] = (copy, self.server.create(database_of(self.own)) if self.server else "")


_number = itertools.count()


def _copies(stages: Stages, folder: Path) -> Iterator[At]:
    made: list[tuple[Desk, str]] = []

    def copy(state: str) -> Desk:
        kept, own = stages.keep(state)
        target = folder / f"home-{next(_number)}"
        shutil.copytree(kept, target)
        url = stages.server.create(database_of(own)) if stages.server else ""
        os.environ[OWN] = url
        made.append((Desk.of(open_home(target)), url))
        return made[-1][0]

    yield copy
    for desk, url in made:
        desk.home.close()
        if stages.server:
            stages.server.drop(url)
    os.environ.pop(OWN, None)


@pytest.fixture(scope="session")
def sqlite_stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """The walk on SQLite."""
    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def at(sqlite_stages: Stages, tmp_path: Path) -> Iterator[At]:
    """Give a function that opens a home in which the request stands at a state."""
    yield from _copies(sqlite_stages, tmp_path)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.server)])
def both_stages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """The walk on SQLite, and again on PostgreSQL."""
    if request.param == "sqlite":
        stages: Stages = request.getfixturevalue("sqlite_stages")
        return stages
    return Stages(tmp_path_factory.mktemp("stages"), request.getfixturevalue("postgres_server"))


@pytest.fixture
def at_both(both_stages: Stages, tmp_path: Path) -> Iterator[At]:
    """As `at`, on both kinds of own state."""
    yield from _copies(both_stages, tmp_path)
