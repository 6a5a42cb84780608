"""JALPAK's policy as data: what the text says, fact by fact, each with the clause that says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from yakusoku.cli.check import EXAMPLES
from yakusoku.policy import queries
from yakusoku.policy.checks import check
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity

TODAY = date(2026, 11, 23)
DESK_ADDRESS = (
    "JALPAK Co., Ltd., Personal Information Customer Consultation, "
    "2-4-11 Higashi-Shinagawa, Shinagawa-ku, Tokyo 140-8658, Japan"
)
SHOP_ITEMS = ("user.name", "user.government_id.passport_number", "jp.travel.flight_number")
FIRST_ITEMS = (
    "user.name",
    "user.demographic.age_range",
    "user.demographic.gender",
    "user.contact.phone_number",
)
SPECIAL = (
    "jp.travel.special_arrangement",
    "jp.special_care.disability",
    "jp.special_care.medical_history",
    "user.health_and_medical",
)
BOTH = ("controller", "distributor")

# clause, where the fact stands, the fact
FACTS: tuple[tuple[str, str, object], ...] = (
    ("JALPAK-H6.2", "controller.name.en", "JALPAK Co., Ltd."),
    (
        "JALPAK-H6.2",
        "controller.address.en",
        "2-4-11 Higashi-Shinagawa, Shinagawa-ku, Tokyo 140-8658, Japan",
    ),
    ("JALPAK-H6.2", "controller.contacts.desk.name.en", "Personal Information Customer Consultation"),
    ("JALPAK-H6.2", "controller.contacts.desk.email", "security.jpk@jal.com"),
    ("JALPAK-H6.2", "controller.contacts.desk.address.en", DESK_ADDRESS),
    ("JALPAK-H6.1", "controller.contacts.desk.errands", ("requests", "complaints", "inquiries")),
    ("JALPAK-H6.1", "complaints.desk.desk", "desk"),
    ("JALPAK-B0.2", "norms.jis-q-15001.law", "jis-q-15001"),
    ("JALPAK-B0.2", "norms.jal-group-policy.sort", "group_policy"),
    ("JALPAK-B1.1", "norms.government-guidelines.sort", "guideline"),
    ("JALPAK-B4.1", "norms.internal-rules.sort", "internal_rule"),
    ("JALPAK-B2.1", "governance.purpose-bound.covers", ("acquire", "use")),
    ("JALPAK-B3.1", "governance.responsibility.sort", "responsibility"),
    ("JALPAK-B5.1", "security.measures.sort", "whole"),
    (
        "JALPAK-B5.2",
        "security.threats.against",
        ("unauthorized_access", "loss", "destruction", "alteration", "leak"),
    ),
    ("JALPAK-B6.1", "training.employees.about.en", "Management of information"),
    ("JALPAK-B6.1", "training.employees.understanding", True),
    ("JALPAK-B7.1", "entrustments.all.criteria.en", "Sufficient experience and ability"),
    ("JALPAK-B7.2", "entrustments.all.contract", ("confidentiality", "proper_management")),
    ("JALPAK-B8.1", "audits.checks.often", "regularly"),
    ("JALPAK-B8.2", "improvement.continual.often", "continually"),
    ("JALPAK-B9.1", "incidents.disclosing.speed", "promptly"),
    ("JALPAK-B9.2", "incidents.containing.step", "contain"),
    ("JALPAK-B9.3", "incidents.preventing.step", "prevent"),
    ("JALPAK-H1.1", "purposes.contact.by", BOTH),
    ("JALPAK-H1.1", "sources.applications.origin", ("person",)),
    ("JALPAK-H1.1", "definitions.distributors.word.en", "Distributors"),
    ("JALPAK-H1.2", "purposes.arrange-trip.by", BOTH),
    ("JALPAK-H1.2", "pages.plan-list.url", None),
    ("JALPAK-H1.3", "purposes.distributor-contract.by", ("distributor",)),
    ("JALPAK-H1.4", "purposes.accident-insurance.requires", ("accident_case",)),
    ("JALPAK-H1.5", "purposes.shopping-convenience.optional", True),
    ("JALPAK-H1.6", "purposes.promotion.by", BOTH),
    ("JALPAK-H1.7", "purposes.promotion.marketing", ("any",)),
    ("JALPAK-H1.11", "purposes.statistics.identifiable", False),
    ("JALPAK-H1.13", "items.application.only_needed", True),
    (
        "JALPAK-H1.13",
        "items.application.fields",
        (
            "user.name",
            "user.demographic.date_of_birth",
            "user.demographic.age_range",
            "user.demographic.gender",
            "user.contact.address",
            "user.contact.phone_number",
            "user.contact.fax_number",
            "user.contact.email",
            "user.government_id.passport_number",
        ),
    ),
    ("JALPAK-H1.14", "special_care.special-arrangement.requires", ("special_arrangement",)),
    ("JALPAK-H1.14", "special_care.special-arrangement.purposes", ("special-arrangement",)),
    ("JALPAK-H1.14", "special_care.special-arrangement.acts", ("acquire", "use")),
    ("JALPAK-H1.14", "special_care.special-arrangement.only", True),
    ("JALPAK-H1.14", "purposes.special-arrangement.only", True),
    ("JALPAK-H1.14", "purposes.special-arrangement.uses", SPECIAL),
    ("JALPAK-H1.14", "items.special-arrangement.when", "special_arrangement"),
    ("JALPAK-H1.15", "notices.contract-refused.if_refused.en", "JALPAK may decline the contract"),
    (
        "JALPAK-H1.16",
        "notices.arrangement-impossible.if_refused.en",
        "Arrangements as wished may not be possible",
    ),
    ("JALPAK-H1.17", "provisions.carriers-lodgings.by", ("controller", "distributor", "group_company")),
    ("JALPAK-H1.17", "provisions.carriers-lodgings.fields", FIRST_ITEMS),
    ("JALPAK-H1.17", "provisions.carriers-lodgings.moment", "in_advance"),
    ("JALPAK-H1.17", "provisions.carriers-lodgings.medium", ("electronic", "other")),
    ("JALPAK-H1.17", "provisions.carriers-lodgings.only_needed", True),
    ("JALPAK-H1.17", "companies.overseas-subsidiaries.abroad", True),
    ("JALPAK-H1.17", "transfers.overseas-subsidiaries.mechanism", ("not_said",)),
    ("JALPAK-H1.18", "provisions.insurers.requires", ("accident_case",)),
    ("JALPAK-H1.18", "provisions.insurers.medium", ("written",)),
    ("JALPAK-H1.18", "provisions.insurers.moment", "on_event"),
    ("JALPAK-H1.18", "provisions.insurers.only_needed", True),
    ("JALPAK-H1.19", "provisions.duty-free-shops.to.names.en", "Duty-free stores and souvenir stores"),
    (
        "JALPAK-H1.19",
        "provisions.baggage-carriers.to.names.en",
        "Baggage carriers, and others that are not named",
    ),
    ("JALPAK-H1.20", "provisions.duty-free-shops.fields", SHOP_ITEMS),
    ("JALPAK-H1.20", "provisions.baggage-carriers.fields", SHOP_ITEMS),
    ("JALPAK-H1.20", "provisions.duty-free-shops.medium", ("electronic", "other")),
    ("JALPAK-H1.20", "provisions.duty-free-shops.moment", "in_advance"),
    ("JALPAK-H3.1", "provisions.duty-free-shops.stop", True),
    ("JALPAK-H3.1", "provisions.baggage-carriers.stop", True),
    (
        "JALPAK-H2.1",
        "joint_use.jal-group.fields",
        (
            "jp.membership.number",
            "user.name",
            "user.demographic.date_of_birth",
            "user.demographic.gender",
            "user.contact.address",
            "user.contact.phone_number",
            "user.contact.email",
            "jp.travel.itinerary",
        ),
    ),
    (
        "JALPAK-H2.2",
        "joint_use.jal-group.purposes",
        ("group-promotion", "group-event-guide", "group-shipping", "group-development"),
    ),
    ("JALPAK-H2.2", "purposes.group-promotion.by", ("joint_user",)),
    ("JALPAK-H2.3", "joint_use.jal-group.scope.en", "JAL Group companies"),
    ("JALPAK-H2.5", "joint_use.jal-group.responsible.name.name.en", "JALPAK Co., Ltd."),
    ("JALPAK-H2.5", "joint_use.jal-group.responsible.address", None),
    ("JALPAK-H2.5", "joint_use.jal-group.responsible.representative", None),
    ("JALPAK-H3.1", "rights.correction.law_codes", ("A-CORR",)),
    ("JALPAK-H3.1", "rights.cease_use.law_codes", ("A-STOP1", "A-STOP5")),
    ("JALPAK-H3.1", "rights.cease_provision.law_codes", ("A-STOPP", "A-STOP5")),
    ("JALPAK-H3.1", "procedures.on-request.how", ("explained",)),
    ("JALPAK-H3.2", "procedures.on-request.desk", "desk"),
    ("JALPAK-H3.3", "procedures.on-request.within_law", True),
    ("JALPAK-H3.3", "rights.disclosure.promptness.speed", "without_delay"),
    ("JALPAK-H3.1", "rights.disclosure.identity", ("means-not-said",)),
    ("JALPAK-H3.3", "identity.means-not-said.other_documents.issuer", "any"),
    ("JALPAK-H3.3", "identity.means-not-said.documents", {}),
    ("JALPAK-H3.4", "rights.disclosure.reasons_on_refusal", "JALPAK-H3.4"),
    ("JALPAK-H4.1", "entrusted.principals.within", ("need", "instructions")),
    ("JALPAK-H5.1", "restrictions.cards.only_for", ("card-settlement", "card-inquiry")),
    ("JALPAK-H5.1", "restrictions.cards.fields", ("user.financial.credit_card",)),
)

JOINT_PARTNERS = {
    "jal": "Japan Airlines Co., Ltd.",
    "jta": "Japan Transocean Air Co., Ltd.",
    "j-air": "J-Air Co., Ltd.",
    "jac": "Japan Air Commuter Co., Ltd.",
    "rac": "Ryukyu Air Commuter Co., Ltd.",
    "hac": "Hokkaido Air System Co., Ltd.",
    "jalcard": "JALCARD Inc.",
    "jal-sales": "JAL Sales Co., Ltd.",
    "jal-jta-sales": "JAL JTA SALES Co., Ltd.",
    "jal-dx": "JAL Digital Experience Co., Ltd.",
}


@pytest.fixture(scope="module")
def jalpak() -> Policy:
    """JALPAK's version as read on 23 November 2026."""
    file = EXAMPLES / "jalpak" / "policies" / "2026-11-23.yaml"
    policy, findings = queries.read_one(file, "jalpak/policies/2026-11-23.yaml")
    assert findings == []
    assert policy is not None
    return policy


