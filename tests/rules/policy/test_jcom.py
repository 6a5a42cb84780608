"""J:COM's policy as data: complete in its clauses, exact in its facts, honest in its gaps."""

from __future__ import annotations

import tomllib
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
    assert jcom.form.entrustments["all"].supervised is None
    assert jcom.form.audits["audit"].often is None
    assert jcom.form.pages["insurers"].url is None
    assert jcom.form.controller.contacts["insurance"].telephone is None
    assert jcom.form.anonymized["providing"].moment == "not_said"
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
        "vague-purpose",
        "norm-replaced",
        "open-list",
        "desk-out-of-reach",
        "page-without-address",
        "payment-not-published",
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


def test_every_clause_is_encoded(jcom: Policy) -> None:
    assert jcom.not_encoded == ()
    assert (len(jcom.clauses), len(jcom.headings)) == (130, 12)


def test_the_text_has_no_heading_2_and_so_nobody_is_named_for_joint_use(jcom: Policy) -> None:
    assert jcom.form.joint_use["group"].with_ == ()
    assert "A27(5)(iii)" in {gap.article for gap in jcom.form.gaps if "JC-S3.0" in gap.about}


def test_joint_use_has_the_fourteen_purposes_of_the_text(jcom: Policy) -> None:
    assert [jcom.purposes[name].clauses for name in JOINT_PURPOSES] == [
        (f"JC-S3.{number}",) for number in range(1, 15)
    ]
    assert {jcom.purposes[name].by for name in JOINT_PURPOSES} == {("joint_user",)}


def test_special_care_data_are_handled_in_the_eight_cases_of_the_text_only(jcom: Policy) -> None:
    cases = jcom.form.special_care

    assert [(one.code, one.clauses) for one in cases.values()] == [
        (str(number), (f"JC-I2.{number}",)) for number in range(1, 9)
    ]


def test_the_open_lists_are_those_of_the_text(jcom: Policy) -> None:
    read = [one.read for one in check(jcom, as_of=TODAY) if one.kind == "policy.open-list"]

    assert read == ["insurance-special-care", "places-and-postal-codes", "group"]


@pytest.mark.parametrize(
    ("clause", "article"),
    [
        ("JC-A3.0", "A17(1)"),
        ("JC-A4.6", "A17(1)"),
        ("JC-D1.2", "O12(i)"),
        ("JC-R1.1", "A57(1)"),
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
