"""`yakusoku check --evidence`: every control is tried by planted faults in a home made for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from tests.common import django_ready
from tests.conftest import NOW
from yakusoku.cli import evidence, root
from yakusoku.cli.check import EXAMPLES
from yakusoku.cli.context import Door
from yakusoku.management.rules import inspected
from yakusoku.policy import controls
from yakusoku.policy.files import read_all
from yakusoku.promises.tried import Tried
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from click.testing import Result


def typed(folder: Path, *words: str) -> Result:
    """Type `check` at a door that makes homes with the stores it is given."""
    from yakusoku.site.home import open_home
    from yakusoku.site.main import _make
    from yakusoku.site.settings import read_settings

    door = Door(folder, "en", lambda: NOW, open_home, _make, read_settings)
    return CliRunner().invoke(root.commands, ["check", *words], obj=door, catch_exceptions=False)


def test_every_control_is_tried_for_every_clause_of_every_company_and_all_pairs_turn(tmp_path: Path) -> None:
    """In a process of its own, as a person would start it: nothing is configured there before the command is read."""
    django_ready.ready()
    from yakusoku.promises.registry import EVIDENCE

    command = "from yakusoku.site.main import main; main()"
    tried = subprocess.run(
        [sys.executable, "-c", command, "check", "--evidence", "--json"],
        check=False, capture_output=True, text=True, env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip

    assert tried.returncode == 0, tried.stderr + tried.stdout
    found = {one["control"]: one for one in json.loads(tried.stdout)}
    assert [one for one in found.values() if not one["good"]] == []
    assert list(found) == list(controls.known())
    assert {name for name, one in found.items() if one["by_program"]} == set(EVIDENCE)
    assert {name for name, one in found.items() if one["by_people"]} == set(inspected())
    alone = {name for name, one in inspected().items() if not one.besides}
    assert {name: one["pairs"] for name, one in found.items() if name in alone} == {
        name: count for name, count in _cited().items() if name in alone
    }
    assert not list(tmp_path.iterdir())


def test_it_takes_no_home_and_no_day(tmp_path: Path) -> None:
    for words in ([str(tmp_path)], ["--examples"], ["--as-of", "2026-11-24"], ["--fresh"]):
        refused = typed(tmp_path, "--evidence", *words)
        assert refused.exit_code == 2
        assert "a home of its own" in refused.output


def _cited() -> Counter[str]:
    """Return how often the clauses of all packaged policies cite each control."""
    policies = [read_all(folder)[0][-1] for folder in sorted(EXAMPLES.glob("*/policies"))]
    return Counter(
        kept.control for policy in policies for clause in policy.clauses.values() for kept in clause.kept_by
    )


def test_a_pair_that_does_not_turn_and_a_control_without_one_are_wrong() -> None:
    django_ready.ready()
    wrong = text("turned {red} red, and not {wanted}.", red="-", wanted="JC-D3.1")
    outcomes = {
        one.control: one
        for one in evidence.outcomes(
            [
                Tried("rights.fee", "jcom", ("JC-D3.1",), by_people=False, wrong=None),
                Tried("rights.fee", "jcom", ("JC-D3.1",), by_people=False, wrong=wrong),
                Tried("pages.live", "jcom", ("JC-I1.2",), by_people=True, wrong=None),
            ],
            "en",
        )
    }
    good = {name for name, one in outcomes.items() if one.good}
    assert good == {"pages.live"}
    lines = list(evidence.as_text(list(outcomes.values()), "en"))
    assert "WRONG rights.fee: program; pairs that turned: 1 of 2; clauses: 1" in lines
    assert "      jcom, JC-D3.1: turned - red, and not JC-D3.1." in lines
    assert "WRONG security.locked: no pair; pairs that turned: 0 of 0; clauses: 0" in lines
    assert "ok    pages.live: people; pairs that turned: 1 of 1; clauses: 1" in lines
    assert lines[-1] == "Controls: 132; with pairs that all turned: 1. Pairs: 3; turned: 2."
