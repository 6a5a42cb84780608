"""J:COM's policy as data: complete in its clauses, exact in its facts, honest in its gaps."""

# Long because one table holds the facts of one text, read beside it.
from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from tests.common import golden
from tests.rules.policy.planted import REAL
from tests.rules.policy.test_examples import CLAUSES
from yakusoku.policy import controls, queries
from yakusoku.policy.checks import check
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity
from yakusoku.terms.telling import tell_all

TODAY = date(2026, 11, 23)
ALL_CLAUSES = list(CLAUSES["jcom"])

SPECIAL = (
    "jp.special_care.race",
    "jp.special_care.creed",
    "jp.finance_sensitive.family_origin",
    "jp.finance_sensitive.registered_domicile",
    "jp.finance_sensitive.health_care",
)
BELONGING = (
    "user.demographic.political_opinion",
    "user.demographic.religious_belief",
    "jp.special_care.creed",
    "jp.finance_sensitive.union_membership",
)
TEMPLATE = ("jp.identification_code.biometric_template",)
ALL_ACTS, OWN_ACTS = ("acquire", "use", "provide"), ("acquire", "use")

# the eight cases of the insurance agency, in the order of the text: name, data, acts, what must be there
CASES = (
    ("business-with-consent", SPECIAL, ALL_ACTS, ("consent", "need_recorded")),
    ("inheritance-payments", SPECIAL, ALL_ACTS, ("claim_case", "inheritance_case")),
    ("premium-collection", BELONGING, ALL_ACTS, ("premium_collection",)),
    ("by-law", SPECIAL, OWN_ACTS, ("law_citation",)),
    ("life-and-property", SPECIAL, OWN_ACTS, ("need_recorded",)),
    ("public-health", SPECIAL, OWN_ACTS, ("need_recorded",)),
    ("tasks-of-state", SPECIAL, OWN_ACTS, ("authority_request",)),
    ("biometric-identity", TEMPLATE, OWN_ACTS, ("consent", "biometric_check")),
)

# the fourteen purposes of joint users, in the order of the text
JOINT_PURPOSES = (
    "joint-membership",
    "joint-downloads",
    "joint-billing",
    "joint-prizes",
    "joint-rewards",
    "joint-publications",
    "joint-surveys-events",
    "joint-usage",
    "joint-inquiries",
    "joint-promotion",
    "joint-research",
    "joint-recommendations",
    "joint-terms",
    "joint-statistics",
)
JOINT_ITEMS = (
    "user.name",
    "user.contact.address",
    "jp.address",
    "user.contact.phone_number",
    "user.demographic.gender",
    "user.demographic.date_of_birth",
    "user.contact.email",
    "jp.usage_history",
    "jp.inquiry",
    "jp.viewing_history",
    "jp.billing.payment",
)
INSURER = "J:COM Small Amount and Short Term Insurance Co., Ltd."
ADDRESS = "Marunouchi Trust Tower N, 1-8-1 Marunouchi, Chiyoda-ku, Tokyo"
STANDARD = ("JC-P0.4", "JC-A1.3", "JC-A4.5", "JC-X0.2")

