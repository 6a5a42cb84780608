"""Reads of the register of staff. Names are personal and come wrapped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yakusoku.staff import models
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text


class UnableToAct(UnableTo):
    """Somebody is not in the register of this company, is retired, or lacks the role."""

    asked = text("act for this company")


@dataclass(frozen=True)
class Member:
    """A member of staff. The name prints as a block."""

    public_id: str
    controller: str
    name: Personal[str]
    roles: tuple[Role, ...]
    active: bool
    added_at: datetime


def view(row: models.Member) -> Member:
    """Return the row as the rest of the program sees it."""
    return Member(
        public_id=row.public_id,
        controller=row.controller,
        name=Personal(row.name),
        roles=row.held(),
        active=row.active,
        added_at=row.added_at,
    )


def member(public_id: str) -> Member | None:
    """Return the member, retired or not, or None."""
    row = models.Member.objects.filter(public_id=public_id).first()
    return view(row) if row else None


def members(*, controller: str | None = None, retired: bool = False) -> tuple[Member, ...]:
    """Return members (of one company) in the order of their adding; the retired only if asked for."""
    rows = models.Member.objects.order_by("id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    if not retired:
        rows = rows.filter(active=True)
    return tuple(view(row) for row in rows)


def require(*, by: str, controller: str, role: Role) -> Member:
    """
    Return the member `by`, who may act in `role` for `controller` now.

    :raises UnableToAct: if there is no such member of this company, or without the role, or retired
    """
    found = member(by)
    asked = text("act as {role} for {controller}", role=role.says, controller=controller)
    if found is None or found.controller != controller:
        raise UnableToAct(
            text("{by} is not in the register of staff of {controller}.", by=by, controller=controller),
            do=text("Add the member with `yakusoku staff add`, or act with the id of one who is there."),
            asked=asked,
        )
    if not found.active:
        raise UnableToAct(
            text("{by} is retired.", by=by), do=text("Let a member act who is not retired."), asked=asked
        )
    if role not in found.roles:
        raise UnableToAct(
            text("{by} does not hold the role {code} ({role}).", by=by, code=role.value, role=role.says),
            do=text("Let a member act who holds it, or give it with `yakusoku staff roles`."),
            asked=asked,
        )
    return found
