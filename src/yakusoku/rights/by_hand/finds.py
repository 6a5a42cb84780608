"""What people found in one place: put together from the files that they handed in, and sealed as rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakusoku.rights import found
from yakusoku.rights.by_hand import enclosures, kinds, places, tables
from yakusoku.rights.by_hand.trouble import UnableToReadFind
from yakusoku.rights.models import ManualTask, RightsRequest
from yakusoku.stores.found import Found, make
from yakusoku.stores.values import Row, Value
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection

TABLES = ("csv", "json")


@dataclass(frozen=True)
class Handed:
    """A file as somebody handed it in: its ending in small letters, without the dot, and its content."""

    ending: str
    content: Personal[bytes]


@dataclass(frozen=True)
class Find:
    """What people found: rows and enclosures under their columns, and the enclosures' content by name in the vault."""

    found: Found
    enclosed: tuple[tuple[str, Personal[bytes]], ...]


def read(files: Sequence[Handed], collection: Collection, *, step: int) -> Find:
    """
    Return the find of a place; `csv` and `json` are tables of its rows, everything else is an enclosure.

    :raises UnableToReadFind: if a file cannot be taken, there are too many, or nothing stands in them
    """
    section = f"{collection.address.dataset}.{collection.address.collection}"
    read_: list[tables.Table] = []
    enclosed: list[tuple[str, Personal[bytes]]] = []
    cells: list[str] = []
    for number, file in enumerate(files, 1):
        content = file.content.reveal()
        if file.ending in TABLES:
            read_.append(tables.read(content, collection, ending=file.ending, number=number))
            continue
        ending = kinds.kind_of(content, ending=file.ending, number=number)
        digest = vault.keyed_digest(purpose="enclosed", value=content)
        cells.append(enclosures.cell(section, len(cells) + 1, ending, digest))
        enclosed.append((enclosures.sealed(digest), file.content))
    if len(cells) > kinds.MOST or len({one.rpartition(" ")[2] for one in cells}) != len(cells):
        raise UnableToReadFind(
            text("there are more than {most} enclosures, or one of them twice.", most=kinds.MOST),
            do=text("Put papers that belong together into one PDF."),
        )
    columns, rows = _joined(read_, collection, cells)
    if not rows:
        raise UnableToReadFind(
            text("nothing stands in what was handed in."),
            do=text("Where nothing was found, sign that with --nothing-found."),
        )
    return Find(make(step, str(collection.address), columns, tuple(rows)), tuple(enclosed))


def _joined(
    read_: Sequence[tables.Table], collection: Collection, cells: Sequence[str]
) -> tuple[tuple[str, ...], list[Row]]:
    """Return all rows under the columns that some table has, in the map's order, and one column an enclosure."""
    named = {name for one in read_ for name in one.columns}
    declared = [one.name for one in collection.fields if one.name in named]
    columns = (*declared, *(enclosures.column(number) for number in range(1, len(cells) + 1)))
    rows: list[Row] = []
    for one in read_:
        for line in one.rows.reveal():
            values = dict(zip(one.columns, line, strict=True))
            rows.append(tuple(values.get(name) for name in columns))
    for at, cell in enumerate(cells):
        row: list[Value] = [None] * len(columns)
        row[len(declared) + at] = cell
        rows.append(tuple(row))
    return columns, rows


def keep(request_id: str, find: Find) -> str:
    """Seal rows and enclosures, and return the keyed digest of the rows, which holds the digests of the enclosures."""
    for name, content in find.enclosed:
        vault.put(case_id=request_id, name=name, content=content.reveal())
    return found.keep(request_id, find.found)


def tidy(request_id: str) -> None:
    """Drop what earlier finds sealed and the present ones do not name; called while the request is held."""
    kept: set[str] = set()
    for row in places.finds(request_id):
        rows = found.read(row)
        shown = enclosures.shown(rows.columns, rows.rows.reveal(), hidden=())
        kept |= {found.name(row.step, row.digest), *(enclosures.sealed(digest) for _, digest in shown)}
    for name in vault.names(case_id=request_id):
        if name not in kept and name.startswith((enclosures.FILE, places.START)):
            vault.drop(case_id=request_id, name=name)


def ask_again_for_lost(row: RightsRequest) -> None:
    """Let those places wait again whose sealed rows or enclosures are gone; within a deed that holds the request."""
    names = set(vault.names(case_id=row.public_id))
    for one in places.finds(row.public_id):
        kept = found.name(one.step, one.digest) in names
        if kept:
            rows = found.read(one)
            shown = enclosures.shown(rows.columns, rows.rows.reveal(), hidden=())
            kept = all(enclosures.sealed(digest) in names for _, digest in shown)
        if not kept:
            task = ManualTask.objects.filter(request=row, dataset=one.dataset, collection=one.collection)
            task.update(answered_by="", answered_at=None, rows=0, enclosures=0)
            one.delete()
