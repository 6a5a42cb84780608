"""Every deed, from every state that is not its own and by everybody who may not: refused, and nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.operations.rights.by_hand import agreed, found, opened, reported, returned, sent
from tests.operations.rights.desk import Desk, asked
from tests.operations.rights.stages import KEPT, At
from yakusoku.rights.cases import UnableToFind, UnableToMove
from yakusoku.rights.operations import errands
from yakusoku.rights.operations.build import UnableToRelease
from yakusoku.rights.operations.resume import UnableToResume
from yakusoku.rights.rules import State
from yakusoku.staff import operations as staff
from yakusoku.staff.queries import UnableToAct
from yakusoku.staff.rules import Role
from yakusoku.stores.candidates import Candidate
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal


@dataclass(frozen=True)
class Deed:
    """A deed as the desk does it, the states in which it may be done, who may do it, and its refusal elsewhere."""

    name: str
    do: Callable[..., Any]
    of: frozenset[str]
    role: Role = Role.DESK
    elsewhere: type[UnableTo] = UnableToMove


def somebody() -> Candidate:
    """Return a candidate, as a list that was printed earlier may still hold one."""
    return Candidate(
        "jcom-customers", "jcom_customers", "subscriber", Personal(("1",)),
        {"subscriber_no": Personal("1")}, (), 10,
    )  # fmt: skip


def deed(name: str, do: Callable[..., Any], *of: State, **more: Any) -> Deed:
    return Deed(name, do, frozenset(of), **more)


S = State
EARLY = (S.NEED_ID, S.NEED_FEE, S.READY)
DEEDS = (
    deed("amend", lambda desk, **by: desk.amend(asked=asked(email="new@example.jp"), **by), S.RECEIVED, S.NEED_ID),
    deed("triage", lambda desk, **by: desk.triage(**by), S.RECEIVED),
    deed("candidates", lambda desk, **by: desk.candidates(**by), *EARLY),
    deed("link", lambda desk, **by: desk.link(candidate=somebody(), **by), *EARLY),
    deed("identify", lambda desk, **by: desk.identify(**by), S.NEED_ID),
    deed("recognize", lambda desk, **by: desk.recognize(**by), S.NEED_ID),
    deed("authority", lambda desk, **by: desk.authority(**by), *EARLY),
    deed("insufficient", lambda desk, **by: desk.insufficient(**by), *EARLY),
    deed("ask", lambda desk, **by: desk.ask(**by), S.NEED_ID),
    deed("ask the person", lambda desk, **by: desk.ask_person(**by), *EARLY),
    deed("doubt", lambda desk, **by: desk.doubt(**by), *EARLY),
    deed("numbers", lambda desk, **by: desk.numbers(**by), S.NEED_ID),
    deed("call back", lambda desk, **by: desk.call_back("000000", **by), S.NEED_ID),
    deed("caller's number", lambda desk, **by: desk.caller_number("03-1000-0001", **by), S.NEED_ID),
    deed("facts", lambda desk, **by: desk.told(birth_date="1978-04-12", **by), S.NEED_ID),
    deed("task", lambda desk, **by: desk.task("jcom_manual.mailbox", **by), S.REVIEW),
    deed("find", lambda desk, **by: found(desk, section="jcom_manual.mailbox", **by), S.REVIEW),
    deed("errand", opened, elsewhere=errands.UnableToOpenSheet),
    deed("instruct", sent, elsewhere=errands.UnableToSendErrand),
    deed("report", reported, elsewhere=errands.UnableToReport),
    deed("agree", agreed, role=Role.APPROVER, elsewhere=errands.UnableToAgree),
    deed("return", returned, role=Role.APPROVER, elsewhere=errands.UnableToAgree),
    deed("tell", lambda desk, **by: desk.tell(**by), S.REVIEW),
    deed("acknowledge", lambda desk, **by: desk.acknowledge(**by), S.REVIEW),
    deed("pay", lambda desk, **by: desk.pay(**by), S.NEED_FEE),
    deed("search", lambda desk, **by: desk.search(**by), S.READY),
    deed("search again", lambda desk, **by: desk.search_again(**by), S.REVIEW),
    deed("resume", lambda desk, **by: desk.resume(**by), elsewhere=UnableToResume),
    deed("review", lambda desk, **by: desk.review("jcom_customers.billing", **by), S.REVIEW),
    deed("preview", lambda desk, **by: desk.preview(**by), S.REVIEW, S.DECIDED),
    deed("prepare", lambda desk, **by: desk.prepare(**by), S.REVIEW),
    deed("approve", lambda desk, **by: desk.approve(**by), S.DECIDED, role=Role.APPROVER),
    deed("send back", lambda desk, **by: desk.send_back(**by), S.DECIDED, role=Role.APPROVER),
    deed("release", lambda desk, **by: desk.release(**by), S.EXECUTED, S.NOTIFIED, S.CLOSED, elsewhere=UnableToRelease),
    deed("dispatch", lambda desk, **by: desk.dispatch(**by), S.EXECUTED),
    deed("close", lambda desk, **by: desk.close(**by), S.NOTIFIED),
    deed("withdraw", lambda desk, **by: desk.withdraw(**by), S.RECEIVED, *EARLY, S.REVIEW, S.DECIDED),
)  # fmt: skip
NAMES = [one.name for one in DEEDS]


def everything(desk: Desk) -> tuple[object, ...]:
    """Return what a refused deed must not change."""
    files = sorted(path.name for path in (desk.home.folder / "sealed").rglob("*"))
    return desk.row.__dict__ | {"_state": None}, desk.entries(), len(desk.tags()), files


@pytest.mark.parametrize(
    ("one", "state"),
    [
        pytest.param(one, state, id=f"{one.name} when {state}")
        for one in DEEDS
        for state in KEPT
        if state and state not in one.of
    ],
)
def test_a_deed_out_of_its_state_is_refused_and_leaves_nothing(at: At, one: Deed, state: str) -> None:
    desk = at(state)
    before = everything(desk)

    with pytest.raises(one.elsewhere) as refused:
        one.do(desk)

    assert everything(desk) == before
    assert desk.request in str(refused.value)
    assert "yakusoku rights show" in str(refused.value) or one.elsewhere is UnableToRelease


@pytest.mark.parametrize("one", DEEDS, ids=NAMES)
def test_a_deed_on_a_withdrawn_request_is_refused(at: At, one: Deed) -> None:
    desk = at(S.NEED_ID)
    desk.withdraw()
    with pytest.raises(one.elsewhere):
        one.do(desk)


@pytest.mark.parametrize("one", DEEDS, ids=NAMES)
def test_a_deed_by_the_wrong_role_by_a_stranger_or_by_who_has_left_is_refused(at: At, one: Deed) -> None:
    desk = at(next(iter(sorted(one.of)), S.REVIEW))
    left = desk.employ(one.role, name="原 茂")
    staff.retire(member_id=left, by="system", now=NOW)
    others = [
        role for role in Role if role is not one.role and (one.name, role) != ("preview", Role.APPROVER)
    ]
    wrong = [desk.employ(role) for role in others]
    stranger = desk.employ(one.role, controller="jalux")
    before = everything(desk)

    for by in (*wrong, left, stranger, "nobody"):
        with pytest.raises(UnableToAct):
            one.do(desk, by=by)

    assert everything(desk) == before


@pytest.mark.parametrize("one", DEEDS, ids=NAMES)
def test_a_deed_on_a_request_that_is_not_there_is_refused(at: At, one: Deed) -> None:
    desk = at(S.RECEIVED)
    desk.request = "req_0000000000000000"
    with pytest.raises(UnableToFind, match="req_0000000000000000 is not known here"):
        one.do(desk)


def test_a_refusal_tells_the_stage_in_words_and_what_to_do(at: At) -> None:
    desk = at(S.RECEIVED)
    with pytest.raises(UnableToMove) as refused:
        desk.pay()
    assert refused.value.say("en") == (
        f"Unable to do this with the request: {desk.request} is at another stage: received; not yet assigned to"
        f" a right. `yakusoku rights show {desk.request}` says what comes next."
    )


def test_each_deed_of_the_walk_has_exactly_one_entry(at: At) -> None:
    desk = at(S.CLOSED)
    assert desk.tags() == [
        "rights:request:received",
        "rights:request:triaged",
        "rights:person:linked",
        "rights:identity:confirmed",
        "rights:fee:paid",
        "rights:search:started",
        *["rights:data:gathered"] * 6,
        "rights:search:finished",
        *["rights:item:reviewed"] * 7,
        "rights:answer:prepared",
        "rights:answer:previewed",
        "rights:answer:approved",
        "rights:answer:built",
        "rights:package:released",
        "rights:answer:dispatched",
        "rights:request:closed",
        "rights:papers:destroyed",
    ]


def test_deeds_take_their_moment_from_the_door(at: At) -> None:
    from yakusoku.ledger import queries as ledger

    desk = at("")
    desk.receive(now=NOW - timedelta(hours=3))
    assert ledger.entries("jcom", about=desk.request)[0].at == NOW - timedelta(hours=3)
