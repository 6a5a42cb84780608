"""Lifting: proposed, told first under the GDPR, approved by another, set back in the store, ended and not forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction

from tests.operations.rights import rows
from tests.operations.rights.changing import SUBSCRIBER, finish, linked, under_gdpr
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.models import Lifting, Stopped
from yakusoku.rights.operations.lift import UnableToLift
from yakusoku.rights.rules import Measure, State
from yakusoku.vault import operations as vault

CLOCK = "      clock_starts: {event: contract-end"
COLUMN = "contract_until"
"""A column that may be empty; here it says until when nothing may be used."""


def restricted(at: At, right: str = "A-STOP5", *, ref: str = "E-2", desk: Desk | None = None) -> Desk:
    """Return a desk with a restriction whose answer has left and whose case is closed."""
    if desk is None:
        desk = at("")
        under_gdpr(desk)
        desk.datamap("jcom-customers.yaml", CLOCK, f"      restrict_column: {COLUMN}\n{CLOCK}")
    case: dict[str, Any] = {"law_case": "RES-a"} if right == "G-RES" else {}
    desk.asks(right, ref=ref, measure=Measure.RESTRICT, **case)
    desk.decide()
    finish(desk)
    desk.dispatch()
    open_ = [one.number for one in queries.recipients(desk.request) if one.must]
    if open_:
        desk.spare(*open_)
    desk.close()
    desk.work()
    return desk


def mark(desk: Desk) -> str | None:
    """Return what the person's row holds in the column of restriction."""
    with closing(sqlite3.connect(desk.store("customers"))) as store:
        number = linked(desk)
        [[held]] = store.execute(
            f"SELECT {COLUMN} FROM subscriber WHERE subscriber_no = ?", (number,)
        ).fetchall()
    return None if held is None else str(held)


def lifted(desk: Desk) -> None:
    desk.approve_lifting()
    desk.work()


def test_the_store_holds_what_it_held_and_later_decisions_and_exports_see_it(at: At) -> None:
    desk = at("")
    before = rows.everything(desk.home.folder)
    desk = restricted(at, desk=_with_column(desk))
    day = desk.row.changed_at
    assert day is not None
    assert mark(desk) == day.date().isoformat()
    assert len(queries.restrictions(controller="jcom")) > 1, "some in the store, some kept by Yakusoku"

    desk.later(days=20)
    assert desk.propose_lifting() == 1
    lifted(desk)

    assert rows.everything(desk.home.folder) == before
    assert queries.restrictions(controller="jcom") == ()
    asked = {"controller": "jcom", "section": SUBSCRIBER, "what": "use"}
    assert queries.stopped(**asked, keys=[(linked(desk),)]) == frozenset()
    stops = list(Stopped.objects.all())
    assert stops, "what was stopped ends and is not forgotten"
    assert {one.ended_at for one in stops} == {desk.now}
    assert desk.facts("rights:lifting:finished")["lifted"] == len(stops)
    assert [one.state for one in queries.liftings(desk.request)] == ["lifted"]
    assert not [name for name in vault.names(case_id=desk.request) if name.startswith("change-")]


def _with_column(desk: Desk) -> Desk:
    under_gdpr(desk)
    desk.datamap("jcom-customers.yaml", CLOCK, f"      restrict_column: {COLUMN}\n{CLOCK}")
    return desk


def test_under_the_gdpr_the_person_is_told_before_it_is_lifted(at: At) -> None:
    desk = restricted(at, "G-RES")
    letter = desk.propose_lifting(because="ended", reason="正確性の確認が完了した。")
    held = mark(desk)
    assert held
    with pytest.raises(UnableToLift, match="the person was not told, as the law asks"):
        desk.approve_lifting()
    [content] = desk.open_letter(letter).values()
    said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    assert "GDPR第18条第3項" in said.replace("\r\n", "")
    assert "停止の根拠となった事由" in said
    desk.posted(letter)
    assert mark(desk) == held
    lifted(desk)
    assert mark(desk) is None
    tags = [tag for tag in desk.tags() if "lifting" in tag or tag == "rights:letter:dispatched"]
    assert tags == [
        "rights:lifting:prepared", "rights:letter:dispatched", "rights:lifting:approved", "rights:lifting:finished",
    ]  # fmt: skip


def test_who_proposed_it_does_not_let_it_happen(at: At) -> None:
    desk = restricted(at)
    with pytest.raises(UnableToLift, match=r"no lifting of .* is proposed"):
        desk.approve_lifting()
    from yakusoku.staff.rules import Role

    both = desk.employ(Role.DESK, Role.APPROVER)
    desk.propose_lifting(by=both)
    with pytest.raises(UnableToLift, match="who proposed a lifting does not approve it"):
        desk.approve_lifting(by=both)
    with transaction.atomic(), connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute("UPDATE rights_lifting SET state = 'approved'")
    with transaction.atomic(), connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute("UPDATE rights_stopped SET ended_at = since")


