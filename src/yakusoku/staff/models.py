"""Rows of the register of staff. Private to the room."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q

from yakusoku.staff.rules import Role, ordered


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
        return "".join(f"|{role}" for role in ordered(roles)) + "|"

    def held(self) -> tuple[Role, ...]:
        """Return the roles of the row."""
        return tuple(Role(role) for role in self.roles.strip("|").split("|"))

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
