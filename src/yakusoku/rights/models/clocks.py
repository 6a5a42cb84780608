"""Rows about the law and the clocks of a request: which laws apply, an extension, what the person was asked."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.models.requests import RightsRequest
from yakusoku.rights.models.told import Letter


class Regime(models.Model):
    """
    Which of the laws that the text follows apply to a request, for which scopes; the reason is sealed.

    `country` is the state of the European Union or the EEA whose holidays count, or empty where none was settled.
    """

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="regime")
    laws = models.JSONField()
    scopes = models.JSONField()
    country = models.CharField(max_length=2, blank=True)
    reason = models.BinaryField()
    decided_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "rights_regime"


class Extension(models.Model):
    """
    The answer takes longer than a month (GDPR 12(3)): why, by the letter that tells the person, and until when.

    It is in force only where the letter left by `tell_by`: `in_force_until` is empty before, and where it left late.
    """

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="extension")
    because = models.CharField(max_length=20)
    reason = models.BinaryField()
    article = models.CharField(max_length=80)
    tell_by = models.DateField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="extension")
    told_on = models.DateField(null=True)
    in_force_until = models.DateField(null=True)

    class Meta:
        db_table = "rights_extension"
        constraints = (
            models.CheckConstraint(
                name="rights_extension_was_told_in_time",
                condition=Q(in_force_until__isnull=True)
                | Q(told_on__isnull=False, told_on__lte=F("tell_by"), in_force_until__gt=F("tell_by")),
            ),
        )

    def tell(self, *, on: date, until: date | None) -> bool:
        """Note that the person was told; False where that was noted before."""
        waiting = Extension.objects.filter(pk=self.pk, told_on__isnull=True)
        return bool(waiting.update(told_on=on, in_force_until=until))


class Clarification(models.Model):
    """The person was asked what is meant, and on which day the word came; what was asked is sealed."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="clarifications")
    number = models.PositiveIntegerField()
    asked = models.BinaryField()
    way = models.CharField(max_length=20)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=40)
    reply_by = models.DateField()
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_clarification"
        constraints = (
            models.UniqueConstraint(name="rights_clarification_once", fields=["request", "number"]),
            # One question at a time: the next one is asked when the word came.
            models.UniqueConstraint(
                name="rights_clarification_one_at_a_time",
                fields=["request"],
                condition=Q(answered_on__isnull=True),
            ),
            models.CheckConstraint(
                name="rights_clarification_days_in_order",
                condition=Q(reply_by__gt=F("asked_on"))
                & (
                    Q(answered_on__isnull=True, answered_by="")
                    | Q(answered_on__gte=F("asked_on")) & ~Q(answered_by="")
                ),
            ),
        )

    def answer(self, *, on: date, by: str) -> bool:
        """Note that the person's word came; False where that was noted before."""
        waiting = Clarification.objects.filter(pk=self.pk, answered_on__isnull=True)
        return bool(waiting.update(answered_on=on, answered_by=by))
