"""Policies held to the lists of facts that stand beside their texts: nothing is missing, nothing is added."""

from __future__ import annotations

import pytest

from tests.rules.policy.leaves import kept_by, leaves, listed
from tests.rules.policy.test_examples import latest

COMPANIES = ("jalpak", "japanet", "jcom")


@pytest.mark.parametrize("company", COMPANIES)
def test_the_policy_gives_the_facts_of_the_list_and_no_others(company: str) -> None:
    written = {
        path: fact for facts in listed(company).values() for path, fact in facts.items() if path != "kept_by"
    }

    assert {one.path: one.value for one in leaves(latest(company).form)} == written


@pytest.mark.parametrize("company", COMPANIES)
def test_each_fact_cites_the_clause_under_which_it_is_listed(company: str) -> None:
    found = {one.path: one for one in leaves(latest(company).form)}

    assert [
        (clause, path)
        for clause, facts in listed(company).items()
        for path in facts
        if clause != "text" and path != "kept_by"
        if clause not in found[path].cited and clause != found[path].value
    ] == []


@pytest.mark.parametrize("company", COMPANIES)
def test_each_clause_is_kept_by_the_controls_of_the_list(company: str) -> None:
    policy = latest(company)

    assert {clause: kept_by(policy.form, clause) for clause in policy.clauses} == {
        clause: facts["kept_by"] for clause, facts in listed(company).items() if "kept_by" in facts
    }
