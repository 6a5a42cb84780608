"""Each planted mistake is found where it stands, and told so that a newcomer can repair it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.common import golden
from tests.rules.policy.planted import CASES, Planted, findings
from yakusoku.terms.telling import tell_all


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_planted_mistake_is_told_in_both_languages(case: Planted, tmp_path: Path) -> None:
    found = findings(case, tmp_path)

    assert found
    for language in ("en", "ja"):
        golden.check(f"policy/{case.name}.{language}.txt", tell_all(found, language))


def test_names_of_planted_mistakes_are_different() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
