"""Habits of other companies are data: papers by channel, two papers without a photograph, fees in stamps."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.policy.planted import THEN
from yakusoku.policy.checks import check
from yakusoku.policy.files import read_one
from yakusoku.policy.form.root import PolicyForm
from yakusoku.policy.history import Policy
from yakusoku.policy.rules import RightPromise, promises
from yakusoku.terms import yamlfile
from yakusoku.terms.findings import Severity
from yakusoku.terms.shape import validate

OTHER_HABITS = """
  at-the-counter:
    channels: [counter]
    documents: {driving_licence: {clauses: [JC-D2.2]}, seal_certificate: {clauses: [JC-D2.5]}}
    clauses: [JC-D2.1]
  by-post:
    channels: [post]
    number: 1
    without_photograph: 2
    address_document_months: 3
    documents: {insurance_card: {mask: [insurer_number], on: all, clauses: [JC-D2.3]}}
    clauses: [JC-D2.1]
"""


@pytest.fixture
def other() -> Policy:
    """J:COM's policy with the habits of another company."""
    words = THEN.read_text(encoding="utf-8")
    words = words.replace("\nidentity:\n", f"\nidentity:{OTHER_HABITS}", 1)
    words = words.replace("identity: [one-paper]\n    fee", "identity: [at-the-counter, by-post]\n    fee", 1)
    words = words.replace(
        "per: request, clauses",
        "per: request, payable_by: [stamps, postal_order], kept_when: [not_held], clauses",
        1,
    )
    words = words.replace(
        "    grounds: {DISC-1",
        "    methods: {allowed: [paper], clauses: [JC-D1.2]}\n"
        "    target: {days: 14, about: true, clauses: [JC-D1.2]}\n"
        "    default_items: {uses: [user.name, user.contact], clauses: [JC-D1.2]}\n    grounds: {DISC-1",
        1,
    )
    words = words.replace(
        "\nrights:\n",
        "\nrepresentatives:\n"
        "  statutory: {papers: [family_register], channels: [counter], clauses: [JC-D2.1]}\n\nrights:\n",
        1,
    )
    document = yamlfile.parse(words.encode(), "other.yaml")
    form, findings = validate(PolicyForm, document)
    assert form is not None, findings
    return Policy(form, document)


def disclosure(policy: Policy) -> RightPromise:
    """Return the promise of disclosure."""
    return policy.rights["disclosure"]


def test_papers_differ_by_channel(other: Policy) -> None:
    assert set(disclosure(other).documents("counter")) == {"driving_licence", "seal_certificate"}
    assert set(disclosure(other).documents("post")) == {"insurance_card"}
    assert disclosure(other).documents("portal") == {}
    assert not disclosure(other).needs_identity("portal")


def test_a_text_may_ask_for_two_papers_without_a_photograph(other: Policy) -> None:
    check_ = other.form.identity["by-post"]

    assert (check_.number, check_.without_photograph, check_.address_document_months) == (1, 2, 3)


def test_a_published_target_and_items_are_read(other: Policy) -> None:
    assert disclosure(other).target_days == 14
    assert disclosure(other).default_items == ("user.name", "user.contact")
    assert disclosure(other).methods == ("paper",)


def test_a_fee_may_be_paid_in_stamps_and_kept_when_nothing_is_held(other: Policy) -> None:
    fee = disclosure(other).fee

    assert fee is not None
    assert fee.payable_by == ("stamps", "postal_order")
    assert fee.kept_when == ("not_held",)


def test_such_a_policy_has_no_errors(other: Policy) -> None:
    found = check(other, as_of=date(2026, 11, 23))

    assert [str(one.says) for one in found if one.severity is Severity.ERROR] == []
    assert "policy.representatives-not-mentioned" not in {one.kind for one in found}


def test_rights_keep_the_published_order() -> None:
    policy, _ = read_one(THEN, "x.yaml")
    assert policy is not None

    assert list(promises(policy.form)) == ["disclosure", "purpose_notice", "correction"]
