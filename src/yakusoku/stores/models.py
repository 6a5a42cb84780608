"""Rows of changes in stores. Private to the room; keys and new values lie sealed beside the database."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

INTENDED, DONE, CONFIRMED, RETURNED = "intended", "done", "confirmed", "returned"


class StoreChange(models.Model):
    """
    A change of rows in the company's stores, from its intention to the reading back.

    If the process dies anywhere: `state` is the truth about ours, the steps say how far each store is.
    """

    public_id = models.CharField(max_length=40, primary_key=True)
    case_id = models.CharField(max_length=60)
    log = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default=INTENDED)
    plan = models.TextField()
    plan_digest = models.CharField(max_length=64)
    keys_digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    shared = models.PositiveIntegerField(default=0)
    then = models.CharField(max_length=60, blank=True)
    because = models.CharField(max_length=20, blank=True)
    intended_by = models.CharField(max_length=60)
    intended_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "stores_change"
        constraints = (
            models.CheckConstraint(
                name="stores_change_state_is_known", condition=Q(state__in=[INTENDED, CONFIRMED, RETURNED])
            ),
            models.CheckConstraint(
                name="stores_change_confirmed_has_a_time",
                condition=Q(state=CONFIRMED, confirmed_at__isnull=False)
                | (~Q(state=CONFIRMED) & Q(confirmed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="stores_change_returned_has_a_reason",
                condition=(Q(state=RETURNED, returned_at__isnull=False) & ~Q(because=""))
                | (~Q(state=RETURNED) & Q(returned_at__isnull=True, because="")),
            ),
            models.UniqueConstraint(
                name="stores_change_one_open_a_case", fields=["case_id"], condition=Q(state=INTENDED)
            ),
        )

    def move(self, to: str, **values: Any) -> bool:  # noqa: ANN401  columns of many types
        """Leave the state `intended`, once; False where another was faster."""
        return bool(StoreChange.objects.filter(pk=self.pk, state=INTENDED).update(state=to, **values))


class StoreStep(models.Model):
    """The part of a change that lies in one store: one transaction there."""

    change = models.ForeignKey(StoreChange, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    store = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default=INTENDED)
    rows = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    result_digest = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "stores_step"
        constraints = (
            models.UniqueConstraint(name="stores_step_once_a_store", fields=["change", "store"]),
            models.CheckConstraint(
                name="stores_step_state_is_known", condition=Q(state__in=[INTENDED, DONE, CONFIRMED])
            ),
            # Done was intended, and confirmed was done: no state without the moment of the one before.
            models.CheckConstraint(
                name="stores_step_done_has_a_time",
                condition=Q(state=INTENDED, done_at__isnull=True)
                | (Q(state__in=[DONE, CONFIRMED]) & Q(done_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="stores_step_confirmed_was_done",
                condition=Q(confirmed_at__isnull=True) | Q(state=CONFIRMED, done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="stores_step_confirmed_has_a_time",
                condition=~Q(state=CONFIRMED) | Q(confirmed_at__isnull=False),
            ),
        )

    def move(self, to: str, *, of: str, **values: Any) -> bool:  # noqa: ANN401  columns of many types
        """Change the state from `of`; False where it was another."""
        return bool(StoreStep.objects.filter(pk=self.pk, state=of).update(state=to, **values))
