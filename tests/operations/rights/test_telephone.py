"""Identity by telephone: only registered numbers are called, what is told is not kept, wrong attempts end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.rights import queries
from yakusoku.rights.identity.lacking import What
from yakusoku.rights.models import PhoneCheck
from yakusoku.rights.operations.call_back import UnableToCall
from yakusoku.rights.operations.papers import UnableToIdentify
from yakusoku.rights.rules import Channel, State

OTHERS = "    other_documents: {clauses: [JC-D2.5]}\n"
BY_TELEPHONE = (
    "  by-telephone:\n    channels: [telephone]\n    call_back: {clauses: [JC-D2.4]}\n"
    "    caller_number: {clauses: [JC-D2.4]}\n    registered_facts: [birth_date, address, phone_number]\n"
    "    facts_needed: 2\n    clauses: [JC-D2.5]\n"
)
RIGHT = {"birth_date": "1978年4月12日", "phone_number": "０３－１０００－０００１"}
WRONG = {"birth_date": "1978-04-13", "phone_number": "03-1000-0001"}


def calling(at: At, *, link: bool = True) -> Desk:
    """Let Aoki call, under a text that knows callers by a call back or by facts."""
    desk = at("")
    desk.policy("  one-paper:\n", f"{BY_TELEPHONE}  one-paper:\n    channels: [post, counter]\n")
    desk.policy("identity: [one-paper]", "identity: [one-paper, by-telephone]")
    desk.receive("T-1", channel=Channel.TELEPHONE)
    desk.triage()
    if link:
        desk.link()
    return desk


def test_a_call_back_to_a_registered_number_suffices(at: At) -> None:
    desk = calling(at)
    found = {number.reveal(): code for code, number in desk.numbers().items()}
    assert set(found) == {cast.AOKI.telephone, cast.AOKI.mobile}
    code = found[cast.AOKI.telephone or ""]
    assert desk.call_back(code, "not_reached") == State.NEED_ID
    assert desk.call_back(code) == State.NEED_FEE
    assert desk.facts("rights:call-back:answered") == {
        "way": "call_back",
        "result": "agreed",
        "clause": "JC-D2.4",
    }
    assert [one.result for one in queries.phone_checks(controller="jcom")] == ["not_reached", "agreed"]


def test_only_registered_numbers_have_a_code(at: At) -> None:
    desk = calling(at)
    with pytest.raises(
        UnableToCall, match=r"no registered number has the code 000000\. \[JC-D2\.4, PPC General"
    ):
        desk.call_back("000000")
    assert not PhoneCheck.objects.exists()


def test_nobody_is_called_before_it_is_known_whose_rows_these_are(at: At) -> None:
    with pytest.raises(UnableToCall, match="nobody has confirmed which rows"):
        calling(at, link=False).numbers()


def test_who_had_not_asked_stops_the_request(at: At) -> None:
    desk = calling(at)
    code = min(desk.numbers())
    desk.call_back(code, "denied")
    assert [one.what for one in queries.missing(desk.request, now=desk.now)] == [What.CALL_BACK]


@pytest.mark.parametrize(
    ("shown", "result"), [("03 1000 0001", "same"), ("090-1111-2222", "other"), (None, "withheld")]
)
def test_the_number_that_is_shown_is_one_factor_and_never_kept(
    at: At, shown: str | None, result: str
) -> None:
    desk = calling(at)
    assert desk.caller_number(shown) == State.NEED_ID
    check = PhoneCheck.objects.get()
    assert (check.result, bool(check.number_digest)) == (result, result == "same")


def test_two_of_three_facts_that_are_registered_suffice(at: At) -> None:
    desk = calling(at)
    assert desk.told(**RIGHT) == (True, State.NEED_FEE)
    check = PhoneCheck.objects.get()
    assert (check.asked, check.agreed) == (["birth_date", "phone_number"], 2)
    assert RIGHT["birth_date"].encode() not in bytes(check.which or b"")


def test_wrong_attempts_are_counted_and_end_and_a_right_one_comes_too_late(at: At) -> None:
    desk = calling(at)
    for _ in range(3):
        assert desk.told(**WRONG) == (False, State.NEED_ID)
    with pytest.raises(UnableToCall, match=r"3 attempts were wrong.*\[JC-D2\.5"):
        desk.told(**RIGHT)
    code = min(desk.numbers())
    assert desk.call_back(code) == State.NEED_FEE


def test_facts_do_not_suffice_from_another_number(at: At) -> None:
    desk = calling(at)
    desk.caller_number("090-1111-2222")
    with pytest.raises(UnableToCall, match="a number that is not registered"):
        desk.told(**RIGHT)


def test_fewer_facts_than_the_text_wants_are_no_attempt(at: At) -> None:
    desk = calling(at)
    with pytest.raises(UnableToCall, match="2 of these facts are wanted"):
        desk.told(birth_date="1978-04-12")
    assert not PhoneCheck.objects.exists()


@pytest.mark.parametrize("moment", [timedelta(days=-3), timedelta(hours=1)])
def test_a_call_lies_between_arrival_and_now(at: At, moment: timedelta) -> None:
    desk = calling(at)
    code = min(desk.numbers())
    with pytest.raises(UnableToCall, match="before the arrival of the request or in the future"):
        desk.call_back(code, called_at=desk.now + moment)


def test_what_is_told_on_the_telephone_does_not_replace_a_paper_by_post(at: At) -> None:
    desk = at("need_id")
    tries: tuple[Any, ...] = (desk.numbers, lambda: desk.caller_number("03-1000-0001"))
    for one in tries:
        with pytest.raises(UnableToCall, match=r"another way\. \[JC-D2\.1"):
            one()
    with pytest.raises(UnableToCall, match="names no facts"):
        desk.told(**RIGHT)


def test_where_the_text_knows_callers_by_a_call_nobody_is_recognized_without(at: At) -> None:
    with pytest.raises(UnableToIdentify, match=r"in another way\. \[JC-D2\.4"):
        calling(at).recognize()
