"""Each query on choices turns red by its planted fault and green by its repair."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import yakusoku
from tests.common.django_ready import ready

if TYPE_CHECKING:
    from yakusoku.site.home import Home

DATA = Path(yakusoku.__file__).parent / "examples" / "data"
CONTROLS = ("consent.recorded", "consent.withdrawn", "marketing.stopped", "marketing.opt_in")


@pytest.mark.parametrize("control", CONTROLS)
def test_a_planted_fault_turns_its_clauses_and_its_repair_turns_them_back(home: Home, control: str) -> None:
    ready()
    from yakusoku.promises.pairs.planting import Scene
    from yakusoku.promises.pairs.program import PAIRS
    from yakusoku.promises.pairs.trial import NOW, planted

    for policies in DATA.glob("*/policies"):
        shutil.copytree(policies, home.folder / "policies" / policies.parent.name, dirs_exist_ok=True)
    pairs = [one for one in PAIRS if one.control == control]

    assert pairs
    for pair in pairs:
        assert planted(pair, Scene(home.folder, NOW)) is None, pair.name
