"""Rows about money: amounts that came other than asked for, and what goes back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.models.requests import RightsRequest
from yakusoku.rights.models.told import Letter

BECAUSE = ("overpaid", "our_fault", "not_payable")


class Payment(models.Model):
    """An amount that came in and was not exactly the one that was asked for."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    yen = models.PositiveIntegerField()
    paid_on = models.DateField()
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "rights_payment"
        constraints = (
            models.UniqueConstraint(name="rights_payment_once", fields=["request", "number"]),
            models.CheckConstraint(name="rights_payment_is_money", condition=Q(yen__gt=0)),
        )


class Refund(models.Model):
    """
    Money that goes back to the person: proposed, approved by another, paid. The reason is sealed.

    `because`: too much came, nothing was disclosed through our fault, or it was not payable under the law.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="refunds")
    number = models.PositiveIntegerField()
    yen = models.PositiveIntegerField()
    because = models.CharField(max_length=20)
    reason = models.BinaryField()
    article = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, default="proposed")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="refund")
    proposed_by = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    paid_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_refund"
        constraints = (
            models.UniqueConstraint(name="rights_refund_once", fields=["request", "number"]),
            models.CheckConstraint(
                name="rights_refund_is_known",
                condition=Q(state__in=["proposed", "approved", "paid"], because__in=list(BECAUSE), yen__gt=0),
            ),
            models.CheckConstraint(
                name="rights_refund_four_eyes", condition=Q(approved_by="") | ~Q(approved_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="rights_refund_paid_was_approved",
                condition=Q(state="proposed") | ~Q(approved_by="") & Q(letter__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_refund_paid_has_a_day",
                condition=~Q(state="paid") | Q(paid_on__isnull=False) & ~Q(paid_by=""),
            ),
        )

    def approve(self, letter: Letter, *, by: str, now: datetime) -> bool:
        """Note that a second person agreed; False where that was noted before."""
        waiting = Refund.objects.filter(pk=self.pk, state="proposed")
        return bool(waiting.update(state="approved", letter=letter, approved_by=by, approved_at=now))

    def pay(self, *, on: date, by: str) -> bool:
        """Note that the money went back; False where that was noted before."""
        waiting = Refund.objects.filter(pk=self.pk, state="approved")
        return bool(waiting.update(state="paid", paid_on=on, paid_by=by))