# clause, where the fact stands, the fact
FACTS: tuple[tuple[str, str, object], ...] = (
    ("JC-P0.4", "governance.system.sort", "system"),
    ("JC-P1.1", "governance.strict-handling.covers", ("acquire", "use", "provide", "store")),
    ("JC-P3.1", "governance.person-in-charge.sort", "responsibility"),
    ("JC-P3.1", "security.no-leak.against", ("leak",)),
    ("JC-P3.2", "security.threats.against", ("unauthorized_access", "loss", "damage", "alteration", "leak")),
    ("JC-P3.3", "improvement.correction.speed", "promptly"),
    ("JC-P6.1", "complaints.handling.about", "handling"),
    ("JC-P7.1", "improvement.system.triggers", ("situation_change",)),
    ("JC-P8.1", "incidents.telling-customers.to", ("persons",)),
    ("JC-P8.1", "incidents.telling-customers.speed", "promptly"),
    ("JC-A1.1", "entrusted.from-bureau.sender.companies", ("service-bureau",)),
    ("JC-A1.1", "entrusted.from-program-providers.sender.names.en", "Program providers"),
    ("JC-A1.1", "entrusted.from-carriers.sender.names.en", "Telecommunications carriers"),
    ("JC-A1.1", "entrusted.from-builders.sender.names.en", "Construction companies"),
    ("JC-A1.1", "entrusted.from-bureau.within", ("need",)),
    ("JC-A1.2", "norms.act.number.en", "Act No. 57 of 2003"),
    ("JC-A1.2", "norms.basic-policy-of-state.issued", date(2004, 4, 2)),
    ("JC-A1.2", "norms.broadcasting-notice.number.ja", "平成16年総務省告示第696号"),
    ("JC-A1.2", "norms.telecommunications-notice.number.ja", "平成16年総務省告示第695号"),
    ("JC-A1.3", "norms.jis.clauses", STANDARD),
    ("JC-A1.4", "norms.sarc-guideline.body", "sarc"),
    ("JC-A4.2", "purposes.group-surveys.by", ("controller", "group_company")),
    ("JC-A4.3", "items.survey.only_needed", True),
    ("JC-A4.4", "sources.published.origin", ("public",)),
    ("JC-A4.4", "sources.met-in-business.origin", ("observed",)),
    ("JC-A4.4", "sources.outside-firms.origin", ("third_party",)),
    ("JC-A4.6", "sources.outside-firms.purposes", ("promotion", "membership-service")),
    ("JC-T1.2", "provisions.mailings-for-others.ground", ("consent",)),
    ("JC-T1.3", "provisions.asked-of-others.requires", ("request_of_person",)),
    ("JC-T1.3", "provisions.events-of-others.requires", ("entry_of_person",)),
    ("JC-T1.4", "provisions.by-law.article", "A27(1)(i)"),
    ("JC-T1.4", "provisions.by-law.requires", ("law_citation",)),
    ("JC-T1.4", "provisions.by-terms.ground", ("contract_terms",)),
    ("JC-T1.4", "provisions.protecting-customers.ground", ("life_property",)),
    ("JC-T1.4", "provisions.protecting-customers.requires", ("need_recorded",)),
    ("JC-T2.1", "entrustments.all.to.kind", "any"),
    ("JC-T2.2", "entrustments.all.contract", ("leak_prevention",)),
    ("JC-T2.2", "entrustments.all.supervised", None),
    ("JC-T3.1", "entrusted.from-others.within", ("contract",)),
    ("JC-S1.1", "joint_use.group.scope.en", "J:COM Group companies"),
    ("JC-S1.1", "joint_use.group.only_needed", True),
    ("JC-S2.1", "joint_use.group.fields", JOINT_ITEMS),
    ("JC-S2.1", "joint_use.group.excludes", ("communication_secrecy",)),
    ("JC-S3.0", "joint_use.group.with_", ()),  # heading 2, which lists them, is not in the text
    ("JC-S3.0", "joint_use.group.purposes", JOINT_PURPOSES),
    ("JC-S3.12", "purposes.joint-recommendations.marketing", ("screen",)),
    ("JC-S3.13", "purposes.joint-terms.uses", ()),
    ("JC-S3.14", "purposes.joint-statistics.identifiable", False),
    ("JC-S4.1", "joint_use.group.channels", ("form", "internet", "post")),
    ("JC-S5.1", "joint_use.group.responsible.name.name.en", "JCOM Co., Ltd."),
    ("JC-S5.1", "joint_use.group.responsible.name.role.ja", "個人情報保護管理者"),
    ("JC-S5.2", "joint_use.group.responsible.address.en", ADDRESS),
    ("JC-S5.3", "joint_use.group.responsible.representative.name.ja", "岩木 陽一"),
    ("JC-M1.1", "security.strict-measures.against", ("loss", "misuse", "alteration")),
    ("JC-M1.2", "security.safe-environment.triggers", ("technology_change",)),
    ("JC-R1.1", "press.reporting-and-writing.acts", ("press", "writing")),
    ("JC-R1.2", "press.reporting-and-writing.still", ("proper_handling", "security", "complaints")),
    ("JC-R1.2", "complaints.press.about", "press"),
    ("JC-X0.3", "security.data-to-be.against", ("leak",)),
    ("JC-X2.1", "governance.handling-rules.covers", ("method", "persons", "roles")),
    ("JC-X3.2", "incidents.report-line.to", ("manager",)),
    ("JC-X3.3", "audits.inspection.often", "regularly"),
    ("JC-X3.3", "audits.audit.often", None),
    ("JC-X4.1", "security.entry.whom", ("all", "third_party")),
    ("JC-X4.2", "security.locks.means", ("locked_storage",)),
    ("JC-X4.3", "security.access.means", ("access_control",)),
    ("JC-X4.4", "security.malware.means", ("anti_virus", "anti_malware", "monitoring")),
    ("JC-X5.1", "training.employees.often", "regularly"),
    ("JC-I1.1", "entrusted.from-insurers.within", ("need",)),
    ("JC-I1.2", "pages.insurers.url", None),
    ("JC-I1.3", "controller.contacts.insurance.name.en", INSURER),
    ("JC-I1.3", "controller.contacts.insurance.telephone", None),
    ("JC-I2.0", "definitions.insurance-special-care.fields", SPECIAL),
    ("JC-N1.1", "anonymized.making.prevents", ("identification", "restoration")),
    ("JC-N2.1", "anonymized.publishing.publishes", ("items",)),
    ("JC-N3.1", "anonymized.providing.publishes", ("items", "method")),
    ("JC-N3.1", "anonymized.providing.tells_recipient", True),
    ("JC-N3.1", "anonymized.providing.moment", "not_said"),
)


