"""Rows about who asks: what was compared on the telephone, what the person was asked to send, and doubt."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.models.requests import RightsRequest


class PhoneCheck(models.Model):
    """
    One comparison by telephone: a call back, the number that was shown, or facts that are registered.

    The number is a keyed digest of the registered one that was dialed or shown. What the caller answered is kept
    nowhere: of `asked` facts, so many `agreed`; which ones is sealed.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="phone_checks")
    way = models.CharField(max_length=20)
    result = models.CharField(max_length=20)
    number_digest = models.CharField(max_length=64, blank=True)
    asked = models.JSONField(default=list)
    agreed = models.PositiveIntegerField(default=0)
    which = models.BinaryField(null=True)
    clause = models.CharField(max_length=40, blank=True)
    article = models.CharField(max_length=80)
    called_at = models.DateTimeField()
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "rights_phone_check"
        constraints = (
            models.CheckConstraint(
                name="rights_phone_check_is_known",
                condition=Q(way="call_back", result__in=["agreed", "denied", "not_reached"])
                | Q(way="caller_number", result__in=["same", "other", "withheld"])
                | Q(way="registered_facts", result__in=["agreed", "differed"]),
            ),
            # A call back that counts went to a number that is registered.
            models.CheckConstraint(
                name="rights_phone_check_dialed_a_number",
                condition=~Q(way="call_back") | ~Q(number_digest=""),
            ),
        )


class Doubt(models.Model):
    """Reasonable doubt about who asks, recorded with its sealed reason; it ends when it is dispelled."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="doubt")
    reason = models.BinaryField()
    article = models.CharField(max_length=80)
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()
    ended_reason = models.BinaryField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_doubt"
        constraints = (
            models.CheckConstraint(
                name="rights_doubt_ended_has_reason",
                condition=Q(ended_at__isnull=True) | (Q(ended_reason__isnull=False) & ~Q(ended_by="")),
            ),
        )


class PaperRequest(models.Model):
    """
    A letter that asks for what is missing: which proofs by their codes, by when, and when it left the house.

    The letter itself is sealed under `letter_name`. `answered_on` is the day on which the next proof was noted.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="paper_requests")
    number = models.PositiveIntegerField()
    missing = models.JSONField()
    reply_by = models.DateField()
    letter_name = models.CharField(max_length=80)
    letter_digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=40)
    made_on = models.DateField()
    sent_on = models.DateField(null=True)
    sent_by = models.CharField(max_length=40, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        db_table = "rights_paper_request"
        constraints = (
            models.UniqueConstraint(name="rights_paper_request_once", fields=["request", "number"]),
            models.CheckConstraint(
                name="rights_paper_request_days_in_order",
                condition=Q(reply_by__gt=F("made_on"))
                & (Q(sent_on__isnull=True) | Q(sent_on__gte=F("made_on")))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("made_on"))),
            ),
        )

    def send(self, *, on: date, by: str) -> bool:
        """Note that the letter left the house; False where it was noted before."""
        waiting = PaperRequest.objects.filter(pk=self.pk, sent_on__isnull=True)
        return bool(waiting.update(sent_on=on, sent_by=by))
