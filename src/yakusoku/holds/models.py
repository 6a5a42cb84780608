"""Rows of holds. Private to the room; what a hold reaches is kept as digests under the home's key."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.holds.rules import Basis, Ending


class Hold(models.Model):
    """One reason not to touch data: whose matter, who answers for it, when it is looked at again."""

    public_id = models.CharField(max_length=40, primary_key=True)
    controller = models.CharField(max_length=40)
    matter = models.CharField(max_length=40)
    basis = models.CharField(max_length=20)
    owner = models.CharField(max_length=40)
    asked_by = models.CharField(max_length=40)
    placed_by = models.CharField(max_length=40)
    placed_on = models.DateField()
    placed_at = models.DateTimeField()
    review_on = models.DateField()
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=40, blank=True)
    ending = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "holds_hold"
        constraints = (
            models.CheckConstraint(
                name="hold_basis_is_known", condition=Q(basis__in=[one.value for one in Basis])
            ),
            # Who asks for a hold does not place it.
            models.CheckConstraint(name="hold_four_eyes", condition=~Q(placed_by=F("asked_by"))),
            models.CheckConstraint(name="hold_has_an_owner", condition=~Q(owner="") & ~Q(matter="")),
            models.CheckConstraint(name="hold_is_looked_at_again", condition=Q(review_on__gt=F("placed_on"))),
            models.CheckConstraint(
                name="hold_released_says_why",
                condition=Q(released_at__isnull=True, released_by="", ending="")
                | Q(released_at__isnull=False, ending__in=[one.value for one in Ending]) & ~Q(released_by=""),
            ),
        )
        indexes = (models.Index(fields=["controller", "released_at"], name="hold_active"),)

    def look_again(self, *, on: date) -> bool:
        """Set the next day of review; False where it was released before."""
        return bool(Hold.objects.filter(pk=self.pk, released_at__isnull=True).update(review_on=on))

    def release(self, *, by: str, ending: Ending, now: datetime) -> bool:
        """End it; False where that was done before."""
        active = Hold.objects.filter(pk=self.pk, released_at__isnull=True)
        return bool(active.update(released_at=now, released_by=by, ending=ending.value))


class HoldReach(models.Model):
    """
    What a hold reaches. `collection` is `dataset:collection` or `*`.

    `identity` and `digest`: rows of the person with that identity. `digest` alone: the row with that key.
    Neither: every row of the collection.
    """

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="reaches")
    collection = models.CharField(max_length=160)
    identity = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "holds_reach"
        constraints = (
            models.UniqueConstraint(
                name="hold_reach_once", fields=["hold", "collection", "identity", "digest"]
            ),
            models.CheckConstraint(
                name="hold_reach_of_a_person_has_a_digest", condition=Q(identity="") | ~Q(digest="")
            ),
            models.CheckConstraint(
                name="hold_reach_of_a_row_has_a_collection",
                condition=~Q(collection="*") | Q(digest="") | ~Q(identity=""),
            ),
        )
        indexes = (models.Index(fields=["digest"], name="hold_reach_digest"),)
