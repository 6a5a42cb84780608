"""All packaged companies: each clause of their texts stands in one place, with its kind, and nothing is an error."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from yakusoku.cli.check import EXAMPLES
from yakusoku.policy import conditions, controls
from yakusoku.policy.checks import check
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.files import read_all
from yakusoku.policy.form.marks import marked
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity

TODAY = date(2026, 11, 23)
CLAUSES: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "clauses.toml").read_text(encoding="utf-8")
)
PACKAGED = sorted(folder.parent.name for folder in EXAMPLES.glob("*/policies"))


def latest(company: str) -> Policy:
    """Return the newest version of a packaged company."""
    policies, findings = read_all(EXAMPLES / company / "policies", f"{company}/policies")
    assert not findings, [str(one.says) for one in findings]
    return policies[-1]


def test_the_five_texts_have_359_clauses() -> None:
    assert {company: len(clauses) for company, clauses in CLAUSES.items()} == {
        "jalux": 54,
        "jalpak": 55,
        "jal": 22,
        "japanet": 86,
        "jcom": 142,
    }


@pytest.mark.parametrize("company", PACKAGED)
def test_a_packaged_company_is_one_of_the_five(company: str) -> None:
    assert company in CLAUSES


@pytest.mark.parametrize("company", PACKAGED)
def test_each_clause_stands_in_exactly_one_place(company: str) -> None:
    policy = latest(company)

    assert Counter([*policy.clauses, *policy.headings, *policy.not_encoded]) == Counter(
        list(CLAUSES[company])
    )


@pytest.mark.parametrize("company", PACKAGED)
def test_each_clause_has_its_kind(company: str) -> None:
    policy = latest(company)
    kinds: dict[str, str] = {clause: body.kind for clause, body in policy.clauses.items()}
    kinds |= dict.fromkeys(policy.headings, "heading")

    assert kinds == {clause: CLAUSES[company][clause] for clause in kinds}


@pytest.mark.parametrize("company", PACKAGED)
def test_clauses_stand_in_published_order(company: str) -> None:
    order = list(CLAUSES[company])

    assert [*latest(company).clauses] == sorted(latest(company).clauses, key=order.index)


@pytest.mark.parametrize("company", PACKAGED)
def test_nothing_is_an_error(company: str) -> None:
    found = check(latest(company), as_of=TODAY)

    assert [f"{one.where} {one.says}" for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("company", PACKAGED)
def test_each_encoded_clause_is_cited_or_kept_by_a_control(company: str) -> None:
    policy = latest(company)
    cited = {clause for _, clause in citations(policy.form)}

    assert [one for one, body in policy.clauses.items() if one not in cited and not body.kept_by] == []


# Conditions that law or other companies' texts name and none of the five does.
FOR_OTHERS = {"booking", "encryption", "retained", "written_consent"}


@pytest.mark.skipif(set(PACKAGED) < set(CLAUSES), reason="not all five companies are packaged")
def test_every_control_and_every_condition_is_used_by_a_company() -> None:
    policies = [latest(company) for company in PACKAGED]
    kept = {
        one.control for policy in policies for clause in policy.clauses.values() for one in clause.kept_by
    }
    required = {
        word
        for policy in policies
        for _, stands_for, word in marked(policy.form, PolicyForm)
        if stands_for == "condition"
    }

    assert sorted(set(controls.known()) - kept) == []
    assert set(conditions.known()) - required == FOR_OTHERS
