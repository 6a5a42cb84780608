"""The parameters of controls name what the policy declares, and say the same as the declaration does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rules.policy.test_examples import PACKAGED, latest
from yakusoku.policy.form.root import PolicyForm

# parameter: the sections of which it names an entry
SECTIONS: dict[str, tuple[str, ...]] = {
    "purpose": ("purposes",),
    "purposes": ("purposes",),
    "provision": ("provisions",),
    "notice": ("notices",),
    "items": ("items",),
    "source": ("sources",),
    "sources": ("sources",),
    "joint_use": ("joint_use",),
    "transfer": ("transfers",),
    "restriction": ("restrictions",),
    "case": ("special_care",),
    "procedure": ("procedures",),
    "definition": ("definitions",),
    "entrustment": ("entrustments",),
    "from": ("entrusted",),
    "page": ("pages",),
    "norm": ("norms",),
    "norms": ("norms",),
    "rules": ("norms", "governance"),
    "companies": ("companies",),
    "right": ("rights",),
    "rights": ("rights",),
    "contact": ("contacts", "bodies"),
    "desk": ("contacts",),
    "body": ("bodies",),
    "role": ("roles",),
}


def words(value: object) -> list[str]:
    """Return the words of a parameter."""
    return [one.strip() for one in str(value).split(",")]


def named(form: PolicyForm, parameter: str) -> set[str]:
    """Return what a parameter of this name may name."""
    found: set[str] = set()
    for section in SECTIONS[parameter]:
        holder = form.controller if section in ("contacts", "bodies", "roles") else form
        found |= set(getattr(holder, section))
    return found


def pairs(form: PolicyForm) -> Iterator[tuple[str, str, dict[str, str | int | bool]]]:
    """Yield clause, control and parameters of every control that has some."""
    for clause, body in form.clauses.items():
        yield from ((clause, one.control, one.with_) for one in body.kept_by if one.with_)


@pytest.mark.parametrize("company", PACKAGED)
def test_a_parameter_names_what_the_policy_declares(company: str) -> None:
    form = latest(company).form

    assert [
        (clause, control, parameter, word)
        for clause, control, given in pairs(form)
        for parameter, value in given.items()
        if parameter in SECTIONS and control != "rights.items_disclosed"  # whose items are kinds of data
        for word in words(value)
        if word not in named(form, parameter)
    ] == []


@pytest.mark.parametrize("company", PACKAGED)
def test_a_control_asks_for_what_its_provision_or_case_requires(company: str) -> None:
    form = latest(company).form
    asked = [
        (clause, words(given["requires"]), form.provisions[str(given["provision"])].requires)
        for clause, control, given in pairs(form)
        if control == "provision.case_required"
    ] + [
        (clause, words(given["requires"]), form.special_care[str(given["case"])].requires)
        for clause, control, given in pairs(form)
        if control == "special_care.gate" and "requires" in given
    ]

    assert [one for one in asked if not set(one[1]) <= set(one[2])] == []


@pytest.mark.parametrize("company", PACKAGED)
def test_a_medium_a_fee_and_a_target_are_those_of_the_declaration(company: str) -> None:
    form = latest(company).form
    rights = {str(word): right for word, right in form.rights.items()}
    for clause, control, given in pairs(form):
        if control == "provision.medium":
            assert (clause, words(given["medium"])) == (
                clause,
                list(form.provisions[str(given["provision"])].medium),
            )
        if control == "rights.fee" and "rights" in given:
            fees = [rights[word].fee for word in words(given["rights"])]
            assert (clause, {fee and fee.amount_incl_tax_yen for fee in fees}) == (clause, {given["yen"]})
        if control == "rights.target":
            targets = {right.target.days for right in rights.values() if right.target}
            assert (clause, given["days"] in targets) == (clause, True)
