"""Rows of inspections and corrective actions. Private to the room; an inspection is written once and never changed."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import and_

from django.db import models
from django.db.models import F, Q

_OWNERS = (("manager", "manager"), ("auditor", "auditor"), ("desk", "desk"), ("systems", "operator"))
_DISINTERESTED = reduce(
    and_, (~Q(owner=owner, inspector_roles__contains=f"|{role}|") for owner, role in _OWNERS)
)


class Inspection(models.Model):
    """
    One look at one control of one clause: by whom, on which day, at how many of how many, how many at fault.

    `promised` is the digest of the sentence and its parameters; `seen` are words of the clause's own parameters.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    clause = models.CharField(max_length=40)
    control = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    promised = models.CharField(max_length=64)
    policy_version = models.DateField()
    policy_digest = models.CharField(max_length=64)
    owner = models.CharField(max_length=20)
    answerable = models.CharField(max_length=40)
    inspector = models.CharField(max_length=40)
    inspector_roles = models.CharField(max_length=100)
    inspected_on = models.DateField()
    period_from = models.DateField()
    period_until = models.DateField()
    population = models.PositiveIntegerField()
    sample = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()
    seen = models.JSONField(default=dict)
    exhibit = models.CharField(max_length=64, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "management_inspection"
        constraints = (
            # Four eyes: nobody inspects alone what they themselves answer for.
            models.CheckConstraint(name="inspection_four_eyes", condition=~Q(inspector=F("answerable"))),
            models.CheckConstraint(name="inspection_not_by_the_owner", condition=_DISINTERESTED),
            models.CheckConstraint(
                name="inspection_counts_in_order",
                condition=Q(faults__lte=F("sample")) & Q(sample__lte=F("population")),
            ),
            # Nobody looked at nothing: only where there was nothing is a sample empty.
            models.CheckConstraint(
                name="inspection_looked_at_something", condition=Q(sample__gt=0) | Q(population=0)
            ),
            models.CheckConstraint(
                name="inspection_days_in_order",
                condition=Q(period_from__lte=F("period_until")) & Q(period_until__lte=F("inspected_on")),
            ),
        )
        indexes = (models.Index(fields=["controller", "clause", "control"], name="inspection_of_clause"),)


class CorrectiveAction(models.Model):
    """
    What follows from faults: open until a later inspection of the same sentence finds none.

    `opened_by` and `closed_by` are inspections; there is one open action for a sentence at a time.
    """

    opened_by = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="opened")
    controller = models.CharField(max_length=40)
    promised = models.CharField(max_length=64)
    due_on = models.DateField()
    closed_by = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="closed", null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "management_corrective_action"
        constraints = (
            models.UniqueConstraint(
                name="corrective_action_open_once",
                fields=["controller", "promised"],
                condition=Q(closed_by__isnull=True),
            ),
            models.CheckConstraint(
                name="corrective_action_closed_has_a_time",
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="corrective_action_not_closed_by_its_opening",
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("opened_by")),
            ),
        )

    def close(self, inspection: Inspection, *, now: datetime) -> bool:
        """Close it by a later inspection; False where it was closed before."""
        still = CorrectiveAction.objects.filter(pk=self.pk, closed_by__isnull=True)
        return bool(still.update(closed_by=inspection, closed_at=now))
