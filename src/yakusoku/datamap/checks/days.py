"""Days that a data map names: the event that starts a clock, and the version of the notice content came under."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterator
from datetime import date

from yakusoku.datamap import events
from yakusoku.datamap.parts import Collection, Field
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text


def check_days(collection: Collection, versions: AnyOf[date] | None) -> Iterator[Finding]:
    """Yield an event that nobody knows, and days on which no version was published (`versions`; None: not compared)."""
    if collection.clock is not None and collection.clock.event not in events.known():
        yield _unknown_event(collection, collection.clock.event)
    if versions is None or collection.not_personal is not None:
        return
    seen: set[Where] = set()
    for field in collection.by_path.values():
        day = field.origin.collected_under
        if not isinstance(day, date) or day in versions or field.not_personal is not None:
            continue
        where = _where(collection, field)
        if where not in seen:
            seen.add(where)
            yield _unknown_version(where, day, versions)


def _unknown_event(collection: Collection, event: str) -> Finding:
    close = nearest(event, events.known())
    says = text("The event “{event}” is not known.", event=event)
    if close:
        do = text("Write “{word}” if that is meant; else another of the allowed words.", word=close)
    else:
        do = text("Write one of the allowed words.")
    where = collection.at("yakusoku_meta", "clock_starts", "event")
    allowed = tuple(sorted(events.known()))
    return Finding("datamap.unknown-event", where, says, do, read=event, allowed=allowed, nearest=close)


def _unknown_version(where: Where, day: date, versions: AnyOf[date]) -> Finding:
    allowed = tuple(one.isoformat() for one in sorted(versions))
    says = text("No version of the policy was published on {day}.", day=day.isoformat())
    do = text("Write the day of a version, or add the older version as a file of its own.")
    return Finding("datamap.unknown-version", where, says, do, read=day.isoformat(), allowed=allowed)


def _where(collection: Collection, field: Field) -> Where:
    """Return where the day is written: at the field, its collection or its dataset."""
    key = ("yakusoku_meta", "collected_under")
    for place in (field.place, collection.place):
        if place is not None and place.document.at((*place.path, *key)) is not None:
            return place.where(*key)
    if collection.place is None:
        return field.where
    dataset = collection.place.path[:2]  # dataset, number, collections, number
    return collection.place.document.where((*dataset, *key))
