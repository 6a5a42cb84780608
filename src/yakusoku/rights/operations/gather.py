"""The burst of a search: reads the frozen plan step by step; a store that is down makes the request wait."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from yakusoku.ledger.deeds import Entry, deed
from yakusoku.ledger.tags import Tag
from yakusoku.rights import cases, found, ports, tags
from yakusoku.rights.by_hand import places
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.models import Finding, RightsRequest, Search
from yakusoku.rights.operations.search import UnableToSearch, compiled
from yakusoku.rights.rules import SEARCH, Measure, State
from yakusoku.stores import operations as stores
from yakusoku.stores import plans
from yakusoku.stores.found import Found
from yakusoku.stores.ports import StoreUnavailable
from yakusoku.stores.shared import shared_rows
from yakusoku.terms.text import text
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

_PATIENCE = (5, 15, 60)
"""Minutes between attempts at a store that does not answer."""


def gather(*, call: Call, first: int, last: int, now: datetime) -> Tally:
    """
    Read a collection (or all of a loop), seal what was found, and note counts and digests; once done, read nothing.

    Nothing is read for a request that was withdrawn or whose search was thrown away. If the process dies after
    the sealing, the files are written again with what the stores then say; the digest in the ledger is of
    the file that counts. A store that does not answer makes the request wait: a new intent is written and
    this burst ends.

    :raises UnableToSearch: if the data map changed under the frozen plan
    :raises StoreDrifted: if a store is no longer as the data map says
    """
    row = cases.case(call.about)
    search = _search(call)
    if row.state != State.SEARCHING or search is None:
        return _stop(call, now)
    plan = _plan_of(row, search)
    read = set(Finding.objects.filter(request=row).values_list("step", flat=True))
    missing = [number for number in range(first, last + 1) if number not in read]
    if not missing:
        return {"rows": 0, "known": 1}
    try:
        results = _read(plan, row, range(first, last + 1))
    except StoreUnavailable:
        return _wait(row, call, step=first, now=now)
    try:
        return {"rows": sum(_note(row, call, plan.steps[n - 1], results[n], now=now) for n in missing)}
    except cases.UnableToMove:
        return _stop(call, now)


def _search(call: Call) -> Search | None:
    """Return the search that this burst was asked for, if it was not thrown away."""
    return Search.objects.filter(pk=call.arguments["search"], request_id=call.about).first()


def _stop(call: Call, now: datetime) -> Tally:
    """End a burst that has nothing to do any more."""
    with transaction.atomic():
        work.done(call.intent, now=now)
    return {"park": 1}


def _plan_of(row: RightsRequest, search: Search) -> plans.Plan:
    """Return the frozen plan. :raises UnableToSearch: if the data map changed under it"""
    plan = compiled(cases.identities(row), row.controller)
    if plan.digest != search.plan_digest:
        raise UnableToSearch(
            text("the data map changed after the plan was frozen."),
            do=text(
                "Put the data map back and run `yakusoku rights resume {request}`, or freeze a new plan with"
                " `yakusoku rights search {request} --again`.",
                request=row.public_id,
            ),
        )
    return plan


def units(plan: plans.Plan) -> list[range]:
    """Return the steps that are read together: one alone, or all of a loop, which is repeated until nothing is new."""
    found_units = []
    number = 1
    loops = dict(plan.loops)
    while number <= len(plan.steps):
        last = loops.get(number, number)
        found_units.append(range(number, last + 1))
        number = last + 1
    return found_units


def _read(plan: plans.Plan, row: RightsRequest, numbers: range) -> dict[int, Found]:
    """Read these steps, again and again where they form a loop, until none finds more. :raises StoreUnavailable:"""
    sources = {
        source.address for n in numbers for key in plan.steps[n - 1].parameters for source in key.sources
    }
    known = found.read_of(row.public_id, {address for address in sources if address})
    identities = cases.identities(row)
    results: dict[int, Found] = {}
    for store in dict.fromkeys(plan.steps[number - 1].store for number in numbers):
        stores.require_as_declared(ports.datamap(row.controller), plan, store)
    while True:
        before = {number: result.extent for number, result in results.items()}
        for number in numbers:
            step = plan.steps[number - 1]
            results[number] = stores.run_step(plan, step, known, identities=identities)
            known[step.address] = results[number]
        if len(numbers) == 1 or before == {number: result.extent for number, result in results.items()}:
            return results


def _note(row: RightsRequest, call: Call, step: plans.Step, result: Found, *, now: datetime) -> int:
    """Seal the rows of one step, then note their count and digest; where another noted the step first, nothing."""
    digest = found.keep(row.public_id, result)
    with suppress(AlreadyDoneError), _deed(tags.GATHERED, row, now) as entry:
        cases.held(row, of=(State.SEARCHING,))
        if _search(call) is None or Finding.objects.filter(request=row, step=step.number).exists():
            raise AlreadyDoneError
        Finding.objects.create(
            request=row,
            step=step.number,
            dataset=step.dataset,
            collection=step.collection,
            rows=result.count,
            candidates=result.candidate_count,
            columns=list(result.columns),
            digest=digest,
            found_at=now,
        )
        entry.say(step=step.number, rows=result.count, found=digest)
        return result.count
    return 0


def _deed(tag: Tag, row: RightsRequest, now: datetime) -> AbstractContextManager[Entry]:
    return deed(tag, log=row.controller, about=row.public_id, by=SYSTEM, now=now)


def _wait(row: RightsRequest, call: Call, *, step: int, now: datetime) -> Tally:
    """
    Let the request wait for its store: the next intent is due in minutes, later each time, and the clock runs on.

    The desk is told once.
    """
    waits = int(call.arguments.get("waits", 0))
    pause = timedelta(minutes=_PATIENCE[min(waits, len(_PATIENCE) - 1)])
    with suppress(AlreadyDoneError, cases.UnableToMove), _deed(tags.WAITING, row, now) as entry:
        cases.held(row, of=(State.SEARCHING,))
        if not work.done(call.intent, now=now):
            raise AlreadyDoneError
        work.intend(
            SEARCH,
            about=row.public_id,
            now=now,
            arguments={**call.arguments, "waits": waits + 1},
            not_before=now + pause,
        )
        if not waits:
            work.intend("mail.rights.searching_waits", about=row.public_id, now=now)
        entry.say(step=step)
        return {"park": 1}
    return _stop(call, now)


def finish_search(*, call: Call, now: datetime) -> Tally:
    """
    Close the search once every step was read, and tell the desk; a second call changes nothing.

    :raises UnableToSearch: if a step was not read
    """
    row = cases.case(call.about)
    try:
        shared = _shared(row, call)
    except StoreUnavailable:
        return _wait(row, call, step=0, now=now)
    with suppress(AlreadyDoneError, cases.UnableToMove), _deed(tags.SEARCHED, row, now) as entry:
        row = cases.held(row, of=(State.SEARCHING,))
        search = _search(call)
        if search is None:
            raise AlreadyDoneError
        rows, steps = _counted(row, search)
        for section, numbers in shared.items():
            Finding.objects.filter(request=row, dataset=section[0], collection=section[1]).update(
                shared=numbers
            )
        cases.moved(row, State.REVIEW, of=(State.SEARCHING,))
        Search.objects.filter(pk=search.pk).update(finished_at=now)
        work.done(call.intent, now=now)
        work.intend("mail.rights.searched", about=call.about, now=now)
        entry.say(steps=steps, rows=rows)
        found.tidy(call.about)  # while the request is held, no step is left whose file could be new
        return {"steps": steps, "rows": rows}
    return _stop(call, now)


def _shared(row: RightsRequest, call: Call) -> dict[tuple[str, str], list[int]]:
    """
    Return which rows are somebody else's, too, where rows are to be changed: these are left alone.

    :raises StoreUnavailable: if a store does not answer
    :raises StoreDrifted: if one is no longer as the data map says
    """
    search = _search(call)
    if row.state != State.SEARCHING or search is None or not cases.changes_rows(row):
        return {}
    plan = _plan_of(row, search)
    known = found.read_of(row.public_id, {step.address for step in plan.steps})
    if len(known) < len(plan.steps):
        return {}
    stores.require_as_declared(ports.datamap(row.controller), plan)
    whole = cases.measure(row) not in (Measure.ERASE, Measure.CORRECT)
    identities = cases.identities(row)
    rows = shared_rows(ports.datamap(row.controller), plan, known, identities=identities, in_parts=whole)
    return {(step.dataset, step.collection): sorted(rows.get(step.address, ())) for step in plan.steps}


def _counted(row: RightsRequest, search: Search) -> tuple[int, int]:
    """Return rows and steps of a search that is whole. :raises UnableToSearch: if a step was not read"""
    findings = places.read_by_program(row)
    rows, steps = findings.aggregate(rows=Sum("rows"))["rows"] or 0, findings.count()
    if steps != search.steps:
        raise UnableToSearch(
            text("{read} of {all} steps were read.", read=steps, all=search.steps),
            do=text("`yakusoku doctor` shows what is stuck."),
        )
    return rows, steps


def _steps(call: Call) -> list[str]:
    """Name the steps of the search burst: one a collection or loop, and the closing."""
    row, search = cases.case(call.about), _search(call)
    if row.state != State.SEARCHING or search is None:
        return ["finish"]
    return [*(f"gather {unit[0]} {unit[-1]}" for unit in units(_plan_of(row, search))), "finish"]


def _do(call: Call, step: str) -> Tally:
    if step == "finish":
        return finish_search(call=call, now=call.now)
    _, first, last = step.split()
    return gather(call=call, first=int(first), last=int(last), now=call.now)


BURST = Burst(SEARCH, steps=_steps, do=_do, around=stores.stretch)
