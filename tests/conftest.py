"""Fixtures of all tests: a home with its own migrated state, and real servers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.common import private_servers
from tests.common.migrated import migrate
from tests.common.repeatable import Repeatable
from yakusoku.terms import entropy

if TYPE_CHECKING:
    from yakusoku.site.home import Home

pytest_plugins = ["tests.common.postgres", "tests.common.mariadb", "tests.common.walked"]

# What a change must pass does not hang on luck; whoever runs the tests at their desk draws anew each time.
settings.register_profile("drawn")
settings.register_profile("settled", derandomize=True)
settings.load_profile("settled" if os.environ.get("CI") else "drawn")

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # ten in the morning in Tokyo


def pytest_sessionstart() -> None:
    """Take away the servers that killed runs left behind."""
    private_servers.clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each worker its part of the long tests at once, so that none is left alone with them at the end."""
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    long = [item for item in items if "faults" in item.path.parts]
    short = [item for item in items if "faults" not in item.path.parts]
    size = -(-len(items) // workers)
    ordered: list[pytest.Item] = []
    for number in range(workers):
        ordered += long[number::workers]
        room = (number + 1) * size - len(ordered)
        ordered += short[:room]
        short = short[room:]
    items[:] = ordered + short


@pytest.fixture
def now() -> datetime:
    """The moment at which a test begins."""
    return NOW


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated home on SQLite, made once a worker and copied for each test."""
    from yakusoku.site.home import make_home

    folder = tmp_path_factory.mktemp("made") / "home"
    make_home(folder, migrate=migrate).close()
    return folder


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Iterator[Home]:
    """An open home with empty tables and repeatable entropy."""
    from yakusoku.site.home import open_home

    folder = tmp_path / "home"
    shutil.copytree(made_home, folder)
    entropy.use(Repeatable("test"))
    opened = open_home(folder)
    yield opened
    opened.close()
    entropy.use(entropy.system)
