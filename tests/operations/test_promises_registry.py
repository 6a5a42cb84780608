"""Each known control has evidence: a query, a look, or both; each that a policy names is known."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import yakusoku
from yakusoku.policy import controls
from yakusoku.policy.files import read_all

if TYPE_CHECKING:
    from yakusoku.site.home import Home

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGED = sorted((Path(yakusoku.__file__).parent / "examples" / "data").glob("*/policies"))


def test_every_control_that_a_packaged_policy_names_is_known() -> None:
    named = {
        kept.control
        for folder in PACKAGED
        for policy in read_all(folder)[0]
        for clause in policy.clauses.values()
        for kept in clause.kept_by
    }
    assert named
    assert named <= set(controls.known())


def test_every_control_has_a_query_of_the_program_or_is_looked_at_by_people(home: Home) -> None:
    del home
    from yakusoku.management.rules import inspected
    from yakusoku.promises.registry import EVIDENCE

    alone = {name for name, one in inspected().items() if not one.besides}
    besides = {name for name, one in inspected().items() if one.besides}
    assert not alone & set(EVIDENCE)
    assert alone | set(EVIDENCE) == set(controls.known())
    assert besides <= set(EVIDENCE)


def test_what_is_asked_back_of_an_inspector_is_a_parameter_of_the_control() -> None:
    from yakusoku.management.rules import inspected

    for name, one in inspected().items():
        taken = controls.known()[name].takes
        assert set(one.asks) <= set(taken), name
        assert one.months_from is None or one.months_from in taken, name


def test_a_look_waits_only_for_rooms_that_the_plan_knows() -> None:
    from yakusoku.management.rules import inspected

    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    lines = next(one["layers"] for one in contract["contracts"] if one["id"] == "rooms")
    rooms = {room.strip(" ()") for line in lines for room in line.split("|")}
    assert {one.until for one in inspected().values() if one.until} <= rooms


def test_a_clause_that_does_not_fix_what_its_control_needs_says_so(home: Home) -> None:
    from tests.conftest import NOW
    from yakusoku.examples import homes
    from yakusoku.promises import queries

    homes.copy_jcom(home.folder)
    file = home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("with: {yen: 1100, ", "with: {"), encoding="utf-8")

    (part,) = queries.clause("jcom", "JC-D3.1", now=NOW).parts

    assert part.state == "no-evidence"
    assert "does not say “yen”" in str(part.says)
