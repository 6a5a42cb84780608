"""A pair that does not do exactly what it says is told; `test_promises_trial_command` tries them all."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import yakusoku

if TYPE_CHECKING:
    from yakusoku.promises.pairs.program import Pair
    from yakusoku.site.home import Home
    from yakusoku.terms.text import Text

DATA = Path(yakusoku.__file__).parent / "examples" / "data"


@pytest.fixture
def scratch(walked_home: Home) -> Home:
    """A home with the policies of all packaged companies, in which J:COM's walk was done."""
    for policies in DATA.glob("*/policies"):
        shutil.copytree(policies, walked_home.folder / "policies" / policies.parent.name, dirs_exist_ok=True)
    return walked_home


@pytest.fixture
def pair(scratch: Home) -> Pair:
    """A pair that turns: an unpublished fee."""
    del scratch
    from yakusoku.promises.pairs.program import PAIRS

    return next(one for one in PAIRS if one.control == "rights.fee")


def wrong(pair: Pair, home: Home) -> Text | None:
    """Return why the pair does not turn in a home, or None."""
    from yakusoku.promises.pairs.planting import Scene
    from yakusoku.promises.pairs.trial import NOW, planted

    return planted(pair, Scene(home.folder, NOW))


def test_a_fault_that_nothing_sees_is_told(pair: Pair, scratch: Home) -> None:
    from yakusoku.promises.pairs.planting import nothing

    assert wrong(pair, scratch) is None
    assert str(wrong(replace(pair, plant=nothing), scratch)) == "turned - red, and not JC-D3.1."


def test_a_fault_that_turns_another_clause_is_told(pair: Pair, scratch: Home) -> None:
    assert "and not JC-D1.2" in str(wrong(replace(pair, red=frozenset({"JC-D1.2"})), scratch))
    assert "and not JC-D1.2" in str(wrong(replace(pair, also=frozenset({"JC-D1.2"})), scratch))


def test_a_clause_that_was_never_green_is_told(scratch: Home) -> None:
    from yakusoku.promises.pairs.program import PAIRS

    never = next(one for one in PAIRS if not one.green)
    assert wrong(never, scratch) is None
    assert "was not green before" in str(wrong(replace(never, green=True), scratch))


def test_a_repair_that_leaves_something_is_told(pair: Pair, scratch: Home) -> None:
    from yakusoku.promises.pairs.planting import Scene, Undo

    def unrepaired(scene: Scene) -> Undo:
        pair.plant(scene)
        return lambda: None

    assert str(wrong(replace(pair, plant=unrepaired), scratch)) == "the repair left JC-D3.1 changed."


def test_a_fault_that_cannot_be_planted_fails_loudly(scratch: Home) -> None:
    from yakusoku.promises.pairs.planting import Scene, rows, version
    from yakusoku.promises.pairs.trial import NOW

    scene = Scene(scratch.folder, NOW)
    with pytest.raises(LookupError, match="nothing to plant"):
        rows("rights.Fee", {"yen": 1}, yen=2)(scene)
    with pytest.raises(LookupError, match="nothing to plant"):
        version("jcom", "2026-12-01", ("no such words", ""))(scene)


def test_nothing_of_a_trial_stays(scratch: Home) -> None:
    from yakusoku.management import queries as management
    from yakusoku.promises.pairs.trial import trial
    from yakusoku.staff import queries as staff

    before = staff.members(retired=True)
    for _ in trial(scratch.folder, companies=["jal"]):
        pass
    assert staff.members(retired=True) == before
    assert management.inspections(controller="jal") == ()
    assert not list((scratch.folder / "datamap").glob("*.yaml"))
