"""The search: a plan is frozen, a burst reads it step by step, and a store that is down makes the request wait."""

from __future__ import annotations

from collections.abc import Sequence
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

    :raises UnableToSearch: if nobody has confirmed whose rows these are
    :raises UnableToMove: if identity or fee is missing, or the search has begun
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    keys = cases.identities(row)
    if not keys:
        raise UnableToSearch(
            text("nobody has confirmed which rows are the person's."),
            do=text("`yakusoku rights candidates {request}` shows candidates; confirm one.", request=request_id),
        )
    plan = compiled(keys)
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


def compiled(keys: Sequence[str] | dict[str, object]) -> plans.Plan:
    """Return the plan of disclosure that begins at these identities, over the home's data map."""
    datamap = ports.datamap()
    return plans.compile_disclosure(datamap, graph.walk(datamap, sorted(keys)), registry.dialects())


def _plan_of(row: RightsRequest) -> plans.Plan:
    """Return the frozen plan. :raises UnableToSearch: if the data map changed under it"""
    plan = compiled(dict.fromkeys(cases.identities(row), ""))
    if plan.digest != row.search.plan_digest:
        raise UnableToSearch(
            text("the data map changed after the plan was frozen."),
            do=text("Run `yakusoku rights search {request}` again.", request=row.public_id),
        )
    return plan


def gather(*, request_id: str, step: int, intent: str, now: datetime) -> Tally:
    """
    Read one collection, seal what was found, and note its count and digest; a second call reads nothing.

    If the process dies after the sealing, the file is written again with what the store then says; the
    digest in the ledger is of the file that stayed. A store that does not answer makes the request wait:
    a new intent is written and this burst ends.
    """
    row = cases.case(request_id)
    done = Finding.objects.filter(request=row, step=step).first()
    if done is not None:
        return {"rows": done.rows, "found": done.digest}
    plan = _plan_of(row)
    item = plan.step(step)
    earlier = found.read_all(request_id)
    try:
        result = stores.run_step(plan, item, identities=cases.identities(row), found=earlier)
    except StoreUnavailable:
        return _wait(row, step=step, intent=intent, now=now)
    found.keep(request_id, result)
    with deed(tags.GATHERED, log=row.controller, about=request_id, by=SYSTEM, now=now) as entry:
        Finding.objects.create(
            request=row,
            step=step,
            dataset=item.dataset,
            collection=item.collection,
            rows=result.count,
            digest=result.digest,
            found_at=now,
        )
        entry.say(step=step, rows=result.count, found=result.digest)
    return {"rows": result.count, "found": result.digest}


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
    """Name the steps of the search burst: one a collection, and the closing."""
    count = cases.case(call.about).search.steps
    return [*(f"gather {number}" for number in range(1, count + 1)), "finish"]


def _do(call: Call, step: str) -> Tally:
    if step == "finish":
        return finish_search(request_id=call.about, intent=call.intent, now=call.now)
    number = int(step.removeprefix("gather "))
    return gather(request_id=call.about, step=number, intent=call.intent, now=call.now)


BURST = Burst(SEARCH, steps=_steps, do=_do)
