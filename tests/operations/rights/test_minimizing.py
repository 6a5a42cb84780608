"""What an ended request kept goes by itself on its day, once, and not while something needs it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.operations.rights import by_hand
from tests.operations.rights.changing import finish
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.holds import operations as holds
from yakusoku.holds.models import Hold
from yakusoku.holds.rules import Basis, Ending, Reach
from yakusoku.jobs.nightly import nightly
from yakusoku.promises.doctor.kept import look_at_kept
from yakusoku.rights import cases, queries
from yakusoku.rights.minimizing import Blocker, Step
from yakusoku.rights.models import HandOver, Returned
from yakusoku.rights.operations import payments, refund
from yakusoku.rights.operations.minimize import minimize_ended
from yakusoku.rights.operations.reopen import UnableToReopen, reopen_request
from yakusoku.rights.rules import MINIMIZE, Measure, State
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault
from yakusoku.vault import queries as keys
from yakusoku.work.models import Intent

PIECE = "minimize ended cases"
MINIMIZED = "rights:case:minimized"


def night(desk: Desk) -> int | None:
    """Do the nightly work and the bursts that it asks for."""
    done = nightly(now=desk.now)[PIECE]
    desk.work()
    return done


def closed(at: At) -> Desk:
    """Return a home in which the request was closed at this moment."""
    desk = at(State.CLOSED)
    desk.work()
    assert desk.row.closed_at is not None
    desk.now = desk.row.closed_at
    return desk


def files(desk: Desk) -> tuple[str, ...]:
    return vault.names(case_id=desk.request)


def folder(desk: Desk) -> Path:
    return Path(desk.home.folder) / "sealed" / desk.request


def test_findings_then_the_answer_then_the_key_go_on_their_days(at_both: At) -> None:
    desk = closed(at_both)
    found = desk.kept()
    content = [(folder(desk) / name).read_bytes() for name in found]
    before = files(desk)
    assert found

    desk.later(days=89)
    assert night(desk) == 0
    assert files(desk) == before

    desk.later(days=1)
    assert night(desk) == 1
    assert desk.kept() == []
    assert "letter.pdf" in files(desk)
    gone = [name for name in before if name not in files(desk)]
    assert desk.facts(MINIMIZED) == {"what": "found", "files": len(gone)}
    lying = [path.read_bytes() for path in folder(desk).iterdir()]
    assert not any(one in lying for one in content)
    assert night(desk) == 0

    desk.later(days=1005)
    assert night(desk) == 1
    assert files(desk) == ()
    assert desk.facts(MINIMIZED)["what"] == "answer"
    assert night(desk) == 0

    desk.later(days=730)
    assert night(desk) == 1
    assert keys.certificate(desk.request).by == "system"
    assert keys.certificate(desk.request).destroyed_at == desk.now
    assert not folder(desk).exists()
    assert night(desk) == 0
    assert desk.tags()[-4:] == [
        MINIMIZED, MINIMIZED, "vault:key:destruction-intended", "vault:key:destroyed",
    ]  # fmt: skip


def test_a_withdrawn_request_of_long_ago_goes_whole_at_once(at: At) -> None:
    desk = at(State.NEED_ID)
    desk.withdraw()
    desk.work()
    desk.later(days=1825)
    assert night(desk) == 1
    assert keys.certificate(desk.request).destroyed_at == desk.now
    assert MINIMIZED not in desk.tags()


def test_a_case_whose_destruction_was_decided_does_not_go_on(at: At) -> None:
    desk = at(State.NEED_ID)
    desk.withdraw()
    desk.work()
    desk.later(days=1825)
    assert minimize_ended(now=desk.now) == 1
    before = desk.entries()
    with pytest.raises(UnableToReopen, match="decided to destroy"):
        reopen_request(
            request_id=desk.request, because="came_back", reason="電話で申出", by=desk.sato, now=desk.now
        )
    assert (desk.state, desk.entries()) == (State.WITHDRAWN, before)


def test_an_open_request_keeps_everything(at: At) -> None:
    desk = at(State.NOTIFIED)
    before = files(desk)
    desk.later(days=4000)
    assert night(desk) == 0
    assert files(desk) == before
    assert queries.going_of(desk.request) is None


def test_a_death_between_the_files_leaves_the_rest_to_the_next_attempt(
    at_both: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = closed(at_both)
    desk.later(days=1095)
    before = len(files(desk))
    assert nightly(now=desk.now)[PIECE] == 1
    entries = desk.entries()
    real, seen = vault.drop, []

    def dying(*, case_id: str, name: str) -> bool:
        seen.append(name)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(case_id=case_id, name=name)

    monkeypatch.setattr(vault, "drop", dying)
    with pytest.raises(KeyboardInterrupt):
        desk.work()
    assert len(files(desk)) == before - 1
    monkeypatch.setattr(vault, "drop", real)

    assert night(desk) == 0
    assert files(desk) == ()
    assert desk.intents(MINIMIZE) == ["done"]
    assert desk.entries() == entries


def test_a_request_that_goes_on_again_keeps_what_was_to_go(at: At) -> None:
    desk = closed(at)
    desk.later(days=90)
    assert nightly(now=desk.now)[PIECE] == 1
    before = files(desk)
    type(desk.row).objects.filter(pk=desk.request).update(state=State.EXECUTED, closed_at=None)
    desk.work()
    assert files(desk) == before
    assert desk.intents(MINIMIZE) == ["done"]


def test_what_is_to_be_passed_on_keeps_the_case_and_the_doctor_says_so(at: At) -> None:
    desk = closed(at)
    passed = HandOver.objects.create(
        request=desk.row, dataset="media", collection="x", held_for="y", rows=1, noted_at=desk.now
    )
    assert list(look_at_kept(desk.now)) == []
    desk.later(days=2000)
    assert night(desk) == 0
    (line,) = look_at_kept(desk.now)
    assert desk.request in str(line.says)
    assert str(Blocker.BESIDE.says) in str(line.says)

    HandOver.objects.filter(pk=passed.pk).update(handed_on=desk.now.date(), handed_by=desk.sato)
    assert list(look_at_kept(desk.now)) == []
    assert night(desk) == 1


@pytest.mark.parametrize("reach", ["person", "place", "everything"])
def test_a_hold_keeps_the_case_until_it_is_released(at: At, reach: str) -> None:
    desk = closed(at)
    desk.later(days=2000)
    link = desk.row.links.first()
    assert link is not None
    name, values = next(iter(cases.identities(desk.row).items()))
    place = {
        "person": Reach(identity=name, value=values[0]),
        "place": Reach(f"{link.dataset}:{link.collection}"),
        "everything": Reach(),
    }[reach]
    manager = desk.employ(Role.MANAGER)
    held = holds.place(
        controller="jcom", matter="CLAIM-1", basis=Basis.CLAIM, reaches=[place], owner=desk.sato,
        asked_by=desk.sato, review_on=desk.now.date() + timedelta(days=90), by=manager, now=desk.now,
    )  # fmt: skip
    assert night(desk) == 0
    going = queries.going_of(desk.request)
    assert going is not None
    assert going.blockers == (Blocker.HOLD,)

    Hold.objects.get(pk=held.public_id).release(by=manager, ending=next(iter(Ending)), now=desk.now)
    assert night(desk) == 1


def test_a_hold_of_somebody_else_keeps_nothing(at: At) -> None:
    desk = closed(at)
    desk.later(days=2000)
    name = next(iter(cases.identities(desk.row)))
    holds.place(
        controller="jcom", matter="CLAIM-1", basis=Basis.CLAIM,
        reaches=[Reach(identity=name, value=Personal("0000000000"))], owner=desk.sato, asked_by=desk.sato,
        review_on=desk.now.date() + timedelta(days=90), by=desk.employ(Role.MANAGER), now=desk.now,
    )  # fmt: skip
    assert night(desk) == 1


def test_the_days_are_shown_from_the_end_on(at: At) -> None:
    desk = closed(at)
    going = queries.going_of(desk.request)
    assert going is not None
    assert [step for step, _ in going.days] == list(Step)
    first = desk.now.astimezone(ZoneInfo("Asia/Tokyo")).date()
    assert [(on - first).days for _, on in going.days] == [90, 1095, 1825]
    assert going.blockers == ()


def only(desk: Desk) -> tuple[Blocker, ...]:
    """Return what keeps an ended request after its day, once the night left it alone and the doctor named it."""
    before = files(desk)
    assert night(desk) == 0
    assert (files(desk), desk.tags().count(MINIMIZED)) == (before, 0)
    assert not keys.is_decided(desk.request)
    going = queries.going_of(desk.request)
    assert going is not None
    (line,) = look_at_kept(desk.now)
    assert all(str(one.says) in str(line.says) for one in going.blockers)
    return going.blockers


def test_a_stop_of_use_keeps_the_case_until_it_is_lifted(at: At) -> None:
    desk = at("")
    desk.asks("A-STOP5", measure=Measure.RESTRICT, law_case="STOP5-c")
    desk.decide()
    finish(desk)
    desk.dispatch()
    desk.close()
    desk.work()
    desk.later(days=2000)
    assert only(desk) == (Blocker.STOP,)

    desk.propose_lifting()
    desk.posted(1)
    desk.approve_lifting()
    desk.work()
    assert night(desk) == 1


def test_an_errand_to_take_marks_off_keeps_the_case_until_it_was_agreed_to(at: At) -> None:
    desk = by_hand.changing(at, measure=Measure.STOP_PROVISION)
    by_hand.reported(desk)
    by_hand.agreed(desk)
    desk.work()
    desk.dispatch()
    desk.close()
    desk.work()
    desk.propose_lifting()
    desk.posted(1)
    desk.approve_lifting()
    desk.work()
    desk.later(days=2000)
    assert only(desk) == (Blocker.ERRAND,)

    by_hand.reported(desk, number=2)
    by_hand.agreed(desk, number=2)
    desk.work()
    assert night(desk) == 1


def test_an_answer_that_came_back_keeps_the_case_until_the_address_was_looked_into(at: At) -> None:
    desk = closed(at)
    dispatch = desk.row.dispatches.get()
    back = Returned.objects.create(
        dispatch=dispatch,
        because="unknown",
        returned_on=desk.now.date(),
        noted_by=desk.sato,
        noted_at=desk.now,
    )
    desk.later(days=2000)
    assert only(desk) == (Blocker.RETURNED,)

    Returned.objects.filter(pk=back.pk).update(
        then="pickup", found=b"x", found_by=desk.sato, found_at=desk.now
    )
    assert night(desk) == 1


def test_money_that_has_to_go_back_keeps_the_case_until_it_is_paid(at: At) -> None:
    desk = at(State.NEED_FEE)
    day = desk.now.date()
    payments.take_other_amount(request_id=desk.request, yen=1500, paid_on=day, by=desk.sato, now=desk.now)
    desk.withdraw()
    desk.work()
    desk.later(days=2000)
    assert only(desk) == (Blocker.MONEY,)

    refund.propose_refund(
        request_id=desk.request,
        because="overpaid",
        yen=400,
        reason="振込明細を確認。",
        by=desk.sato,
        now=desk.now,
    )
    letter = refund.approve_refund(request_id=desk.request, by=desk.suzuki, now=desk.now)
    desk.posted(letter)
    assert only(desk) == (Blocker.MONEY,)
    refund.note_refund_paid(request_id=desk.request, paid_on=desk.now.date(), by=desk.sato, now=desk.now)
    assert night(desk) == 1


@pytest.mark.parametrize("state", ["waiting", "started", "failed"])
def test_work_that_has_not_ended_keeps_the_case_and_a_mail_does_not(at: At, state: str) -> None:
    desk = closed(at)
    desk.later(days=2000)
    open_ = Intent.objects.filter(about=desk.request, kind="rights.papers")
    assert open_.update(state=state, not_before=desk.now + timedelta(days=9)) == 1
    assert nightly(now=desk.now)[PIECE] == 0
    assert queries.going_of(desk.request).blockers == (Blocker.WORK,)  # type: ignore[union-attr]  # it has ended

    open_.update(state="done")
    Intent.objects.filter(about=desk.request, kind__startswith="mail.").update(state=state)
    assert nightly(now=desk.now)[PIECE] == 1
