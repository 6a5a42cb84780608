"""Walks begin in a home of J:COM in which nothing was asked yet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.common import django_ready

django_ready.ready()

from tests.common.repeatable import Repeatable  # noqa: E402  after Django
from tests.common.walked import prepared  # noqa: E402  after Django
from yakusoku.terms import entropy  # noqa: E402  after Django


@pytest.fixture(scope="session")
def begun_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with policy, data map and filled stores, made once a worker."""
    folder = tmp_path_factory.mktemp("begun") / "home"
    prepared(folder).close()
    return folder


@pytest.fixture
def begun(begun_folder: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that home for a test of its own, with repeatable entropy."""
    folder = tmp_path / "home"
    shutil.copytree(begun_folder, folder)
    entropy.use(Repeatable("commands"))
    yield folder
    entropy.use(entropy.system)
