"""Reads of the outbox and the slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from yakusoku.work.models import Intent, WorkerSlot
from yakusoku.work.rules import PATIENCE, SLOT_LIFE


@dataclass(frozen=True)
class IntentView:
    """An intent as it stands."""

    public_id: str
    kind: str
    about: str
    state: str
    attempts: int
    not_before: datetime
    arguments: Mapping[str, str | int]
    started_at: datetime | None = None

    def is_stuck(self, now: datetime) -> bool:
        """Say whether it failed, or began so long ago that it will hardly end by itself."""
        begun = self.started_at
        hangs = self.state == "started" and begun is not None and begun <= now - PATIENCE
        return self.state == "failed" or hangs


@dataclass(frozen=True)
class WorkHealth:
    """How the outbox stands: what waits, what has started and not ended, what failed, and dead slots."""

    waiting: int
    overdue: tuple[str, ...]
    started: tuple[str, ...]
    failed: tuple[str, ...]
    dead_slots: tuple[str, ...]


def _view(row: Intent) -> IntentView:
    return IntentView(
        row.public_id,
        row.kind,
        row.about,
        row.state,
        row.attempts,
        row.not_before,
        dict(row.arguments),
        row.started_at,
    )


def intents(*, about: str | None = None, states: tuple[str, ...] | None = None) -> tuple[IntentView, ...]:
    """Return intents in the order in which they were written."""
    rows = Intent.objects.order_by("number")
    if about is not None:
        rows = rows.filter(about=about)
    if states is not None:
        rows = rows.filter(state__in=states)
    return tuple(_view(row) for row in rows)


def intent(public_id: str) -> IntentView | None:
    """Return one intent, or None."""
    row = Intent.objects.filter(public_id=public_id).first()
    return _view(row) if row else None


def open_intents(*, now: datetime) -> int:
    """Return how many intents are due or running; zero means that all work is done."""
    due = Intent.objects.filter(state="waiting", not_before__lte=now).count()
    return due + Intent.objects.filter(state="started").count()


def dead_slots(*, now: datetime, older_than: timedelta = SLOT_LIFE) -> tuple[str, ...]:
    """Return the slots whose worker has not beaten for `older_than`: a live worker resumes their bursts."""
    rows = WorkerSlot.objects.filter(beat_at__lt=now - older_than).order_by("name")
    return tuple(row.name for row in rows)


def health(*, now: datetime, patience: timedelta = PATIENCE) -> WorkHealth:
    """Return what `doctor` shows; an intent is overdue or stuck after `patience`."""
    late = now - patience
    waiting = Intent.objects.filter(state="waiting")
    return WorkHealth(
        waiting=waiting.count(),
        overdue=tuple(waiting.filter(not_before__lt=late).values_list("public_id", flat=True)[:20]),
        started=tuple(
            Intent.objects.filter(state="started", started_at__lt=late).values_list("public_id", flat=True)[
                :20
            ]
        ),
        failed=tuple(Intent.objects.filter(state="failed").values_list("public_id", flat=True)[:20]),
        dead_slots=dead_slots(now=now),
    )