@pytest.fixture(scope="module")
def jcom() -> Policy:
    """J:COM's version of 1 April 2020."""
    policy, findings = queries.read_one(REAL, "jcom/policies/2020-04-01.yaml")
    assert findings == []
    assert policy is not None
    return policy


def test_what_a_disclosure_needs_is_encoded(jcom: Policy) -> None:
    needed = [
        clause
        for clause in ALL_CLAUSES
        if clause.startswith(("JC-D", "JC-C1.", "JC-Q", "JC-A2.", "JC-A3.", "JC-P9.", "JC-O"))
    ]

    assert {*needed, "JC-P11.1", "JC-A4.1", "JC-X3.1", "JC-T1.1"} <= {*jcom.clauses, *jcom.headings}


def test_nothing_in_it_is_an_error(jcom: Policy) -> None:
    assert [found for found in check(jcom, as_of=TODAY) if found.severity is Severity.ERROR] == []


def test_every_encoded_clause_has_a_control_whose_evidence_can_be_asked_for(jcom: Policy) -> None:
    assert [clause for clause, body in jcom.clauses.items() if not body.kept_by] == []


def test_the_company_is_named_as_published(jcom: Policy) -> None:
    company = jcom.controller
    manager = company.roles["manager"].title

    assert company.address is not None
    assert company.representative is not None
    assert manager is not None
    assert company.name.say("ja") == "JCOM株式会社"
    assert company.address.en == "Marunouchi Trust Tower N, 1-8-1 Marunouchi, Chiyoda-ku, Tokyo"
    assert company.representative.name.en == "Yoichi Iwaki"
    assert company.representative.say("ja") == "代表取締役社長 岩木 陽一"
    assert manager.en == "General Manager of the Risk Management Department"


def test_the_desk_answers_every_day_from_nine_to_six(jcom: Policy) -> None:
    desk = jcom.desk("disclosure")

    assert desk.name.en == "J:COM Customer Center"
    assert desk.telephone == "0120-999-000"
    assert desk.hours is not None
    assert (desk.hours.opens, desk.hours.closes, desk.hours.days) == (time(9), time(18), "every_day")


def test_the_dates_are_those_of_the_text(jcom: Policy) -> None:
    assert jcom.form.publication.enacted == date(2004, 12, 1)
    assert jcom.form.publication.revised == date(2020, 4, 1)
    assert jcom.published_from == date(2020, 4, 1)


@pytest.mark.parametrize("right", ["disclosure", "purpose_notice"])
def test_a_fee_of_1100_yen_is_published_for_two_rights(jcom: Policy, right: str) -> None:
    fee = jcom.rights[right].fee

    assert fee is not None
    assert (fee.amount_yen, fee.tax_percent, fee.amount_incl_tax_yen, fee.per) == (1000, 10, 1100, "request")
    assert fee.clauses == ("JC-D3.1",)


def test_correction_is_free(jcom: Policy) -> None:
    assert jcom.rights["correction"].fee is None


def test_each_paper_is_accepted_by_its_own_clause(jcom: Policy) -> None:
    accepted = jcom.rights["disclosure"].documents("post")

    assert accepted["driving_licence"] == ("JC-D2.2",)
    assert accepted["insurance_card"] == ("JC-D2.3",)
    assert accepted["passport"] == ("JC-D2.4",)
    assert accepted["qualification_certificate"] == ("JC-D2.5",)
    assert "family_register" not in accepted
    assert jcom.rights["disclosure"].masks("insurance_card") == (
        "insurer_number",
        "insured_symbol",
        "insured_number",
    )


def test_grounds_and_reasons_cite_their_clauses(jcom: Policy) -> None:
    promise = jcom.rights["disclosure"]

    assert promise.law_codes == ("A-DISC",)
    assert promise.grounds == {"DISC-1": "JC-D1.4", "DISC-2": "JC-D1.5", "DISC-3": "JC-D1.6"}
    assert promise.reasons_on_refusal == "JC-D1.3"


def test_what_is_not_published_is_not_invented(jcom: Policy) -> None:
    promise = jcom.rights["disclosure"]

    assert promise.target_days is None
    assert promise.default_items is None
    assert promise.form.methods is None
    assert promise.methods == ("electronic", "paper")  # what the law lets the person choose


def test_the_seven_purposes_cite_their_clauses(jcom: Policy) -> None:
    cited = {clause for purpose in jcom.purposes.values() for clause in purpose.clauses}

    assert {f"JC-A3.{number}" for number in range(1, 8)} <= cited
    assert [name for name, purpose in jcom.purposes.items() if purpose.retained] == [
        "prizes",
        "publications",
        "surveys-events",
    ]


