"""JALUX's notice under the GDPR as data: each fact of the text, by the clause that states it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.policy.facts import along, cited, named
from tests.rules.policy.kept_jalux import KEPT_BY, SENSITIVE, USES
from tests.rules.policy.test_examples import TODAY, latest
from yakusoku.policy.checks import check
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity

ADDRESS = "Shinagawa Season Terrace 1-2-70 Konan, Minato-ku, Tokyo, 108-8209"
ADDRESS_JA = "〒108-8209 東京都港区港南一丁目2番70号 品川シーズンテラス"
HEALTH = ("user.health_and_medical", "jp.special_care.medical_history", "jp.finance_sensitive.health_care")
PURPOSES = (
    "products-and-services",
    "mileage-bank",
    "news-and-campaigns",
    "event-registration",
    "analysis-and-development",
    "contracted-services",
    "related-operations",
)
BASES = {
    "JALUX-3.1": ("contract",),
    "JALUX-3.2": ("contract",),
    "JALUX-3.3": ("legitimate_interests",),
    "JALUX-3.4": ("legitimate_interests",),
    "JALUX-3.5": ("legitimate_interests",),
    "JALUX-3.6": ("contract",),
    "JALUX-3.7": ("contract", "legal_duty", "legitimate_interests"),
}

# clause, place in the file, what stands there; `while_` is how Python writes the key `while`
WHO = [
    ("JALUX-1.1", "norms.gdpr.law", "gdpr"),
    ("JALUX-1.1", "norms.gdpr.sort", "law"),
    ("JALUX-1.1", "norms.group-policies.sort", "group_policy"),
    ("JALUX-1.1", "companies.affiliates.named", False),
    ("JALUX-1.1", "companies.affiliates.relations.0.kind", "affiliate"),
    ("JALUX-1.1", "companies.affiliates.relations.1.kind", "group_company"),
    ("JALUX-1.1", "definitions.jalux-group.word.en", "JALUX Group"),
    ("JALUX-1.2", "companies.affiliates.listed_at", "group-list"),
    ("JALUX-1.2", "pages.group-list.shows", "companies"),
    ("JALUX-1.2", "pages.group-list.url", None),
    ("JALUX-1.3", "publication.changes.0.about", "companies"),
    ("JALUX-1.3", "publication.changes.0.how", ("not_said",)),
    ("JALUX-1.3", "publication.changes.0.moment", "not_said"),
    ("JALUX-1.4", "security.group-policies.sort", "whole"),
    ("JALUX-1.4", "norms.group-policies.sort", "group_policy"),
    ("JALUX-2.2", "controller.address.en", ADDRESS),
    ("JALUX-2.3", "controller.contacts.mailbox.email", "dpo@jalux.com"),
    ("JALUX-2.3", "controller.contacts.mailbox.name.en", "E-mail address of JALUX Inc."),
    ("JALUX-2.3", "controller.contacts.mailbox.errands", ()),
    ("JALUX-2.2", "controller.contacts.mailbox.address.en", ADDRESS),
    ("JALUX-2.2", "controller.address.ja", ADDRESS_JA),
    ("JALUX-5.5", "controller.contacts.place-of-application.errands", ("withdrawal",)),
    (
        "JALUX-5.5",
        "controller.contacts.place-of-application.name.en",
        "The place where the service was applied for",
    ),
    (
        "JALUX-8.3",
        "controller.contacts.handling-desk.errands",
        ("requests", "inquiries", "policy", "transfers"),
    ),
    (
        "JALUX-10.4",
        "controller.contacts.handling-desk.name.en",
        "Personal Information Handling Desk, JALUX Inc.",
    ),
    ("JALUX-12.1", "complaints.inquiries.about", "policy"),
    ("JALUX-12.1", "complaints.inquiries.desk", "handling-desk"),
    ("JALUX-12.2", "controller.contacts.handling-desk.address.en", ADDRESS),
    ("JALUX-12.2", "controller.contacts.handling-desk.address.ja", ADDRESS_JA),
    ("JALUX-12.2", "controller.contacts.handling-desk.telephone", None),
    ("JALUX-12.2", "controller.contacts.handling-desk.email", None),
]

WHAT_FOR = [
    ("JALUX-3.2", "definitions.jmb.says.en", "JAL Mileage Bank"),
    ("JALUX-3.3", "purposes.news-and-campaigns.marketing", ("any",)),
    ("JALUX-3.2", "definitions.jmb.word.en", "JMB"),
    ("JALUX-3.1", "purposes.products-and-services.requires", ("contract",)),
    ("JALUX-3.2", "purposes.mileage-bank.requires", ("membership",)),
    ("JALUX-3.3", "purposes.news-and-campaigns.requires", ("balancing_test", "no_objection")),
    ("JALUX-3.4", "purposes.event-registration.requires", ("balancing_test", "no_objection")),
    ("JALUX-3.5", "purposes.analysis-and-development.requires", ("balancing_test", "no_objection")),
    ("JALUX-3.6", "purposes.contracted-services.requires", ("contract",)),
    ("JALUX-3.7", "purposes.related-operations.requires", ("basis_recorded",)),
    ("JALUX-3.7", "purposes.related-operations.law", ()),
    ("JALUX-4.1", "items.needed.only_needed", True),
    ("JALUX-4.1", "items.needed.purposes", PURPOSES),
    (
        "JALUX-4.2",
        "items.announced.fields",
        (
            "jp.reservation",
            "jp.travel.boarding",
            "jp.travel.ticket",
            "jp.membership",
            "jp.contract",
            "jp.billing",
            "jp.inquiry",
            "user.behavior.browsing_history",
            "user.device",
        ),
    ),
    ("JALUX-5.1", "special_care.insurance-and-finance.acts", ("acquire", "use")),
    ("JALUX-5.1", "special_care.insurance-and-finance.article", "G9(2)(a)"),
    ("JALUX-5.2", "special_care.insurance-and-finance.requires", ("explicit_consent", "insurance_request")),
    ("JALUX-5.1", "special_care.insurance-and-finance.fields", HEALTH),
    ("JALUX-5.2", "special_care.insurance-and-finance.purposes", ("products-and-services",)),
    ("JALUX-5.2", "special_care.insurance-and-finance.only", True),
    ("JALUX-5.2", "restrictions.sensitive-data.only_for", ("products-and-services",)),
    ("JALUX-5.2", "restrictions.sensitive-data.requires", ("insurance_request",)),
    ("JALUX-5.3", "special_care.insurance-and-finance.at.en", "JAL Insurance Navi, for example"),
    ("JALUX-5.3", "sources.insurance-navi.origin", ("person",)),
    ("JALUX-5.3", "sources.insurance-navi.fields", HEALTH),
    ("JALUX-5.3", "sources.insurance-navi.purposes", ("products-and-services",)),
    (
        "JALUX-5.5",
        "special_care.insurance-and-finance.withdrawal.at.en",
        "Where the service was applied for",
    ),
    ("JALUX-6.1", "notices.giving-data.mandatory", True),
    ("JALUX-6.1", "notices.giving-data.moment", "published"),
    ("JALUX-6.2", "notices.giving-data.if_refused.en", "A service may be withheld wholly or partly"),
]

HOW_LONG = [
    ("JALUX-9.1", "retention.by-purpose.ends_with", ("purpose",)),
    ("JALUX-9.1", "retention.by-purpose.purposes", PURPOSES),
    (
        "JALUX-9.2",
        "retention.boarding-records.fields",
        ("jp.travel.boarding", "jp.reservation", "jp.travel.ticket"),
    ),
    ("JALUX-9.2", "retention.boarding-records.usually", True),
    ("JALUX-9.2", "retention.boarding-records.ends_with", ("period",)),
    ("JALUX-9.3", "retention.jmb-members.fields", ("jp.membership",)),
    ("JALUX-9.3", "retention.jmb-members.ends_with", ("period",)),
    ("JALUX-9.3", "retention.jmb-members.while_", "membership"),
    ("JALUX-9.3", "retention.jmb-members.usually", False),
    ("JALUX-9.4", "retention.contracts-and-invoices.fields", ("jp.contract", "jp.billing")),
    ("JALUX-9.4", "retention.contracts-and-invoices.ends_with", ("law",)),
    ("JALUX-9.4", "retention.contracts-and-invoices.law", ()),
    ("JALUX-9.4", "retention.contracts-and-invoices.period", None),
    ("JALUX-9.5", "retention.legal-claims.ends_with", ("claim",)),
    ("JALUX-9.6", "retention.communications.criterion.en", "what still better service takes"),
    ("JALUX-9.6", "retention.communications.period", None),
    ("JALUX-9.6", "retention.communications.fields", ("jp.inquiry",)),
    ("JALUX-9.6", "retention.communications.ends_with", ("purpose",)),
    ("JALUX-9.7", "retention.access-logs.criterion.en", "what analysis by the JALUX Group takes"),
    ("JALUX-9.7", "retention.access-logs.period", None),
    ("JALUX-9.7", "retention.access-logs.fields", ("user.behavior.browsing_history", "user.device")),
    ("JALUX-9.7", "retention.access-logs.ends_with", ("purpose",)),
]

WHERE_TO: list[tuple[str, str, object]] = [
    ("JALUX-8.1", "transfers.outside-eea.origin.codes", ("EEA",)),
    ("JALUX-8.1", "transfers.outside-eea.to.codes", ()),
    ("JALUX-8.1", "transfers.outside-eea.purposes", PURPOSES),
    ("JALUX-8.1", "transfers.outside-eea.recipients", None),
    ("JALUX-8.2", "transfers.outside-eea.mechanism", ("adequacy", "scc")),
    ("JALUX-8.2", "transfers.outside-eea.usually", True),
    ("JALUX-8.2", "norms.member-state-laws.sort", "law"),
    ("JALUX-8.2", "norms.member-state-laws.law", None),
    (
        "JALUX-8.1",
        "transfers.outside-eea.to.rule.en",
        "Countries and regions outside, in which the JALUX Group has an establishment or services an airport",
    ),
    ("JALUX-8.3", "transfers.outside-eea.copy_from", "handling-desk"),
]

WHO_ASKS: list[tuple[str, str, object]] = [
    ("JALUX-5.4", "rights.withdrawal.law_codes", ("G-WDR",)),
    ("JALUX-5.5", "rights.withdrawal.desk", "place-of-application"),
    ("JALUX-5.5", "procedures.withdrawing.how", ()),
    ("JALUX-5.6", "rights.withdrawal.consequences.0.clauses", ("JALUX-5.6",)),
    ("JALUX-10.1", "rights.access.law_codes", ("G-ACC",)),
    ("JALUX-10.1", "rights.portability.law_codes", ("G-POR",)),
    ("JALUX-10.1", "rights.access.says.en", "Disclosure"),
    ("JALUX-10.1", "rights.portability.says.en", "Data portability"),
    ("JALUX-10.1", "rights.access.fee", None),
    ("JALUX-10.2", "rights.access.channels", ("post",)),
    ("JALUX-10.2", "rights.portability.channels", ("post",)),
    ("JALUX-10.2", "rights.access.desk", "handling-desk"),
    ("JALUX-10.2", "rights.portability.desk", "handling-desk"),
    ("JALUX-5.5", "rights.withdrawal.channels", ()),
    ("JALUX-5.5", "procedures.withdrawing.desk", "place-of-application"),
    ("JALUX-5.5", "procedures.withdrawing.rights", ("withdrawal",)),
    ("JALUX-10.1", "rights.access.target", None),
    ("JALUX-10.1", "rights.access.grounds", {}),
    ("JALUX-10.2", "procedures.by-form.how", ("form",)),
    ("JALUX-10.2", "procedures.by-form.channels", ("post",)),
    ("JALUX-10.2", "procedures.by-form.desk", "handling-desk"),
    ("JALUX-10.3", "procedures.by-form.rights", ("access", "portability")),
    ("JALUX-10.3", "rights.access.identity", ("papers",)),
    ("JALUX-10.3", "rights.portability.identity", ("papers",)),
    ("JALUX-10.5", "procedures.by-form.form_at", "request-forms"),
    ("JALUX-10.5", "pages.request-forms.url", None),
    ("JALUX-10.5", "pages.request-forms.shows", "forms"),
    ("JALUX-11.1", "identity.papers.number", 1),
    ("JALUX-11.3", "identity.papers.documents.driving_licence.form", "copy"),
    ("JALUX-11.3", "identity.papers.documents.passport.form", "copy"),
    ("JALUX-11.3", "identity.papers.documents.insurance_card.form", "copy"),
    ("JALUX-11.3", "identity.papers.other_documents.issuer", "public"),
    ("JALUX-11.5", "identity.papers.address_proof.months", 3),
    ("JALUX-11.5", "identity.papers.address_proof.issuer", "public"),
    ("JALUX-11.5", "identity.papers.address_proof.documents", ()),
    ("JALUX-11.9", "representatives.mandated.signed", True),
    ("JALUX-11.10", "representatives.mandated.confirm_with_person", "JALUX-11.10"),
    ("JALUX-11.10", "representatives.mandated.answer_to_person", "JALUX-11.10"),
    ("JALUX-11.11", "pages.request-forms.needs.en", "Adobe Reader"),
]

FACTS = [*WHO, *WHAT_FOR, *HOW_LONG, *WHERE_TO, *WHO_ASKS]
SAID_BY_THE_WHOLE: list[tuple[str, object]] = [
    ("laws", ("gdpr",)),
    ("clause_prefix", "JALUX"),
    ("wording", "paraphrase"),
    ("id", "jalux"),
    ("controller.name.en", "JALUX Inc."),
    ("controller.name.ja", "株式会社JALUX"),
    ("controller.timezone", "Asia/Tokyo"),
]
NOT_SAID: list[tuple[str, object]] = [
    ("controller.representative", None),
    ("controller.roles", {}),
    ("controller.bodies", {}),
    ("controller.contacts.place-of-application.address", None),
    ("provisions", {}),
    ("provision_default", None),
    ("joint_use", {}),
    ("entrustments", {}),
    ("transmissions", {}),
    ("audits", {}),
    ("training", {}),
    ("incidents", {}),
    ("publication.places", ()),
    ("retention.jmb-members.purposes", ()),
    ("rights.withdrawal.identity", ()),
    ("representatives.parent.answer_to_person", None),
    ("representatives.mandated.channels", ()),
    ("transfers.outside-eea.details_at", None),
]


@pytest.fixture(scope="module")
def jalux() -> Policy:
    """JALUX's only version."""
    return latest("jalux")


