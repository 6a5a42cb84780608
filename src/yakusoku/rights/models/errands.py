"""Rows of errands: what people are asked to do by hand to records that no program can change."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.rights.models.requests import RightsRequest

KINDS = ("erase", "correct", "restrict", "stop_provision", "lift", "again")
STATES = ("open", "done", "impossible", "confirmed", "refused")
WAITING = ("open", "done", "impossible")
"""States in which something is still to be done, or to be agreed to."""


class Errand(models.Model):
    """
    What somebody does by hand in one place for one request: its sheet, its day, what was reported, who agreed.

    `case_id` is that of the request, or of a tombstone (then `request` is None). The sheet lies sealed under `file`;
    `who` (an entrustee's name and address) and `reason` are sealed, too. `substitute`: the place of something that is
    not done on a ground that wants a substitute. `lifts` is the number of the errand whose marks are taken off.
    """

    case_id = models.CharField(max_length=40)
    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, null=True, related_name="errands")
    controller = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    substitute = models.BooleanField(default=False)
    lifts = models.PositiveIntegerField(default=0)
    dataset = models.CharField(max_length=80)
    collection = models.CharField(max_length=80)
    owner = models.CharField(max_length=80)
    rows = models.PositiveIntegerField()
    due_on = models.DateField()
    sheet_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    who = models.BinaryField(null=True)
    method = models.CharField(max_length=30, blank=True)
    tracking = models.CharField(max_length=40, blank=True)
    sent_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="open")
    ground = models.CharField(max_length=40, blank=True)
    reason = models.BinaryField(null=True)
    proof_digest = models.CharField(max_length=64, blank=True)
    done_on = models.DateField(null=True)
    reported_by = models.CharField(max_length=40, blank=True)
    reported_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    reminded = models.CharField(max_length=10, blank=True)

    class Meta:
        db_table = "rights_errand"
        constraints = (
            models.UniqueConstraint(name="rights_errand_once", fields=["case_id", "number"]),
            models.CheckConstraint(name="rights_errand_kind_is_known", condition=Q(kind__in=list(KINDS))),
            models.CheckConstraint(name="rights_errand_state_is_known", condition=Q(state__in=list(STATES))),
            models.CheckConstraint(
                name="rights_errand_four_eyes",
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("reported_by")),
            ),
            models.CheckConstraint(
                name="rights_errand_reported_has_reason",
                condition=Q(state="open")
                | ~Q(reported_by="") & Q(reason__isnull=False, done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="rights_errand_ended_was_agreed_to",
                condition=~Q(state__in=["confirmed", "refused"]) | ~Q(confirmed_by=""),
            ),
            models.CheckConstraint(
                name="rights_errand_impossible_has_ground",
                condition=~Q(state__in=["impossible", "refused"]) | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="rights_errand_sent_has_proof",
                condition=Q(sent_on__isnull=True) | ~Q(method="") & ~Q(tracking="") & Q(who__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["state", "due_on"], name="rights_errand_waiting"),)

    @property
    def section(self) -> str:
        """Name the place as reviews and letters do: `dataset.collection`."""
        return f"{self.dataset}.{self.collection}"

    @property
    def file(self) -> str:
        """Name the sealed sheet."""
        return f"errand-{self.sheet_digest[:32]}"

    def move(self, to: str, *, of: tuple[str, ...], **values: str | bytes | date | datetime | None) -> bool:
        """Change the state from one of `of` and set `values`; False where the row was in another state."""
        return bool(Errand.objects.filter(pk=self.pk, state__in=of).update(state=to, **values))