def test_the_authorized_body_stands_with_its_address(jcom: Policy) -> None:
    body = jcom.controller.bodies["sarc"]

    assert body.url == "http://www.sarc.or.jp/hogo/kaiketu.html"
    assert body.ask_first == "customer-center"


def test_a_citation_leads_to_the_line_that_cites(jcom: Policy) -> None:
    paths = {clause: path for path, clause in citations(jcom.form)}

    assert jcom.document.at(paths["JC-D2.4"]) == "JC-D2.4"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_gaps_are_told(jcom: Policy, language: str) -> None:
    golden.check(f"policy/jcom-gaps.{language}.txt", tell_all(check(jcom, as_of=TODAY), language))


@pytest.mark.parametrize(
    "kind",
    [
        "representatives-not-mentioned",
        "document-ended",
        "zone-not-masked",
        "ground-wider-than-law",
        "catch-all-purpose",
        "right-not-described",
        "older-than-the-law",
        "period-without-length",
        "methods-not-published",
    ],
)
def test_a_gap_is_found(jcom: Policy, kind: str) -> None:
    assert f"policy.{kind}" in {
        found.kind for found in check(jcom, as_of=TODAY) if found.severity is Severity.GAP
    }


def test_the_insurance_card_is_no_gap_while_it_was_valid(jcom: Policy) -> None:
    kinds = {found.kind for found in check(jcom, as_of=date(2025, 12, 1))}

    assert "policy.document-ended" not in kinds


def test_controls_have_owners_that_are_named() -> None:
    data = tomllib.loads(
        (Path(controls.__file__).parent / "data" / "controls.toml").read_text(encoding="utf-8")
    )

    assert {one["owner"] for one in data["control"].values()} <= set(data["owner"])
    assert controls.known()["rights.fee"].owner.name.ja == "個人情報相談窓口責任者"


def _along(policy: Policy, path: str) -> Iterator[object]:
    """Yield each thing on the way to a fact, the fact last."""
    here: object = policy.form
    for step in path.split("."):
        here = here[step] if isinstance(here, dict) else getattr(here, step)
        yield here


def test_every_clause_is_encoded(jcom: Policy) -> None:
    assert jcom.not_encoded == ()
    assert (len(jcom.clauses), len(jcom.headings)) == (130, 12)


@pytest.mark.parametrize(("clause", "path", "fact"), FACTS)
def test_a_fact_stands_as_published_and_cites_its_clause(
    jcom: Policy, clause: str, path: str, fact: object
) -> None:
    way = list(_along(jcom, path))
    cited = {one for step in way for one in getattr(step, "clauses", ()) if isinstance(one, str)}

    assert way[-1] == fact
    assert clause in cited


def test_joint_use_has_the_fourteen_purposes_of_the_text(jcom: Policy) -> None:
    assert [jcom.purposes[name].clauses for name in JOINT_PURPOSES] == [
        (f"JC-S3.{number}",) for number in range(1, 15)
    ]
    assert {jcom.purposes[name].by for name in JOINT_PURPOSES} == {("joint_user",)}


def test_special_care_data_are_handled_in_the_eight_cases_of_the_text_only(jcom: Policy) -> None:
    cases = jcom.form.special_care

    assert tuple((name, one.fields, one.acts, one.requires) for name, one in cases.items()) == CASES
    assert [(one.code, one.clauses) for one in cases.values()] == [
        (str(number), (f"JC-I2.{number}",)) for number in range(1, 9)
    ]
    assert {one.purposes for one in cases.values()} == {("insurance-agency",)}


def test_a_change_of_joint_use_is_posted_or_told_beforehand(jcom: Policy) -> None:
    (change,) = jcom.form.publication.changes

    assert (change.about, change.how, change.moment) == ("joint_use", ("posted", "notified"), "before")
    assert change.clauses == ("JC-S1.2", "JC-S1.3")


def test_the_open_lists_are_those_of_the_text(jcom: Policy) -> None:
    read = [one.read for one in check(jcom, as_of=TODAY) if one.kind == "policy.open-list"]

    assert read == ["insurance-special-care", "group"]


@pytest.mark.parametrize(
    ("clause", "article"),
    [
        ("JC-P8.1", "A26"),
        ("JC-T2.1", "A25"),
        ("JC-S1.3", "A27(6)"),
        ("JC-S3.12", "BRO42(1)"),
        ("JC-I2.5", "A20(2)(ii)"),
        ("JC-I2.7", "A20(2)(iv)"),
        ("JC-N3.1", "A43(4)"),
    ],
)
def test_where_the_text_says_less_than_the_law_a_gap_names_the_article(
    jcom: Policy, clause: str, article: str
) -> None:
    assert article in {gap.article for gap in jcom.form.gaps if clause in gap.about}
