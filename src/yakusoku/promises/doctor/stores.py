"""The company's stores: each answers, and its tables are those of the data map."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap import queries as datamaps
from yakusoku.promises.doctor.lines import Area, Line, look, ok, wrong
from yakusoku.promises.ports import wired
from yakusoku.stores import queries as stores
from yakusoku.stores import registry
from yakusoku.stores.ports import UnableToRead
from yakusoku.terms.findings import Severity
from yakusoku.terms.text import text

_SHOWN = 3


def look_at_stores() -> Iterator[Line]:
    """Yield the stores that do not answer, and where tables and data map say different things."""
    names = registry.names()
    if not names:
        yield look(
            Area.STORES, text("This home connects no store."), text("Name the stores in yakusoku.toml.")
        )
        return
    answering = 0
    for name in names:
        try:
            registry.get(name).ping()
            answering += 1
        except UnableToRead as unable:
            yield wrong(Area.STORES, unable.wrong, unable.do)
    if answering:
        yield ok(
            Area.STORES,
            text("Stores that answer: {answering} of {all}.", answering=answering, all=len(names)),
        )
    yield from _drift()


def _drift() -> Iterator[Line]:
    datamap, _ = datamaps.load(wired().folder / "datamap")
    found = [finding for finding in stores.drift(datamap) if finding.kind != "stores.unreachable"]
    for finding in found[:_SHOWN]:
        say = wrong if finding.severity is Severity.ERROR else look
        yield say(
            Area.STORES, text("{place}: {says}", place=str(finding.where), says=finding.says), finding.do
        )
    if len(found) > _SHOWN:
        says = text("Further differences between stores and data map: {count}.", count=len(found) - _SHOWN)
        say = wrong if any(one.severity is Severity.ERROR for one in found[_SHOWN:]) else look
        yield say(Area.STORES, says, text("Repair those above and look again."))
