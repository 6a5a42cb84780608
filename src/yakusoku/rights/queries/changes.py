"""Reads of changes: tasks of people, buckets with their grounds, what was written, and whether a row is stopped."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.datamap.parts import Address
from yakusoku.policy.keeping import Bucket
from yakusoku.rights import cases, changing, judging, ports
from yakusoku.rights.judged import key_of
from yakusoku.rights.measures import CHANGES
from yakusoku.rights.models import (
    HandOver,
    ManualTask,
    Representation,
    RightsRequest,
    RowChange,
    Stopped,
    ToldConsequence,
    Tombstone,
)
from yakusoku.rights.rules import State
from yakusoku.stores.queries import changes as stores
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault


@dataclass(frozen=True)
class TaskView:
    """
    A place that people search for a request; `answered_by` signed what was found: `rows`, `enclosures` among them.
    """

    request_id: str
    section: str
    owner: str
    due_on: date
    answered_by: str
    answered_at: datetime | None
    rows: int = 0
    enclosures: int = 0


def tasks(request_id: str) -> tuple[TaskView, ...]:
    """Return the places that people search for a request, the earliest day first."""
    rows = ManualTask.objects.filter(request_id=request_id).order_by("due_on", "pk")
    return tuple(
        TaskView(
            r.request_id, r.section, r.owner, r.due_on, r.answered_by, r.answered_at, r.rows, r.enclosures
        )
        for r in rows
    )


@dataclass(frozen=True)
class GroundView:
    """Why rows stay, with clause and article, until when, and which columns (none: all)."""

    ground: str
    basis: str
    until: date | None
    columns: tuple[Bilingual, ...]
    rows: int


@dataclass(frozen=True)
class BucketView:
    """
    What becomes of the rows of one collection.

    `done` wholly, `masked` in part, `kept` not at all, `handed` on to the `held_for` for whom they are held.
    """

    section: str
    done: int
    masked: int
    kept: int
    handed: int
    held_for: str
    grounds: tuple[GroundView, ...]


def buckets(request_id: str, *, now: datetime) -> tuple[BucketView, ...]:
    """
    Return what becomes of each collection with rows, in the order of the plan; nothing for a disclosure.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    :raises UnableToJudgeRows: if the data map no longer names what was found
    """
    row = cases.case(request_id)
    if not cases.changes_rows(row) or row.state not in _JUDGED:
        return ()
    on = ports.day(now, row.controller)
    told = changing.changed(row, on=on)
    done = {one.section: one for one in told.done}
    views = []
    for one in judging.judge(row, as_of=changing.judged_on(row, on)).sections:
        if not one.rows:
            continue
        section = one.finding.section
        grounds = tuple(
            GroundView(
                kept.ground,
                ", ".join(part for part in (kept.clause, kept.article) if part),
                kept.until,
                tuple(kept.columns),
                kept.rows,
            )
            for kept in told.kept
            if kept.section == section
        )
        known = done.get(section)
        kept_rows = one.rows if one.refused else len(one.in_bucket(Bucket.KEEP)) + len(one.shared)
        views.append(
            BucketView(
                section=section,
                done=known.rows if known else 0,
                masked=known.masked if known else 0,
                kept=0 if one.held_for else kept_rows,
                handed=one.rows if one.held_for else 0,
                held_for=one.held_for,
                grounds=grounds,
            )
        )
    return tuple(views)


_JUDGED = (State.REVIEW, State.DECIDED, State.APPROVED, State.CHANGED, State.EXECUTED, State.NOTIFIED)


@dataclass(frozen=True)
class WrittenView:
    """What was changed in one store."""

    store: str
    rows: int
    state: str


def changes_of(request_id: str) -> tuple[WrittenView, ...]:
    """Return how far the change of a request is, store by store; nothing where no store is written."""
    begun = RowChange.objects.filter(request_id=request_id).exclude(change_id="").first()
    seen = stores.change(begun.change_id) if begun else None
    return tuple(WrittenView(one.store, one.rows, one.state) for one in seen.steps) if seen else ()


def stopped(
    *, controller: str, section: str, keys: Collection[tuple[object, ...]], what: str = "provision"
) -> frozenset[tuple[object, ...]]:
    """
    Return those rows of a collection, by whole primary key, whose provision (or `use`) is stopped.

    An export asks before it is made, and leaves them out (APPI 35(3), 35(5)). Keys are in the order of the data map.

    :raises KeyError: if the data map has no such collection
    """
    dataset, _, name = section.rpartition(".")
    rows = Stopped.objects.filter(
        controller=controller, what=what, dataset=dataset, collection=name, ended_at__isnull=True
    )
    known = set(rows.values_list("row_digest", flat=True))
    if not known:
        return frozenset()
    collection = ports.datamap().collection(Address(dataset, name))
    keyed = vault.digester(purpose="stopped")
    return frozenset(key for key in keys if keyed(key_of(collection, collection.key, key)) in known)  # type: ignore[arg-type]  # a key is a row of its own columns


def linked(request_id: str) -> Mapping[str, tuple[Personal[str], ...]]:
    """Return the identities that staff confirmed to be the person's, by their word in the data map."""
    found = cases.identities(cases.case(request_id))
    return {identity: tuple(values) for identity, values in found.items()}


