"""Reads of requests: frozen views for the desk and for the evidence of promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min

from yakusoku.rights import cases, ports
from yakusoku.rights.models import (
    Dispatch,
    Fee,
    Finding,
    IdentityCheck,
    PersonLink,
    ReviewItem,
    RightsRequest,
)
from yakusoku.rights.rules import OPEN, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores import queries as stores
from yakusoku.stores.candidates import Candidate


@dataclass(frozen=True)
class RequestView:
    """A request as the desk's list shows it; nothing in it is a person's value."""

    request_id: str
    controller: str
    state: State
    channel: str
    receipt_code: str
    received_on: date
    suit_open_on: date
    target_on: date | None
    right: str
    law: str
    method: str
    outcome: str
    policy_version: date | None
    prepared_by: str
    approved_by: str
    package_digest: str
    plan_digest: str
    next_step: str


@dataclass(frozen=True)
class FindingView:
    """One searched collection: how many rows, and their digest."""

    step: int
    section: str
    rows: int
    candidates: int
    digest: str


@dataclass(frozen=True)
class ItemView:
    """One decision of the review."""

    section: str
    field: str
    decision: str
    ground: str
    clause: str
    article: str


_NEXT = {
    State.RECEIVED: "triage",
    State.NEED_ID: "identity",
    State.NEED_FEE: "fee",
    State.READY: "search",
    State.SEARCHING: "work",
    State.REVIEW: "review",
    State.DECIDED: "approve",
    State.APPROVED: "work",
    State.EXECUTED: "dispatch",
    State.NOTIFIED: "close",
}


def _view(row: RightsRequest) -> RequestView:
    state = State(row.state)
    following = _NEXT.get(state, "")
    if state == State.READY and not PersonLink.objects.filter(request=row).exists():
        following = "candidates"
    return RequestView(
        request_id=row.public_id,
        controller=row.controller,
        state=state,
        channel=row.channel,
        receipt_code=row.receipt_code,
        received_on=row.received_on,
        suit_open_on=row.suit_open_on,
        target_on=row.target_on,
        right=row.right,
        law=row.law,
        method=row.method,
        outcome=row.outcome,
        policy_version=row.policy_version,
        prepared_by=row.prepared_by,
        approved_by=row.approved_by,
        package_digest=row.package_digest,
        plan_digest=row.search.plan_digest if hasattr(row, "search") else "",
        next_step=following,
    )


def request(request_id: str) -> RequestView:
    """Return one request. :raises UnableToFind: if there is none"""
    return _view(cases.case(request_id))


def requests(*, controller: str | None = None, only_open: bool = False) -> tuple[RequestView, ...]:
    """Return requests, the oldest arrival first."""
    rows = RightsRequest.objects.select_related("search").order_by("received_at", "public_id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    if only_open:
        rows = rows.filter(state__in=OPEN)
    return tuple(_view(row) for row in rows)


def candidates(*, request_id: str, by: str) -> tuple[Candidate, ...]:
    """
    Return rows of the stores that may be the person's, with what agrees and what does not.

    Shown to the desk only, and never to the person, before one is confirmed.

    :raises UnableToAct: if `by` is not of the desk
    :raises StoreUnavailable: if a store does not answer
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    return stores.find_candidates(ports.datamap(), cases.asked(row).facts)


def findings(request_id: str) -> tuple[FindingView, ...]:
    """Return what the search found: counts and digests."""
    rows = Finding.objects.filter(request_id=request_id).order_by("step")
    return tuple(
        FindingView(r.step, f"{r.dataset}.{r.collection}", r.rows, r.candidates, r.digest) for r in rows
    )


def items(request_id: str) -> tuple[ItemView, ...]:
    """Return the decisions of the review."""
    rows = ReviewItem.objects.filter(request_id=request_id).order_by("section", "field")
    return tuple(ItemView(r.section, r.field, r.decision, r.ground, r.clause, r.article) for r in rows)


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


def identity_checks(*, controller: str) -> tuple[IdentityView, ...]:
    """Return the identity checks of a company's requests, in order."""
    rows = IdentityCheck.objects.filter(request__controller=controller).order_by("checked_at", "pk")
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
    return tuple(
        FeeView(r.request_id, r.request.right, r.yen, r.tax_yen, r.clause, r.paid_at, r.receipt) for r in rows
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


def fee_of(request_id: str) -> FeeView | None:
    """Return the fee of one request, or None where none is due."""
    row = Fee.objects.filter(request_id=request_id).select_related("request").first()
    if row is None:
        return None
    return FeeView(
        row.request_id, row.request.right, row.yen, row.tax_yen, row.clause, row.paid_at, row.receipt
    )


def known(case_ids: Iterable[str]) -> set[str]:
    """Return those of `case_ids` that are requests; the sweep of orphan keys removes the others."""
    return set(RightsRequest.objects.filter(pk__in=list(case_ids)).values_list("pk", flat=True))


def timezone() -> str:
    """Return the zone in which the company's days begin and end."""
    return ports.timezone()


def plan_text(request_id: str) -> str:
    """Return the frozen plan of a request: final SQL, no values."""
    return cases.case(request_id).search.plan


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
    """Return every item of a company's requests that was decided to be withheld, in order."""
    rows = (
        ReviewItem.objects.filter(request__controller=controller, decision="withhold")
        .select_related("request")
        .order_by("decided_at", "pk")
    )
    return tuple(
        WithheldView(r.request_id, r.request.right, r.section, r.field, r.ground, r.clause, r.article)
        for r in rows
    )
