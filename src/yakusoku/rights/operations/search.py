"""The search: a plan is frozen, a burst reads it step by step, and a store that is down makes the request wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from yakusoku.datamap import graph
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, found, ports, tags
from yakusoku.rights.models import Finding, RightsRequest, Search
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores import operations as stores
from yakusoku.stores import plans, registry
from yakusoku.stores.found import Found
from yakusoku.stores.ports import StoreUnavailable
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

SEARCH = "rights.search"
SYSTEM = "system"
_PATIENCE = timedelta(minutes=5)


class UnableToSearch(UnableTo):
    """The search cannot begin."""

    asked = text("search for the person's data")


def start_search(*, request_id: str, by: str, now: datetime) -> str:
    """
    Freeze the plan for this request, ask for the burst that reads it, and return the plan's digest.

    :raises UnableToSearch: if nobody has confirmed whose rows these are, or a place must be searched by hand
    :raises UnableToMove: if identity or fee is missing, or the search has begun
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    keys = cases.identities(row)
    if not keys:
        raise UnableToSearch(
            text("nobody has confirmed which rows are the person's."),
            do=text(
                "`yakusoku rights candidates {request}` shows candidates; confirm one.", request=request_id
            ),
        )
    plan = compiled(keys)
    if plan.tasks:
        raise UnableToSearch(
            text(
                "{count} places must be searched by hand, and this version cannot wait for that.",
                count=len(plan.tasks),
            ),
            do=text("Leave them out of the data map of this home and answer for them by letter."),
        )
    with deed(tags.SEARCH_STARTED, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.moved(row, State.SEARCHING, of=(State.READY,))
        Search.objects.create(
            request=row,
            plan=plan.text(),
            plan_digest=plan.digest,
            steps=len(plan.steps),
            started_by=by,
            started_at=now,
        )
        work.intend(SEARCH, about=request_id, now=now)
        entry.say(plan=plan.digest, steps=len(plan.steps))
    return plan.digest


def compiled(identities: Iterable[str]) -> plans.Plan:
    """Return the plan of disclosure that begins at these identities, over the home's data map."""
    datamap = ports.datamap()
    return plans.compile_disclosure(datamap, graph.walk(datamap, sorted(identities)), registry.dialects())


def _plan_of(row: RightsRequest) -> plans.Plan:
    """Return the frozen plan. :raises UnableToSearch: if the data map changed under it"""
    plan = compiled(cases.identities(row))
    if plan.digest != row.search.plan_digest:
        raise UnableToSearch(
            text("the data map changed after the plan was frozen."),
            do=text("Put the data map back as it was, or withdraw the request and take it in anew."),
        )
    return plan


def _units(plan: plans.Plan) -> list[range]:
    """Return the steps that are read together: one alone, or all of a loop, which is repeated until nothing is new."""
    units = []
    number = 1
    loops = dict(plan.loops)
    while number <= len(plan.steps):
        last = loops.get(number, number)
        units.append(range(number, last + 1))
        number = last + 1
    return units


def gather(*, request_id: str, first: int, last: int, intent: str, now: datetime) -> Tally:
    """
    Read a collection (or all of a loop), seal what was found, and note counts and digests; once done, read nothing.

    If the process dies after the sealing, the files are written again with what the stores then say; the
    digest in the ledger is of the file that stayed. A store that does not answer makes the request wait:
    a new intent is written and this burst ends.
    """
    row = cases.case(request_id)
    plan = _plan_of(row)
    missing = [n for n in range(first, last + 1) if not Finding.objects.filter(request=row, step=n).exists()]
    if not missing:
        return {"rows": 0, "known": 1}
    try:
        results = _read(plan, row, range(first, last + 1))
    except StoreUnavailable:
        return _wait(row, step=first, intent=intent, now=now)
    rows = 0
    for number in missing:
        rows += _note(row, plan.steps[number - 1], results[number], now=now)
    return {"rows": rows}


def _read(plan: plans.Plan, row: RightsRequest, numbers: range) -> dict[int, Found]:
    """Read these steps, again and again where they form a loop, until none finds more. :raises StoreUnavailable:"""
    known = found.read_all(row.public_id)
    identities = cases.identities(row)
    results: dict[int, Found] = {}
    while True:
        before = {number: result.count for number, result in results.items()}
        for number in numbers:
            step = plan.steps[number - 1]
            results[number] = stores.run_step(plan, step, known, identities=identities)
            known[step.address] = results[number]
        if len(numbers) == 1 or before == {number: result.count for number, result in results.items()}:
            return results


def _note(row: RightsRequest, step: plans.Step, result: Found, *, now: datetime) -> int:
    """Seal the rows of one step, then note their count and digest."""
    found.keep(row.public_id, result)
    digest = found.digest(result)
    with deed(tags.GATHERED, log=row.controller, about=row.public_id, by=SYSTEM, now=now) as entry:
        Finding.objects.create(
            request=row,
            step=step.number,
            dataset=step.dataset,
            collection=step.collection,
            rows=result.count,
            candidates=result.candidate_count,
            digest=digest,
            found_at=now,
        )
        entry.say(step=step.number, rows=result.count, found=digest)
    return result.count


def _wait(row: RightsRequest, *, step: int, intent: str, now: datetime) -> Tally:
    """Let the request wait for its store: the next intent is due in five minutes, and the clock runs on."""
    with deed(tags.WAITING, log=row.controller, about=row.public_id, by=SYSTEM, now=now) as entry:
        work.done(intent, now=now)
        work.intend(SEARCH, about=row.public_id, now=now, not_before=now + _PATIENCE)
        entry.say(step=step)
    return {"park": 1}


def finish_search(*, request_id: str, intent: str, now: datetime) -> Tally:
    """Close the search once every step was read, and tell the desk; a second call changes nothing."""
    row = cases.case(request_id)
    if row.state != State.SEARCHING:
        with transaction.atomic():
            work.done(intent, now=now)
        return {"steps": row.search.steps}
    rows = Finding.objects.filter(request=row).aggregate(rows=Sum("rows"))["rows"] or 0
    steps = Finding.objects.filter(request=row).count()
    if steps != row.search.steps:
        raise UnableToSearch(
            text("{read} of {all} steps were read.", read=steps, all=row.search.steps),
            do=text("`yakusoku doctor` shows what is stuck."),
        )
    with deed(tags.SEARCHED, log=row.controller, about=request_id, by=SYSTEM, now=now) as entry:
        cases.moved(row, State.REVIEW, of=(State.SEARCHING,))
        Search.objects.filter(request=row).update(finished_at=now)
        work.done(intent, now=now)
        work.intend("mail.rights.searched", about=request_id, now=now)
        entry.say(steps=steps, rows=rows)
    return {"steps": steps, "rows": rows}


def _steps(call: Call) -> list[str]:
    """Name the steps of the search burst: one a collection or loop, and the closing."""
    plan = _plan_of(cases.case(call.about))
    return [*(f"gather {unit[0]} {unit[-1]}" for unit in _units(plan)), "finish"]


def _do(call: Call, step: str) -> Tally:
    if step == "finish":
        return finish_search(request_id=call.about, intent=call.intent, now=call.now)
    _, first, last = step.split()
    return gather(request_id=call.about, first=int(first), last=int(last), intent=call.intent, now=call.now)


BURST = Burst(SEARCH, steps=_steps, do=_do)
