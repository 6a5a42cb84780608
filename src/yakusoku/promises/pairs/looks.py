"""The pairs of what people look at: a look that finds a fault, and a later one that finds none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from yakusoku.management import operations, queries
from yakusoku.management.queries import Inspectable, Look
from yakusoku.management.rules import role_of
from yakusoku.staff import operations as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

DUE = timedelta(days=30)


Staff = Mapping[Role, str]
"""The id of a member of staff for each role."""


def registered(company: str, *, now: datetime) -> Staff:
    """Put a member for each role that owns controls, and one more, into the register of staff; return their ids."""
    return {
        role: staff.add_member(
            controller=company, name=Personal(f"点検 {role}"), roles=(role,), by="system", now=now
        ).public_id
        for role in (Role.MANAGER, Role.AUDITOR, Role.DESK, Role.OPERATOR, Role.APPROVER)
    }


def inspectable(company: str, *, now: datetime) -> tuple[Inspectable, ...]:
    """Return what people look at in the policy of `company` that is in force at `now`."""
    return queries.inspectable(queries.policy_on(company, queries.today(company, now)))


def look_at(company: str, clause: str, control: str, members: Staff, *, faults: int, now: datetime) -> None:
    """Note a look at the first control of that name in the clause, as `look`."""
    named = (
        one for one in inspectable(company, now=now) if (one.clause, one.control.name) == (clause, control)
    )
    look(company, next(named), members, faults=faults, now=now)


def look(company: str, about: Inspectable, members: Staff, *, faults: int, now: datetime) -> None:
    """Note through the public deed that somebody of another role looked at one case, and found `faults`."""
    owner = role_of(about.control.owner.code) or Role.APPROVER
    day = queries.today(company, now)
    counted = Look(
        on=day, period_from=day, period_until=day, population=1, sample=1, faults=faults,
        seen={} if faults else about.inspected.asked(about.kept.with_), due=day + DUE if faults else None,
    )  # fmt: skip
    operations.note(
        controller=company, clause=about.clause, control=about.control.name, parameters=about.kept.with_,
        look=counted, by=members[Role.AUDITOR if owner is not Role.AUDITOR else Role.MANAGER],
        answerable=members[owner], now=now,
    )  # fmt: skip
