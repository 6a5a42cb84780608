"""JALPAK's policy as data, held to the list of facts that was written beside the text."""

from __future__ import annotations

from datetime import date

import pytest

from yakusoku.cli.check import EXAMPLES
from yakusoku.policy import queries
from yakusoku.policy.checks import check
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity

TODAY = date(2026, 11, 23)
SPECIAL = (
    "jp.travel.special_arrangement",
    "jp.special_care.disability",
    "jp.special_care.medical_history",
    "user.health_and_medical",
)
JOINT_PARTNERS = [
    "jal", "jta", "j-air", "jac", "rac", "hac", "jalcard", "jal-sales", "jal-jta-sales", "jal-dx",
]  # fmt: skip


@pytest.fixture(scope="module")
def jalpak() -> Policy:
    """JALPAK's version as read on 23 November 2026."""
    file = EXAMPLES / "jalpak" / "policies" / "2026-11-23.yaml"
    policy, findings = queries.read_one(file, "jalpak/policies/2026-11-23.yaml")
    assert findings == []
    assert policy is not None
    return policy


def test_the_joint_use_is_with_the_ten_companies_of_the_text(jalpak: Policy) -> None:
    assert list(jalpak.form.joint_use["jal-group"].with_) == JOINT_PARTNERS


@pytest.mark.parametrize("word", JOINT_PARTNERS)
def test_each_of_them_is_a_company_of_the_group_by_the_clause_that_names_it(
    jalpak: Policy, word: str
) -> None:
    company = jalpak.form.companies[word]

    assert company.named
    assert [one.kind for one in company.relations] == ["group_company", "joint_user"]
    assert company.clauses == ("JALPAK-H2.4",)


def test_no_provision_goes_out_without_the_consent_that_the_text_does_not_ask_for(jalpak: Policy) -> None:
    for name, provision in jalpak.form.provisions.items():
        (first, *_) = provision.clauses
        gaps = [one for one in jalpak.form.gaps if first in one.about and one.article == "A27(1)"]

        assert (name, "consent" in provision.requires, provision.article, bool(gaps)) == (
            name,
            True,
            "A27(1)",
            True,
        )


def test_special_care_data_serve_nothing_but_the_arrangement(jalpak: Policy) -> None:
    others = {name: one.uses for name, one in jalpak.purposes.items() if name != "special-arrangement"}
    provided = {kind for one in jalpak.form.provisions.values() for kind in one.fields}

    assert [name for name, uses in others.items() if set(uses) & set(SPECIAL)] == []
    assert not provided & set(SPECIAL)
    assert not any(kind in {"jp", "jp.travel", "user"} for uses in others.values() for kind in uses)


def test_each_letter_of_the_further_uses_has_its_purpose(jalpak: Policy) -> None:
    cited = {
        one.clauses[1]: (name, one.optional)
        for name, one in jalpak.purposes.items()
        if one.clauses[0] == "JALPAK-H1.6"
    }

    assert cited == {
        "JALPAK-H1.7": ("promotion", True),
        "JALPAK-H1.8": ("feedback", True),
        "JALPAK-H1.9": ("surveys", True),
        "JALPAK-H1.10": ("benefits", True),
        "JALPAK-H1.11": ("statistics", True),
        "JALPAK-H1.12": ("support", True),
    }


def test_what_the_text_does_not_give_is_not_invented(jalpak: Policy) -> None:
    form = jalpak.form

    assert form.controller.representative is None
    assert (form.publication.enacted, form.publication.revised) == (None, None)
    assert form.controller.contacts["desk"].telephone is None
    assert {one.ground for one in form.provisions.values()} == {("not_said",)}
    assert form.provisions["insurers"].fields == ()
    assert form.provision_default is None
    assert form.pages["plan-list"].url is None
    assert form.joint_use["jal-group"].responsible is not None
    assert form.joint_use["jal-group"].responsible.address is None
    assert form.joint_use["jal-group"].responsible.representative is None
    assert form.identity["means-not-said"].documents == {}
    assert [word for word, right in form.rights.items() if right.fee or right.grounds or right.methods] == []
    assert {right.target for right in form.rights.values()} == {None}
    assert form.representatives is None
    assert form.retention == {}


def test_the_open_lists_are_those_of_the_text(jalpak: Policy) -> None:
    read = [one.read for one in check(jalpak, as_of=TODAY) if one.kind == "policy.open-list"]

    assert read == [
        "special-arrangement",
        "application",
        "carriers-lodgings",
        "duty-free-shops",
        "baggage-carriers",
        "jal-group",
    ]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("no-date", 1),
        ("no-representative", 1),
        ("page-without-address", 1),
        ("joint-responsible-incomplete", 2),
        ("representatives-not-mentioned", 1),
        ("right-not-described", 2),
        ("methods-not-published", 1),
        ("noted", 14),
    ],
)
def test_a_gap_of_the_text_is_found(jalpak: Policy, kind: str, count: int) -> None:
    gaps = [one for one in check(jalpak, as_of=TODAY) if one.severity is Severity.GAP]

    assert sum(one.kind == f"policy.{kind}" for one in gaps) == count


def test_every_clause_is_encoded_and_has_a_control(jalpak: Policy) -> None:
    assert jalpak.not_encoded == ()
    assert [clause for clause, body in jalpak.clauses.items() if not body.kept_by] == []
