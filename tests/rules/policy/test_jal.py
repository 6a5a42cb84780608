"""The JAL Group's security policy as data: what the text says, fact by fact, and where it breaks off."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.policy.along import along, cited, named
from yakusoku.cli.check import EXAMPLES
from yakusoku.policy import queries
from yakusoku.policy.checks import check
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity

TODAY = date(2026, 11, 23)
THREATS = ("unauthorized_access", "loss", "destruction", "alteration", "leak")

# clause, where the fact stands, the fact
FACTS: tuple[tuple[str, str, object], ...] = (
    ("JAL-B0.2", "companies.group-companies.named", False),
    ("JAL-B0.2", "norms.group-policies.sort", "group_policy"),
    ("JAL-B0.2", "companies.group-companies.relations.0.kind", "group_company"),
    ("JAL-B0.2", "governance.managed.sort", "system"),
    ("JAL-B1.1", "norms.laws.sort", "law"),
    ("JAL-B1.1", "norms.government-guidelines.sort", "guideline"),
    ("JAL-B2.1", "governance.structure.sort", "system"),
    ("JAL-B2.1", "governance.responsibility.sort", "responsibility"),
    ("JAL-B3.1", "norms.internal-rules.sort", "internal_rule"),
    ("JAL-B3.1", "governance.rules.sort", "rules"),
    ("JAL-B4.1", "security.measures.sort", "whole"),
    ("JAL-B4.1", "security.threats.sort", "whole"),
    ("JAL-B4.1", "security.threats.against", THREATS),
    ("JAL-B5.1", "training.employees.whom", ("all",)),
    ("JAL-B5.2", "governance.proper-management.sort", "supervision"),
    ("JAL-B5.2", "governance.proper-management.whom", ("all",)),
    ("JAL-B5.2", "training.understanding.whom", ("all",)),
    ("JAL-B5.1", "training.employees.awareness", True),
    ("JAL-B5.1", "training.employees.understanding", False),
    ("JAL-B5.2", "training.understanding.awareness", True),
    ("JAL-B5.2", "training.understanding.understanding", True),
    ("JAL-B5.2", "training.understanding.about.en", "Management of information"),
    ("JAL-B6.1", "entrustments.all.criteria.en", "Ample experience and ability"),
    (
        "JAL-B6.1",
        "entrustments.all.work.en",
        "Operations that have to do with the management of information",
    ),
    ("JAL-B6.1", "entrustments.all.to.kind", "any"),
    ("JAL-B6.2", "entrustments.all.requires", ("selection_check", "nda")),
    ("JAL-B6.2", "entrustments.all.supervised", None),
    ("JAL-B6.2", "entrustments.all.contract", ("confidentiality", "proper_management")),
    ("JAL-B7.1", "audits.checks.often", "regularly"),
    ("JAL-B7.1", "audits.checks.sort", "inspection"),
    ("JAL-B7.2", "improvement.continual.sort", "continual"),
    ("JAL-B7.2", "improvement.continual.often", "continually"),
    ("JAL-B8.1", "incidents.containing.step", "contain"),
    ("JAL-B8.2", "incidents.publishing.step", "publish"),
    ("JAL-B8.2", "incidents.publishing.speed", "promptly"),
    ("JAL-B8.3", "incidents.preventing.step", "prevent"),
    ("JAL-B9.1", "controller.contacts.desk.errands", ("inquiries", "complaints", "requests")),
    ("JAL-B9.1", "controller.contacts.desk.name.en", "Contact point for customers"),
    ("JAL-B9.1", "rights.complaint.law_codes", ("A-CPL",)),
    ("JAL-B9.2", "rights.complaint.promptness.speed", "promptly"),
    ("JAL-B9.1", "rights.complaint.desk", "desk"),
    ("JAL-B9.1", "complaints.desk.desk", "desk"),
    ("JAL-B9.2", "complaints.desk.about", "all"),
    ("JAL-B9.2", "complaints.desk.speed", "promptly"),
    (
        "JAL-B10.1",
        "publication.also.0.en",
        "The other policies on information security and personal information",
    ),
    ("JAL-W1.1", "security.pages.published_word", "SSL"),
    ("JAL-W1.1", "security.pages.sort", "technical"),
    ("JAL-W1.2", "security.pages.means", ("encryption_in_transit",)),
    ("JAL-W1.1", "security.pages.scope.en", "Personal data of customers collected on this website"),
    ("JAL-W1.2", "security.pages.against", ("leak",)),
    ("JAL-W2.1", "transmissions.cookies.fields", ("user.device.cookie", "user.device.cookie_id")),
    ("JAL-W2.1", "transmissions.cookies.to", None),
)

# clause, control, what it takes
KEPT_BY: tuple[tuple[str, str, dict[str, str | int | bool]], ...] = (
    ("JAL-B0.2", "governance.mapped", {"policy": "group-policies"}),
    ("JAL-B0.2", "companies.registered", {"companies": "group-companies", "relation": "group_company"}),
    ("JAL-B1.1", "compliance.norms_registered", {"norm": "laws"}),
    ("JAL-B1.1", "compliance.norms_registered", {"norm": "government-guidelines"}),
    ("JAL-B2.1", "governance.system", {}),
    ("JAL-B2.1", "governance.authority", {}),
    ("JAL-B3.1", "compliance.rules_followed", {"rules": "internal-rules"}),
    ("JAL-B4.1", "security.measures", {}),
    ("JAL-B4.1", "security.measures", {"against": ", ".join(THREATS)}),
    ("JAL-B5.1", "training.given", {"whom": "all"}),
    ("JAL-B5.2", "training.given", {"whom": "all", "about": "information_management"}),
    ("JAL-B5.2", "training.understood", {}),
    ("JAL-B6.1", "entrustment.selected", {"criteria": "experience_and_ability"}),
    ("JAL-B6.2", "entrustment.contract", {"term": "confidentiality"}),
    ("JAL-B6.2", "entrustment.contract", {"term": "proper_management"}),
    ("JAL-B7.1", "audit.regular", {"sort": "inspection", "months": 12}),
    ("JAL-B7.2", "improvement.continual", {}),
    ("JAL-B8.1", "incidents.contained", {}),
    ("JAL-B8.2", "incidents.published", {"speed": "promptly"}),
    ("JAL-B8.2", "incidents.persons_told", {"speed": "promptly"}),
    ("JAL-B8.2", "incidents.reported", {}),
    ("JAL-B8.3", "incidents.prevented", {}),
    ("JAL-B8.3", "improvement.corrective", {}),
    ("JAL-B9.1", "contacts.published", {"contact": "desk"}),
    ("JAL-B9.2", "complaints.answered", {"about": "all", "desk": "desk", "speed": "promptly"}),
    ("JAL-B10.1", "publication.in_places", {"places": "website"}),
    ("JAL-B10.1", "publication.latest", {}),
    ("JAL-W1.1", "security.transport", {"pages": "member"}),
    ("JAL-W1.1", "security.transport", {"pages": "card_settlement"}),
    ("JAL-W1.1", "security.transport", {"pages": "entry"}),
    ("JAL-W1.2", "security.transport", {"pages": "all"}),
    ("JAL-W1.2", "security.measures", {"against": "leak"}),
    ("JAL-W2.1", "transmissions.listed", {}),
)


@pytest.fixture(scope="module")
def jal() -> Policy:
    """The JAL Group's version as read on 23 November 2026."""
    file = EXAMPLES / "jal" / "policies" / "2026-11-23.yaml"
    policy, findings = queries.read_one(file, "jal/policies/2026-11-23.yaml")
    assert findings == []
    assert policy is not None
    return policy