@pytest.mark.parametrize(("clause", "place", "fact"), FACTS)
def test_a_fact_stands_as_published_and_cites_its_clause(
    jalux: Policy, clause: str, place: str, fact: object
) -> None:
    assert [*along(jalux, place)][-1] == fact
    assert clause in cited(jalux, place)


@pytest.mark.parametrize(("place", "fact"), NOT_SAID)
def test_what_the_text_does_not_say_is_not_written(jalux: Policy, place: str, fact: object) -> None:
    assert [*along(jalux, place)][-1] == fact


@pytest.mark.parametrize(("place", "fact"), SAID_BY_THE_WHOLE)
def test_what_no_single_clause_says_stands_at_the_top(jalux: Policy, place: str, fact: object) -> None:
    assert [*along(jalux, place)][-1] == fact


def test_what_a_control_names_is_declared_and_cites_the_clause(jalux: Policy) -> None:
    assert [(clause, place) for clause, place in named(jalux) if clause not in cited(jalux, place)] == []


def test_each_part_of_a_clause_is_kept_by_a_control_with_its_parameters(jalux: Policy) -> None:
    kept = [
        (clause, one.control, one.with_) for clause, body in jalux.clauses.items() for one in body.kept_by
    ]

    assert kept == [*KEPT_BY]


