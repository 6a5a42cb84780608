"""Reads of what people do by hand: errands of a request, and all that waits, by day and owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yakusoku.rights.models import Errand, ManualTask
from yakusoku.rights.models.errands import WAITING
from yakusoku.rights.rules import State

SEARCHED_IN = (State.SEARCHING, State.REVIEW)
"""States in which people still search: a request that was withdrawn asks nobody any more."""


@dataclass(frozen=True)
class ErrandView:
    """
    What somebody does by hand for a request: how far it is, and on which ground it was left.

    `state` is open, done or impossible (as reported), confirmed or refused (a second person agreed).
    """

    request_id: str
    number: int
    kind: str
    section: str
    owner: str
    rows: int
    due_on: date
    state: str
    entrusted: bool
    sent_on: date | None
    ground: str
    done_on: date | None
    substitute: bool


def errands(request_id: str) -> tuple[ErrandView, ...]:
    """Return the errands of a request in order."""
    rows = Errand.objects.filter(case_id=request_id).order_by("number")
    return tuple(
        ErrandView(
            one.case_id, one.number, one.kind, one.section, one.owner, one.rows, one.due_on, one.state,
            one.who is not None, one.sent_on, one.ground, one.done_on, one.substitute,
        )
        for one in rows
    )  # fmt: skip


@dataclass(frozen=True)
class HandWork:
    """
    A search or an errand that waits: whose it is, in which place, until when.

    `number` is the errand's, 0 for a search. `state` is `open`, or what of an errand waits for a second person.
    """

    request_id: str
    controller: str
    what: Literal["task", "errand"]
    number: int
    section: str
    owner: str
    due_on: date
    state: str
    reminded: str

    def stage(self, today: date, *, ahead: int) -> Literal["", "soon", "late"]:
        """Return whether its day has passed, or comes within `ahead` days."""
        if self.due_on < today:
            return "late"
        return "soon" if (self.due_on - today).days <= ahead else ""


def by_hand(*, controller: str | None = None, request_id: str | None = None) -> tuple[HandWork, ...]:
    """Return every search and errand that waits, the earliest day first, then by owner."""
    tasks = ManualTask.objects.filter(answered_at__isnull=True, request__state__in=SEARCHED_IN)
    errands_ = Errand.objects.filter(state__in=WAITING)
    if controller is not None:
        tasks, errands_ = tasks.filter(request__controller=controller), errands_.filter(controller=controller)
    if request_id is not None:
        tasks, errands_ = tasks.filter(request_id=request_id), errands_.filter(case_id=request_id)
    found = [
        HandWork(
            one.request_id, one.request.controller, "task", 0, one.section, one.owner, one.due_on, "open", one.reminded
        )
        for one in tasks.select_related("request")
    ] + [
        HandWork(
            one.case_id, one.controller, "errand", one.number, one.section, one.owner, one.due_on, one.state,
            one.reminded,
        )
        for one in errands_
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda one: (one.due_on, one.owner, one.request_id, one.section, one.number))
    )