@pytest.mark.parametrize(("clause", "path", "fact"), FACTS)
def test_a_fact_stands_as_published_and_cites_its_clause(
    jal: Policy, clause: str, path: str, fact: object
) -> None:
    assert [*along(jal, path)][-1] == fact
    assert clause in cited(jal, path)


def test_what_a_control_names_is_declared_and_cites_the_clause(jal: Policy) -> None:
    assert [(clause, place) for clause, place in named(jal) if clause not in cited(jal, place)] == []


def test_each_part_of_a_clause_is_kept_by_a_control_with_its_parameters(jal: Policy) -> None:
    kept = [(clause, one.control, one.with_) for clause, body in jal.clauses.items() for one in body.kept_by]

    assert kept == [*KEPT_BY]


def test_three_kinds_of_pages_are_encrypted(jal: Policy) -> None:
    assert [place.en for place in jal.form.security["pages"].where] == [
        "JMB member page",
        "Credit card settlement page",
        "Other pages on which personal data are entered, such as online questionnaires",
    ]


def test_the_policies_are_posted_on_the_website(jal: Policy) -> None:
    assert [(place.medium, place.clauses) for place in jal.form.publication.places] == [
        ("website", ("JAL-B10.1",))
    ]


def test_the_desk_is_announced_and_has_no_address(jal: Policy) -> None:
    desk = jal.controller.contacts["desk"]

    assert (desk.telephone, desk.email, desk.url, desk.address, desk.hours) == (None,) * 5
    assert "policy.desk-out-of-reach" in {one.kind for one in check(jal, as_of=TODAY)}


def test_a_basic_policy_publishes_no_handling_and_none_is_invented(jal: Policy) -> None:
    form = jal.form

    assert (form.purposes, form.provisions, form.joint_use, form.items, form.retention) == ({},) * 5
    assert (form.identity, form.representatives, form.procedures, form.transfers) == ({}, None, {}, {})
    assert (form.id, form.published_from) == ("jal", TODAY)
    assert (form.laws, form.wording, form.controller.name.ja) == (("appi",), "paraphrase", "JALグループ")
    assert list(form.rights) == ["complaint"]
    assert (form.controller.address, form.controller.representative) == (None, None)
    assert (form.publication.enacted, form.publication.revised) == (None, None)


@pytest.mark.parametrize(
    ("clause", "article"),
    [
        ("JAL-B0.1", "A32(1)(ii)"),
        ("JAL-B0.2", "A32(1)(i)"),
        ("JAL-B4.1", "O10(i)"),
        ("JAL-B6.2", "A25"),
        ("JAL-B8.2", "A26(2)"),
        ("JAL-W1.1", "GL10-6"),
        ("JAL-W2.1", "TBA27-12"),
    ],
)
def test_a_gap_is_noted_with_its_article(jal: Policy, clause: str, article: str) -> None:
    assert article in [gap.article for gap in jal.form.gaps if clause in gap.about]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("no-date", 1),
        ("no-address", 1),
        ("no-representative", 1),
        ("representatives-not-mentioned", 1),
        ("right-not-described", 6),
        ("noted", 7),
    ],
)
def test_a_gap_of_the_text_is_found(jal: Policy, kind: str, count: int) -> None:
    gaps = [one for one in check(jal, as_of=TODAY) if one.severity is Severity.GAP]

    assert sum(one.kind == f"policy.{kind}" for one in gaps) == count


def test_every_clause_is_encoded_and_has_a_control(jal: Policy) -> None:
    assert jal.not_encoded == ()
    assert [clause for clause, body in jal.clauses.items() if not body.kept_by] == []
