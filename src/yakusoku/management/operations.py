"""The deed of an inspection: what a named member of staff counted, and the corrective action that follows from it."""

from __future__ import annotations

import re
from datetime import date, datetime

from yakusoku.ledger.deeds import deed
from yakusoku.management import models, tags
from yakusoku.management.ports import wired
from yakusoku.management.queries import Inspectable, InspectionView, inspectable, inspection
from yakusoku.management.rules import Look, Parameters, inspected, interested, role_of, unasked, unseen
from yakusoku.policy.queries import Policy
from yakusoku.staff import queries as staff
from yakusoku.staff.queries import Member
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_DIGEST = re.compile(r"[0-9a-f]{64}")


class UnableToInspect(UnableTo):
    """The inspection is not noted: it counts nothing, looks at nothing promised, or lacks a second person."""

    asked = text("note an inspection")


def note(
    *,
    controller: str,
    clause: str,
    control: str,
    parameters: Parameters | None = None,
    look: Look,
    by: str,
    answerable: str,
    now: datetime,
) -> InspectionView:
    """
    Note that `by` looked at `control` of `clause` and what was counted; return it with its new id.

    The clause is that of the policy in force on the day of the look; `parameters` say which control is meant
    where the clause names it several times. `answerable` is who answers for the control, and never `by`. Faults open
    a corrective action, if none is open; a later look without faults closes it.

    If the process dies here: the inspection, its action and its entry are all there or none of them.

    :raises UnableToInspect: if the clause names no such control, the counts or days are out of order, what was seen
        is not what the clause names, or four eyes are missing
    :raises UnableTo: if the company has no policy of that day
    """
    policy = wired().policies(controller, look.on)
    about = _about(policy, clause, control, parameters)
    member = _inspector(controller, by, answerable, about)
    _check_days(look, today=wired().day(now, controller))
    _check_counts(look)
    _check_seen(look, about)
    number = models.Inspection.objects.filter(controller=controller).count()
    public_id = ids.public_id("isp", why=f"{controller}:{about.promised}:{number}:{now.isoformat()}")
    with deed(tags.ADDED, log=controller, about=public_id, by=by, now=now) as entry:
        row = _write(public_id, policy, about, member, answerable, look, now)
        opened, closed = _follow(row, look, now=now)
        entry.say(
            answerable=answerable, clause=clause, control=control, promised=about.promised, policy=policy.digest,
            inspected=look.on, population=look.population, sample=look.sample, faults=look.faults,
            opened=opened, closed=closed,
        )  # fmt: skip
        if look.due is not None:
            entry.say(due=look.due)
        if look.exhibit:
            entry.say(exhibit=look.exhibit)
    return inspection(public_id)


def _about(policy: Policy, clause: str, control: str, parameters: Parameters | None) -> Inspectable:
    """Return what is looked at. :raises UnableToInspect: if it is nothing, or several things"""
    if control not in inspected():
        raise UnableToInspect(
            text("{control} is no control that people look at.", control=control),
            do=text(
                "`yakusoku inspect what` lists what can be looked at; the rest the program sees by itself."
            ),
        )
    named = [one for one in inspectable(policy) if (one.clause, one.control.name) == (clause, control)]
    if parameters is not None:
        named = [one for one in named if dict(one.kept.with_) == dict(parameters)]
    if not named:
        raise UnableToInspect(
            text("{clause} of the policy of {company} does not name {control} so.", clause=clause,
                 company=policy.id, control=control),
            do=text("`yakusoku inspect what {company}` lists its clauses with their controls.", company=policy.id),
        )  # fmt: skip
    if len(named) > 1:
        raise UnableToInspect(
            text("{clause} names {control} {count} times.", clause=clause, control=control, count=len(named)),
            do=text("Say which one by its parameters, such as `--with sort=audit`."),
        )
    return named[0]


def _inspector(controller: str, by: str, answerable: str, about: Inspectable) -> Member:
    """Return the member who looks. :raises UnableToInspect: if one of the two is nobody, or both have one interest"""
    looking, answering = _active(controller, by), _active(controller, answerable)
    if by == answerable:
        raise UnableToInspect(
            text("{member} answers for it and would look at it alone.", member=by),
            do=text("Let another member look: nobody inspects what they answer for."),
        )
    owner = about.control.owner
    if interested(owner.code, looking.roles):
        raise UnableToInspect(
            text("{member} holds the role that owns {control}: {owner}.", member=by, control=about.control.name,
                 owner=owner.name),
            do=text("Let a member look who does not hold that role."),
        )  # fmt: skip
    wanted = role_of(owner.code)
    if wanted is not None and wanted not in answering.roles:
        raise UnableToInspect(
            text("{member} does not hold the role that owns {control}: {owner}.", member=answerable,
                 control=about.control.name, owner=owner.name),
            do=text("Name a member as answerable who holds it, or give it with `yakusoku staff roles`."),
        )  # fmt: skip
    return looking