def test_controls_have_the_numbers_of_the_declarations(jalux: Policy) -> None:
    proof = jalux.form.identity["papers"].address_proof
    longest = {
        one.with_["rule"]: (one.with_["years"], one.with_["after"])
        for clause in ("JALUX-9.2", "JALUX-9.3")
        for one in jalux.clauses[clause].kept_by
    }
    assert proof is not None

    assert jalux.clauses["JALUX-11.5"].kept_by[0].with_ == {"months": proof.months}
    assert longest == {
        name: (rule.period.years, rule.period.after) for name, rule in jalux.retention.items() if rule.period
    }


def test_each_purpose_uses_what_our_reading_gives_it_and_no_more(jalux: Policy) -> None:
    assert {name: purpose.uses for name, purpose in jalux.purposes.items()} == USES
    assert jalux.form.restrictions["sensitive-data"].fields == SENSITIVE


def test_each_basis_of_a_row_is_recorded_by_a_control(jalux: Policy) -> None:
    recorded = {
        clause: kept.with_["basis"]
        for clause in BASES
        for kept in jalux.clauses[clause].kept_by
        if kept.control == "purposes.basis_recorded"
    }

    assert recorded == {clause: ", ".join(bases) for clause, bases in BASES.items()}


def test_the_notice_promises_three_rights_three_papers_and_seven_purposes(jalux: Policy) -> None:
    assert [*jalux.rights] == ["access", "portability", "withdrawal"]
    assert [*jalux.form.identity["papers"].documents] == ["driving_licence", "passport", "insurance_card"]
    assert tuple(jalux.purposes) == PURPOSES
    assert {purpose.by for purpose in jalux.purposes.values()} == {("controller", "group_company")}


