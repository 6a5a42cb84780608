"""Reads of changes in stores: how far each is, store by store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yakusoku.stores.changes import ChangePlan
from yakusoku.stores.models import StoreChange, StoreStep


@dataclass(frozen=True)
class StepView:
    """The part of a change in one store; `counts` says how many rows by number, verb and collection."""

    number: int
    store: str
    state: str
    rows: int
    counts: Mapping[str, int]
    attempts: int
    done_at: datetime | None
    confirmed_at: datetime | None


@dataclass(frozen=True)
class ChangeView:
    """A change as it stands; `because` is the code of why it went back to review."""

    change_id: str
    case_id: str
    controller: str
    state: str
    because: str
    plan_digest: str
    keys_digest: str
    rows: int
    shared: int
    intended_by: str
    intended_at: datetime
    confirmed_at: datetime | None
    returned_at: datetime | None
    steps: tuple[StepView, ...]


def change(change_id: str) -> ChangeView | None:
    """Return one change, or None."""
    row = StoreChange.objects.filter(pk=change_id).first()
    return _view(row) if row else None


def changes(*, case_id: str) -> tuple[ChangeView, ...]:
    """Return the changes of a case in the order in which they were intended."""
    return tuple(map(_view, StoreChange.objects.filter(case_id=case_id).order_by("intended_at", "public_id")))


def plan_text(change_id: str) -> str:
    """Return the plan of a change for a reader, or nothing where the change is not known."""
    row = StoreChange.objects.filter(pk=change_id).first()
    return ChangePlan.from_json(row.plan).text() if row else ""


def _view(row: StoreChange) -> ChangeView:
    return ChangeView(
        change_id=row.public_id,
        case_id=row.case_id,
        controller=row.log,
        state=row.state,
        because=row.because,
        plan_digest=row.plan_digest,
        keys_digest=row.keys_digest,
        rows=row.rows,
        shared=row.shared,
        intended_by=row.intended_by,
        intended_at=row.intended_at,
        confirmed_at=row.confirmed_at,
        returned_at=row.returned_at,
        steps=tuple(map(_step, row.steps.order_by("number"))),
    )


def _step(row: StoreStep) -> StepView:
    return StepView(
        number=row.number,
        store=row.store,
        state=row.state,
        rows=row.rows,
        counts=dict(row.counts),
        attempts=row.attempts,
        done_at=row.done_at,
        confirmed_at=row.confirmed_at,
    )
