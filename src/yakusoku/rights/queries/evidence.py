"""Reads of requests for the evidence of promises: what was checked, charged, withheld, sent, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min

from yakusoku.rights.models import Dispatch, Fee, IdentityCheck, ReviewItem, RightsRequest
from yakusoku.rights.rules import State


@dataclass(frozen=True)
class IdentityView:
    """The fact of an identity check."""

    request_id: str
    document: str
    required_zones: tuple[str, ...]
    masked_zones: tuple[str, ...]
    checked_by: str
    checked_at: datetime
    clause: str
    image_destroyed_at: datetime | None
    absent_zones: tuple[str, ...] = ()


def identity_checks(*, controller: str) -> tuple[IdentityView, ...]:
    """Return the checks of identity papers of a company's requests, in order."""
    rows = (
        IdentityCheck.objects.filter(request__controller=controller)
        .exclude(document="")
        .order_by("checked_at", "pk")
    )
    return tuple(
        IdentityView(
            r.request_id,
            r.document,
            tuple(r.required_zones),
            tuple(r.masked_zones),
            r.checked_by,
            r.checked_at,
            r.clause,
            r.image_destroyed_at,
            tuple(r.absent_zones),
        )
        for r in rows
    )


@dataclass(frozen=True)
class FeeView:
    """A fee that was asked for, and whether it was paid."""

    request_id: str
    right: str
    yen: int
    tax_yen: int
    clause: str
    paid_at: datetime | None
    receipt: str | None


def fees(*, controller: str) -> tuple[FeeView, ...]:
    """Return the fees of a company's requests, in order."""
    rows = (
        Fee.objects.filter(request__controller=controller)
        .select_related("request")
        .order_by("asked_at", "pk")
    )
    return tuple(map(_fee, rows))


def fee_of(request_id: str) -> FeeView | None:
    """Return the fee of one request, or None where none is due."""
    row = Fee.objects.filter(request_id=request_id).select_related("request").first()
    return _fee(row) if row else None


def _fee(row: Fee) -> FeeView:
    return FeeView(
        row.request_id, row.request.right, row.yen, row.tax_yen, row.clause, row.paid_at, row.receipt
    )


@dataclass(frozen=True)
class DispatchView:
    """How an answer left the house."""

    request_id: str
    method: str
    tracking: str
    sent_on: date


def dispatches(*, controller: str) -> tuple[DispatchView, ...]:
    """Return the dispatch register of a company, in order."""
    rows = Dispatch.objects.filter(request__controller=controller).order_by("noted_at", "pk")
    return tuple(DispatchView(r.request_id, r.method, r.tracking, r.sent_on) for r in rows)


@dataclass(frozen=True)
class TraceView:
    """The days and members that one request has seen; None where it has not come that far."""

    request_id: str
    right: str
    state: State
    received_on: date
    received_at: datetime
    suit_open_on: date
    policy_version: date | None
    policy_digest: str
    identified_at: datetime | None
    searched_at: datetime | None
    prepared_by: str
    approved_by: str
    built_at: datetime | None
    sent_on: date | None
    sent_noted_at: datetime | None
    closed_at: datetime | None


def traces(*, controller: str) -> tuple[TraceView, ...]:
    """Return the way of each of a company's requests, the oldest arrival first."""
    rows = (
        RightsRequest.objects.filter(controller=controller)
        .select_related("identity", "search")
        .annotate(sent_on=Min("dispatches__sent_on"), sent_noted_at=Min("dispatches__noted_at"))
        .order_by("received_at", "public_id")
    )
    return tuple(_trace(row) for row in rows)


def _trace(row: Any) -> TraceView:  # noqa: ANN401  a row with the two annotations above
    return TraceView(
        request_id=row.public_id,
        right=row.right,
        state=State(row.state),
        received_on=row.received_on,
        received_at=row.received_at,
        suit_open_on=row.suit_open_on,
        policy_version=row.policy_version,
        policy_digest=row.policy_digest,
        identified_at=row.identity.checked_at if hasattr(row, "identity") else None,
        searched_at=row.search.started_at if hasattr(row, "search") else None,
        prepared_by=row.prepared_by,
        approved_by=row.approved_by,
        built_at=row.built_at,
        sent_on=row.sent_on,
        sent_noted_at=row.sent_noted_at,
        closed_at=row.closed_at,
    )


@dataclass(frozen=True)
class WithheldView:
    """One item that was withheld, and the right it was withheld from."""

    request_id: str
    right: str
    section: str
    field: str
    ground: str
    clause: str
    article: str


def withheld(*, controller: str) -> tuple[WithheldView, ...]:
    """Return every item of a company's requests that was withheld, or on which a change was refused, in order."""
    rows = (
        ReviewItem.objects.filter(request__controller=controller, decision__in=("withhold", "refuse"))
        .select_related("request")
        .order_by("decided_at", "pk")
    )
    return tuple(
        WithheldView(r.request_id, r.request.right, r.section, r.field, r.ground, r.clause, r.article)
        for r in rows
    )
