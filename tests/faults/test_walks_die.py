"""
Walks in which rows of a company change, killed at one point after the other, with stores of two kinds.

A chain of processes does one walk: each dies at the first point at which none before it died, and the next one goes
on, so that every commit of own state and of a store is died before and after. At the end rows, entries, plans,
receipts, letters and every row of the stores are those of a quiet run, and of nobody else a byte changed. A death is
counted where the process was killed and its point is noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.crossings import Crossing, Servers, Story
from tests.faults.trials import Nursery, differences, nursery

COMMITS = ("own commit", "own statement", "store commit")


@dataclass(frozen=True)
class Tried:
    """A story, and how many die: at commits from the state `since` (none: not in each run), and at all points."""

    story: Story
    since: str
    deaths: int
    all_deaths: int


def _stores(*names: str, first: str, others: str) -> dict[str, str]:
    return {name: others if number else first for number, name in enumerate(names)}


_JALUX, _JAL = ("jalux-sales", "jalux-travel"), ("jal-membership", "jal-shop", "jal-flights")
_JALPAK = ("jalpak-tours", "jalpak-marketing")
_SERVERS = {"first": "postgresql", "others": "mariadb"}
_FILES_TOO = {"first": "sqlite", "others": "postgresql"}
TRIED = {
    "erasure": Tried(Story("jalux", _stores(*_JALUX, **_FILES_TOO)), "decided", 62, 300),
    "erasure-servers": Tried(
        Story("jalux", _stores(*_JALUX, **_SERVERS), own="postgresql", receipts=False), "decided", 62, 250
    ),
    "correction": Tried(Story("jal", _stores(*_JAL, **_FILES_TOO), receipts=False), "decided", 58, 250),
    "correction-servers": Tried(Story("jal", _stores(*_JAL, **_SERVERS)), "decided", 58, 250),
    "cease": Tried(Story("jalpak", _stores(*_JALPAK, **_FILES_TOO)), "ready", 66, 200),
    "cease-servers": Tried(Story("jalpak", _stores(*_JALPAK, **_SERVERS)), "", 0, 200),
}
OFTEN = [name for name, tried in TRIED.items() if tried.deaths]


@pytest.fixture(scope="module")
def parent() -> Iterator[Nursery]:
    """A parent of children."""
    with nursery() as running:
        yield running


@pytest.fixture
def crossing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Crossing]:
    """A home in which nothing was asked yet, with its stores on two kinds of database."""
    servers = Servers(
        lambda: request.getfixturevalue("postgres_server"), lambda: request.getfixturevalue("mariadb_server")
    )
    made = Crossing.make(TRIED[request.param].story, tmp_path, servers)
    yield made
    made.drop()


def quiet(parent: Nursery, crossing: Crossing, since: str) -> dict[str, Any]:
    """Keep the home at a state, walk to the end without a death, and return what must be equal from then on."""
    before = crossing.cells()
    if since:
        assert crossing.walk(parent, since) == 0, crossing.complaints()
    crossing.keep()
    assert crossing.walk(parent, "closed") == 0, crossing.complaints()
    after = crossing.cells()
    assert before.gone(after) | before.changed(after) <= crossing.theirs()
    assert before.new(after) == set()
    expected = crossing.summary()
    assert (expected["keys"], expected["leftovers"], expected["ledger"]) == ([], [], [])
    assert expected["rights_change"]
    crossing.begin_again()
    return expected


@pytest.mark.parametrize(
    ("crossing", "name"), [(name, name) for name in TRIED], indirect=["crossing"], ids=TRIED
)
def test_a_death_at_every_commit_leaves_what_a_quiet_run_leaves(
    parent: Nursery, crossing: Crossing, name: str
) -> None:
    expected = quiet(parent, crossing, TRIED[name].since)

    died = crossing.die_and_go_on(parent, "closed", COMMITS)

    assert differences(expected, crossing.summary()) == [], crossing.deaths()
    assert TRIED[name].deaths <= died == len(set(crossing.deaths()))
    commits = [label for label in crossing.deaths() if label.startswith("store commit")]
    assert len(commits) == 2 * len(expected["stores_step"]), "before and after the commit of each store"


@pytest.mark.faults
@pytest.mark.parametrize(
    ("crossing", "name"), [(name, name) for name in TRIED], indirect=["crossing"], ids=TRIED
)
def test_a_death_at_every_point_of_the_walk_leaves_what_a_quiet_run_leaves(
    parent: Nursery, crossing: Crossing, name: str
) -> None:
    expected = quiet(parent, crossing, "")

    died = crossing.die_and_go_on(parent, "closed")

    assert differences(expected, crossing.summary()) == [], crossing.deaths()
    assert TRIED[name].all_deaths <= died == len(set(crossing.deaths()))


def test_there_are_three_hundred_deaths_and_a_thousand_with_all_points() -> None:
    assert sum(one.deaths for one in TRIED.values()) >= 300
    assert sum(one.all_deaths for one in TRIED.values()) >= 1_000