def _along(policy: Policy, path: str) -> Iterator[object]:
    """Yield each thing on the way to a fact, the fact last."""
    here: object = policy.form
    for step in path.split("."):
        here = here[step] if isinstance(here, dict) else getattr(here, step)
        yield here


@pytest.mark.parametrize(("clause", "path", "fact"), FACTS)
def test_a_fact_stands_as_published_and_cites_its_clause(
    jalpak: Policy, clause: str, path: str, fact: object
) -> None:
    way = list(_along(jalpak, path))
    cited = {one for step in way for one in getattr(step, "clauses", ()) if isinstance(one, str)}

    assert way[-1] == fact
    assert clause in cited or way[-1] == clause or path in _WITHOUT_CITATION


# the name of the company, and what is left out of the block on joint use, are no citing declarations themselves
_WITHOUT_CITATION = {
    "controller.name.en",
    "joint_use.jal-group.responsible.address",
    "joint_use.jal-group.responsible.representative",
}


def test_the_ten_companies_of_the_joint_use_are_registered_by_name(jalpak: Policy) -> None:
    use = jalpak.form.joint_use["jal-group"]

    assert list(use.with_) == list(JOINT_PARTNERS)
    assert {word: jalpak.form.companies[word].says.en for word in use.with_} == JOINT_PARTNERS


@pytest.mark.parametrize("word", JOINT_PARTNERS)
def test_each_of_them_is_a_company_of_the_group_by_the_clause_that_names_it(
    jalpak: Policy, word: str
) -> None:
    company = jalpak.form.companies[word]

    assert company.named
    assert [one.kind for one in company.relations] == ["group_company", "joint_user"]
    assert company.clauses == ("JALPAK-H2.4",)


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
        "insurers",
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
        ("noted", 13),
    ],
)
def test_a_gap_of_the_text_is_found(jalpak: Policy, kind: str, count: int) -> None:
    gaps = [one for one in check(jalpak, as_of=TODAY) if one.severity is Severity.GAP]

    assert sum(one.kind == f"policy.{kind}" for one in gaps) == count


def test_every_clause_is_encoded_and_has_a_control(jalpak: Policy) -> None:
    assert jalpak.not_encoded == ()
    assert [clause for clause, body in jalpak.clauses.items() if not body.kept_by] == []
