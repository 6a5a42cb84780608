"""The shapes of the tables in a SQLite file, from its own catalogue."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

from yakusoku.stores.ports import Family
from yakusoku.stores.shapes import Action, Event, ForeignKey, Shape, ShapeColumn, Trigger

_ACTIONS: dict[str, Action] = {"CASCADE": "erase", "SET NULL": "empty", "SET DEFAULT": "empty"}
_ROW_NAMES = ("rowid", "_rowid_", "oid")
_EVENT = re.compile(r"\b(DELETE|UPDATE|INSERT)\b", re.IGNORECASE)
_HIDDEN, _COMPUTED = 1, (2, 3)


def shapes(connection: sqlite3.Connection, family: Callable[[str], Family]) -> tuple[Shape, ...]:
    """Return the shapes of all tables and views but SQLite's own, by name."""
    rows = connection.execute(
        "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY name"
    ).fetchall()
    return tuple(_shape(connection, name, kind, bool(wr), family) for name, kind, wr in rows)


def _shape(
    connection: sqlite3.Connection, name: str, kind: str, without_rows: bool, family: Callable[[str], Family]
) -> Shape:
    columns = connection.execute(
        'SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid', (name,)
    ).fetchall()
    primary = tuple(one[0] for one in sorted((one for one in columns if one[3]), key=lambda one: one[3]))
    names = {one[0].lower() for one in columns}
    free = next((word for word in _ROW_NAMES if word not in names), None)
    return Shape(
        schema=None,
        name=name,
        columns=tuple(
            ShapeColumn(
                name=column,
                type_name=type_name,
                family=family(type_name),
                nullable=not needed and not (without_rows and place),
                computed=hidden in _COMPUTED,
            )
            for column, type_name, needed, place, hidden in columns
            if hidden != _HIDDEN
        ),
        obstacle=None if kind == "table" else "view" if kind == "view" else "foreign",
        unique=tuple(sorted({*_unique(connection, name), *([primary] if primary else [])})),
        foreign=tuple(_foreign(connection, name)),
        triggers=tuple(_triggers(connection, name)),
        row_name=None if without_rows or kind != "table" else free,
    )


def _unique(connection: sqlite3.Connection, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the columns of unique indexes over whole tables; an expression in one names no column."""
    indexes = connection.execute(
        'SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial', (name,)
    ).fetchall()
    for (index,) in indexes:
        columns = connection.execute(
            "SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,)
        ).fetchall()
        if all(column is not None for (column,) in columns):
            yield tuple(column for (column,) in columns)


def _foreign(connection: sqlite3.Connection, name: str) -> Iterator[ForeignKey]:
    rows = connection.execute(
        'SELECT id, "table", "from", "to", on_delete, on_update FROM pragma_foreign_key_list(?) ORDER BY id, seq',
        (name,),
    ).fetchall()
    for number in sorted({one[0] for one in rows}):
        mine = [one for one in rows if one[0] == number]
        table = _as_named(connection, mine[0][1])
        there = tuple(one[3] for one in mine)
        yield ForeignKey(
            columns=tuple(one[2] for one in mine),
            to_schema=None,
            to_table=table,
            to_columns=_primary(connection, table) if None in there else there,
            on_erase=_ACTIONS.get(mine[0][4], "refuse"),
            on_change=_ACTIONS.get(mine[0][5], "refuse"),
        )


def _as_named(connection: sqlite3.Connection, name: str) -> str:
    """Return a table as it was named when it was made: a reference may write it with other capitals."""
    row = connection.execute(
        "SELECT name FROM sqlite_schema WHERE name = ? COLLATE NOCASE", (name,)
    ).fetchone()
    return str(row[0]) if row else name


def _primary(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (name,)
    ).fetchall()
    return tuple(column for (column,) in rows)


def _triggers(connection: sqlite3.Connection, name: str) -> Iterator[Trigger]:
    """Yield triggers with their event, which stands first in their text; one that cannot be read has every event."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE ORDER BY name",
        (name,),
    ).fetchall()
    for trigger, sql in rows:
        head = str(sql or "").partition(trigger)[2]
        found = _EVENT.search(head)
        events: tuple[Event, ...] = ("erase", "update")
        if found is not None:
            event = found[1].upper()
            events = ("erase",) if event == "DELETE" else ("update",) if event == "UPDATE" else ()
        yield Trigger(trigger, events)
