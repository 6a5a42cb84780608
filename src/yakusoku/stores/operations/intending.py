"""The first of three steps of a change: plan it over what a search found, freeze and seal its rows, and intend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from yakusoku.datamap.parts import Collection as DataCollection
from yakusoku.datamap.parts import DataMap
from yakusoku.ledger.deeds import deed
from yakusoku.stores import registry, tags
from yakusoku.stores.changes import ChangePlan
from yakusoku.stores.drifting import differing
from yakusoku.stores.elements import apart
from yakusoku.stores.found import Found
from yakusoku.stores.frozen import freeze
from yakusoku.stores.listing import listed
from yakusoku.stores.models import StoreChange, StoreStep
from yakusoku.stores.operations.searching import Identities
from yakusoku.stores.orders import VERBS, Order, UnableToPlanChange
from yakusoku.stores.planning import Counted, Tables, compile_change
from yakusoku.stores.plans import Plan
from yakusoku.stores.receipts import TABLE, make_table
from yakusoku.stores.rewriting import Searched, rewrites
from yakusoku.stores.shared import Rows, shared_rows
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

CHANGE = "stores.change"
"""The burst that does a change."""
SEALED = "change-"
"""How the names of sealed files with frozen rows begin."""


class UnableToIntendChange(UnableTo):
    """A change cannot be intended now."""

    asked = text("intend a change in the company's stores")


@dataclass(frozen=True)
class Search:
    """What a search read and found, by collection, and from which identities: a change is about nothing else."""

    plan: Plan
    found: Mapping[str, Found]
    identities: Identities


@dataclass(frozen=True)
class PreparedChange:
    """
    A change that was planned, with its rows frozen and sealed; nothing is intended yet and nothing written.

    `shared` tells, by collection, which of the found rows are also somebody else's and are left alone.
    """

    case_id: str
    controller: str
    plan: ChangePlan
    keys_digest: str
    shared: Rows


def prepare_change(
    *,
    case_id: str,
    controller: str,
    datamap: DataMap,
    search: Search,
    orders: Sequence[Order],
) -> PreparedChange:
    """
    Plan a change of rows that `search` found, leave out those that are shared, and seal keys and new values.

    Reads stores and takes its time: call it before the deed, never inside. If the process dies here: a sealed file
    lies there that no row names; the next change of the case drops it.

    :raises UnableToPlanChange: if it is not certain that just these rows change, and as ordered
    :raises UnableToRead: if a store does not answer or refuses
    :raises UnableToSeal: if the case has no key
    """
    collections = [_known(datamap, order.address) for order in orders]
    stores = sorted({one.store for one in collections})
    for store in stores:
        _require_as_declared([one for one in collections if one.store == store], store)
    shared = shared_rows(
        datamap,
        search.plan,
        search.found,
        identities=search.identities,
        in_parts=any(order.verb == "restrict" for order in orders),
    )
    counted = [
        part
        for one in _without(orders, search.found, shared)
        for part in apart(one, datamap.collection(one.order.address), search.found.get(one.order.address))
    ]
    _require_apart(counted, datamap)
    counted = [_listed(one, search) for one in counted]
    shapes = {store: registry.get(store).shapes() for store in stores}
    tables = Tables(registry.dialects(), shapes, registry.with_receipts())
    compiled = compile_change(datamap, search.plan, counted, tables)
    searched = Searched(datamap, search.plan, search.found, search.identities, shapes)
    made = rewrites(searched, compiled.plan, compiled.orders, vault.digester(purpose="mask"))
    content = freeze(compiled.plan, compiled.orders, search.found, made).to_bytes()
    digest = vault.keyed_digest(purpose="change", value=content)
    vault.put(case_id=case_id, name=sealed_name(digest), content=content)
    touched = {order.address for order in orders}
    told = {address: rows for address, rows in shared.items() if address in touched}
    return PreparedChange(case_id, controller, compiled.plan, digest, told)


def intend_change(*, prepared: PreparedChange, by: str, now: datetime, then: str = "") -> str:
    """
    Intend a prepared change, ask for the burst that does it, and return the change's id.

    `then` is the kind of the intent that is written when the change is confirmed or goes back to review. If the
    process dies here: plan, steps, intent and entry are all there or none of them.

    :raises UnableToIntendChange: if nothing is left to change, or a change of the case is under way
    """
    plan = prepared.plan
    if not plan.steps:
        raise UnableToIntendChange(
            text("no row is left that is this person's alone."),
            do=text("Close the request without a change, or let people decide about the shared rows."),
        )
    why = f"{prepared.case_id}:{plan.digest}:{prepared.keys_digest}:{now.isoformat()}"
    change_id = ids.public_id("chg", why=why)
    shared = sum(len(rows) for rows in prepared.shared.values())
    with deed(tags.INTENDED, log=prepared.controller, about=prepared.case_id, by=by, now=now) as entry:
        change = _written(prepared, change_id, shared, by, now, then)
        for number, store in enumerate(plan.stores, start=1):
            steps = plan.of(store)
            counts = {f"{step.number} {step.verb} {step.address}": step.rows for step in steps}
            StoreStep.objects.create(
                change=change,
                number=number,
                store=store,
                rows=sum(step.rows for step in steps),
                counts=counts,
            )
        work.intend(CHANGE, about=prepared.case_id, now=now, arguments={"change": change_id})
        totals = {verb: sum(step.rows for step in plan.steps if step.verb == verb) for verb in VERBS}
        entry.say(
            change=change_id, plan=plan.digest, keys=prepared.keys_digest, stores=len(plan.stores), rows=change.rows,
            shared=shared, **totals,
        )  # fmt: skip
    return change_id


def prepare_receipts(*, store: str, controller: str, by: str, now: datetime) -> None:
    """
    Make the table of receipts in a store that is configured to keep them; a second call changes nothing there.

    :raises UnableToIntendChange: if the store is not configured so
    :raises UnableToRead: if the store does not answer or refuses
    """
    if store not in registry.with_receipts():
        raise UnableToIntendChange(
            text("the store {store} is not configured to keep receipts.", store=store),
            do=text("Set `receipts = true` for it in yakusoku.toml."),
        )
    with registry.get(store).session() as session:
        make_table(session)
        session.commit()
    with deed(tags.PREPARED, log=controller, about=TABLE.replace("_", "-"), by=by, now=now):
        pass


def sealed_name(digest: str) -> str:
    """Return the name of the sealed file with the frozen rows of this digest."""
    return f"{SEALED}{digest[:32]}"


def _written(
    prepared: PreparedChange, change_id: str, shared: int, by: str, now: datetime, then: str
) -> StoreChange:
    try:
        with transaction.atomic():
            return StoreChange.objects.create(
                public_id=change_id,
                case_id=prepared.case_id,
                log=prepared.controller,
                plan=prepared.plan.to_json(),
                plan_digest=prepared.plan.digest,
                keys_digest=prepared.keys_digest,
                rows=sum(step.rows for step in prepared.plan.steps),
                shared=shared,
                then=then,
                intended_by=by,
                intended_at=now,
            )
    except IntegrityError:
        wrong = text("a change of {case} is under way.", case=prepared.case_id)
    raise UnableToIntendChange(wrong, do=text("Wait until it is confirmed or went back to review."))


def _known(datamap: DataMap, address: str) -> DataCollection:
    try:
        return datamap.collection(address)
    except KeyError:
        wrong = text("{collection} is not in the data map.", collection=address)
        raise UnableToPlanChange(wrong, do=text("Name a collection as `dataset:collection`.")) from None


def _require_as_declared(collections: Sequence[DataCollection], store: str) -> None:
    """Let collections pass whose tables are as the data map says: what is not declared would stay behind."""
    one = registry.get(store)
    for finding in differing(collections, store, one.tables(), kind=one.dialect):
        raise UnableToPlanChange(finding.says, do=finding.do)


def _without(orders: Sequence[Order], found: Mapping[str, Found], shared: Rows) -> Iterator[Counted]:
    for order in orders:
        count = found[order.address].count if order.address in found else 0
        wanted = range(count) if order.rows is None else sorted(set(order.rows))
        if wanted and not 0 <= wanted[0] <= wanted[-1] < count:
            wrong = text("rows of {collection} are ordered that were not found.", collection=order.address)
            raise UnableToPlanChange(wrong, do=text("Name rows by their number among those that were found."))
        left = shared.get(order.address, frozenset())
        rows = tuple(number for number in wanted if number not in left)
        yield Counted(replace(order, rows=rows), len(rows))


def _listed(counted: Counted, search: Search) -> Counted:
    """Return an order with the type of its rows' keys where they can be listed."""
    address = counted.order.address
    step = next((one for one in search.plan.steps if one.address == address), None)
    if not counted.rows or step is None:
        return counted
    return replace(counted, listed=listed(step, counted.order, search.found[address]))


def _require_apart(counted: Sequence[Counted], datamap: DataMap) -> None:
    """Refuse two orders about one row, of which one erases it, or which both write one column."""
    seen: dict[tuple[str, int, str], str] = {}
    erased = {
        (one.order.address, row)
        for one in counted
        if one.order.verb == "erase"
        for row in one.order.rows or ()
    }
    for order in (one.order for one in counted):
        of = datamap.collection(order.address).column_of
        named = ["*"] if order.verb == "erase" else sorted({of(put.column) for put in order.puts})
        columns = named or ["restricted"]
        for row in order.rows or ():
            twice = any((order.address, row, column) in seen for column in columns)
            if twice or (order.verb != "erase" and (order.address, row) in erased):
                wrong = text("two orders are about one row of {collection}.", collection=order.address)
                raise UnableToPlanChange(wrong, do=text("Erase a row or change it, and each column once."))
            seen.update({(order.address, row, column): order.verb for column in columns})
