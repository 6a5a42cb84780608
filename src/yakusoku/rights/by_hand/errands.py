"""Errands of one request: made with the change, and what of them is still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from yakusoku.rights import ports
from yakusoku.rights.by_hand import days, sheets
from yakusoku.rights.models import Errand, RightsRequest
from yakusoku.rights.models.errands import WAITING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yakusoku.rights.by_hand.drafts import Draft


def make_sheets(row: RightsRequest, drafts: Sequence[Draft], *, now: datetime) -> tuple[sheets.Sheet, ...]:
    """Set and seal a sheet for each errand that is to be made; called before the deed that notes them with `note`."""
    today = ports.day(now, row.controller)
    last = Errand.objects.filter(case_id=row.public_id).order_by("number").last()
    first = last.number + 1 if last else 1
    made = []
    for number, draft in enumerate(drafts, first):
        manual = draft.section.collection.manual
        due = days.due(row, days=manual.days if manual else 0, today=today)
        made.append(sheets.make(row, draft, number=number, due_on=due, on=today))
    return tuple(made)


def note(row: RightsRequest, made: Sequence[sheets.Sheet], *, now: datetime) -> None:
    """Note errands whose sheets were made; within a deed that holds the request."""
    Errand.objects.bulk_create(
        Errand(
            case_id=row.public_id, request=row, controller=row.controller, number=one.number, kind=one.draft.kind,
            substitute=one.draft.substitute, dataset=one.draft.section.collection.address.dataset,
            collection=one.draft.section.collection.address.collection, owner=one.owner, rows=one.draft.rows,
            due_on=one.due_on, sheet_digest=one.digest, made_at=now,
        )
        for one in made
    )  # fmt: skip


def waiting(case_id: str) -> QuerySet[Errand]:
    """Return the errands of a request that are not done and agreed to, the earliest day first."""
    return Errand.objects.filter(case_id=case_id, state__in=WAITING).order_by("due_on", "number")
