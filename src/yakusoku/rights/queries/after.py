"""Reads of what happened after an answer left: what came back, what reached another, what goes on again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.rights.models import Misdelivery, Reopening, Returned


@dataclass(frozen=True)
class ReturnedView:
    """An answer that came back; `then` is empty until somebody looked into the address."""

    request_id: str
    tracking: str
    returned_on: date
    because: str
    then: str
    offer: str = ""
    """Of a new address: `open` until the person took or declined its correction."""
    offered_case: str = ""


@dataclass(frozen=True)
class MisdeliveryView:
    """
    Something that reached somebody else: what, the digest of the package, and the days; not to whom.

    `known_at` is the moment from which an incident's clocks run.
    """

    request_id: str
    number: int
    what: str
    digest: str
    noticed_on: date
    recovered_on: date | None
    known_at: datetime


@dataclass(frozen=True)
class ReopeningView:
    """That an ended request went on: why, from which state, by whom."""

    number: int
    because: str
    was: str
    reopened_by: str
    reopened_at: datetime


def returned_answers(*, controller: str, request_id: str | None = None) -> tuple[ReturnedView, ...]:
    """Return the answers of a company, or to one request, that came back, in order."""
    rows = Returned.objects.filter(dispatch__request__controller=controller).select_related("dispatch")
    rows = rows.filter(dispatch__request_id=request_id) if request_id else rows
    return tuple(
        ReturnedView(
            r.dispatch.request_id,
            r.dispatch.tracking,
            r.returned_on,
            r.because,
            r.then,
            r.offer,
            r.offered_case,
        )
        for r in rows.order_by("returned_on", "pk")
    )


def misdeliveries(*, controller: str, request_id: str | None = None) -> tuple[MisdeliveryView, ...]:
    """Return the register of what reached somebody else, in order."""
    rows = Misdelivery.objects.filter(request__controller=controller)
    rows = rows.filter(request_id=request_id) if request_id else rows
    return tuple(
        MisdeliveryView(r.request_id, r.number, r.what, r.digest, r.noticed_on, r.recovered_on, r.noted_at)
        for r in rows.order_by("noted_at", "pk")
    )


def reopenings(request_id: str) -> tuple[ReopeningView, ...]:
    """Return how often and why a request went on after it had ended, in order."""
    rows = Reopening.objects.filter(request_id=request_id).order_by("number")
    return tuple(ReopeningView(r.number, r.because, r.was, r.reopened_by, r.reopened_at) for r in rows)
