"""One suite over all kinds of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stores.filled import Filled, make
from yakusoku.stores import registry


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.server),
        pytest.param("mariadb", marks=pytest.mark.server),
    ]
)
def filled(request: pytest.FixtureRequest) -> Iterator[Filled]:
    """An empty database, once of each kind."""
    yield make(request.param, request)
    registry.wire({})


@pytest.fixture
def sqlite_only(request: pytest.FixtureRequest) -> Iterator[Filled]:
    """An empty SQLite file."""
    yield make("sqlite", request)
    registry.wire({})


@pytest.fixture
def postgres_only(request: pytest.FixtureRequest, postgres_url: str) -> Iterator[Filled]:
    """An empty PostgreSQL database."""
    del postgres_url
    yield make("postgresql", request)
    registry.wire({})


@pytest.fixture
def mariadb_only(request: pytest.FixtureRequest, mariadb_url: str) -> Iterator[Filled]:
    """An empty MariaDB database."""
    del mariadb_url
    yield make("mariadb", request)
    registry.wire({})
