"""Deeds of the register of staff: add, change roles, retire."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.staff import models, tags
from yakusoku.staff.queries import Member, view
from yakusoku.staff.rules import Role, conflict, ordered
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_LONGEST = 100


class UnableToRegister(UnableTo):
    """The register of staff does not take this."""

    asked = text("change the register of staff")


def add_member(
    *, controller: str, name: Personal[str], roles: Collection[Role], by: str, now: datetime
) -> Member:
    """
    Add a member to a company's register and return it with its new id.

    If the process dies here: the member and its entry are both there or neither. Two may have one name.

    :raises UnableToRegister: if the name is empty or too long, there is no role, or two exclude each other
    """
    _check_name(name)
    _check_roles(roles)
    number = models.Member.objects.count()
    public_id = ids.public_id("stf", why=f"{controller}:{number}:{now.isoformat()}")
    with deed(tags.ADDED, log=controller, about=public_id, by=by, now=now) as entry:
        row = models.Member.objects.create(
            public_id=public_id,
            controller=controller,
            name=name.reveal().strip(),
            roles=models.Member.joined(roles),
            added_at=now,
        )
        entry.say(roles=_code(roles))
    return view(row)


def change_roles(
    *, member_id: str, roles: Collection[Role], by: str, now: datetime, last_approver: bool = False
) -> Member:
    """
    Give a member these roles instead of the present ones; the same roles change nothing and record nothing.

    `last_approver` allows it where nobody could approve an answer after that.

    :raises UnableToRegister: if there is no such active member, no role, two exclude each other, or the role
        is taken from the company's last approver
    """
    _check_roles(roles)
    row = _active(member_id)
    if row.held() == ordered(roles):
        return view(row)
    with deed(tags.ROLES_CHANGED, log=row.controller, about=member_id, by=by, now=now) as entry:
        if not last_approver and Role.APPROVER not in roles:
            _check_approver_stays(row)
        with _unmoved(member_id):
            row.give(roles)
        entry.say(roles=_code(roles))
    return view(models.Member.objects.get(public_id=member_id))


def retire(*, member_id: str, by: str, now: datetime, last_approver: bool = False) -> Member:
    """
    Let a member act no more. The row stays, because the ledger names its id.

    `last_approver` allows it where nobody could approve an answer after that.

    :raises UnableToRegister: if there is no such active member, or it is the company's last approver
    """
    row = _active(member_id)
    with deed(tags.RETIRED, log=row.controller, about=member_id, by=by, now=now), _unmoved(member_id):
        if not last_approver:
            _check_approver_stays(row)
        row.retire(now=now)
    return view(models.Member.objects.get(public_id=member_id))


def _code(roles: Collection[Role]) -> str:
    return "/".join(ordered(roles))


def _check_name(name: Personal[str]) -> None:
    if not 0 < len(name.reveal().strip()) <= _LONGEST:
        raise UnableToRegister(
            text("the name is empty or longer than {most} letters.", most=_LONGEST),
            do=text("Give the name by which colleagues know the member."),
        )


def _check_roles(roles: Collection[Role]) -> None:
    if not roles:
        raise UnableToRegister(
            text("a member without a role may do nothing."),
            do=text("Name at least one of: {roles}.", roles=", ".join(Role)),
        )
    both = conflict(roles)
    if both:
        raise UnableToRegister(
            text("one member cannot be both {one} and {other}.", one=both[0].says, other=both[1].says),
            do=text("Give one of the two roles to another member: nobody audits their own work."),
        )


def _active(member_id: str) -> models.Member:
    row = models.Member.objects.filter(public_id=member_id).first()
    if row is None or not row.active:
        raise UnableToRegister(
            text("{member} is not an active member.", member=member_id),
            do=text("Look at `yakusoku staff list --retired`."),
        )
    return row


def _check_approver_stays(row: models.Member) -> None:
    """Both of two approvers who leave at the same moment are held, so that the later of them stays."""
    staying = models.Member.objects.select_for_update().filter(controller=row.controller, active=True)
    approvers = {one.pk for one in staying.order_by("id") if Role.APPROVER in one.held()}
    if approvers == {row.pk}:
        raise UnableToRegister(
            text(
                "{member} is the last approver of {controller}: no answer could leave the house any more.",
                member=row.public_id,
                controller=row.controller,
            ),
            do=text("Make another member an approver first, or do it all the same with `--yes`."),
        )


@contextmanager
def _unmoved(member_id: str) -> Iterator[None]:
    try:
        yield
    except models.MovedElsewhereError:
        raise UnableToRegister(
            text("{member} was changed by somebody else at this moment.", member=member_id),
            do=text("Look at the register and try again."),
        ) from None
