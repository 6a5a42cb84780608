"""Rows of answers that tell: what staff say where the policy says nothing, which uses stopped, passphrases."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yakusoku.rights.models.requests import RightsRequest


class Statement(models.Model):
    """What staff say about a point of the answer, in the words that the person reads, and by what they know it."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="statements")
    item = models.CharField(max_length=160)
    says = models.BinaryField()
    digest = models.CharField(max_length=64)
    reason = models.BinaryField()
    said_by = models.CharField(max_length=40)
    said_at = models.DateTimeField()

    class Meta:
        db_table = "rights_statement"
        constraints = (models.UniqueConstraint(name="rights_statement_once", fields=["request", "item"]),)


class StoppedUse(models.Model):
    """
    A use that a request stopped at once: `choice` is its record in the register of consents.

    `ended_at`: when it ended with the request, which was refused as far as this use goes, or withdrawn; which of the
    two `ended_because` says.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="stopped_uses")
    number = models.PositiveIntegerField()
    scope = models.CharField(max_length=120)
    choice = models.CharField(max_length=40)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "rights_stopped_use"
        constraints = (
            models.UniqueConstraint(name="rights_stopped_use_once", fields=["request", "scope"]),
            models.CheckConstraint(
                name="rights_stopped_use_ends_because",
                condition=Q(ended_at__isnull=True, ended_because="")
                | Q(ended_at__isnull=False, ended_because__in=["refused", "withdrawn"]),
            ),
        )


class Passphrase(models.Model):
    """An answer that leaves electronically has one, sealed; when the person was told it, and by which other way."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="passphrase")
    made_at = models.DateTimeField()
    way = models.CharField(max_length=20, blank=True)
    told_on = models.DateField(null=True)
    noted_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_passphrase"
        constraints = (
            models.CheckConstraint(
                name="rights_passphrase_told_by_a_way",
                condition=Q(told_on__isnull=True, way="")
                | Q(told_on__isnull=False) & ~Q(way="") & ~Q(noted_by=""),
            ),
        )


class OtherMethod(models.Model):
    """The way that was chosen is too costly or hard; another is taken, and staff say why, sealed."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="other_method")
    chosen = models.CharField(max_length=20)
    article = models.CharField(max_length=80)
    says = models.BinaryField()
    digest = models.CharField(max_length=64)
    reason = models.BinaryField()
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "rights_other_method"