def test_one_at_a_time_with_a_reason_and_only_after_the_answer_left(at: At) -> None:
    desk = restricted(at)
    with pytest.raises(UnableToLift, match="the reason is missing"):
        desk.propose_lifting(reason=" ")
    desk.propose_lifting()
    with pytest.raises(UnableToLift, match="is under way"):
        desk.propose_lifting()
    assert queries.request(desk.request).next_step.startswith("yakusoku rights posted")
    desk.drop_lifting()
    assert queries.request(desk.request).next_step == ""
    assert mark(desk) is not None
    desk.propose_lifting()
    lifted(desk)
    with pytest.raises(UnableToLift, match=r"nothing that .* stopped is in force"):
        desk.propose_lifting()


def test_a_row_that_another_request_stopped_too_stays_marked(at: At) -> None:
    desk = restricted(at)
    first = desk.request
    held = mark(desk)
    desk.later(days=40)
    restricted(at, ref="E-3", desk=desk)
    second = desk.request
    assert mark(desk) == held, "the mark of the first request stays, with its day"
    desk.request = first
    desk.propose_lifting()
    lifted(desk)
    assert mark(desk) is not None
    assert desk.facts("rights:lifting:finished")["left"] == 1
    desk.request = second
    assert {one.request_id for one in queries.restrictions(controller="jcom")} == {second}
    desk.propose_lifting()
    lifted(desk)
    assert desk.facts("rights:lifting:finished")["left"] == 1, "it was marked before this request came"


def test_what_was_marked_before_the_request_or_is_marked_otherwise_by_now_is_left(at: At) -> None:
    desk = restricted(at)
    desk.write(
        "customers", f"UPDATE subscriber SET {COLUMN} = '2031-01-01' WHERE subscriber_no = '{linked(desk)}'"
    )
    desk.propose_lifting()
    lifted(desk)
    assert mark(desk) == "2031-01-01"
    assert Lifting.objects.get().counts["left"] == 1
    assert not queries.restrictions(controller="jcom")


def test_a_mark_that_another_system_set_is_left_and_the_restriction_is_kept_by_yakusoku(at: At) -> None:
    desk = _with_column(at(""))
    theirs = "2031-01-01"
    everybody = f"UPDATE subscriber SET {COLUMN} = '{theirs}'"
    desk.write("customers", everybody)
    before = rows.everything(desk.home.folder)
    restricted(at, desk=desk)

    assert mark(desk) == theirs
    assert rows.everything(desk.home.folder) == before
    [stop] = Stopped.objects.filter(collection="subscriber")
    assert (stop.in_store, stop.was_marked, stop.mark) == (False, True, "")
    asked = {"controller": "jcom", "section": SUBSCRIBER, "what": "use"}
    assert queries.stopped(**asked, keys=[(linked(desk),)])
    assert desk.facts("rights:data:changed")["restricted"] == 0

    desk.propose_lifting()
    lifted(desk)
    assert mark(desk) == theirs
    assert queries.restrictions(controller="jcom") == ()


def test_a_store_that_is_down_lets_it_wait_and_then_it_goes_on(at: At) -> None:
    desk = restricted(at)
    desk.propose_lifting()
    desk.take_away("customers")
    lifted(desk)
    assert Lifting.objects.get().state == "approved"
    desk.put_back("customers")
    assert mark(desk) is not None
    desk.later(minutes=16)
    desk.work()
    assert Lifting.objects.get().state == "lifted"
    assert mark(desk) is None


def test_bursts_that_come_twice_do_nothing_twice(at: At) -> None:
    from yakusoku.rights.operations import lifting
    from yakusoku.work import queries as outbox
    from yakusoku.work.bursts import Call

    desk = restricted(at)
    desk.propose_lifting()
    lifted(desk)
    entries, held = desk.entries(), rows.everything(desk.home.folder)
    for one in outbox.intents(about=desk.request):
        for burst in (lifting.BURST, lifting.AFTER):
            if one.kind == burst.kind:
                call = Call(one.public_id, desk.request, one.arguments, desk.now)
                for step in burst.steps(call):
                    burst.do(call, step)
    assert (desk.entries(), rows.everything(desk.home.folder)) == (entries, held)


def test_a_stop_of_provision_is_lifted_for_the_next_export(at: At) -> None:
    desk = at("")
    desk.asks("A-STOPP")
    desk.decide()
    finish(desk)
    number = linked(desk)
    with pytest.raises(Exception, match="is at another stage"):
        desk.propose_lifting()
    desk.dispatch()
    assert desk.state == State.NOTIFIED
    desk.propose_lifting()
    lifted(desk)
    assert queries.stopped(controller="jcom", section=SUBSCRIBER, keys=[(number,)]) == frozenset()
