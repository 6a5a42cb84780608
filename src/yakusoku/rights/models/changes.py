"""Rows of changes: what was told first, what was done, what is stopped, and what stays of an erasure."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.models.requests import RightsRequest
from yakusoku.rights.models.told import Lifting


class Representation(models.Model):
    """
    Somebody asks in the person's place. Name, address and the reason why staff hold it to be so are sealed.

    `holding` and `conflict` are of parents. `word` is what the person said when asked, `word_on` when, `word_by` how.
    """

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="representation")
    kind = models.CharField(max_length=20)
    answer_to = models.CharField(max_length=20)
    who = models.BinaryField()
    reason = models.BinaryField()
    clause = models.CharField(max_length=40, blank=True)
    article = models.CharField(max_length=80)
    holding = models.CharField(max_length=10, blank=True)
    conflict = models.CharField(max_length=10, blank=True)
    word = models.CharField(max_length=20, blank=True)
    word_on = models.DateField(null=True)
    word_by = models.CharField(max_length=20, blank=True)
    confirmed_by = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField()

    class Meta:
        db_table = "rights_representation"
        constraints = (
            models.CheckConstraint(
                name="rights_representation_word_has_day",
                condition=Q(word="") | (Q(word_on__isnull=False) & ~Q(word_by="")),
            ),
            models.CheckConstraint(
                name="rights_representation_answers_somebody",
                condition=Q(answer_to__in=["person", "representative"]),
            ),
        )


class ManualTask(models.Model):
    """
    A place that people search for one request: who, until when, and what they said.

    Where something was found, `rows` counts its rows and enclosures (a `Finding` holds their digest).
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="tasks")
    dataset = models.CharField(max_length=80)
    collection = models.CharField(max_length=80)
    owner = models.CharField(max_length=80)
    due_on = models.DateField()
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    enclosures = models.PositiveIntegerField(default=0)
    reminded = models.CharField(max_length=10, blank=True)

    class Meta:
        db_table = "rights_task"
        constraints = (
            models.CheckConstraint(
                name="rights_task_found_was_answered",
                condition=Q(rows=0, enclosures=0) | Q(answered_at__isnull=False, rows__gt=0),
            ),
            models.UniqueConstraint(name="rights_task_once", fields=["request", "dataset", "collection"]),
            models.CheckConstraint(
                name="rights_task_answer_is_signed",
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
        )

    @property
    def section(self) -> str:
        """Name the place as reviews and letters do: `dataset.collection`."""
        return f"{self.dataset}.{self.collection}"

    def answer(self, *, by: str, now: datetime) -> bool:
        """Note that nothing was found, also in place of a find; False where that was noted before."""
        waiting = ManualTask.objects.filter(Q(answered_at__isnull=True) | Q(rows__gt=0), pk=self.pk)
        return bool(waiting.update(answered_by=by, answered_at=now, rows=0, enclosures=0))

    def find(self, *, by: str, now: datetime, rows: int, enclosures: int) -> None:
        """Note that something was found, in place of whatever was noted before."""
        ManualTask.objects.filter(pk=self.pk).update(
            answered_by=by, answered_at=now, rows=rows, enclosures=enclosures
        )


class ToldConsequence(models.Model):
    """What follows from the request, as the text promises to say before it is carried out."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="consequences")
    number = models.PositiveIntegerField()
    clause = models.CharField(max_length=40)
    needs_word = models.BooleanField()
    told_on = models.DateField()
    told_by = models.CharField(max_length=40)
    tracking = models.CharField(max_length=40)
    known_on = models.DateField(null=True)
    noted_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_consequence"
        constraints = (
            models.UniqueConstraint(name="rights_consequence_once", fields=["request", "number"]),
            models.CheckConstraint(
                name="rights_consequence_told_first",
                condition=Q(known_on__isnull=True) | Q(known_on__gte=F("told_on")),
            ),
        )

    def acknowledge(self, *, on: date, by: str) -> bool:
        """Note that the person knows; False where it was noted before."""
        waiting = ToldConsequence.objects.filter(pk=self.pk, known_on__isnull=True)
        return bool(waiting.update(known_on=on, noted_by=by))


class RowChange(models.Model):
    """
    The change that a request asked for, carried out over the stores.

    `orders` digests what was approved. `change_id` is the executor's; empty where no store is written.
    """

    request = models.OneToOneField(RightsRequest, on_delete=models.PROTECT, related_name="change")
    orders = models.CharField(max_length=64)
    change_id = models.CharField(max_length=40, blank=True)
    counts = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_change"


class Stopped(models.Model):
    """
    A row whose use, or whose provision to third parties, is stopped: by a keyed digest of its whole primary key.

    Kept here where the store itself has no column for it; later decisions and exports ask. `in_store`: the store's own
    column says so, too, by `mark`; `was_marked`: it said so before this request. It ends by a lifting and stays.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="stopped")
    controller = models.CharField(max_length=40)
    what = models.CharField(max_length=10)
    dataset = models.CharField(max_length=80)
    collection = models.CharField(max_length=80)
    row_digest = models.CharField(max_length=64)
    since = models.DateTimeField()
    in_store = models.BooleanField(default=False)
    mark = models.CharField(max_length=20, blank=True)
    was_marked = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    lifting = models.ForeignKey(Lifting, on_delete=models.PROTECT, null=True, related_name="stops")

    class Meta:
        db_table = "rights_stopped"
        constraints = (
            models.UniqueConstraint(
                name="rights_stopped_once",
                fields=["request", "what", "dataset", "collection", "row_digest"],
            ),
            models.CheckConstraint(
                name="rights_stopped_is_known", condition=Q(what__in=["use", "provision"])
            ),
            models.CheckConstraint(
                name="rights_stopped_ends_by_a_lifting",
                condition=Q(ended_at__isnull=True) | Q(lifting__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["controller", "what", "dataset", "collection"], name="rights_stopped_asked"),
        )


class HandOver(models.Model):
    """Rows that are held for a held_for: not ours to change, and passed on to whoever decides."""

    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="hand_overs")
    dataset = models.CharField(max_length=80)
    collection = models.CharField(max_length=80)
    held_for = models.CharField(max_length=80)
    rows = models.PositiveIntegerField()
    noted_at = models.DateTimeField()
    handed_on = models.DateField(null=True)
    handed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "rights_hand_over"
        constraints = (
            models.UniqueConstraint(
                name="rights_hand_over_once", fields=["request", "dataset", "collection"]
            ),
        )

    @property
    def section(self) -> str:
        """Name the collection as reviews and letters do: `dataset.collection`."""
        return f"{self.dataset}.{self.collection}"


class Tombstone(models.Model):
    """
    What stays of an erasure: keyed digests of the identities that were confirmed, and when it was done.

    It ends on `until`, when no backup can bring the rows back (None: no day can be told). `request_id` is text: after
    a restore the request may be lost. `again_at` is when restored rows were last looked for. `places` are those in
    which people erased something by hand.
    """

    public_id = models.CharField(max_length=40, primary_key=True)
    controller = models.CharField(max_length=40)
    request_id = models.CharField(max_length=40, unique=True)
    persons = models.JSONField()
    places = models.JSONField(default=list)
    erased_as_of = models.DateTimeField()
    until = models.DateField(null=True)
    again_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rights_tombstone"
