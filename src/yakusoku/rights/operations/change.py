"""
The bursts of a change: look again, freeze and intend; and, when the stores were read back, note what was done.

Between the two the stores' own burst writes. Nothing is written before a second person approved, and nothing that is
not what they approved: rows, holds and periods are judged anew, and another judgment goes back to review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from yakusoku.ledger.deeds import deed
from yakusoku.policy.keeping import Bucket
from yakusoku.provision.persons import Keyed
from yakusoku.rights import cases, found, judging, ordering, ports, tags, telling, tombstones
from yakusoku.rights.approved import answer_digest, prepared_on
from yakusoku.rights.by_hand import drafts, errands, places
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.judged import UNMARKED, Judged, Judgment, key_of
from yakusoku.rights.models import (
    ColumnDecision,
    Finding,
    HandOver,
    ReviewItem,
    RightsRequest,
    RowChange,
    Search,
    Stopped,
)
from yakusoku.rights.operations.gather import units
from yakusoku.rights.operations.search import UnableToSearch, compiled
from yakusoku.rights.rules import BUILD, CHANGE, CHANGED, Measure, State
from yakusoku.stores import operations as stores
from yakusoku.stores.found import Found
from yakusoku.stores.operations.intending import PreparedChange, intend_change, prepare_change
from yakusoku.stores.operations.intending import Search as Searched
from yakusoku.stores.orders import Order
from yakusoku.stores.plans import Plan
from yakusoku.stores.ports import StoreUnavailable
from yakusoku.stores.queries import changes
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

_PATIENCE = (5, 15, 60)
"""Minutes between attempts at a store that does not answer."""
_CONFIRMED = "confirmed"


def begin_change(*, call: Call, now: datetime) -> Tally:
    """
    Look at every row again and, where all is as it was approved, freeze the rows and intend the change.

    Where a row, a hold or a period is another, the request goes back to review and nothing is changed. A store that
    does not answer lets it wait. If the process dies here: the change is intended or not; nothing was written.

    :raises UnableToSearch: if the data map changed under the frozen plan
    :raises UnableToPlanChange: if the stores cannot be sure of changing just these rows
    """
    row = cases.case(call.about)
    if row.state != State.APPROVED or RowChange.objects.filter(request=row).exists():
        return _ended(call, now)
    try:
        plan = _plan_of(row)
        read = _read(plan, row)
        stale = _stale(row, read)
        if stale or answer_digest(row, now=now) != row.answer_digest:
            return _return(row, call, stale, now)
        judgment = judging.judge(row, as_of=prepared_on(row, now))
        return _intend(row, call, plan, read, judgment, now)
    except StoreUnavailable:
        return _wait(row, call, now)


def _plan_of(row: RightsRequest) -> Plan:
    """Return the plan by which the person's rows were found. :raises UnableToSearch: if the data map changed"""
    plan = compiled(cases.identities(row), row.controller)
    if plan.digest != Search.objects.get(request=row).plan_digest:
        raise UnableToSearch(
            text("the data map changed after the plan was frozen."),
            do=text(
                "Put the data map back and run `yakusoku rights resume {request}`.", request=row.public_id
            ),
        )
    return plan


def _read(plan: Plan, row: RightsRequest) -> dict[str, Found]:
    """Read every step again, as the search did; by address."""
    with stores.stretch():
        stores.require_as_declared(ports.datamap(row.controller), plan)
        return _read_all(plan, row)


def _read_all(plan: Plan, row: RightsRequest) -> dict[str, Found]:
    identities = cases.identities(row)
    known: dict[str, Found] = {}
    for unit in units(plan):
        while True:
            before = {number: known[plan.steps[number - 1].address].extent for number in unit
                      if plan.steps[number - 1].address in known}  # fmt: skip
            for number in unit:
                step = plan.steps[number - 1]
                known[step.address] = stores.run_step(plan, step, known, identities=identities)
            now = {number: known[plan.steps[number - 1].address].extent for number in unit}
            if len(unit) == 1 or before == now:
                break
    return known


def _stale(row: RightsRequest, read: dict[str, Found]) -> dict[Finding, Found]:
    """Return the findings whose rows are no longer those that were reviewed, with what is there now."""
    findings = places.read_by_program(row)
    pairs = ((one, read[f"{one.dataset}:{one.collection}"]) for one in findings)
    return {one: now for one, now in pairs if found.digest_of(now) != one.digest}


def _return(row: RightsRequest, call: Call, stale: dict[Finding, Found], now: datetime) -> Tally:
    """Send the request back to review, with what is there now and without what was decided on it."""
    kept = {finding: found.keep(row.public_id, rows) for finding, rows in stale.items()}
    about = {"log": row.controller, "about": row.public_id}
    with suppress(AlreadyDoneError), deed(tags.CHANGE_STALE, **about, by=SYSTEM, now=now) as entry:
        _to_review(row, call, now)
        for finding, digest in kept.items():
            rows = stale[finding]
            Finding.objects.filter(pk=finding.pk).update(
                rows=rows.count, candidates=rows.candidate_count, digest=digest, found_at=now
            )
            ReviewItem.objects.filter(request=row, section=finding.section).delete()
            ColumnDecision.objects.filter(request=row, section=finding.section).delete()
        entry.say(steps=len(kept))
    return {"park": 1}


