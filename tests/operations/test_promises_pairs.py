"""Registered means: a planted fault turns exactly the clauses it is about red, and the repair green again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.promises_faults import Pair
from tests.operations.promises_pairs import CATCH_ALL, PAIRS
from yakusoku.promises.rules import State

if TYPE_CHECKING:
    from yakusoku.site.home import Home

Parts = dict[tuple[str, str, int], State]


def parts() -> Parts:
    """Return the state of each part of the evidence: by clause, control and place."""
    from yakusoku.promises import queries

    return {
        (clause.id, control.name, 10 * number + place): part.state
        for clause in queries.promises("jcom", now=NOW).clauses
        for number, control in enumerate(clause.controls)
        for place, part in enumerate(control.evidence)
    }


def red(found: Parts) -> set[str]:
    return {clause for (clause, _, _), state in found.items() if state is State.BROKEN}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_planted_fault_turns_its_clauses_red_and_its_repair_green(pair: Pair, walked_home: Home) -> None:
    pair.first(walked_home.folder)
    before = parts()
    assert not red(before)

    repair = pair.plant(walked_home.folder)
    planted = parts()
    turned = {place for place, state in planted.items() if state is State.BROKEN}
    assert red(planted) == pair.red
    assert pair.control in {control for _, control, _ in turned}
    assert all(before[place] is State.KEPT for place in turned)

    repair()
    assert parts() == before


def test_nothing_may_be_held_under_a_catch_all(walked_home: Home) -> None:
    before = parts()

    repair = CATCH_ALL.plant(walked_home.folder)
    assert red(parts()) == CATCH_ALL.red

    repair()
    assert parts() == before


def test_every_registered_evidence_has_its_pair(home: Home) -> None:
    from yakusoku.promises.registry import EVIDENCE

    assert {pair.control for pair in PAIRS} == set(EVIDENCE)
