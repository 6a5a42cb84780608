"""Rows about ends of requests without an answer, and about requests that may be the same."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.models.requests import RightsRequest
from yakusoku.rights.models.told import Letter

ENDS = ("duplicate", "inquiry", "forwarded", "spam", "lapsed")


class Contact(models.Model):
    """A keyed digest of the name, an address or another contact that a request gave, by which doubles are found."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="contacts")
    what = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "rights_contact"
        constraints = (
            models.UniqueConstraint(name="rights_contact_once", fields=["request", "what", "digest"]),
        )
        indexes = (models.Index(fields=["digest"], name="rights_contact_digest"),)


class Forwarding(models.Model):
    """Through which other company a request came; its name is sealed."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="forwarding")
    party = models.BinaryField()

    class Meta:
        db_table = "rights_forwarding"


class End(models.Model):
    """
    A request ends, or is to end, without an answer: it is another one's double, no request, another's, or spam.

    The reason is sealed, and so is the name of the company to which it was passed. What is held for spam ends only when
    a second person agreed.
    """

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="end")
    kind = models.CharField(max_length=20)
    reason = models.BinaryField()
    kept = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, null=True, related_name="doubles")
    party = models.BinaryField(null=True)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="end")
    done_on = models.DateField()
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_end"
        constraints = (
            models.CheckConstraint(name="rights_end_kind_is_known", condition=Q(kind__in=list(ENDS))),
            models.CheckConstraint(
                name="rights_end_double_names_the_other",
                condition=~Q(kind="duplicate") | Q(kept__isnull=False) & ~Q(kept=F("request")),
            ),
            models.CheckConstraint(
                name="rights_end_forwarded_has_letter",
                condition=~Q(kind="forwarded") | Q(letter__isnull=False, party__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_end_four_eyes", condition=Q(approved_by="") | ~Q(approved_by=F("noted_by"))
            ),
        )
