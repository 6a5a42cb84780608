"""Rows of the register of uses and of its tallies. Private to the room."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import Q


class Use(models.Model):
    """A use of data by one system of a company: what it is for, where it asks, and who answers for it."""

    public_id = models.CharField(max_length=40, primary_key=True)
    controller = models.CharField(max_length=40)
    system = models.CharField(max_length=60)
    sort = models.CharField(max_length=20)
    purpose = models.CharField(max_length=60)
    point = models.CharField(max_length=20)
    owner = models.CharField(max_length=40)
    registered_by = models.CharField(max_length=40)
    registered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "gates_use"
        constraints = (
            models.UniqueConstraint(
                name="gates_use_once",
                fields=["controller", "system", "sort", "purpose"],
                condition=Q(retired_at__isnull=True),
            ),
        )

    def stand(self) -> bool:
        """Enter the register; False where the same use stands there, also if somebody registers it at this moment."""
        try:
            with transaction.atomic():
                self.save(force_insert=True)
        except IntegrityError:
            return False
        return True

    def retire(self, *, now: datetime) -> bool:
        """End the use; False where it ended before."""
        return bool(Use.objects.filter(pk=self.pk, retired_at__isnull=True).update(retired_at=now))


class Tally(models.Model):
    """
    What one guard counted in about a minute, by purpose, way, outcome and reason; `lost` where its number is missing.

    `counts` is a list of `[purpose, way, outcome, reason, count]`.
    """

    use = models.ForeignKey(Use, on_delete=models.PROTECT, related_name="tallies")
    guard_id = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    policy = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=list)
    lost = models.BooleanField(default=False)
    last = models.BooleanField(default=False)

    class Meta:
        db_table = "gates_tally"
        constraints = (
            models.UniqueConstraint(name="gates_tally_once", fields=["guard_id", "number"]),
            models.CheckConstraint(
                name="gates_tally_lost_counts_nothing", condition=Q(lost=False) | Q(counts=[])
            ),
        )
        indexes = (models.Index(fields=["use", "until"], name="gates_tally_of_use"),)
