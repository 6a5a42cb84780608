"""Each known control has evidence or says what it waits for; each that a policy names is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yakusoku
from yakusoku.policy import controls
from yakusoku.policy.files import read_all

if TYPE_CHECKING:
    from yakusoku.site.home import Home

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


def test_what_is_registered_with_evidence_or_with_what_it_waits_for_is_a_known_control(home: Home) -> None:
    del home
    from yakusoku.promises.registry import EVIDENCE, WITHOUT

    assert set(EVIDENCE) | set(WITHOUT) <= set(controls.known())
    assert not set(EVIDENCE) & set(WITHOUT)


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
