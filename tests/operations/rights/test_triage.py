"""Triage: a right that the policy promises, by a way it gives, with the fee that is published and lawful."""

from __future__ import annotations

from typing import Any

import pytest

from tests.operations.rights.stages import At
from yakusoku.rights import cases, queries
from yakusoku.rights.cases import UnableToJudge
from yakusoku.rights.models import Fee
from yakusoku.rights.operations.triage import UnableToTriage
from yakusoku.rights.rules import Measure, State
from yakusoku.terms.errors import UnableTo

FEE = (
    "    fee: {amount_yen: 1000, tax_percent: 10, amount_incl_tax_yen: 1100, per: request, due: when_billed,"
    " clauses: [JC-D3.1]}\n"
)


def test_the_published_fee_is_asked_for_in_the_same_deed(at: At) -> None:
    desk = at("received")
    assert desk.triage() == State.NEED_ID
    fee = queries.fee_of(desk.request)
    assert fee is not None
    assert (fee.yen, fee.tax_yen, fee.clause, fee.receipt) == (1100, 100, "JC-D3.1", None)
    assert desk.facts("rights:request:triaged")["yen"] == 1100
    assert (desk.row.right, desk.row.law, desk.row.method) == ("A-DISC", "appi", "paper")


def test_where_no_fee_is_published_none_is_asked_for(at: At) -> None:
    desk = at("received")
    desk.policy(FEE, "")
    desk.triage()
    assert queries.fee_of(desk.request) is None
    assert desk.facts("rights:request:triaged")["yen"] == 0


def test_a_promised_day_is_noted_and_an_unpromised_one_is_not_made_up(at: At) -> None:
    desk = at("received")
    desk.triage()
    assert desk.row.target_on is None
    assert "target" not in desk.facts("rights:request:triaged")


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"right": "G-ERA"}, r"names no right G-ERA\. It names: A-CORR, A-DISC, A-PURP"),
        ({"right": "disclosure"}, "names no right disclosure"),
        ({"right": "A-CORR"}, "what is to be corrected is missing"),
        ({"right": "A-STOP5"}, r"A-STOP5 is asked for in another way\. .*restrict, erase, stop_provision"),
        ({"right": "A-DISC", "measure": Measure.ERASE}, "A-DISC is asked for in another way"),
        ({"right": "A-STOPP", "law_case": "STOP5-a"}, "STOP5-a is no case of A-STOPP"),
        ({"method": "telegram"}, r"not given as telegram\. Choose one of: electronic, paper"),
    ],
)
def test_what_cannot_be_answered_so_is_refused_and_waits_with_its_clock_running(
    at: At, more: dict[str, Any], wrong: str
) -> None:
    desk = at("received")
    with pytest.raises(UnableToTriage, match=wrong):
        desk.triage(**more)
    assert desk.state == State.RECEIVED
    assert not Fee.objects.exists()


def test_a_policy_that_cannot_be_read_makes_the_request_wait(at: At) -> None:
    desk = at("received")
    desk.policy("published_from: 2020-04-01", "published_from: yesterday")
    with pytest.raises(UnableTo, match="yakusoku check"):
        desk.triage()
    assert desk.state == State.RECEIVED


def test_a_policy_changed_after_triage_judges_nobody(at: At) -> None:
    desk = at("need_id")
    desk.policy("JC-D1.4", "JC-D1.5")
    with pytest.raises(
        UnableToJudge, match="in force on 2026-11-02 was changed after the request was assigned"
    ):
        desk.identify()
    desk.policy("JC-D1.5", "JC-D1.4")
    assert desk.identify() == State.NEED_FEE


def test_the_version_of_the_day_of_arrival_counts(at: At) -> None:
    desk = at("received")
    folder = desk.home.folder / "policies" / "jcom"
    words = (folder / "2020-04-01.yaml").read_text(encoding="utf-8")
    newer = words.replace("published_from: 2020-04-01", "published_from: 2026-11-20").replace(FEE, "", 1)
    (folder / "2026-11-20.yaml").write_text(newer, encoding="utf-8")
    desk.triage()
    assert queries.fee_of(desk.request) is not None
    assert cases.policy(desk.row).published_from.isoformat() == "2020-04-01"