def test_the_interest_is_that_of_every_purpose_that_rests_on_one(jalux: Policy) -> None:
    named = {name for name, purpose in jalux.purposes.items() if purpose.interest}

    assert named == {
        name for name, purpose in jalux.purposes.items() if "legitimate_interests" in purpose.basis
    }
    assert all("JALUX-7.1" in jalux.purposes[name].clauses for name in named)
    assert {purpose.interest.en for purpose in jalux.purposes.values() if purpose.interest} == {
        "A business interest in effective services"
    }


def test_every_period_gives_way_to_a_legal_claim(jalux: Policy) -> None:
    assert {rule.unless for name, rule in jalux.retention.items() if name != "legal-claims"} == {("claims",)}


def test_what_the_text_leaves_open_is_marked(jalux: Policy) -> None:
    assert jalux.form.items["announced"].open
    assert jalux.form.special_care["insurance-and-finance"].open
    assert [name for name, rule in jalux.retention.items() if rule.open] == [
        "boarding-records",
        "communications",
        "access-logs",
    ]
    assert [name for name, purpose in jalux.purposes.items() if purpose.vague] == ["related-operations"]


@pytest.mark.parametrize(
    ("rule", "records"),
    [
        ("boarding-records", "Records on boarding, among them reservations and tickets"),
        ("jmb-members", "Membership data of JMB members"),
        ("contracts-and-invoices", "Records on contracts and invoices"),
        ("communications", "Records of customer service, e-mails received"),
        ("access-logs", "Access logs of the JALUX Group's website"),
    ],
)
def test_a_rule_of_keeping_names_its_records(jalux: Policy, rule: str, records: str) -> None:
    named = jalux.retention[rule].records

    assert named is not None
    assert named.en == records


