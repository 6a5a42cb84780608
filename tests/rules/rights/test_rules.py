"""Pure rules of requests: fees, papers, outcomes, the next command."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.laws import queries as laws
from yakusoku.policy.form.rights import Fee
from yakusoku.rights import nexts, rules
from yakusoku.rights.rules import Channel, Outcome, Shown, State

DAY = date(2026, 11, 24)
FEE = Fee(
    amount_yen=1000, tax_percent=10, amount_incl_tax_yen=1100, per="request", clauses=("JC-D3.1",)
)  # fmt: skip


class Promise:
    """What `charge` asks of a right's promise."""

    def __init__(self, fee: Fee | None) -> None:
        self.fee = fee


@pytest.mark.parametrize(
    ("code", "fee", "yen"),
    [
        ("A-DISC", FEE, 1100),
        ("A-PURP", FEE, 1100),
        ("A-DISC", None, None),
        ("A-PURP", None, None),
        ("A-CORR", FEE, None),
        ("A-STOP1", FEE, None),
        ("A-STOPP", FEE, None),
        ("A-STOP5", FEE, None),
        ("A-EQV", FEE, None),
        ("A-CPL", FEE, None),
    ],
)
def test_a_fee_is_taken_only_where_it_is_published_and_lawful(code: str, fee: Any, yen: int | None) -> None:
    charge = rules.charge(laws.right(code, as_of=DAY), Promise(fee))  # type: ignore[arg-type]  # what it asks
    assert (charge.yen if charge else None) == yen


def test_a_charge_names_clause_article_and_tax() -> None:
    charge = rules.charge(laws.right("A-DISC", as_of=DAY), Promise(FEE))  # type: ignore[arg-type]  # what it asks
    assert charge is not None
    assert (charge.tax_yen, charge.tax_percent) == (100, 10)
    assert (charge.because.clause, charge.because.article) == ("JC-D3.1", "A38(1)")


PAPERS = [
    # document, accepted, day, why not
    ("qualification_certificate", {"qualification_certificate"}, DAY, None),
    ("qualification_certificate", {"passport"}, DAY, "does not accept"),
    ("insurance_card", {"insurance_card"}, date(2025, 12, 1), None),
    ("insurance_card", {"insurance_card"}, date(2025, 12, 2), "no longer valid"),
    ("insurance_card", set(), date(2025, 12, 2), "no longer valid"),
    ("driving_licence", {"driving_licence"}, DAY, None),
]


@pytest.mark.parametrize(("document", "accepted", "day", "wrong"), PAPERS)
def test_a_paper_is_taken_while_it_is_valid_and_accepted(
    document: str, accepted: set[str], day: date, wrong: str | None
) -> None:
    refused = rules.paper_refused(laws.document(document, as_of=day), accepted=accepted, as_of=day)
    assert (wrong in str(refused.reason)) if wrong and refused else (refused is None and wrong is None)


COPIES = [
    # document, named by the text, masked, not on it, address agrees, why not
    ("driving_licence", (), (), (), True, None),
    ("driving_licence", (), (), (), False, "the address on the document is not"),
    ("driving_licence", ("licence_number",), (), (), True, "not masked: licence_number"),
    ("driving_licence", ("licence_number",), ("licence_number",), (), True, None),
    ("driving_licence", ("licence_number",), (), ("licence_number",), True, None),
    ("driving_licence", ("insurer_number",), (), (), True, None),
    ("passport", (), (), (), True, None),
    ("passport", (), (), (), False, "shows no address"),
    ("my_number_card", (), (), (), True, "not masked: reverse_side"),
    ("my_number_card", (), (), ("reverse_side",), True, None),
    ("pension_book", (), (), (), True, "not masked: basic_pension_number"),
    ("pension_book", (), ("basic_pension_number", "face"), (), True, "no such parts: face"),
    ("seal_certificate", (), (), ("x",), True, "no such parts: x"),
]


