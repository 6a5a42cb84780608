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
    ways = [*procedures.proofs(as_of=TODAY), *procedures.authority_proofs(as_of=TODAY)]

    assert {paper for way in ways for paper in way.value.documents} == queries.document_codes() - {
        "insurance_card"  # ended; the qualification certificate took its place
    }


def test_authority_is_proven_by_a_paper_of_authority_or_address() -> None:
    for way in procedures.authority_proofs(as_of=TODAY):
        kinds = {queries.document(code, as_of=TODAY).kind for code in way.value.documents}
        assert "authority" in kinds
