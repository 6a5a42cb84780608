"""The shapes of the tables in a SQLite file, from its own catalogue: five questions for all tables together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeAlias

from yakusoku.stores.ports import Family
from yakusoku.stores.shapes import Action, Event, ForeignKey, Shape, ShapeColumn, Trigger, digest_of

Ask: TypeAlias = Callable[[str], list[tuple[Any, ...]]]
_ACTIONS: dict[str, Action] = {"CASCADE": "erase", "SET NULL": "empty", "SET DEFAULT": "empty"}
_ROW_NAMES = ("rowid", "_rowid_", "oid")
_EVENT = re.compile(r"\b(DELETE|UPDATE|INSERT)\b", re.IGNORECASE)
_HIDDEN, _COMPUTED = 1, (2, 3)
CATALOGUE = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY rowid"
"""All texts of which a file's tables, indexes, views and triggers are made: nothing else decides a shape."""
_OURS = "l.schema = 'main' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_TABLES = f"SELECT l.name, l.type, l.wr FROM pragma_table_list AS l WHERE {_OURS} ORDER BY l.name"  # noqa: S608  no value
_COLUMNS = (
    'SELECT l.name, i.name, i.type, i."notnull", i.pk, i.hidden FROM pragma_table_list AS l'  # noqa: S608  no value
    f" JOIN pragma_table_xinfo(l.name, 'main') AS i WHERE {_OURS} ORDER BY l.name, i.cid"
)
_UNIQUE = (
    "SELECT l.name, x.name, i.name FROM pragma_table_list AS l JOIN pragma_index_list(l.name, 'main') AS x"  # noqa: S608  no value
    f" JOIN pragma_index_info(x.name, 'main') AS i WHERE {_OURS} AND x.\"unique\" AND NOT x.partial"
    " ORDER BY l.name, x.seq, i.seqno"
)
_FOREIGN = (
    'SELECT l.name, f.id, f."table", f."from", f."to", f.on_delete, f.on_update FROM pragma_table_list AS l'  # noqa: S608  no value
    f" JOIN pragma_foreign_key_list(l.name, 'main') AS f WHERE {_OURS} ORDER BY l.name, f.id, f.seq"
)


def shapes(ask: Ask, family: Callable[[str], Family]) -> tuple[Shape, ...]:
    """Return the shapes of all tables and views but SQLite's own, by name."""
    columns: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for table, *column in ask(_COLUMNS):
        columns[table].append(tuple(column))
    tables = ask(_TABLES)
    primary = {name: _primary(columns[name]) for name, _, _ in tables}
    unique, foreign, triggers = _unique(ask), _foreign(ask, primary), _triggers(ask)
    return tuple(
        Shape(
            schema=None,
            name=name,
            columns=tuple(_columns(columns[name], family, without_rows=bool(without_rows))),
            obstacle=None if kind == "table" else "view" if kind == "view" else "foreign",
            unique=tuple(sorted({*unique[name], *([primary[name]] if primary[name] else [])})),
            foreign=tuple(foreign[name]),
            triggers=tuple(triggers[_folded(name)]),
            row_name=None if without_rows or kind != "table" else _free(columns[name]),
        )
        for name, kind, without_rows in tables
    )


def _columns(
    found: list[tuple[Any, ...]], family: Callable[[str], Family], *, without_rows: bool
) -> list[ShapeColumn]:
    return [
        ShapeColumn(
            name=column,
            type_name=type_name,
            family=family(type_name),
            nullable=not needed and not (without_rows and place),
            computed=hidden in _COMPUTED,
        )
        for column, type_name, needed, place, hidden in found
        if hidden != _HIDDEN
    ]


def _primary(columns: list[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(one[0] for one in sorted((one for one in columns if one[3]), key=lambda one: one[3]))


def _free(columns: list[tuple[Any, ...]]) -> str | None:
    """Return a word by which SQLite numbers the rows and no column hides."""
    names = {one[0].lower() for one in columns}
    return next((word for word in _ROW_NAMES if word not in names), None)


def _folded(name: str) -> bytes:
    """Return a name as SQLite compares names: A to Z are a to z, and no other letter is another."""
    return name.encode().lower()


def _unique(ask: Ask) -> dict[str, set[tuple[str, ...]]]:
    """Return the columns of unique indexes over whole tables; an expression in one names no column."""
    indexes: dict[tuple[str, str], list[str | None]] = defaultdict(list)
    for table, index, column in ask(_UNIQUE):
        indexes[table, index].append(column)
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for (table, _), columns in indexes.items():
        if None not in columns:
            found[table].add(tuple(str(column) for column in columns))
    return found


def _foreign(ask: Ask, primary: dict[str, tuple[str, ...]]) -> dict[str, list[ForeignKey]]:
    """Return references; one may write its table with other capitals than that was made with, or name no column."""
    named = {_folded(name): name for name in primary}
    keys: dict[tuple[str, int], list[tuple[Any, ...]]] = defaultdict(list)
    for table, number, *rest in ask(_FOREIGN):
        keys[table, number].append(tuple(rest))
    found: dict[str, list[ForeignKey]] = defaultdict(list)
    for (holder, _), mine in keys.items():
        table = named.get(_folded(mine[0][0]), mine[0][0])
        there = tuple(one[2] for one in mine)
        found[holder].append(
            ForeignKey(
                columns=tuple(one[1] for one in mine),
                to_schema=None,
                to_table=table,
                to_columns=primary.get(table, ()) if None in there else there,
                on_erase=_ACTIONS.get(mine[0][3], "refuse"),
                on_change=_ACTIONS.get(mine[0][4], "refuse"),
            )
        )
    return found


def _triggers(ask: Ask) -> dict[bytes, list[Trigger]]:
    """Return triggers with their event, which stands first in their text; one that cannot be read has every event."""
    found: dict[bytes, list[Trigger]] = defaultdict(list)
    for table, trigger, sql in ask(
        "SELECT tbl_name, name, sql FROM main.sqlite_schema WHERE type = 'trigger' ORDER BY name"
    ):
        head = str(sql or "").partition(trigger)[2]
        match = _EVENT.search(head)
        events: tuple[Event, ...] = ("erase", "update")
        if match is not None:
            event = match[1].upper()
            events = ("erase",) if event == "DELETE" else ("update",) if event == "UPDATE" else ()
        found[_folded(table)].append(Trigger(trigger, events, digest_of(sql)))
    return found