@pytest.mark.parametrize(("document", "named", "masked", "absent", "agrees", "wrong"), COPIES)
def test_a_copy_suffices_when_all_is_masked_and_the_address_agrees(
    document: str, named: Any, masked: Any, absent: Any, agrees: bool, wrong: str | None
) -> None:
    paper = laws.document(document, as_of=DAY)
    refused = rules.copy_refused(paper, named=named, masked=masked, absent=absent, address_agrees=agrees)
    assert (wrong in str(refused.reason)) if wrong and refused else (refused is None and wrong is None)
    assert refused is None or refused.because.rule.startswith("rights.")


def shown(rows: int, fields: int = 0, *, whole: bool = False) -> Shown:
    return Shown(rows=rows, withheld_fields=fields, withheld_whole=whole)


@pytest.mark.parametrize(
    ("items", "outcome"),
    [
        ([], Outcome.NOT_HELD),
        ([shown(0), shown(0, whole=True)], Outcome.NOT_HELD),
        ([shown(1), shown(0)], Outcome.FULL),
        ([shown(1), shown(0, 2, whole=True)], Outcome.FULL),
        ([shown(1), shown(2, 1)], Outcome.PARTIAL),
        ([shown(1), shown(2, whole=True)], Outcome.PARTIAL),
        ([shown(1, whole=True), shown(0)], Outcome.REFUSED),
        ([shown(1, whole=True), shown(3, 2, whole=True)], Outcome.REFUSED),
    ],
)
def test_the_outcome_counts_only_what_is_held(items: list[Shown], outcome: Outcome) -> None:
    assert rules.outcome(items) is outcome


SHOWN = st.builds(
    Shown, rows=st.integers(0, 3), withheld_fields=st.integers(0, 3), withheld_whole=st.booleans()
)


@given(st.lists(SHOWN), SHOWN)
def test_withholding_more_never_shows_more(items: list[Shown], more: Shown) -> None:
    order = [Outcome.FULL, Outcome.PARTIAL, Outcome.REFUSED]
    before = rules.outcome([*items, shown(1)])
    after = rules.outcome([*items, Shown(rows=1, withheld_fields=more.withheld_fields, withheld_whole=True)])
    assert order.index(after) >= order.index(before)


@given(st.lists(SHOWN))
def test_the_outcome_does_not_depend_on_the_order(items: list[Shown]) -> None:
    assert rules.outcome(items) is rules.outcome(items[::-1])


def test_every_state_channel_and_outcome_has_its_words_in_both_languages() -> None:
    for code in (*State, *Channel, *Outcome):
        english, japanese = code.says.say("en"), code.says.say("ja")
        assert english != japanese
        assert not japanese.isascii()


class TestNextCommand:
    @pytest.mark.parametrize("state", State)
    def test_every_open_state_has_one_and_no_other(self, state: State) -> None:
        found = nexts.command(nexts.Standing(request="req_1", state=state, yen=1100))
        assert found.startswith("yakusoku ") == (state in rules.OPEN)
        assert "{" not in found

    @pytest.mark.parametrize(
        ("standing", "command"),
        [
            ({"state": State.READY}, "rights candidates req_1"),
            ({"state": State.READY, "linked": True}, "rights search req_1"),
            ({"state": State.REVIEW, "unreviewed": "a.b"}, "rights review req_1 --section a.b"),
            ({"state": State.REVIEW}, "rights prepare req_1"),
            ({"state": State.SEARCHING}, "work drain"),
            ({"state": State.SEARCHING, "stuck": True}, "rights resume req_1"),
            ({"state": State.APPROVED, "stuck": True}, "rights resume req_1"),
            ({"state": State.EXECUTED}, "rights package req_1"),
            ({"state": State.EXECUTED, "opened": True}, "rights dispatch req_1"),
            ({"state": State.NEED_FEE, "yen": 1100}, "rights fee req_1 --yen 1100"),
        ],
    )
    def test_it_is_the_one_that_is_needed(self, standing: dict[str, Any], command: str) -> None:
        found = nexts.command(nexts.Standing(request="req_1", **standing))
        assert found.startswith(f"yakusoku {command}")
