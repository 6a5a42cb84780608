"""The shapes of the tables in a MariaDB database, from its information schema: five questions for all together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from yakusoku.stores.ports import Family
from yakusoku.stores.shapes import Action, Event, ForeignKey, Obstacle, Shape, ShapeColumn, Trigger, digest_of

Ask: TypeAlias = Callable[[str, Sequence[str]], list[tuple[Any, ...]]]
FAMILIES: dict[str, Family] = {
    "char": "text", "varchar": "text", "tinytext": "text", "text": "text", "mediumtext": "text", "longtext": "text",
    "enum": "text", "set": "text",
    "tinyint": "integer", "smallint": "integer", "mediumint": "integer", "int": "integer", "bigint": "integer",
    "year": "integer",
    "float": "float", "double": "float", "decimal": "float",
    "date": "date", "datetime": "timestamp", "timestamp": "timestamp",
    "binary": "bytes", "varbinary": "bytes", "tinyblob": "bytes", "blob": "bytes", "mediumblob": "bytes",
    "longblob": "bytes", "bit": "bytes",
}  # fmt: skip
_ACTIONS: dict[str, Action] = {"CASCADE": "erase", "SET NULL": "empty", "SET DEFAULT": "empty"}
_EVENTS: dict[str, Event] = {"DELETE": "erase", "UPDATE": "update"}
_TABLES = (
    "SELECT t.table_schema AS sch, t.table_name AS tab, t.table_type AS kind, IFNULL(e.transactions, '') AS kept"
    " FROM information_schema.tables AS t LEFT JOIN information_schema.engines AS e ON e.engine = t.engine"
    " WHERE t.table_schema = DATABASE() ORDER BY t.table_name"
)
_COLUMNS = (
    "SELECT table_name AS tab, column_name AS col, data_type AS type, column_type AS whole, is_nullable AS empty,"
    " IFNULL(is_generated, 'NEVER') AS made, character_maximum_length AS longest"
    " FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position"
)
_INDEXES = (
    "SELECT table_name AS tab, index_name AS idx, non_unique AS several, column_name AS col, sub_part AS part"
    " FROM information_schema.statistics WHERE table_schema = DATABASE()"
    " ORDER BY table_name, index_name, seq_in_index"
)
_FOREIGN = (
    "SELECT k.table_name AS tab, k.constraint_name AS idx, k.column_name AS col, k.referenced_table_schema AS sch,"
    " k.referenced_table_name AS there, k.referenced_column_name AS tcol, r.delete_rule AS gone, r.update_rule AS moved"
    " FROM information_schema.key_column_usage AS k JOIN information_schema.referential_constraints AS r"
    " ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name"
    " AND r.table_name = k.table_name"
    " WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL"
    " ORDER BY k.table_name, k.constraint_name, k.ordinal_position"
)
_TRIGGERS = (
    "SELECT event_object_table AS tab, trigger_name AS trg, event_manipulation AS event, action_timing AS moment,"
    " action_statement AS does, sql_mode AS modes, definer AS whose"
    " FROM information_schema.triggers WHERE event_object_schema = DATABASE() ORDER BY event_object_table, trigger_name"
)


def family(type_name: str, whole: str) -> Family:
    """Return what MariaDB's words for types mean; its own word for truth is a number of one digit."""
    return "boolean" if whole.startswith("tinyint(1)") else FAMILIES.get(type_name.lower(), "other")


def shapes(ask: Ask) -> tuple[Shape, ...]:
    """Return the shapes of all tables and views, by name."""
    columns, foreign, triggers = _columns(ask), _foreign(ask), _triggers(ask)
    unique, leading = _indexes(ask)
    return tuple(
        Shape(
            schema=schema,
            name=name,
            columns=tuple(columns[name]),
            obstacle=_obstacle(kind, kept),
            unique=tuple(sorted(unique[name])),
            foreign=tuple(foreign[name]),
            triggers=tuple(triggers[name]),
            leading=frozenset(leading[name]),
        )
        for schema, name, kind, kept in ask(_TABLES, ("sch", "tab", "kind", "kept"))
    )


def _obstacle(kind: str, kept: str) -> Obstacle | None:
    if kind == "VIEW":
        return "view"
    if kind == "SYSTEM VERSIONED":
        return "versions"
    return None if kept == "YES" else "no-transactions"


def _columns(ask: Ask) -> dict[str, list[ShapeColumn]]:
    found: dict[str, list[ShapeColumn]] = defaultdict(list)
    for table, name, kind, whole, empty, made, longest in ask(
        _COLUMNS, ("tab", "col", "type", "whole", "empty", "made", "longest")
    ):
        found[table].append(
            ShapeColumn(
                name=name,
                type_name=whole,
                family=family(kind, whole),
                nullable=empty == "YES",
                computed=made != "NEVER",
                longest=longest if kind in ("char", "varchar", "tinytext", "text") else None,
            )
        )
    return found


def _indexes(ask: Ask) -> tuple[dict[str, set[tuple[str, ...]]], dict[str, set[str]]]:
    """
    Return by table the columns of unique indexes, and those with which an index begins.

    Of indexes over whole contents: one over a beginning says nothing of the rest.
    """
    indexes: dict[tuple[str, str, bool], list[tuple[str, Any]]] = defaultdict(list)
    for table, index, several, column, part in ask(_INDEXES, ("tab", "idx", "several", "col", "part")):
        indexes[table, index, bool(several)].append((column, part))
    unique: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    leading: dict[str, set[str]] = defaultdict(set)
    for (table, _, several), columns in indexes.items():
        if all(part is None and column is not None for column, part in columns):
            leading[table].add(columns[0][0])
            if not several:
                unique[table].add(tuple(column for column, _ in columns))
    return unique, leading


def _foreign(ask: Ask) -> dict[str, list[ForeignKey]]:
    rows: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for table, index, *rest in ask(_FOREIGN, ("tab", "idx", "col", "sch", "there", "tcol", "gone", "moved")):
        rows[table, index].append(tuple(rest))
    found: dict[str, list[ForeignKey]] = defaultdict(list)
    for (table, _), parts in rows.items():
        _, schema, there, _, gone, moved = parts[0]
        found[table].append(
            ForeignKey(
                columns=tuple(part[0] for part in parts),
                to_schema=schema,
                to_table=there,
                to_columns=tuple(part[3] for part in parts),
                on_erase=_ACTIONS.get(gone, "refuse"),
                on_change=_ACTIONS.get(moved, "refuse"),
            )
        )
    return found


def _triggers(ask: Ask) -> dict[str, list[Trigger]]:
    found: dict[str, list[Trigger]] = defaultdict(list)
    for table, name, event, *does in ask(
        _TRIGGERS, ("tab", "trg", "event", "moment", "does", "modes", "whose")
    ):
        events = (_EVENTS[event],) if event in _EVENTS else ()
        found[table].append(Trigger(name, events, digest_of(event, *does)))
    return found
