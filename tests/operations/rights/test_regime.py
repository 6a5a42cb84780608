"""Which laws apply: decided where the text follows several, and the law that is stricter on the company wins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.operations.rights.changing import under_gdpr
from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.cases import UnableToMove
from yakusoku.rights.operations.triage import UnableToTriage
from yakusoku.rights.regime import UnableToDecideRegime
from yakusoku.rights.rules import State
from yakusoku.vault import operations as vault


def test_where_the_text_follows_one_law_nothing_has_to_be_decided(at: At) -> None:
    desk = at("received")
    found = queries.regime_of(desk.request)
    assert (found.laws, found.open) == (("appi",), False)
    assert desk.triage() == State.NEED_ID
    assert desk.row.due_on is None


def test_where_the_text_follows_several_triage_waits_for_the_decision(at: At) -> None:
    desk = at("received")
    under_gdpr(desk)
    assert queries.request(desk.request).next_step.startswith("yakusoku rights regime")
    with pytest.raises(UnableToDecideRegime, match=r"several laws: appi, gdpr\. Decide first"):
        desk.triage()
    assert desk.state == State.RECEIVED
    assert desk.regime() == ("appi", "gdpr")
    assert desk.triage() == State.NEED_ID


def test_where_both_apply_both_days_run_and_no_fee_is_taken(at: At) -> None:
    desk = at("received")
    under_gdpr(desk)
    desk.regime()
    desk.triage()
    row = desk.row
    assert row.suit_open_on == row.received_on + timedelta(days=15)
    assert row.due_on == date(2026, 12, 2)
    assert queries.fee_of(desk.request) is None
    assert desk.facts("rights:request:triaged")["yen"] == 0
    days = queries.clocks_of(desk.request).days
    assert [(one.what, one.on) for one in days] == [("suit", date(2026, 11, 17)), ("law", date(2026, 12, 2))]


def test_where_only_the_act_applies_its_fee_is_taken_and_no_month_runs(at: At) -> None:
    desk = at("received")
    under_gdpr(desk)
    assert desk.regime("appi-company") == ("appi",)
    desk.triage()
    assert desk.row.due_on is None
    assert queries.fee_of(desk.request) is not None


def test_a_right_of_a_law_that_does_not_apply_is_refused(at: At) -> None:
    desk = at("received")
    under_gdpr(desk)
    desk.regime("gdpr-offer", "gdpr-establishment")
    with pytest.raises(UnableToTriage, match="A-DISC is of a law that does not apply to this request"):
        desk.triage()


def test_the_decision_is_recorded_with_its_scopes_and_a_sealed_reason(at: At) -> None:
    desk = at("received")
    under_gdpr(desk)
    desk.regime(country="DE")
    assert desk.facts("rights:regime:decided") == {"law": "appi-gdpr", "scopes": 2}
    found = queries.regime_of(desk.request)
    assert (found.scopes, found.country, found.decided) == (("appi-company", "gdpr-offer"), "DE", True)
    sealed = bytes(desk.row.regime.reason)
    assert "ドイツ".encode() not in sealed
    assert vault.unseal(case_id=desk.request, label="regime", sealed=sealed).decode().startswith("ドイツ在住")


def test_a_later_decision_replaces_an_earlier_one_until_the_request_is_assigned(at: At) -> None:
    desk = at("received")
    under_gdpr(desk)
    desk.regime("appi-company")
    desk.regime()
    assert queries.regime_of(desk.request).laws == ("appi", "gdpr")
    assert desk.tags().count("rights:regime:decided") == 2
    desk.triage()
    with pytest.raises(UnableToMove):
        desk.regime("appi-company")


@pytest.mark.parametrize(
    ("scopes", "more", "wrong"),
    [
        (("appi-company",), {"reason": "  "}, "a reason is missing"),
        (("the-moon",), {}, "for which known reason"),
        (("appi-company",), {"country": "DE"}, "DE is no state whose holidays count"),
        (("gdpr-offer",), {"country": "JP"}, "JP is no state whose holidays count"),
    ],
)
def test_a_decision_without_what_it_rests_on_is_refused(
    at: At, scopes: tuple[str, ...], more: dict[str, str], wrong: str
) -> None:
    desk = at("received")
    under_gdpr(desk)
    with pytest.raises(UnableToDecideRegime, match=wrong):
        desk.regime(*scopes, **more)
    assert "rights:regime:decided" not in desk.tags()


def test_a_law_that_the_text_does_not_follow_is_not_decided_for(at: At) -> None:
    desk = at("received")
    with pytest.raises(UnableToDecideRegime, match=r"does not follow gdpr\. It follows appi"):
        desk.regime("gdpr-offer")
