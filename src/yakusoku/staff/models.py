"""Rows of the register of staff. Private to the room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from yakusoku.staff.rules import Role, ordered


def barred(words: Collection[str]) -> str:
    """Return words as a column holds them: each between bars, as in `|desk|approver|`."""
    return "".join(f"|{word}" for word in words) + "|"


def unbarred(held: str) -> tuple[str, ...]:
    """Return the words of such a column."""
    return tuple(held.strip("|").split("|"))


class MovedElsewhereError(Exception):
    """Another process changed this member first, or the member is retired."""


class Member(models.Model):
    """
    A person who acts for one company. `roles` is each role between bars, as in `|desk|approver|`.

    A retired member stays, because the ledger names the id.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    roles = models.CharField(max_length=100)
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "staff_member"
        constraints = (
            models.CheckConstraint(
                name="staff_manager_is_not_auditor",
                condition=~Q(roles__contains="|manager|") | ~Q(roles__contains="|auditor|"),
            ),
            models.CheckConstraint(name="staff_member_has_a_role", condition=Q(roles__startswith="|")),
            models.CheckConstraint(
                name="staff_retired_has_a_time", condition=Q(active=True) | Q(retired_at__isnull=False)
            ),
        )
        indexes = (models.Index(fields=["controller", "active"], name="staff_member_of"),)

    @staticmethod
    def joined(roles: Collection[Role]) -> str:
        """Return `roles` as they are stored."""
        return barred(ordered(roles))

    def held(self) -> tuple[Role, ...]:
        """Return the roles of the row."""
        return tuple(Role(role) for role in unbarred(self.roles))

    def give(self, roles: Collection[Role]) -> None:
        """Change the roles. :raises MovedElsewhereError: if they changed meanwhile, or it is retired"""
        self._move(roles=self.joined(roles))

    def retire(self, *, now: datetime) -> None:
        """Let the member act no more. :raises MovedElsewhereError: as `give`"""
        self._move(active=False, retired_at=now)

    def _move(self, **values: object) -> None:
        same = Member.objects.filter(pk=self.pk, active=True, roles=self.roles)
        if not same.update(**values):
            raise MovedElsewhereError(self.public_id)


class ApiKey(models.Model):
    """
    A key with which a program acts for one company. `deeds` and `purposes` stand between bars; `owner` answers for it.

    The secret is not here, only its SHA-256: it has 256 random bits, so nothing slower is needed. A revoked key stays.
    """

    public_id = models.CharField(max_length=40, unique=True)
    controller = models.CharField(max_length=40)
    owner = models.CharField(max_length=40)
    deeds = models.CharField(max_length=200)
    purposes = models.TextField()
    secret_hash = models.CharField(max_length=64)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=40, blank=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "staff_api_key"
        constraints = (
            models.CheckConstraint(name="staff_key_ends", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="staff_key_may_something",
                condition=Q(deeds__startswith="|")
                & ~Q(deeds__in=["|", "||"])
                & Q(purposes__startswith="|")
                & ~Q(purposes="||"),
            ),
            models.CheckConstraint(
                name="staff_key_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_by=""),
            ),
        )
        indexes = (models.Index(fields=["controller", "id"], name="staff_key_of"),)

    def revoke(self, *, by: str, now: datetime) -> bool:
        """End the key; False where it was revoked before."""
        still = ApiKey.objects.filter(pk=self.pk, revoked_at__isnull=True)
        return bool(still.update(revoked_at=now, revoked_by=by))

    def note_use(self, *, now: datetime, unless_since: datetime) -> bool:
        """Note that it is used, unless that was noted since."""
        due = ApiKey.objects.filter(pk=self.pk).filter(Q(used_at__isnull=True) | Q(used_at__lt=unless_since))
        return bool(due.update(used_at=now))


class Answer(models.Model):
    """
    What a program was answered under an idempotency key: `reference` and `asked` are digests under its own secret.

    `body` holds ids and codes, as the answer did.
    """

    key = models.CharField(max_length=40)
    reference = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        db_table = "staff_answer"
        constraints = (models.UniqueConstraint(name="staff_answer_once", fields=["key", "reference"]),)
        indexes = (models.Index(fields=["answered_at"], name="staff_answer_age"),)

    def keep(self, *, status: int, body: str) -> None:
        """Write what was answered, in the transaction of the deed."""
        self.status, self.body = status, body
        self.save(update_fields=["status", "body"])