def _to_review(row: RightsRequest, call: Call, now: datetime) -> None:
    if not row.move(
        State.REVIEW,
        of=(State.APPROVED,),
        outcome="",
        answer_digest="",
        prepared_by="",
        prepared_at=None,
        approved_by="",
        approved_at=None,
    ):
        raise AlreadyDoneError
    work.done(call.intent, now=now)
    work.intend("mail.rights.stale", about=row.public_id, now=now)


def _intend(
    row: RightsRequest, call: Call, plan: Plan, read: dict[str, Found], judgment: Judgment, now: datetime
) -> Tally:
    """Freeze the rows and intend the change in the stores; where no store is written, go on at once."""
    orders = ordering.orders(judgment, on=ports.day(now, row.controller))
    prepared = _prepared(row, plan, read, orders) if orders else None
    if prepared is not None and not _as_reviewed(judgment, prepared):
        return _return(row, call, {}, now)
    judging.freeze(row, judgment)
    with suppress(AlreadyDoneError), transaction.atomic():
        row = cases.held(row, of=(State.APPROVED,))
        if RowChange.objects.filter(request=row).exists() or not work.done(call.intent, now=now):
            raise AlreadyDoneError
        begun = RowChange.objects.create(request=row, orders=judgment.digest, begun_at=now)
        if prepared is None or not prepared.plan.steps:
            work.intend(CHANGED, about=row.public_id, now=now, arguments={})
            return {"stores": 0}
        change_id = intend_change(prepared=prepared, by=SYSTEM, now=now, then=CHANGED)
        RowChange.objects.filter(pk=begun.pk).update(change_id=change_id)
        return {"stores": len(prepared.plan.stores)}
    return _ended(call, now)


def _prepared(
    row: RightsRequest, plan: Plan, read: dict[str, Found], orders: tuple[Order, ...]
) -> PreparedChange:
    return prepare_change(
        case_id=row.public_id,
        controller=row.controller,
        datamap=ports.datamap(row.controller),
        search=Searched(plan, read, cases.identities(row)),
        orders=orders,
    )


def _as_reviewed(judgment: Judgment, prepared: PreparedChange) -> bool:
    """Return whether the rows that are somebody else's, too, are those that were reviewed as such."""
    known = {one.address: frozenset(one.shared) for one in judgment.ours if one.shared}
    now = {address: rows for address, rows in prepared.shared.items() if rows}
    return all(known.get(address, frozenset()) == rows for address, rows in now.items())


def _wait(row: RightsRequest, call: Call, now: datetime) -> Tally:
    """Let the request wait for its store: the next intent is due in minutes, later each time; the desk is told once."""
    waits = int(call.arguments.get("waits", 0))
    pause = timedelta(minutes=_PATIENCE[min(waits, len(_PATIENCE) - 1)])
    about = {"log": row.controller, "about": row.public_id}
    with suppress(AlreadyDoneError), deed(tags.WAITING, **about, by=SYSTEM, now=now) as entry:
        if not work.done(call.intent, now=now):
            raise AlreadyDoneError
        work.intend(
            CHANGE, about=row.public_id, now=now, arguments={"waits": waits + 1}, not_before=now + pause
        )
        if not waits:
            work.intend("mail.rights.waiting", about=row.public_id, now=now)
        entry.say(step=0)
    return {"park": 1}


def _ended(call: Call, now: datetime) -> Tally:
    with transaction.atomic():
        work.done(call.intent, now=now)
    return {"park": 1}


