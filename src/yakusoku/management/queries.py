"""Reads of the management cycle: inspections, what they are about, and the corrective actions they opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.management import models
from yakusoku.management.ports import wired
from yakusoku.management.rules import Inspected, Look, Parameters, inspected, promised, words
from yakusoku.policy import controls
from yakusoku.policy.controls import Control
from yakusoku.policy.form.clauses import KeptBy
from yakusoku.policy.queries import Policy
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

__all__ = [
    "ActionView", "Inspectable", "Inspected", "InspectionView", "Look", "UnableToFindInspection", "actions",
    "inspectable", "inspected", "inspection", "inspections", "policy_on", "promised", "today", "words",
]  # fmt: skip


class UnableToFindInspection(UnableTo):
    """There is no inspection of that id."""

    asked = text("show an inspection")


@dataclass(frozen=True)
class ActionView:
    """A corrective action: opened by the faults of an inspection, closed by a later one without."""

    opened_by: str
    controller: str
    clause: str
    control: str
    promised: str
    faults: int
    opened_on: date
    due_on: date
    closed_by: str | None
    closed_at: datetime | None

    def overdue(self, as_of: date) -> bool:
        """Say whether it is still open after its day."""
        return self.closed_by is None and as_of > self.due_on


@dataclass(frozen=True)
class InspectionView:
    """One inspection as it was noted. Inspector and answerable are ids of members; roles are those of that day."""

    public_id: str
    controller: str
    clause: str
    control: str
    parameters: Parameters
    promised: str
    policy_version: date
    policy_digest: str
    owner: str
    answerable: str
    inspector: str
    roles: tuple[Role, ...]
    on: date
    period_from: date
    period_until: date
    population: int
    sample: int
    faults: int
    seen: Mapping[str, tuple[str, ...]]
    exhibit: str
    noted_at: datetime


@dataclass(frozen=True)
class Inspectable:
    """
    A control of one clause that people look at: what is counted, what is asked back, and who owns it.

    `number` is its place among the controls of the clause.
    """

    clause: str
    number: int
    kept: KeptBy
    control: Control
    inspected: Inspected
    promised: str


def inspectable(policy: Policy) -> tuple[Inspectable, ...]:
    """Return every control of every clause of `policy` that people look at, in published order."""
    known, table = controls.known(), inspected()
    return tuple(
        Inspectable(
            name, number, kept, known[kept.control], table[kept.control], promised(name, clause, kept)
        )
        for name, clause in policy.clauses.items()
        for number, kept in enumerate(clause.kept_by)
        if kept.control in table and kept.control in known
    )


def policy_on(controller: str, day: date) -> Policy:
    """Return the policy of `controller` in force on `day`. :raises UnableTo: if there is none"""
    return wired().policies(controller, day)


def today(controller: str, now: datetime) -> date:
    """Return the company's day of `now`."""
    return wired().day(now, controller)


def inspections(*, controller: str, clause: str | None = None) -> tuple[InspectionView, ...]:
    """Return a company's inspections (of one clause), the day looked at and the order of noting first to last."""
    rows = models.Inspection.objects.filter(controller=controller)
    if clause is not None:
        rows = rows.filter(clause=clause)
    return tuple(map(view, rows.order_by("inspected_on", "pk")))


def inspection(public_id: str) -> InspectionView:
    """Return one inspection. :raises UnableToFindInspection: if there is none of that id"""
    row = models.Inspection.objects.filter(public_id=public_id).first()
    if row is None:
        raise UnableToFindInspection(
            text("{inspection} is no inspection.", inspection=public_id),
            do=text("`yakusoku inspect list` shows those there are."),
        )
    return view(row)


def actions(*, controller: str, only_open: bool = False) -> tuple[ActionView, ...]:
    """Return a company's corrective actions, the oldest first."""
    rows = models.CorrectiveAction.objects.filter(controller=controller).select_related(
        "opened_by", "closed_by"
    )
    if only_open:
        rows = rows.filter(closed_by__isnull=True)
    return tuple(map(_action, rows.order_by("opened_by__inspected_on", "pk")))


def view(row: models.Inspection) -> InspectionView:
    """Return the row as the rest of the program sees it."""
    return InspectionView(
        public_id=row.public_id,
        controller=row.controller,
        clause=row.clause,
        control=row.control,
        parameters=dict(row.parameters),
        promised=row.promised,
        policy_version=row.policy_version,
        policy_digest=row.policy_digest,
        owner=row.owner,
        answerable=row.answerable,
        inspector=row.inspector,
        roles=tuple(Role(role) for role in row.inspector_roles.strip("|").split("|")),
        on=row.inspected_on,
        period_from=row.period_from,
        period_until=row.period_until,
        population=row.population,
        sample=row.sample,
        faults=row.faults,
        seen={name: tuple(found) for name, found in row.seen.items()},
        exhibit=row.exhibit,
        noted_at=row.noted_at,
    )


def _action(row: models.CorrectiveAction) -> ActionView:
    return ActionView(
        opened_by=row.opened_by.public_id,
        controller=row.controller,
        clause=row.opened_by.clause,
        control=row.opened_by.control,
        promised=row.promised,
        faults=row.opened_by.faults,
        opened_on=row.opened_by.inspected_on,
        due_on=row.due_on,
        closed_by=row.closed_by.public_id if row.closed_by else None,
        closed_at=row.closed_at,
    )
