"""The answer leaves the house with a proof, and the case closes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.operations.dispatch import UnableToDispatch
from yakusoku.rights.rules import Dispatching, State


def test_the_register_of_dispatches_names_method_number_and_day(at_both: At) -> None:
    desk = at_both("executed")
    desk.dispatch(method=Dispatching.SIMPLE_REGISTERED, tracking="514-22-9081", sent_on=date(2026, 11, 20))
    (sent,) = queries.dispatches(controller="jcom")
    assert (sent.method, sent.tracking, sent.sent_on) == (
        "simple_registered_post", "514-22-9081", date(2026, 11, 20),
    )  # fmt: skip
    assert desk.facts("rights:answer:dispatched") == {
        "method": "simple_registered_post",
        "sent": "2026-11-20",
    }
    assert desk.state == State.NOTIFIED


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"tracking": ""}, "four to forty"),
        ({"tracking": "123"}, "four to forty"),
        ({"tracking": "03 1000 0001"}, "only letters, digits and hyphens"),
        ({"sent_on": date(2026, 11, 25)}, "before the letter was made or after today"),
        ({"sent_on": date(2026, 11, 8)}, "before the letter was made or after today"),
    ],
)
def test_a_dispatch_without_proof_or_on_an_impossible_day_is_refused(
    at: At, more: dict[str, Any], wrong: str
) -> None:
    desk = at("executed")
    with pytest.raises(UnableToDispatch, match=wrong):
        desk.dispatch(**more)
    assert desk.state == State.EXECUTED
    assert queries.dispatches(controller="jcom") == ()


def test_the_package_is_opened_with_an_entry_each_time(at: At) -> None:
    desk = at("executed")
    files = desk.release()
    assert sorted(files) == ["letter.pdf", "package.zip"]
    desk.release()
    assert desk.tags().count("rights:package:released") == 2
    assert desk.facts("rights:package:released") == {"package": desk.row.package_digest}


def test_closing_names_the_outcome_and_destroys_papers(at: At) -> None:
    desk = at("notified")
    desk.close()
    assert (desk.state, desk.row.closed_at) == (State.CLOSED, desk.now)
    assert desk.facts("rights:request:closed") == {"outcome": "partial"}
    assert desk.intents("rights.papers") == ["waiting"]


def test_a_withdrawn_request_is_answered_with_nothing(at: At) -> None:
    desk = at("decided")
    desk.withdraw()
    assert (desk.state, desk.row.closed_at) == (State.WITHDRAWN, desk.now)
    assert queries.request(desk.request).next_step == ""
