"""
The bursts of a lifting: a mark in a store is set back over frozen keys; what Yakusoku keeps ends and stays.

A row that is stopped by another request, too, or was marked before this one, is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ordering, ports, stops, tags
from yakusoku.rights.by_hand import unmarking
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.judged import key_of
from yakusoku.rights.models import Lifting, RightsRequest, Stopped
from yakusoku.rights.operations.search import compiled
from yakusoku.rights.rules import LIFT, LIFTED
from yakusoku.stores import operations as stores
from yakusoku.stores.found import Found
from yakusoku.stores.operations.intending import (
    SEALED,
    PreparedChange,
    Search,
    intend_change,
    prepare_change,
)
from yakusoku.stores.orders import Order
from yakusoku.stores.ports import StoreUnavailable
from yakusoku.stores.queries import changes
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

_PATIENCE = timedelta(minutes=15)


def begin_lifting(*, call: Call, now: datetime) -> Tally:
    """
    Look for the marked rows anew, freeze those that hold this request's mark, and intend to set them back.

    A store that does not answer lets it wait. If the process dies here: intended or not; nothing was written.
    """
    lifting = _lifting(call)
    if lifting is None or lifting.state != "approved" or lifting.change_id:
        return _closed(call, now)
    row = lifting.request
    try:
        prepared = _prepared(row, now)
    except StoreUnavailable:
        return _wait(call, now)
    with suppress(AlreadyDoneError), transaction.atomic():
        RightsRequest.objects.select_for_update().get(pk=row.pk)
        if not work.done(call.intent, now=now):
            raise AlreadyDoneError
        if prepared is None or not prepared.plan.steps:
            work.intend(LIFTED, about=row.public_id, now=now, arguments={})
            return {"stores": 0}
        change_id = intend_change(prepared=prepared, by=SYSTEM, now=now, then=LIFTED)
        Lifting.objects.filter(pk=lifting.pk).update(change_id=change_id)
        return {"stores": len(prepared.plan.stores)}
    return _closed(call, now)


def _lifting(call: Call) -> Lifting | None:
    number = int(call.arguments.get("lifting", 0))
    known = Lifting.objects.select_related("request").filter(request_id=call.about)
    return known.filter(number=number).first() if number else known.filter(state="approved").first()


def _closed(call: Call, now: datetime) -> Tally:
    with transaction.atomic():
        work.done(call.intent, now=now)
    return {"park": 1}


def _wait(call: Call, now: datetime) -> Tally:
    with transaction.atomic():
        if work.done(call.intent, now=now):
            work.intend(
                LIFT, about=call.about, now=now, arguments=dict(call.arguments), not_before=now + _PATIENCE
            )
    return {"park": 1}


def _prepared(row: RightsRequest, now: datetime) -> PreparedChange | None:
    """Return the change that sets the marks back, its rows frozen; None where no store holds one."""
    if not _marks(row):
        return None
    identities = cases.identities(row)
    plan = compiled(identities, row.controller)
    stores.require_as_declared(ports.datamap(row.controller), plan)
    read = stores.run(plan, identities=identities)
    orders = tuple(
        Order(address, "restrict", (ordering.unmark(ports.datamap().collection(address)),), rows)
        for address, rows in _to_lift(row, read)
    )
    if not orders:
        return None
    vault.ensure_case_key(case_id=row.public_id, now=now)
    return prepare_change(
        case_id=row.public_id,
        controller=row.controller,
        datamap=ports.datamap(row.controller),
        search=Search(plan, read, identities),
        orders=orders,
    )


def _marks(row: RightsRequest) -> dict[str, dict[str, str]]:
    """Return the marks that may be set back, by address and digest of the row: no other request stops these rows."""
    others = Stopped.objects.filter(controller=row.controller, what="use", ended_at__isnull=True)
    kept = set(others.exclude(request=row).values_list("dataset", "collection", "row_digest"))
    found: dict[str, dict[str, str]] = {}
    for one in stops.in_force(row).filter(in_store=True, was_marked=False):
        if (one.dataset, one.collection, one.row_digest) not in kept:
            found.setdefault(f"{one.dataset}:{one.collection}", {})[one.row_digest] = one.mark
    return found


def _to_lift(row: RightsRequest, read: Mapping[str, Found]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield by address the rows that hold this request's mark now."""
    keyed = vault.digester(purpose="stopped")
    for address, marks in sorted(_marks(row).items()):
        rows = read.get(address)
        collection = ports.datamap().collection(address)
        if rows is None or collection.restrict_column not in rows.columns:
            continue
        at = rows.columns.index(collection.restrict_column)
        numbers = tuple(
            number
            for number, line in enumerate(rows.rows.reveal())
            if ordering.holds(line[at], marks.get(keyed(key_of(collection, rows.columns, line)), ""))
        )
        if numbers:
            yield address, numbers


def note_lifted(*, call: Call, now: datetime) -> Tally:
    """
    End the stops of a lifting whose marks were set back and read back; a second call changes nothing.

    Whoever marked records by hand gets an errand to take the marks off.

    A change that went back because a store was not as planned sends the lifting back to the second person.
    """
    lifting = _lifting(call)
    if lifting is None or lifting.state != "approved":
        return {"known": 1}
    row = lifting.request
    seen = changes.change(lifting.change_id) if lifting.change_id else None
    about = {"log": row.controller, "about": row.public_id}
    if lifting.change_id and (seen is None or seen.state != "confirmed"):
        with suppress(AlreadyDoneError), deed(tags.LIFTING_RETURNED, **about, by=SYSTEM, now=now) as entry:
            back = {"approved_by": "", "approved_at": None, "change_id": ""}
            if not lifting.move("proposed", of=("approved",), **back):
                raise AlreadyDoneError
            work.done(call.intent, now=now)
            work.intend("mail.rights.stuck", about=row.public_id, now=now)
            entry.say(number=lifting.number)
        return {"park": 1}
    sheets = unmarking.make_sheets(row, now=now)
    with suppress(AlreadyDoneError), deed(tags.LIFTED, **about, by=SYSTEM, now=now) as entry:
        ended = stops.in_force(row)
        back_ = seen.rows if seen else 0
        left = (
            ended.filter(Q(in_store=True) | Q(was_marked=True)).count() - back_
        )  # the store's column still says so
        counts = {"lifted": ended.count() - left, "left": left}
        if not lifting.move("lifted", of=("approved",), done_at=now, counts=counts):
            raise AlreadyDoneError
        work.done(call.intent, now=now)
        ended.update(ended_at=now, lifting=lifting)
        unmarking.note(row, sheets, now=now)
        entry.say(number=lifting.number, errands=len(sheets), **counts)
        return {"rows": counts["lifted"]}
    return {"known": 1}


def _tidy(call: Call, now: datetime) -> Tally:
    """Drop what was frozen for the lifting: it would outlive what is erased later."""
    for name in vault.names(case_id=call.about):
        if name.startswith(SEALED):
            vault.drop(case_id=call.about, name=name)
    with transaction.atomic():
        work.done(call.intent, now=now)
    return {}


def _do_after(call: Call, step: str) -> Tally:
    return note_lifted(call=call, now=call.now) if step == "note" else _tidy(call, call.now)


BURST = Burst(LIFT, steps=lambda call: ["look"], do=lambda call, step: begin_lifting(call=call, now=call.now))
AFTER = Burst(LIFTED, steps=lambda call: ["note", "tidy"], do=_do_after)
"""The rows read back, the stops ended, and what was frozen dropped."""