@pytest.mark.parametrize(("clause", "bases"), BASES.items())
def test_each_purpose_has_the_basis_of_its_row(jalux: Policy, clause: str, bases: tuple[str, ...]) -> None:
    (purpose,) = [one for one in jalux.purposes.values() if clause in one.clauses]

    assert purpose.basis == bases
    assert "JALUX-3.0" in purpose.clauses


def test_the_seven_purposes_stand_in_the_order_of_the_table(jalux: Policy) -> None:
    own = [one for purpose in jalux.purposes.values() for one in purpose.clauses if one in BASES]

    assert own == [*BASES]


@pytest.mark.parametrize(
    ("rule", "clause", "years", "after"),
    [("boarding-records", "JALUX-9.2", 3, "boarding"), ("jmb-members", "JALUX-9.3", 10, "leaving")],
)
def test_a_longest_period_is_exact(jalux: Policy, rule: str, clause: str, years: int, after: str) -> None:
    kept = jalux.retention[rule]

    assert kept.period is not None
    assert (kept.period.years, kept.period.months, kept.period.days) == (years, 0, 0)
    assert (kept.period.after, kept.period.most) == (after, True)
    assert clause in kept.clauses


@pytest.mark.parametrize(
    ("kind", "clause", "papers", "proof"),
    [
        ("parent", "JALUX-11.6", (), "親権を有することを証する書類"),
        ("guardian", "JALUX-11.7", (), "成年後見人であることを証する書類"),
        ("statutory", "JALUX-11.8", (), "法定代理人であることを証する書類"),
        ("mandated", "JALUX-11.9", ("mandate_letter",), None),
    ],
)
def test_each_representative_shows_identity_and_authority(
    jalux: Policy, kind: str, clause: str, papers: tuple[str, ...], proof: str | None
) -> None:
    rule = getattr(jalux.form.representatives, kind)

    assert rule.own_identity
    assert {"JALUX-11.2", "JALUX-11.4", clause} <= {*rule.clauses}
    assert rule.papers == papers
    assert (rule.proof.ja if rule.proof else None) == proof


