"""
The process is killed around every commit and rename, started again, and the result is that of a quiet run.

`make test` dies once at every label; `make faults` many times at random passings.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.common.walked import prepared
from tests.faults.summary import summary
from tests.faults.trials import STRETCHES, Nursery, Stretch, copy, differences, nursery


@pytest.fixture(scope="module")
def parent() -> Iterator[Nursery]:
    """A parent of children."""
    with nursery() as running:
        yield running


@pytest.fixture(scope="module", params=[until for _, until in STRETCHES])
def stretch(
    request: pytest.FixtureRequest, parent: Nursery, tmp_path_factory: pytest.TempPathFactory
) -> Stretch:
    """One stretch, with its points and what a quiet run leaves."""
    room = tmp_path_factory.mktemp("stretch")
    home = room / "home"
    prepared(home).close()
    for _, until in STRETCHES:
        if until == request.param:
            break
        assert parent.try_out(home, until) == 0, (room / "child.txt").read_text()
    before = copy(home, room / "before")
    assert parent.try_out(home, request.param, record=room / "points.json") == 0, (
        room / "child.txt"
    ).read_text()
    import json

    return Stretch(before, request.param, json.loads((room / "points.json").read_text()), summary(home))


def die_and_go_on(parent: Nursery, stretch: Stretch, home: Path, label: str, passing: int) -> None:
    """Die at a point, go on, and compare."""
    copy(stretch.before, home)
    died = parent.try_out(home, stretch.until, armed=(label, passing))
    if died == 0:
        return  # threads passed this point less often this time
    assert died == -9, (home.parent / "child.txt").read_text()
    assert parent.try_out(home, stretch.until) == 0, label + "\n" + (home.parent / "child.txt").read_text()
    assert differences(stretch.expected, summary(home)) == [], label


def test_a_death_at_every_label_changes_nothing(parent: Nursery, stretch: Stretch, tmp_path: Path) -> None:
    assert len(stretch.passed) > 10
    for label in sorted(stretch.passed):
        die_and_go_on(parent, stretch, tmp_path / "home", label, 1)


@pytest.mark.faults
def test_deaths_at_random_passings_change_nothing(parent: Nursery, stretch: Stretch, tmp_path: Path) -> None:
    draw = random.Random(20261123)
    points = [(label, n) for label, count in sorted(stretch.passed.items()) for n in range(1, count + 1)]
    for label, passing in draw.choices(points, k=150):
        die_and_go_on(parent, stretch, tmp_path / "home", label, passing)
