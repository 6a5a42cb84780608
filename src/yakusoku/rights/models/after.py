"""Rows about what happens after an answer left: mail that came back, a wrong recipient, a request that is reopened."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from yakusoku.rights.models.requests import Dispatch, RightsRequest


class Returned(models.Model):
    """
    An answer that came back, why, and what was found about the address; what was found is sealed.

    A new address of the person is sealed, too, and its correction offered: `open` until the person took it, which makes
    a request of its own (`offered_case`), or declined.
    """

    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="returned")
    returned_on = models.DateField()
    because = models.CharField(max_length=20)
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()
    then = models.CharField(max_length=20, blank=True)
    found = models.BinaryField(null=True)
    found_by = models.CharField(max_length=40, blank=True)
    found_at = models.DateTimeField(null=True)
    address = models.BinaryField(null=True)
    offer = models.CharField(max_length=10, blank=True)
    offered_case = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_returned"
        constraints = (
            models.CheckConstraint(
                name="rights_returned_offer_of_an_address",
                condition=Q(offer="", offered_case="", address__isnull=True)
                | Q(offer__in=["open", "declined"], offered_case="", address__isnull=False)
                | Q(offer="taken", address__isnull=False) & ~Q(offered_case=""),
            ),
            models.CheckConstraint(
                name="rights_returned_is_known",
                condition=Q(because__in=["unknown", "refused", "not_collected", "moved"]),
            ),
            models.CheckConstraint(
                name="rights_returned_looked_into",
                condition=Q(then="", found_at__isnull=True)
                | Q(then__in=["send", "pickup"], found__isnull=False, found_at__isnull=False)
                & ~Q(found_by=""),
            ),
        )

    def look(self, then: str, found: bytes, *, address: bytes | None, by: str, now: datetime) -> bool:
        """Note what was found about the address, and a new one; False where that was noted before."""
        waiting = Returned.objects.filter(pk=self.pk, then="")
        offer = "" if address is None else "open"
        return bool(
            waiting.update(then=then, found=found, found_by=by, found_at=now, address=address, offer=offer)
        )

    def answer(self, offer: str, *, case: str = "") -> bool:
        """Note what the person said to the offer; False where that was noted before."""
        return bool(Returned.objects.filter(pk=self.pk, offer="open").update(offer=offer, offered_case=case))


class Misdelivery(models.Model):
    """
    Something about a request that reached somebody else: what, and sealed to whom. Incidents are judged from it.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="misdeliveries")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, blank=True)
    to_whom = models.BinaryField()
    noticed_on = models.DateField()
    recovered_on = models.DateField(null=True)
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "rights_misdelivery"
        constraints = (
            models.UniqueConstraint(name="rights_misdelivery_once", fields=["request", "number"]),
            models.CheckConstraint(
                name="rights_misdelivery_is_known", condition=Q(what__in=["answer", "letter", "package"])
            ),
        )


class Reopening(models.Model):
    """An ended request goes on, for a sealed reason: the person came back, complains, or we erred."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="reopenings")
    number = models.PositiveIntegerField()
    because = models.CharField(max_length=20)
    reason = models.BinaryField()
    was = models.CharField(max_length=20)
    reopened_by = models.CharField(max_length=40)
    reopened_at = models.DateTimeField()

    class Meta:
        db_table = "rights_reopening"
        constraints = (
            models.UniqueConstraint(name="rights_reopening_once", fields=["request", "number"]),
            models.CheckConstraint(
                name="rights_reopening_is_known",
                condition=Q(because__in=["complaint", "error", "came_back"]),
            ),
        )
