"""Rows of the outbox, and the slots in which workers run. Private to the room."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


class Intent(models.Model):
    """
    Something that must happen because a deed was done, written in that deed's transaction.

    If the process dies here: the row is there or the deed is not. Arguments are public ids and small codes.
    """

    number = models.BigAutoField(primary_key=True)
    public_id = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "work_intent"
        constraints = (
            models.CheckConstraint(
                name="work_intent_state_is_known",
                condition=Q(state__in=["waiting", "started", "done", "failed"]),
            ),
            models.CheckConstraint(
                name="work_intent_done_has_a_time",
                condition=~Q(state="done") | Q(done_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["state", "not_before", "number"], name="work_intent_waiting"),
            models.Index(fields=["about", "number"], name="work_intent_about"),
        )

    def move(self, to: str, *, of: tuple[str, ...], **times: datetime | None) -> bool:
        """Change the state from one of `of`; False where another process was first."""
        return bool(
            Intent.objects.filter(pk=self.pk, state__in=of).update(
                state=to, attempts=models.F("attempts") + (1 if to == "started" else 0), **times
            )
        )


class WorkerSlot(models.Model):
    """A place in which one worker runs. Its bursts carry its name; a slot that no longer beats is taken over."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=60)
    beat_at = models.DateTimeField()

    class Meta:
        db_table = "work_worker_slot"