def _active(controller: str, member_id: str) -> Member:
    found = staff.member(member_id)
    if found is None or found.controller != controller or not found.active:
        raise UnableToInspect(
            text(
                "{member} is no active member of the staff of {company}.",
                member=member_id,
                company=controller,
            ),
            do=text("Look at `yakusoku staff list`, or add the member with `yakusoku staff add`."),
        )
    return found


def _check_days(look: Look, *, today: date) -> None:
    if look.on > today:
        raise UnableToInspect(
            text("{day} has not come yet.", day=look.on), do=text("Note what was looked at, once it was.")
        )
    if not look.period_from <= look.period_until <= look.on:
        raise UnableToInspect(
            text("the period from {first} until {last} does not end before the look of {day}.",
                 first=look.period_from, last=look.period_until, day=look.on),
            do=text("Name the first and the last day of what was looked at, in this order."),
        )  # fmt: skip
    if (look.faults > 0) != (look.due is not None):
        raise UnableToInspect(
            text("a day by which to put things right belongs to faults, and to nothing else."),
            do=text("Name the day of the corrective action with `--due` where there are faults."),
        )
    if look.due is not None and look.due < look.on:
        raise UnableToInspect(
            text("{due} lies before the look of {day}.", due=look.due, day=look.on),
            do=text("Name a day that is still to come."),
        )


def _check_counts(look: Look) -> None:
    if (
        min(look.population, look.sample, look.faults) < 0
        or not look.faults <= look.sample <= look.population
    ):
        raise UnableToInspect(
            text("{faults} faults in {sample} of {population} cases do not fit.", faults=look.faults,
                 sample=look.sample, population=look.population),
            do=text("Count the faults among those looked at, and those looked at among all."),
        )  # fmt: skip
    if look.sample == 0 and look.population > 0:
        raise UnableToInspect(
            text("none of {population} cases was looked at.", population=look.population),
            do=text("Look at one at least; where there were none, say `--of 0`."),
        )
    if look.exhibit and not _DIGEST.fullmatch(look.exhibit):
        raise UnableToInspect(
            text("the exhibit is not 64 hexadecimal digits."),
            do=text("Give the document's SHA-256, or let the command compute it."),
        )


def _check_seen(look: Look, about: Inspectable) -> None:
    parameters = about.kept.with_
    foreign = unasked(about.inspected, parameters, look.seen)
    if foreign:
        raise UnableToInspect(
            text("{clause} does not name {words}.", clause=about.clause, words=", ".join(foreign)),
            do=text("Say under `--seen` which words of the clause were found to hold."),
        )
    missed = unseen(about.inspected, parameters, look.seen)
    if missed and look.sample > 0 and look.faults == 0:
        raise UnableToInspect(
            text("{words} was not seen, and no fault is counted.", words=", ".join(missed)),
            do=text("Say `--seen` for each word of the clause that holds; what does not hold is a fault."),
        )


def _write(
    public_id: str,
    policy: Policy,
    about: Inspectable,
    member: Member,
    answerable: str,
    look: Look,
    now: datetime,
) -> models.Inspection:
    return models.Inspection.objects.create(
        public_id=public_id,
        controller=member.controller,
        clause=about.clause,
        control=about.control.name,
        parameters=dict(about.kept.with_),
        promised=about.promised,
        policy_version=policy.published_from,
        policy_digest=policy.digest,
        owner=about.control.owner.code,
        answerable=answerable,
        inspector=member.public_id,
        inspector_roles="".join(f"|{role}" for role in member.roles) + "|",
        inspected_on=look.on,
        period_from=look.period_from,
        period_until=look.period_until,
        population=look.population,
        sample=look.sample,
        faults=look.faults,
        seen={name: list(found) for name, found in look.seen.items()},
        exhibit=look.exhibit,
        noted_at=now,
    )


def _follow(row: models.Inspection, look: Look, *, now: datetime) -> tuple[int, int]:
    """Open an action for faults, or close what is open; return how many were opened and closed."""
    if look.due is not None:
        action = models.CorrectiveAction(
            opened_by=row, controller=row.controller, promised=row.promised, due_on=look.due
        )
        # an action that is open already stays as it is: two looks at one moment must not open two
        models.CorrectiveAction.objects.bulk_create([action], ignore_conflicts=True)
        return models.CorrectiveAction.objects.filter(opened_by=row).count(), 0
    if look.sample == 0 or _faulty_since(row):
        return 0, 0
    earlier = models.CorrectiveAction.objects.filter(
        controller=row.controller, promised=row.promised, closed_by__isnull=True,
        opened_by__inspected_on__lte=look.on,
    )  # fmt: skip
    return 0, sum(action.close(row, now=now) for action in earlier)


def _faulty_since(row: models.Inspection) -> bool:
    """Say whether a look at a later day found faults: one that is noted late must not hide them."""
    later = models.Inspection.objects.filter(
        controller=row.controller, promised=row.promised, inspected_on__gt=row.inspected_on, faults__gt=0
    )
    return later.exists()
