"""Rows of what is told beside the answer: letters, recipients, and decisions on columns that no fact names."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.models.requests import RightsRequest

LETTERS = (
    "consequences",
    "recipient",
    "recipients",
    "lifting",
    "extension",
    "forwarded",
    "receipt",
    "refund",
    "reminder",
    "lapsed",
)
SETTLED = ("named", "told", "spared")


class Letter(models.Model):
    """
    A letter beside the answer: what follows, to a recipient, about the recipients, before a lifting.

    Its bytes lie sealed under `file`; `digest` is keyed. It left the house where `sent_on` is set.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    digest = models.CharField(max_length=64)
    reply_by = models.DateField(null=True)
    built_by = models.CharField(max_length=40)
    built_at = models.DateTimeField()
    method = models.CharField(max_length=30, blank=True)
    tracking = models.CharField(max_length=40, blank=True)
    sent_on = models.DateField(null=True)
    sent_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_letter"
        constraints = (
            models.UniqueConstraint(name="rights_letter_once", fields=["request", "number"]),
            models.CheckConstraint(name="rights_letter_kind_is_known", condition=Q(kind__in=list(LETTERS))),
            models.CheckConstraint(
                name="rights_letter_sent_has_proof",
                condition=Q(sent_on__isnull=True) | ~Q(tracking="") & ~Q(sent_by="") & ~Q(method=""),
            ),
        )

    @property
    def file(self) -> str:
        """Name the sealed file."""
        return f"letter-{self.digest[:32]}"

    def send(self, *, method: str, tracking: str, on: date, by: str) -> bool:
        """Note that it left; False where that was noted before."""
        waiting = Letter.objects.filter(pk=self.pk, sent_on__isnull=True)
        return bool(waiting.update(method=method, tracking=tracking, sent_on=on, sent_by=by))


class Recipient(models.Model):
    """
    Who was, or may have been, given what was changed: a declared class (`who` empty), or one that staff name.

    `must`: law binds the company to tell them, under `article`; else it is offered. Name, address, their own
    reference and the reason why one is not told are sealed.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="recipients")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=80)
    clause = models.CharField(max_length=40, blank=True)
    who = models.BinaryField(null=True)
    must = models.BooleanField()
    article = models.CharField(max_length=80, blank=True)
    owner = models.CharField(max_length=80)
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    because = models.CharField(max_length=20, blank=True)
    reason = models.BinaryField(null=True)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="recipient")
    settled_on = models.DateField(null=True)
    settled_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_recipient"
        constraints = (
            models.UniqueConstraint(name="rights_recipient_once", fields=["request", "number"]),
            models.CheckConstraint(
                name="rights_recipient_is_settled_by_somebody",
                condition=Q(state="open", settled_on__isnull=True)
                | Q(state__in=list(SETTLED), settled_on__isnull=False) & ~Q(settled_by=""),
            ),
            models.CheckConstraint(
                name="rights_recipient_spared_has_reason",
                condition=~Q(state="spared") | ~Q(because="") & Q(reason__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_recipient_told_has_letter",
                condition=~Q(state="told") | Q(letter__isnull=False, who__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["state", "due_on"], name="rights_recipient_open"),)

    def settle(
        self, state: str, *, on: date, by: str, because: str = "", reason: bytes | None = None
    ) -> bool:
        """Note what became of it; False where that was noted before."""
        waiting = Recipient.objects.filter(pk=self.pk, state="open")
        return bool(waiting.update(state=state, settled_on=on, settled_by=by, because=because, reason=reason))


class RecipientsAsked(models.Model):
    """The person asks who the recipients are (GDPR 19, second sentence); a letter answers."""

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="recipients_asked")
    asked_on = models.DateField()
    noted_by = models.CharField(max_length=40)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="answers")

    class Meta:
        db_table = "rights_recipients_asked"


class ColumnDecision(models.Model):
    """
    A column of the same kind of data as what is corrected, that names no fact: a copy of `fact`, or none (empty).

    The reason is sealed.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="columns")
    section = models.CharField(max_length=160)
    column = models.CharField(max_length=80)
    fact = models.CharField(max_length=40, blank=True)
    reason = models.BinaryField()
    decided_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "rights_column"
        constraints = (
            models.UniqueConstraint(name="rights_column_once", fields=["request", "section", "column"]),
        )


class Lifting(models.Model):
    """
    What a request stopped may be used or provided again: proposed, told where law asks for that, approved, done.

    `because` is `wish` (of the person) or `ended` (the ground ended); the reason is sealed. `tell_article` is the
    article by which the person is told first; empty where none says so.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="liftings")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="proposed")
    because = models.CharField(max_length=10)
    reason = models.BinaryField()
    tell_article = models.CharField(max_length=80, blank=True)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="lifting")
    proposed_by = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)
    change_id = models.CharField(max_length=40, blank=True)
    counts = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_lifting"
        constraints = (
            models.UniqueConstraint(name="rights_lifting_number", fields=["request", "number"]),
            # One at a time: what is proposed or approved waits for its end.
            models.UniqueConstraint(
                name="rights_lifting_one_at_a_time",
                fields=["request"],
                condition=Q(state__in=["proposed", "approved"]),
            ),
            models.CheckConstraint(
                name="rights_lifting_state_is_known",
                condition=Q(state__in=["proposed", "approved", "lifted", "dropped"]),
            ),
            models.CheckConstraint(
                name="rights_lifting_reason_is_known", condition=Q(because__in=["wish", "ended"])
            ),
            models.CheckConstraint(
                name="rights_lifting_four_eyes",
                condition=Q(approved_by="") | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="rights_lifting_done_was_approved",
                condition=~Q(state__in=["approved", "lifted"]) | ~Q(approved_by=""),
            ),
        )

    def move(self, to: str, *, of: tuple[str, ...], **values: str | datetime | dict[str, int] | None) -> bool:
        """Change the state from one of `of` and set `values`; False where the row was in another state."""
        return bool(Lifting.objects.filter(pk=self.pk, state__in=of).update(state=to, **values))