def note_changed(*, call: Call, now: datetime) -> Tally:
    """
    Note that what was approved is done and read back, keep what no store can keep, and ask for the letter.

    What people have to do becomes their errands, and the letter waits for these. A change that went back because a
    store was not as planned sends the request back to review. A second call changes nothing.
    """
    row = cases.case(call.about)
    begun = RowChange.objects.filter(request=row).first()
    if row.state != State.APPROVED or begun is None:
        return {"known": 1}
    if begun.change_id:
        seen = changes.change(begun.change_id)
        if seen is None or seen.state != _CONFIRMED:
            return _sent_back(row, begun, call, now)
    judgment = judging.judge(row, as_of=prepared_on(row, now))
    stopped = list(_stopped(row, drafts.by_program(judgment), begun, now))
    counts = _counts(judgment, sum(not one.in_store for one in stopped))
    asked = errands.make_sheets(row, drafts.drafts(row, judgment), now=now)
    about = {"log": row.controller, "about": row.public_id}
    with suppress(AlreadyDoneError), deed(tags.CHANGED, **about, by=SYSTEM, now=now) as entry:
        if not row.move(State.CHANGED, of=(State.APPROVED,), changed_at=now):
            raise AlreadyDoneError
        RowChange.objects.filter(pk=begun.pk).update(done_at=now, counts=counts)
        Stopped.objects.bulk_create(stopped, batch_size=1_000)
        HandOver.objects.bulk_create(_handed(row, judgment, now))
        telling.note_recipients(row, judgment, now=now)
        erased = judgment.count(Bucket.ERASE) + judgment.count(Bucket.MASK)
        if judgment.measure is Measure.ERASE and erased:
            tombstones.leave(row, judgment, now=now)
        errands.note(row, asked, now=now)
        if not asked:
            work.intend(BUILD, about=row.public_id, now=now)
        entry.say(measure=judgment.measure, errands=len(asked), **counts)
        return {"rows": counts["erased"] + counts["corrected"] + counts["restricted"]}
    return {"known": 1}


def _sent_back(row: RightsRequest, begun: RowChange, call: Call, now: datetime) -> Tally:
    """Send a request back to review whose stores were not as planned; a new search shows what is there now."""
    about = {"log": row.controller, "about": row.public_id}
    with suppress(AlreadyDoneError), deed(tags.CHANGE_STALE, **about, by=SYSTEM, now=now) as entry:
        _to_review(row, call, now)
        RowChange.objects.filter(pk=begun.pk).delete()
        entry.say(steps=0)
    return {"park": 1}


def _counts(judgment: Judgment, stopped: int) -> dict[str, int]:
    """Count what was done in stores, by what was done, and what is kept or passed on anywhere."""
    whole, judgment = judgment, drafts.by_program(judgment)
    erase = judgment.measure is Measure.ERASE
    corrected = sum(len(one.corrected) for one in judgment.ours)
    restricted = sum(len(rows) for _, rows in ordering.marked(judgment))
    kept = sum(one.rows for one in whole.sections if one.refused)
    return {
        "erased": judgment.count(Bucket.ERASE) if erase else 0,
        "masked": judgment.count(Bucket.MASK) if erase else 0,
        "kept": kept + (whole.count(Bucket.KEEP) if erase else 0),
        "corrected": corrected,
        "restricted": restricted,
        "stopped": stopped,
        "handed": sum(one.rows for one in whole.sections if one.held_for),
    }


def _stopped(row: RightsRequest, judgment: Judgment, begun: RowChange, now: datetime) -> Iterator[Stopped]:
    """Yield what is stopped, row by row: kept in own state alone, or marked by the store's column, too."""
    keyed = vault.digester(purpose="stopped")
    on = ports.day(begun.begun_at, row.controller)
    for what, section, numbers in ordering.own(row, judgment):
        yield from _rows(row, what, section, numbers, keyed, now)
    for section, numbers in ordering.marked(judgment):
        mark = ordering.mark(section.collection, on)
        for made in _rows(row, "use", section, numbers, keyed, now):
            made.in_store, made.mark = True, str(mark)
            yield made


def _rows(
    row: RightsRequest, what: str, section: Judged, numbers: Iterable[int], keyed: Keyed, now: datetime
) -> Iterator[Stopped]:
    """Yield a stop for each of these rows."""
    rows = found.read(section.finding)
    lines = rows.rows.reveal()
    column = section.collection.restrict_column
    at = rows.columns.index(column) if column in rows.columns else None
    for number in numbers:
        yield Stopped(
            request=row,
            controller=row.controller,
            what=what,
            dataset=section.collection.address.dataset,
            collection=section.collection.address.collection,
            row_digest=keyed(key_of(section.collection, rows.columns, lines[number])),
            since=now,
            was_marked=at is not None and lines[number][at] not in UNMARKED,
        )


def _handed(row: RightsRequest, judgment: Judgment, now: datetime) -> list[HandOver]:
    return [
        HandOver(
            request=row,
            dataset=one.collection.address.dataset,
            collection=one.collection.address.collection,
            held_for=one.held_for,
            rows=one.rows,
            noted_at=now,
        )
        for one in judgment.sections
        if one.held_for and one.rows
    ]


def _do_after(call: Call, step: str) -> Tally:
    if step == "note":
        return note_changed(call=call, now=call.now)
    if step == "revoke":
        return tombstones.revoke_earlier(request_id=call.about, now=call.now)
    tombstones.write_outside(request_id=call.about)
    with transaction.atomic():
        work.done(call.intent, now=call.now)
    return {}


BURST = Burst(
    CHANGE,
    steps=lambda call: ["look"],
    do=lambda call, step: begin_change(call=call, now=call.now),
)
AFTER = Burst(CHANGED, steps=lambda call: ["note", "revoke", "outside"], do=_do_after)
