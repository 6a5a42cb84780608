"""Errands that undo a stop: marks that people put on records are taken off when what a request stopped is lifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from yakusoku.rights import cases, ports, sender
from yakusoku.rights.by_hand import days, sheets
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import Errand, RightsRequest
from yakusoku.terms.bilingual import Bilingual

if TYPE_CHECKING:
    from django.db.models import QuerySet

STOPS = ("restrict", "stop_provision")


@dataclass(frozen=True)
class Unmark:
    """An errand to take marks off that is to be noted."""

    marked: Errand
    number: int
    due_on: date
    digest: str


def in_force(row: RightsRequest) -> QuerySet[Errand]:
    """Return the errands of a request by which people marked records, as far as no lifting has ended them."""
    lifted = Errand.objects.filter(request=row, kind="lift").values("lifts")
    stopped = Errand.objects.filter(request=row, kind__in=STOPS, state="confirmed")
    return stopped.exclude(number__in=lifted).order_by("number")


def make_sheets(row: RightsRequest, *, now: datetime) -> tuple[Unmark, ...]:
    """
    Set and seal a sheet for each errand whose marks are taken off; called before the deed that notes them.

    It names the reference that stands on the marks and no person: what was found is gone by then.
    """
    first = Errand.objects.filter(case_id=row.public_id).count() + 1
    return tuple(_made(row, one, number=number, now=now) for number, one in enumerate(in_force(row), first))


def _made(row: RightsRequest, marked: Errand, *, number: int, now: datetime) -> Unmark:
    language, today, place = (
        ports.language(),
        ports.day(now, row.controller),
        ports.collection(marked.section),
    )
    policy, promise = cases.policy(row), cases.promise(row)
    desk = sender.desk(policy.controller.contacts[promise.desk], policy)
    due = days.due(row, days=place.manual.days if place.manual else 0, today=today)
    said = {
        **sheets.head(sender.controller(policy), desk),
        "owner": marked.owner,
        "request_id": row.public_id,
        "number": str(number),
        "lifts": str(marked.number),
        "answered_on": long_day(today, language),
        "due_on": long_day(due, language),
        "erased_on": "",
        "kind": {code: code == "lift" for code in sheets.KINDS},
        "title": (place.title or Bilingual(marked.section, marked.section)).say(language),
        "store": sheets.store_of(place).say(language),
        "records": [],
    }
    return Unmark(marked, number, due, sheets.sealed(row.public_id, said, on=today))


def note(row: RightsRequest, made: Sequence[Unmark], *, now: datetime) -> None:
    """Note errands whose sheets were made; within the deed that notes the lifting."""
    Errand.objects.bulk_create(
        Errand(
            case_id=row.public_id, request=row, controller=row.controller, number=one.number, kind="lift",
            lifts=one.marked.number, dataset=one.marked.dataset, collection=one.marked.collection,
            owner=one.marked.owner, rows=one.marked.rows, due_on=one.due_on, sheet_digest=one.digest, made_at=now,
        )
        for one in made
    )  # fmt: skip
