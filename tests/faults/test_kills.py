"""
The process is killed around every commit, rename and sync, started again, and the result is that of a quiet run.

`make test` dies once at every label, on SQLite and on PostgreSQL; `make faults` many times at random passings.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.faults.trials import STATES, Nursery, Stretch, die_and_go_on, nursery, stretch


@pytest.fixture(scope="module")
def parent() -> Iterator[Nursery]:
    """A parent of children."""
    with nursery() as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> object:
    """Where own state and job tables live."""
    return None if request.param == "sqlite" else request.getfixturevalue("postgres_server")


@pytest.fixture(scope="module", params=STATES)
def begun(
    request: pytest.FixtureRequest, parent: Nursery, engine: object, tmp_path_factory: pytest.TempPathFactory
) -> Stretch:
    """One stretch, with its points and what a quiet run leaves."""
    return stretch(parent, request.param, tmp_path_factory.mktemp("stretch"), engine)  # type: ignore[arg-type]  # a server or none


# The first stretch has most of the labels; its shares are done side by side.
SHARES = {"ready": 4, "review": 2, "executed": 2}


@pytest.mark.parametrize(
    ("begun", "share"),
    [(state, share) for state in STATES for share in range(SHARES.get(state, 1))],
    indirect=["begun"],
)
def test_a_death_at_every_label_changes_nothing(
    parent: Nursery, begun: Stretch, share: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = tmp_path_factory.mktemp("deaths")
    labels = begun.fresh[share :: SHARES.get(begun.until, 1)]
    assert labels, "every share has a label"

    died = [die_and_go_on(parent, begun, room / "home", label, 1) for label in labels]

    assert died.count(False) <= 2, "points that an undisturbed run passes are passed by the next one, too"


@pytest.mark.faults
def test_deaths_at_random_passings_change_nothing(
    parent: Nursery, begun: Stretch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw = random.Random(20261123)
    room = tmp_path_factory.mktemp("deaths")
    points = [(label, n) for label, count in sorted(begun.passed.items()) for n in range(1, count + 1)]

    died = [die_and_go_on(parent, begun, room / "home", *draw.choice(points)) for _ in range(60)]

    assert died.count(True) >= 30