@dataclass(frozen=True)
class ChangeTrace:
    """
    The days of a change, and what belongs to it, for the evidence of promises.

    `confirmed` says that every store was read back; `remembered`, that an erasure left its tombstone.
    """

    request_id: str
    right: str
    measure: str
    approved_at: datetime | None
    changed_at: datetime | None
    confirmed: bool
    counts: Mapping[str, int]
    remembered: bool
    consequences_told_on: date | None
    consequences_known_on: date | None
    representative: str
    revoked_at: datetime | None


def change_traces(*, controller: str) -> tuple[ChangeTrace, ...]:
    """Return the changes that a company's requests asked for, the oldest arrival first."""
    rows = RightsRequest.objects.filter(controller=controller, measure__in=CHANGES)
    return tuple(map(_trace, rows.order_by("received_at", "public_id")))


def _trace(row: RightsRequest) -> ChangeTrace:
    done = RowChange.objects.filter(request=row).first()
    told = ToldConsequence.objects.filter(request=row).order_by("number").first()
    represented = Representation.objects.filter(request=row).first()
    return ChangeTrace(
        request_id=row.public_id,
        right=row.right,
        measure=row.measure,
        approved_at=row.approved_at,
        changed_at=row.changed_at,
        confirmed=bool(done and done.done_at),
        counts=dict(done.counts) if done else {},
        remembered=Tombstone.objects.filter(request_id=row.public_id).exists(),
        consequences_told_on=told.told_on if told else None,
        consequences_known_on=told.known_on if told else None,
        representative=represented.kind if represented else "",
        revoked_at=row.revoked_at,
    )


@dataclass(frozen=True)
class ConsequenceView:
    """What follows from a request, with its clause, when it was told, and when the person said that it is known."""

    clause: str
    says: Bilingual
    needs_word: bool
    told_on: date | None
    known_on: date | None


def consequences(request_id: str) -> tuple[ConsequenceView, ...]:
    """Return what the text promises to say before a request is carried out, in its order."""
    row = cases.case(request_id)
    told = {one.number: one for one in ToldConsequence.objects.filter(request=row)}
    named = cases.promise(row).consequences if row.right else ()
    return tuple(
        ConsequenceView(
            one.clauses[0],
            one.says,
            one.acknowledged,
            told[number].told_on if number in told else None,
            told[number].known_on if number in told else None,
        )
        for number, one in enumerate(named, 1)
    )


@dataclass(frozen=True)
class HandOverView:
    """Rows held for a held_for, and when the request was passed on."""

    request_id: str
    section: str
    held_for: str
    rows: int
    handed_on: date | None


def hand_overs(request_id: str) -> tuple[HandOverView, ...]:
    """Return what of a request is passed on to principals."""
    rows = HandOver.objects.filter(request_id=request_id).order_by("pk")
    return tuple(HandOverView(r.request_id, r.section, r.held_for, r.rows, r.handed_on) for r in rows)


@dataclass(frozen=True)
class TombstoneView:
    """What stays of an erasure; it names nobody."""

    stone_id: str
    request_id: str
    persons: int
    erased_as_of: datetime
    until: date | None
    again_at: datetime | None


def stones(*, controller: str) -> tuple[TombstoneView, ...]:
    """Return the tombstones of a company, the oldest erasure first."""
    rows = Tombstone.objects.filter(controller=controller).order_by("erased_as_of", "pk")
    return tuple(
        TombstoneView(r.public_id, r.request_id, len(r.persons), r.erased_as_of, r.until, r.again_at)
        for r in rows
    )
