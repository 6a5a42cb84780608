"""Triggers beside what the data map says of them: which run unaccepted, and which were changed since. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.stores.shapes import Event, Shape, Trigger, shape_of
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

TriggerState = Literal["accepted", "changed", "open"]


@dataclass(frozen=True, slots=True)
class TriggerView:
    """A trigger that runs when rows of a collection change, and whether people accepted it as it is."""

    address: str
    store: str
    name: str
    events: tuple[Event, ...]
    definition: str
    state: TriggerState


def running(datamap: DataMap, store: str, shapes: Sequence[Shape]) -> Iterator[TriggerView]:
    """Yield the triggers of a store that run when rows of a declared collection are erased or changed."""
    for collection in datamap.collections.values():
        for trigger in _triggers(collection, store, shapes):
            yield TriggerView(
                str(collection.address),
                store,
                trigger.name,
                trigger.events,
                trigger.definition,
                _state(collection, trigger),
            )


def compare_triggers(datamap: DataMap, store: str, shapes: Sequence[Shape]) -> list[Finding]:
    """Return where triggers of a store are not those that the data map accepts, sorted by place."""
    findings: list[Finding] = []
    for collection in datamap.collections.values():
        if collection.store == store and collection.manual is None:
            findings += _differing(collection, list(_triggers(collection, store, shapes)))
    return sorted(findings, key=lambda finding: finding.order)


def _differing(collection: Collection, there: Sequence[Trigger]) -> Iterator[Finding]:
    known = {trigger.name for trigger in there}
    for name in sorted(collection.triggers.keys() - known):
        says = text(
            "The table of {collection} has no trigger {trigger} that runs when rows change.",
            collection=collection.address,
            trigger=name,
        )
        do = text("Correct the name, or take it out of the data map.")
        where = collection.at("yakusoku_meta", "triggers", name)
        yield Finding("stores.unknown-trigger", where, says, do, read=name, nearest=nearest(name, known))
    for trigger in there:
        state = _state(collection, trigger)
        if state == "changed":
            says = text(
                "The trigger {trigger} of {collection} was changed after it was accepted.",
                trigger=trigger.name,
                collection=collection.address,
            )
            where = collection.at("yakusoku_meta", "triggers", trigger.name, "definition")
            yield Finding("stores.changed-trigger", where, says, _LOOK, read=trigger.name)
        elif state == "open" and collection.walked:
            says = text(
                "The trigger {trigger} runs when rows of {collection} change, and nobody accepted it.",
                trigger=trigger.name,
                collection=collection.address,
            )
            yield Finding(
                "stores.open-trigger", collection.where, says, _LOOK, Severity.ADVICE, read=trigger.name
            )


_LOOK = text(
    "Look at what it does, and accept it in the data map: `yakusoku datamap triggers` prints the lines."
)


def _triggers(collection: Collection, store: str, shapes: Sequence[Shape]) -> Iterator[Trigger]:
    if collection.store != store or collection.manual is not None:
        return
    shape = shape_of(shapes, collection.schema, collection.address.collection)
    yield from (one for one in (shape.triggers if shape else ()) if one.events)


def _state(collection: Collection, trigger: Trigger) -> TriggerState:
    accepted = collection.triggers.get(trigger.name)
    if accepted is None:
        return "open"
    return "accepted" if accepted.definition == trigger.definition else "changed"
