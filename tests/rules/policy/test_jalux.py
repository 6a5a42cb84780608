"""JALUX's notice under the GDPR as data: each fact of the text, by the clause that states it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.policy.along import along, cited, named
from tests.rules.policy.facts_jalux import BASES, FACTS, NOT_SAID, PURPOSES, SAID_BY_THE_WHOLE
from tests.rules.policy.kept_jalux import KEPT_BY, SPECIAL_CATEGORIES, USES
from tests.rules.policy.test_examples import TODAY, latest
from yakusoku.policy.checks import check
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.queries import Policy
from yakusoku.terms.findings import Severity


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
    assert jalux.form.restrictions["sensitive-data"].fields == SPECIAL_CATEGORIES


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
