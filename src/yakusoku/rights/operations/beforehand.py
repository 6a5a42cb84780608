"""What comes before a decision, and beside it: what people search, what is passed on."""

from __future__ import annotations

from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, tags
from yakusoku.rights.by_hand import finds, places
from yakusoku.rights.models import ColumnDecision, HandOver, ManualTask, ReviewItem, RightsRequest
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToNoteTask(UnableTo):
    """The search by hand cannot be noted like this."""

    asked = text("note a search by hand")


class UnableToHandOver(UnableTo):
    """Nothing is to be passed on there."""

    asked = text("note a hand-over")


def answer_task(*, request_id: str, section: str, by: str, now: datetime) -> None:
    """
    Note that a place was searched by hand and nothing about the person was found; who signs is whoever calls.

    It may take the place of a find that was handed in by mistake (`upload`).

    :raises UnableToNoteTask: if there is no such place, or it was noted before
    :raises UnableToMove: unless the request is being searched or reviewed
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.TASK_ANSWERED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.SEARCHING, State.REVIEW))
        tasks = {one.section: one for one in ManualTask.objects.filter(request=row)}
        task = tasks.get(section)
        if task is None or not task.answer(by=by, now=now):
            waiting = sorted(name for name, one in tasks.items() if one.answered_at is None)
            raise UnableToNoteTask(
                text("{section} does not wait to be searched by hand.", section=section),
                do=text("These wait: {waiting}.", waiting=", ".join(waiting) or "-"),
            )
        if task.rows:
            places.finds(request_id).filter(dataset=task.dataset, collection=task.collection).delete()
            forget_decisions(row, section)
            finds.tidy(request_id)
        entry.say(item=section, due=task.due_on)


def forget_decisions(row: RightsRequest, section: str) -> None:
    """Forget what was decided on a find that is no longer there."""
    ReviewItem.objects.filter(request=row, section=section).delete()
    ColumnDecision.objects.filter(request=row, section=section).delete()


def hand_over(*, request_id: str, section: str, handed_on: date, by: str, now: datetime) -> None:
    """
    Note that a request was passed on to the principal for whom the rows are held.

    :raises UnableToHandOver: if nothing there is held for another, or it was noted before
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.HANDED_OVER, log=row.controller, about=request_id, by=by, now=now) as entry:
        waiting = {one.section: one for one in HandOver.objects.filter(request=row, handed_on__isnull=True)}
        if section not in waiting or handed_on > ports.day(now, row.controller):
            raise UnableToHandOver(
                text("{section} does not wait to be passed on, or the day lies ahead.", section=section),
                do=text("These wait: {waiting}.", waiting=", ".join(sorted(waiting)) or "-"),
            )
        HandOver.objects.filter(pk=waiting[section].pk).update(handed_on=handed_on, handed_by=by)
        entry.say(item=section, handed=handed_on)
