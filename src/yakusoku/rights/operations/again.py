"""The burst that erases again what an older backup brought back, and never what a person gave who came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from yakusoku.datamap.parts import Collection
from yakusoku.ledger.deeds import deed
from yakusoku.provision.persons import digest_of, digester
from yakusoku.rights import judging, ordering, ports, tags, tombstones
from yakusoku.rights.by_hand import afresh
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.models import Tombstone
from yakusoku.rights.operations.search import compiled
from yakusoku.rights.rules import AGAIN
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores import operations as stores
from yakusoku.stores import registry
from yakusoku.stores.contents import values_in
from yakusoku.stores.dialects import dialect, select
from yakusoku.stores.found import Found
from yakusoku.stores.operations.intending import PreparedChange, Search, intend_change, prepare_change
from yakusoku.stores.values import plain_rows
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally


class UnableToEraseAgain(UnableTo):
    """There is nothing to look for."""

    asked = text("erase again what came back")


def ask_to_erase_again(*, controller: str, by: str, now: datetime) -> int:
    """
    Ask for every living tombstone of a company to be acted on, after one of its stores was restored; return how many.

    :raises UnableToAct: if `by` is no operator of the company
    :raises UnableToEraseAgain: if there is no living tombstone
    """
    staff.require(by=by, controller=controller, role=Role.OPERATOR)
    with deed(tags.ASKED_AGAIN, log=controller, about=controller, by=by, now=now) as entry:
        asked = tombstones.ask_again(controller=controller, now=now)
        if not asked:
            raise UnableToEraseAgain(
                text("no tombstone of {company} is in force.", company=controller),
                do=text("Nothing is to be done."),
            )
        entry.say(count=asked)
    return asked


def erase_again(*, stone_id: str, intent: str, now: datetime) -> Tally:
    """
    Look in every store for the person of a tombstone, and erase what is older than the erasure.

    Where the person is found again, whoever erased by hand then is asked to look again, too. Who has come back since is
    not touched: a row that is the root of a person's rows and was acquired on the day of the
    erasure or later. If the process dies here: rows are frozen and intended, or not; nothing was written.

    :raises UnableToRead: if a store does not answer or refuses
    """
    stone = Tombstone.objects.filter(pk=stone_id).first()
    if stone is None:
        return _ended(intent, now)
    found = dict(_returned(stone))
    prepared = _prepared(stone, found, now)
    sheets = afresh.make_sheets(stone, found, now=now)
    rows = sum(step.rows for step in prepared.plan.steps) if prepared else 0
    about = {"log": stone.controller, "about": stone.public_id}
    with suppress(AlreadyDoneError), transaction.atomic():
        if not work.done(intent, now=now):
            raise AlreadyDoneError
        if prepared is not None and prepared.plan.steps:
            intend_change(prepared=prepared, by=SYSTEM, now=now)
        with deed(tags.ERASED_AGAIN, **about, by=SYSTEM, now=now) as entry:
            Tombstone.objects.filter(pk=stone.pk).update(again_at=now)
            afresh.note(stone, sheets, now=now)
            entry.say(rows=rows, errands=len(sheets))
        return {"rows": rows}
    return {"known": 1}


def _ended(intent: str, now: datetime) -> Tally:
    with transaction.atomic():
        work.done(intent, now=now)
    return {"rows": 0}


def _prepared(stone: Tombstone, found: Mapping[str, set[str]], now: datetime) -> PreparedChange | None:
    """Return the change that erases what came back, its rows frozen; None where nothing did."""
    if not found:
        return None
    identities = {name: [Personal(value) for value in sorted(values)] for name, values in found.items()}
    plan = compiled(identities, stone.controller)
    stores.require_as_declared(ports.datamap(stone.controller), plan)
    read = stores.run(plan, identities=identities)
    newer = {address: _newer(rows, stone) for address, rows in read.items()}
    today = ports.day(now, stone.controller)
    judgment = judging.judge_again(stone.controller, read, left=newer, as_of=today)
    orders = ordering.orders(judgment, on=today)
    if not orders:
        return None
    vault.ensure_case_key(case_id=stone.public_id, now=now)
    return prepare_change(
        case_id=stone.public_id,
        controller=stone.controller,
        datamap=ports.datamap(stone.controller),
        search=Search(plan, read, identities),
        orders=orders,
    )


def _returned(stone: Tombstone) -> Iterator[tuple[str, set[str]]]:
    """Yield the identities under which the person is held again, each with its values."""
    wanted: dict[str, set[str]] = {}
    for person in stone.persons:
        identity, _, digest = person.rpartition(":")
        wanted.setdefault(identity, set()).add(digest)
    keyed = digester()
    for identity, digests in sorted(wanted.items()):
        values = {
            value
            for collection in ports.datamap(stone.controller).collections.values()
            for path in (path for path, one in collection.by_path.items() if one.identity == identity)
            if collection.walked
            for value, came in _held(collection, path)
            if digest_of(keyed, stone.controller, identity, value) in digests and not _is_newer(came, stone)
        }
        if values:
            yield identity, values


def _held(collection: Collection, path: str) -> Iterator[tuple[str, object]]:
    """Yield every value of a field of identities, with when its row was acquired, as far as it is declared."""
    store = registry.get(collection.store)
    speech = dialect(store.dialect)
    acquired, column = _acquired(collection), collection.column_of(path)
    columns = tuple(dict.fromkeys((column, *((acquired,) if acquired else ()))))
    table = speech.table(collection.schema, collection.address.collection)
    sql = select(speech, columns, table, ["1 = 1"], [speech.ordered(column, None)])
    for batch in store.read(sql, [], columns):
        for row in plain_rows(batch):
            for value in values_in(collection, path, row[0]):
                yield str(value), row[-1] if acquired else None


def _acquired(collection: Collection) -> str | None:
    """Return the column that says when a row came to be."""
    declared = {one.origin.acquired_at for one in collection.fields if one.origin.acquired_at}
    return next(iter(sorted(declared)), None)


def _newer(rows: Found, stone: Tombstone) -> frozenset[int]:
    """Return the rows that came to be on the day of the erasure or later: they are not what was erased."""
    acquired = _acquired(ports.datamap().collection(rows.address))
    if acquired is None or acquired not in rows.columns:
        return frozenset()
    at = rows.columns.index(acquired)
    lines = enumerate(rows.rows.reveal())
    return frozenset(number for number, line in lines if _is_newer(line[at], stone))


def _is_newer(came: object, stone: Tombstone) -> bool:
    """
    Return whether a row with this day or moment came to be after the erasure, or may have.

    A moment without an offset is the company's own; a day alone counts as later from the day of the erasure on.
    """
    if not isinstance(came, str):
        return False
    zone = ZoneInfo(ports.timezone(stone.controller))
    erased = stone.erased_as_of.astimezone(zone)
    with suppress(ValueError):
        if len(came) > len("2026-11-23"):
            moment = datetime.fromisoformat(came)
            return (moment if moment.tzinfo else moment.replace(tzinfo=zone)) >= erased
        return date.fromisoformat(came) >= erased.date()
    return False


def _do(call: Call, step: str) -> Tally:
    del step
    return erase_again(stone_id=call.about, intent=call.intent, now=call.now)


BURST = Burst(AGAIN, steps=lambda call: ["again"], do=_do)
