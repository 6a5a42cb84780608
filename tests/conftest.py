"""Fixtures of all tests: a home with its own migrated state, on SQLite or a real PostgreSQL server."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from yakusoku.terms import entropy

pytest_plugins = ["tests.common.postgres"]

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # ten in the morning in Tokyo


class Repeatable:
    """Entropy that a test can repeat: the same for one purpose, different for every other."""

    def __init__(self, seed: str) -> None:
        self.seed = seed

    def __call__(self, size: int, /, *, why: str) -> bytes:
        return hashlib.shake_256(f"{self.seed}\0{why}".encode()).digest(size)


@pytest.fixture
def now() -> datetime:
    """The moment at which a test begins."""
    return NOW


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated home on SQLite, made once a worker and copied for each test."""
    from yakusoku.site.home import make_home

    folder = tmp_path_factory.mktemp("made") / "home"
    make_home(folder).close()
    return folder


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Iterator[object]:
    """An open home with empty tables and repeatable entropy."""
    from yakusoku.site.home import open_home

    folder = tmp_path / "home"
    shutil.copytree(made_home, folder)
    entropy.use(Repeatable("test"))
    opened = open_home(folder)
    yield opened
    opened.close()
    entropy.use(entropy.system)
