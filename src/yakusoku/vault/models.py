"""Destructions of case keys. Private to the room; the keys themselves are not in this database."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

INTENDED = "intended"
DESTROYED = "destroyed"
MADE, CHECKED, RESTORED = "made", "checked", "restored"


class MovedElsewhereError(Exception):
    """Another process changed the state of this destruction first."""


class KeyDestruction(models.Model):
    """
    The destruction of one case: decided, then done outside this database, then confirmed.

    If the process dies here: an intended row is finished by the next call of `finish_destructions`.
    """

    case_id = models.CharField(max_length=60, unique=True)
    log = models.CharField(max_length=40)
    timezone = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default=INTENDED)
    by = models.CharField(max_length=60)
    files = models.PositiveIntegerField()
    intended_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    backup_days = models.PositiveIntegerField(null=True)
    destroyed_from = models.DateField(null=True)

    class Meta:
        db_table = "vault_key_destruction"
        constraints = (
            models.CheckConstraint(
                name="vault_destruction_state_is_known", condition=Q(state__in=[INTENDED, DESTROYED])
            ),
            models.CheckConstraint(
                name="vault_destroyed_says_since_when",
                condition=~Q(state=DESTROYED)
                | Q(destroyed_at__isnull=False, destroyed_from__isnull=False, backup_days__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["state", "id"], name="vault_destruction_state"),)

    def confirm(self, *, destroyed_at: datetime, backup_days: int, destroyed_from: date) -> None:
        """Say that the key is gone. :raises MovedElsewhereError: where another process said so first"""
        self._move(
            INTENDED,
            state=DESTROYED,
            destroyed_at=destroyed_at,
            backup_days=backup_days,
            destroyed_from=destroyed_from,
        )

    def take_back(self) -> None:
        """Say that the key came back and must go again. :raises MovedElsewhereError: as `confirm`"""
        self._move(DESTROYED, state=INTENDED)

    def _move(self, state: str, /, **values: object) -> None:
        if not KeyDestruction.objects.filter(pk=self.pk, state=state).update(**values):
            raise MovedElsewhereError(self.case_id)


class WrappingDestruction(models.Model):
    """
    The end of a month's wrapping key, as told in the log of one company; a key that came back ends again, later.

    If the process dies before the row: the key store noted the moment, and the next rotation tells it.
    """

    month = models.CharField(max_length=7)
    log = models.CharField(max_length=40)
    gone_at = models.DateTimeField()
    backup_days = models.PositiveIntegerField()
    destroyed_from = models.DateField()

    class Meta:
        db_table = "vault_wrapping_destruction"
        constraints = (
            models.UniqueConstraint(fields=("month", "log", "gone_at"), name="vault_wrapping_destroyed_once"),
        )


class EscrowDeed(models.Model):
    """
    An escrow that was made, tried or opened: by whom, who else was present, what it holds, by name.

    Names are those of key files and the months of wrapping keys, parted by spaces; no key stands here.
    """

    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    log = models.CharField(max_length=40)
    by = models.CharField(max_length=60)
    present = models.CharField(max_length=60)
    at = models.DateTimeField()
    holds = models.TextField()
    held = models.BooleanField(null=True)  # whether a drill opened everything; null: this was no drill

    class Meta:
        db_table = "vault_escrow_deed"
        constraints = (
            models.CheckConstraint(
                name="vault_escrow_drill_says_whether_it_held",
                condition=Q(kind__in=[MADE, RESTORED], held__isnull=True)
                | Q(kind=CHECKED, held__isnull=False),
            ),
            models.CheckConstraint(name="vault_escrow_needs_two_people", condition=~Q(by=F("present"))),
        )
        indexes = (models.Index(fields=["kind", "at"], name="vault_escrow_kind_at"),)
