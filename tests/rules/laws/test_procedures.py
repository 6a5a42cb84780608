"""Fees and identity under the two laws."""

from __future__ import annotations

from datetime import date

import pytest

from yakusoku.laws import procedures, queries

TODAY = date(2026, 11, 23)
FREE_OF_ALL = {
    "A-CORR",
    "A-STOP1",
    "A-STOPP",
    "A-STOP5",
    "A-EQV",
    "A-OPT",
    "A-CPL",
    "G-WDR",
    "G-SAF",
    "G-CPL",
}
IN_CASES = {"G-REC", "G-ERA", "G-RES", "G-POR", "G-OBJ", "G-ADM"}


def test_only_three_rights_of_the_act_may_cost_something() -> None:
    allowed = {code for code in queries.right_codes() if procedures.fee(code, as_of=TODAY).rule == "allowed"}

    assert allowed == {"A-PURP", "A-DISC", "A-REC"}


@pytest.mark.parametrize("code", sorted(FREE_OF_ALL))
def test_no_case_lets_a_fee_be_asked_for_these(code: str) -> None:
    fee = procedures.fee(code, as_of=TODAY)

    assert (fee.rule, fee.cases) == ("forbidden", ())
    assert fee.because.article


@pytest.mark.parametrize("code", sorted(IN_CASES))
def test_under_the_gdpr_only_unfounded_or_excessive_requests_may_cost_something(code: str) -> None:
    fee = procedures.fee(code, as_of=TODAY)

    assert fee.rule == "only_in_cases"
    assert [case.code for case in fee.cases] == ["manifestly_unfounded", "excessive"]


def test_further_copies_may_cost_something_only_for_access() -> None:
    cases = procedures.fee("G-ACC", as_of=TODAY).cases

    assert [case.code for case in cases] == ["manifestly_unfounded", "excessive", "further_copies"]


def test_every_right_is_in_one_of_the_three() -> None:
    assert FREE_OF_ALL | IN_CASES | {"A-PURP", "A-DISC", "A-REC", "G-ACC"} == queries.right_codes()


def test_a_fee_under_the_act_is_published_and_reasonable() -> None:
    rules = procedures.fee_rules("appi", as_of=TODAY)

    assert {point.code: point.article for point in rules.value.points} == {
        "chargeable": "A38(1)",
        "reasonable": "A38(2)",
        "published": "A32(1)(iii)",
        "collected_as_published": "O12(iv)",
    }


def test_the_gdpr_asks_for_more_only_on_reasonable_doubt() -> None:
    assert procedures.identity_rules("appi", as_of=TODAY).value.rule == "as_published"
    assert procedures.identity_rules("gdpr", as_of=TODAY).value.rule == "reasonable_doubt"


def test_papers_that_prove_are_papers_that_we_know() -> None:
    shown = [paper for way in procedures.proofs(as_of=TODAY) for paper in way.value.documents]
    kinds = [way.value for way in procedures.authority_proofs(as_of=TODAY)]
    authority = [
        paper for one in kinds for paper in (*one.documents, *one.joint_documents, *one.own_documents)
    ]
    addresses = {
        code for code in queries.document_codes() if queries.document(code, as_of=TODAY).kind == "address"
    }

    assert {*shown, *authority, *addresses} == queries.document_codes() - {
        "insurance_card"  # ended; the qualification certificate took its place
    }


def test_a_kind_of_representative_is_one_that_the_right_knows() -> None:
    asked_by = {code: queries.right(code, as_of=TODAY).asked_by for code in ("A-DISC", "G-ACC")}
    for way in procedures.authority_proofs(as_of=TODAY):
        assert all(way.value.through in known for known in asked_by.values())


AGES = [
    # born, years, on, reached
    (date(2008, 11, 23), 18, date(2026, 11, 22), False),
    (date(2008, 11, 23), 18, date(2026, 11, 23), True),
    (date(2008, 2, 29), 18, date(2026, 2, 28), False),
    (date(2008, 2, 29), 18, date(2026, 3, 1), True),
    (date(2011, 5, 20), 15, date(2026, 5, 20), True),
    (date(2011, 5, 20), 16, date(2026, 11, 30), False),
]


@pytest.mark.parametrize(("born", "years", "on", "reached"), AGES)
def test_an_age_is_reached_on_the_birthday(born: date, years: int, on: date, reached: bool) -> None:
    assert procedures.has_reached(born, years, on=on) is reached


FRESH = [
    # law, issued, months, last day on which it is not too old
    ("appi", date(2026, 8, 23), 3, date(2026, 11, 23)),
    ("gdpr", date(2026, 8, 23), 3, date(2026, 11, 23)),
    ("appi", date(2026, 2, 28), 3, date(2026, 5, 31)),
    ("gdpr", date(2026, 2, 28), 3, date(2026, 5, 28)),
    ("appi", date(2025, 11, 30), 3, date(2026, 2, 28)),
    ("gdpr", date(2025, 11, 30), 3, date(2026, 2, 28)),
]


@pytest.mark.parametrize(("law", "issued", "months", "last"), FRESH)
def test_the_months_of_a_paper_are_counted_as_its_law_counts(
    law: procedures.LawCode, issued: date, months: int, last: date
) -> None:
    assert procedures.fresh_until(law, issued, months) == last


def test_a_minor_judges_alone_at_fifteen_and_under_the_gdpr_at_sixteen() -> None:
    ages = {law: procedures.ages(law, as_of=TODAY).value for law in ("appi", "gdpr")}
    assert {law: (one.judges.years, one.majority) for law, one in ages.items()} == {
        "appi": (15, 18),
        "gdpr": (16, 18),
    }


def test_authority_is_proven_by_a_paper_of_authority_or_address() -> None:
    for way in procedures.authority_proofs(as_of=TODAY):
        kinds = {queries.document(code, as_of=TODAY).kind for code in way.value.documents}
        assert "authority" in kinds
