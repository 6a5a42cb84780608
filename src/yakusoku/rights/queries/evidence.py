"""Reads of requests for the evidence of promises: what was checked, charged, withheld, sent, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Min, Q

from yakusoku.policy.queries import Policy
from yakusoku.rights import cases, money, owed
from yakusoku.rights.models import Dispatch, Fee, Finding, IdentityCheck, Refund, ReviewItem, RightsRequest
from yakusoku.rights.promised import published_word
from yakusoku.rights.rules import State


@dataclass(frozen=True)
class IdentityView:
    """The fact of an identity check: what was seen, of whom, and of which day the paper is."""

    request_id: str
    document: str
    required_zones: tuple[str, ...]
    masked_zones: tuple[str, ...]
    checked_by: str
    checked_at: datetime
    clause: str
    image_destroyed_at: datetime | None
    absent_zones: tuple[str, ...] = ()
    whose: str = "person"
    issued_on: date | None = None


def identity_checks(*, controller: str) -> tuple[IdentityView, ...]:
    """Return the checks of identity papers of a company's requests, in order."""
    rows = (
        IdentityCheck.objects.filter(request__controller=controller)
        .exclude(document="")
        .filter(rejected_at__isnull=True)
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
            r.whose,
            r.issued_on,
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
class RefundView:
    """Money that goes back: how much, on which ground, and how far it has come."""

    request_id: str
    number: int
    yen: int
    because: str
    state: str
    proposed_by: str
    approved_by: str
    paid_on: date | None
    letter: int


def refunds(*, controller: str, request_id: str | None = None) -> tuple[RefundView, ...]:
    """Return the refunds of a company's requests, or of one of them, in order."""
    rows = Refund.objects.filter(request__controller=controller).select_related("letter")
    rows = rows.filter(request_id=request_id) if request_id else rows
    return tuple(
        RefundView(
            r.request_id, r.number, r.yen, r.because, r.state, r.proposed_by, r.approved_by, r.paid_on,
            r.letter.number if r.letter else 0,
        )
        for r in rows.order_by("proposed_at", "pk")
    )  # fmt: skip


def account(request_id: str) -> money.Account:
    """Return what was asked for, what came and what goes back of a request, in yen."""
    return money.account(cases.case(request_id))


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
    measure: str
    outcome: str
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
    law: str = ""


def asked_under(policy: Policy, word: str, trace: TraceView) -> bool:
    """Say whether `word` is the published right that a request stands under: by its law's code and what it asks for."""
    return published_word(policy, trace.right, as_of=trace.received_on, measure=trace.measure) == word


def traces(*, controller: str) -> tuple[TraceView, ...]:
    """Return the way of each of a company's requests, the oldest arrival first."""
    rows = (
        RightsRequest.objects.filter(controller=controller)
        .select_related("search")
        .annotate(
            seen_at=Max("checks__checked_at", filter=Q(checks__rejected_at__isnull=True)),
            called_at=Max("phone_checks__noted_at", filter=Q(phone_checks__result="agreed")),
        )
        .annotate(sent_on=Min("dispatches__sent_on"), sent_noted_at=Min("dispatches__noted_at"))
        .order_by("received_at", "public_id")
    )
    return tuple(_trace(row) for row in rows)


def _trace(row: Any) -> TraceView:  # noqa: ANN401  a row with the annotations above
    return TraceView(
        request_id=row.public_id,
        right=row.right,
        measure=row.measure,
        outcome=row.outcome,
        state=State(row.state),
        received_on=row.received_on,
        received_at=row.received_at,
        suit_open_on=row.suit_open_on,
        policy_version=row.policy_version,
        policy_digest=row.policy_digest,
        identified_at=max((one for one in (row.seen_at, row.called_at) if one), default=None),
        searched_at=row.search.started_at if hasattr(row, "search") else None,
        prepared_by=row.prepared_by,
        approved_by=row.approved_by,
        built_at=row.built_at,
        sent_on=row.sent_on,
        sent_noted_at=row.sent_noted_at,
        closed_at=row.closed_at,
        law=row.law,
    )


@dataclass(frozen=True)
class FoundView:
    """A collection in which something was found for a request, and what was decided: by field, "" for all others."""

    request_id: str
    dataset: str
    collection: str
    columns: tuple[str, ...]
    decided: Mapping[str, str]

    def decision(self, column: str) -> str:
        """Return what was decided on one column, or nothing where nobody decided."""
        return self.decided.get(column) or self.decided.get("", "")


def found(*, controller: str) -> tuple[FoundView, ...]:
    """Return for each of a company's requests the collections that held rows, with the review's decisions, in order."""
    decided: dict[tuple[str, str], dict[str, str]] = {}
    for item in ReviewItem.objects.filter(request__controller=controller):
        decided.setdefault((item.request_id, item.section), {})[item.field] = item.decision
    rows = Finding.objects.filter(request__controller=controller, rows__gt=0).order_by("request_id", "step")
    return tuple(
        FoundView(
            r.request_id,
            r.dataset,
            r.collection,
            tuple(r.columns),
            decided.get((r.request_id, r.section), {}),
        )
        for r in rows
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
    return tuple(view for row in rows for view in _withheld(row))


def _withheld(row: ReviewItem) -> Iterator[WithheldView]:
    """Yield an item under its right and, where both laws bind, under the same right of the other law."""
    place = (row.section, row.field)
    yield WithheldView(row.request_id, row.request.right, *place, row.ground, row.clause, row.article)
    other = owed.twin(row.request) if row.also_ground else None
    if other is not None:
        yield WithheldView(
            row.request_id, other.right, *place, row.also_ground, row.also_clause, row.also_article
        )
