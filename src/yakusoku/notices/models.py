"""Rows of versions, their words and their showings. Private to the room; what is published is never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

PREPARED, PUBLISHED = "prepared", "published"


class Version(models.Model):
    """
    A version of a company's notice: prepared by one person, published by another.

    `in_force_from` names the file of the policy; `file_digest` is the SHA-256 of its bytes. `taken_over`: it was in
    force before this home kept notices.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    in_force_from = models.DateField()
    file_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=PREPARED)
    prepared_by = models.CharField(max_length=40)
    prepared_at = models.DateTimeField()
    published_by = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True)
    published_on = models.DateField(null=True)
    taken_over = models.BooleanField(default=False)

    class Meta:
        db_table = "notices_version"
        constraints = (
            models.UniqueConstraint(name="notice_version_once", fields=["controller", "in_force_from"]),
            # Four eyes: nobody publishes what they themselves prepared.
            models.CheckConstraint(name="notice_four_eyes", condition=~Q(published_by=F("prepared_by"))),
            models.CheckConstraint(
                name="notice_published_by_somebody",
                condition=Q(
                    state=PREPARED, published_by="", published_at__isnull=True, published_on__isnull=True
                )
                | Q(state=PUBLISHED, published_at__isnull=False, published_on__isnull=False)
                & ~Q(published_by=""),
            ),
            # Only what stood before this home kept notices is in force earlier than it was published.
            models.CheckConstraint(
                name="notice_not_backdated",
                condition=Q(state=PREPARED) | Q(taken_over=True) | Q(published_on__lte=F("in_force_from")),
            ),
        )

    @classmethod
    def hold(cls, controller: str) -> None:
        """Let nobody else publish a version of the company until this transaction ends: days stay in order."""
        list(cls.objects.select_for_update().filter(controller=controller).order_by("pk").values_list("pk"))

    def publish(self, *, by: str, now: datetime, **values: object) -> bool:
        """Let it be published; False where it was not prepared any more."""
        waiting = Version.objects.filter(pk=self.pk, state=PREPARED, file_digest=self.file_digest)
        return bool(waiting.update(state=PUBLISHED, published_by=by, published_at=now, **values))

    def prepare_again(self, *, digest: str, by: str, now: datetime) -> bool:
        """Let it be prepared anew; False where it is published."""
        waiting = Version.objects.filter(pk=self.pk, state=PREPARED)
        return bool(waiting.update(file_digest=digest, prepared_by=by, prepared_at=now))


class Words(models.Model):
    """What a published version says in one language: every sentence, as canonical JSON, with the digest of it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="words")
    language = models.CharField(max_length=2)
    words = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "notices_words"
        constraints = (
            models.UniqueConstraint(name="notice_words_once", fields=["version", "language"]),
            models.CheckConstraint(name="notice_words_language", condition=Q(language__in=["en", "ja"])),
        )


class Showing(models.Model):
    """
    One time at which a notice was shown before data were collected. Whoever saw it is not in it.

    `form` and `through` are codes of the company's own; `declared` are notices of the policy by id; `mandatory` are
    kinds of data. `understood` is None where nobody was asked to confirm it.
    """

    public_id = models.CharField(max_length=40, unique=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="showings")
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=20)
    form = models.CharField(max_length=64)
    declared = models.JSONField(default=list)
    mandatory = models.JSONField(default=list)
    consequence_told = models.BooleanField()
    understood = models.BooleanField(null=True)
    through = models.CharField(max_length=64)
    shown_at = models.DateTimeField()
    shown_on = models.DateField()

    class Meta:
        db_table = "notices_showing"
        constraints = (
            # Who must give data is told what follows if they do not (JIS Q 15001 A.7; GDPR article 13(2)(e)).
            models.CheckConstraint(
                name="notice_mandatory_has_a_consequence",
                condition=Q(mandatory=[]) | Q(consequence_told=True),
            ),
        )
        indexes = (models.Index(fields=["version", "shown_on"], name="showing_of_version"),)
