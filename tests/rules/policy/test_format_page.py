"""The page on the format: its examples together are a policy without errors, and they show every section."""

from __future__ import annotations

import re
from datetime import date

import pytest
import tools.docs

from yakusoku.policy.checks import check
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.terms import yamlfile
from yakusoku.terms.findings import Severity
from yakusoku.terms.shape import validate

PAGE = tools.docs.ROOT / "docs" / "policy-format.md"


@pytest.fixture(scope="module")
def shown() -> Policy:
    """All examples of the page as one file."""
    words = PAGE.read_text(encoding="utf-8")
    document = yamlfile.parse(
        "".join(re.findall(r"```yaml\n(.*?)```", words, re.DOTALL)).encode(), "page.yaml"
    )
    form, findings = validate(PolicyForm, document)
    assert form is not None, [f"{one.where} {one.says} {one.do}" for one in findings]
    return Policy(form, document)


def test_the_examples_have_no_error_but_their_missing_clauses(shown: Policy) -> None:
    found = [one for one in check(shown, as_of=date(2026, 11, 23)) if one.severity is Severity.ERROR]

    assert [f"{one.where} {one.says}" for one in found if one.kind != "policy.unknown-clause"] == []
    assert all(clause.startswith("EX-") for _, clause in citations(shown.form))


def test_every_section_is_shown(shown: Policy) -> None:
    assert sorted(set(PolicyForm.model_fields) - shown.form.model_fields_set) == ["not_encoded"]