def test_only_a_mandate_is_signed_and_may_be_answered_to_the_person(jalux: Policy) -> None:
    kinds = jalux.form.representatives
    assert kinds is not None
    assert kinds.mandated is not None
    assert kinds.parent is not None

    assert kinds.mandated.signed
    assert kinds.mandated.confirm_with_person == kinds.mandated.answer_to_person == "JALUX-11.10"
    assert (kinds.parent.signed, kinds.parent.answer_to_person) == (False, None)


def test_papers_are_asked_for_two_rights_only(jalux: Policy) -> None:
    assert jalux.rights["access"].documents("post")["passport"] == ("JALUX-11.3",)
    assert jalux.rights["portability"].needs_identity("post")
    assert not jalux.rights["withdrawal"].needs_identity("post")


def test_special_care_data_are_open_to_one_purpose_and_closed_to_six(jalux: Policy) -> None:
    closed = {*jalux.form.restrictions["sensitive-data"].fields}
    using = [name for name, purpose in jalux.purposes.items() if closed & {*purpose.uses}]

    assert using == ["products-and-services"]
    assert {*jalux.form.special_care["insurance-and-finance"].fields} <= closed


def test_the_text_is_dated_by_the_day_it_was_read(jalux: Policy) -> None:
    assert jalux.published_from == date(2026, 11, 23)
    assert (jalux.form.publication.enacted, jalux.form.publication.revised) == (None, None)


def test_every_clause_is_encoded_with_a_control_and_cited_by_a_declaration(jalux: Policy) -> None:
    cited = {clause for _, clause in citations(jalux.form)}

    assert jalux.not_encoded == ()
    assert jalux.headings == {}
    assert [one for one, body in jalux.clauses.items() if not body.kept_by] == []
    assert sorted({*jalux.clauses} - cited) == []


@pytest.mark.parametrize(
    "kind",
    [
        "no-date",
        "right-not-in-notice",
        "bases-not-allocated",
        "duty-without-law",
        "vague-purpose",
        "criterion-without-number",
        "open-list",
        "page-without-address",
        "desk-out-of-reach",
        "document-ended",
        "zone-not-masked",
    ],
)
def test_a_gap_is_found(jalux: Policy, kind: str) -> None:
    gaps = {found.kind for found in check(jalux, as_of=TODAY) if found.severity is Severity.GAP}

    assert f"policy.{kind}" in gaps


@pytest.mark.parametrize(
    ("article", "clause"),
    [
        ("G26(2)", "JALUX-1.1"),
        ("G13(1)(b)", "JALUX-2.2"),
        ("G37(7)", "JALUX-2.3"),
        ("G27", "JALUX-2.3"),
        ("G21(4)", "JALUX-3.3"),
        ("G95", "JALUX-3.3"),
        ("G14(1)(d)", "JALUX-4.2"),
        ("G9(4)", "JALUX-5.1"),
        ("G5(1)(a)", "JALUX-1.3"),
        ("G6(1)(b)", "JALUX-3.6"),
        ("G9(2)(a)", "JALUX-5.1"),
        ("G7(3)", "JALUX-5.4"),
        ("G7(4)", "JALUX-5.6"),
        ("G13(2)(e)", "JALUX-6.1"),
        ("G13(1)(d)", "JALUX-7.1"),
        ("G13(1)(e)", "JALUX-8.1"),
        ("G13(1)(f)", "JALUX-8.2"),
        ("G49(1)", "JALUX-8.2"),
        ("G13(1)(f)", "JALUX-8.3"),
        ("G13(2)(a)", "JALUX-9.2"),
        ("G6(3)", "JALUX-9.4"),
        ("G13(2)(b)", "JALUX-10.1"),
        ("G13(2)(f)", "JALUX-10.1"),
        ("G12(2)", "JALUX-10.2"),
        ("G12(6)", "JALUX-10.3"),
        ("G12(2)", "JALUX-11.6"),
        ("G12(1)", "JALUX-11.11"),
    ],
)
def test_a_gap_is_noted_with_its_article(jalux: Policy, article: str, clause: str) -> None:
    assert [one for one in jalux.form.gaps if one.article == article and clause in one.about]
