"""Deeds on the register of uses: register, retire, and take in what guards counted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from yakusoku.gates import models, ports, tags
from yakusoku.gates.queries import UseView, view
from yakusoku.gates.rules import Point, Sort, uncounted
from yakusoku.gates.spool import Seen, Written, spools
from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

SYSTEM = "system"
"""Who takes tallies in: nobody decides anything."""


class UnableToRegisterUse(UnableTo):
    """The register does not take this use."""

    asked = text("register a use of data")


@dataclass(frozen=True)
class Taken:
    """What was taken in: tallies, gaps that were noted, and files of uses that the register does not know."""

    tallies: int
    lost: int
    strange: int


def register_use(
    *,
    controller: str,
    system: str,
    sort: Sort,
    purpose: str,
    point: Point,
    owner: str,
    by: str,
    now: datetime,
) -> UseView:
    """
    Register that a system uses data for a purpose, and where it asks; return it with the id that its guard names.

    :raises UnableToRegisterUse: if it stands there already, the policy has no such purpose, the system is no short
        code, or `owner` does not act for the company
    :raises UnableToAct: if `by` is no manager of the company
    """
    staff.require(by=by, controller=controller, role=Role.MANAGER)
    _check(controller, system, purpose, owner)
    same = models.Use.objects.filter(controller=controller, system=system, sort=sort.value, purpose=purpose)
    public_id = ids.public_id(
        "use", why=f"{controller}:{system}:{sort}:{purpose}:{same.count()}:{now.isoformat()}"
    )
    row = models.Use(
        public_id=public_id, controller=controller, system=system, sort=sort.value, purpose=purpose,
        point=point.value, owner=owner, registered_by=by, registered_at=now,
    )  # fmt: skip
    with deed(tags.REGISTERED, log=controller, about=public_id, by=by, now=now) as entry:
        if not row.stand():
            raise UnableToRegisterUse(
                text("this use stands in the register."),
                do=text("Look at `yakusoku gates list {company}`.", company=controller),
            )
        entry.say(system=system, sort=sort.value, purpose=purpose, point=point.value, owner=owner)
    return view(row)


def _check(controller: str, system: str, purpose: str, owner: str) -> None:
    if not is_code(system):
        raise UnableToRegisterUse(
            text("“{system}” is no short code for a system.", system=system),
            do=text("Write letters, digits and hyphens, such as newsletter-batch."),
        )
    declared = ports.wired().purposes(controller)
    if purpose not in declared:
        raise UnableToRegisterUse(
            text("the policy declares no purpose “{purpose}”.", purpose=purpose),
            do=text("Did you mean “{near}”?", near=nearest(purpose, declared) or min(declared, default="-")),
        )
    member = staff.member(owner)
    if member is None or member.controller != controller or not member.active:
        raise UnableToRegisterUse(
            text("{member} is no active member of the staff of {company}.", member=owner, company=controller),
            do=text("`yakusoku staff list` names them."),
        )


def retire_use(*, use_id: str, by: str, now: datetime) -> UseView:
    """
    Note that a system does this use no more; what it asked stays.

    :raises UnableToRegisterUse: if there is no such use, or it ended before
    """
    row = models.Use.objects.filter(pk=use_id).first()
    if row is None:
        raise UnableToRegisterUse(
            text("there is no use {use}.", use=use_id), do=text("`yakusoku gates list` names them.")
        )
    staff.require(by=by, controller=row.controller, role=Role.MANAGER)
    with deed(tags.RETIRED, log=row.controller, about=use_id, by=by, now=now):
        if not row.retire(now=now):
            raise UnableToRegisterUse(
                text("{use} has ended.", use=use_id), do=text("Nothing needs to be done.")
            )
    row.refresh_from_db()
    return view(row)


def take_in(*, now: datetime) -> Taken:
    """
    Take in what the guards of the home wrote, one entry a tally, and note each gap once; a second time changes nothing.

    A gap is a number that is missing between others, or the end of a guard whose process is gone without saying that
    it was done. A file goes when all of it was taken in and its guard is done.

    If the process dies here: each tally is there with its entry or will be taken in by the next call.
    """
    tallies = lost = strange = 0
    for seen in spools(ports.wired().home):
        use = models.Use.objects.filter(pk=seen.use, controller=seen.company).first()
        if use is None:
            strange += 1
            continue
        known = set(models.Tally.objects.filter(guard_id=seen.guard_id).values_list("number", flat=True))
        for line in seen.lines:
            if line.number not in known:
                _take(use, seen, line, now)
                tallies += 1
        missing = _missing(seen, known)
        for number in missing:
            _lose(use, seen, number, now)
        lost += len(missing)
        if not seen.alive:
            seen.file.unlink(missing_ok=True)
    return Taken(tallies, lost, strange)


def _missing(seen: Seen, known: set[int]) -> tuple[int, ...]:
    numbers = tuple(line.number for line in seen.lines)
    gaps = set(uncounted(numbers, 0)) - known
    if not seen.alive and not seen.ended:
        after = max((*numbers, *known, 0)) + 1
        gaps |= {after}
    return tuple(sorted(gaps))


def _take(use: models.Use, seen: Seen, line: Written, now: datetime) -> None:
    counts = [[*key, count] for key, count in sorted(line.counts.items())]
    allowed = sum(count for key, count in line.counts.items() if key.outcome == "allowed")
    with deed(tags.TALLIED, log=use.controller, about=use.public_id, by=SYSTEM, now=now) as entry:
        models.Tally.objects.create(
            use=use, guard_id=seen.guard_id, number=line.number, since=line.since, until=line.until,
            policy=line.policy, counts=counts, last=line.last,
        )  # fmt: skip
        entry.say(
            guard=seen.guard_id, number=line.number, allowed=allowed,
            refused=sum(line.counts.values()) - allowed, policy=line.policy,
            tally=hashlib.sha256(json.dumps(counts).encode()).hexdigest(),
        )  # fmt: skip


def _lose(use: models.Use, seen: Seen, number: int, now: datetime) -> None:
    since = max((line.until for line in seen.lines if line.number < number), default=seen.begun_at)
    with deed(tags.LOST, log=use.controller, about=use.public_id, by=SYSTEM, now=now) as entry:
        models.Tally.objects.create(
            use=use, guard_id=seen.guard_id, number=number, since=since, until=now, lost=True
        )
        entry.say(guard=seen.guard_id, number=number)
