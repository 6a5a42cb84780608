"""The shapes of the tables in PostgreSQL, from its catalogues: five questions for all tables together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeAlias

from yakusoku.stores.ports import Family
from yakusoku.stores.shapes import Action, Event, ForeignKey, Obstacle, Shape, ShapeColumn, Trigger, digest_of

Ask: TypeAlias = Callable[[str], list[tuple[Any, ...]]]
_ACTIONS: dict[str, Action] = {"c": "erase", "n": "empty", "d": "empty"}
_OBSTACLES: dict[str, Obstacle] = {"v": "view", "m": "view", "f": "foreign"}
_ERASES, _UPDATES = 8, 16
_RULES: dict[str, Event] = {"4": "erase", "2": "update"}
_FAMILIES: dict[str, Family] = {
    "text": "text", "character varying": "text", "character": "text", "citext": "text", "name": "text",
    "smallint": "integer", "integer": "integer", "bigint": "integer",
    "real": "float", "double precision": "float", "numeric": "float",
    "boolean": "boolean", "date": "date", "bytea": "bytes", "json": "json", "jsonb": "json",
    "timestamp without time zone": "timestamp", "timestamp with time zone": "timestamp",
}  # fmt: skip
OURS = """n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"""

TABLES = """
SELECT c.oid::int8, n.nspname::text, c.relname::text, c.relkind::text, pg_table_is_visible(c.oid)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND :ours
ORDER BY n.nspname, c.relname
"""
COLUMNS = """
SELECT a.attrelid::int8, a.attname::text, format_type(a.atttypid, NULL), NOT a.attnotnull, a.attgenerated::text <> '',
       CASE WHEN a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod > 4 THEN a.atttypmod - 4 END,
       a.attidentity::text = 'a'
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND :ours
ORDER BY a.attrelid, a.attnum
"""
UNIQUE = """
SELECT i.indrelid::int8, array_agg(a.attname::text ORDER BY k.at)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, at)
JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND k.at <= i.indnkeyatts AND :ours
GROUP BY i.indrelid, i.indexrelid
"""
FOREIGN = """
SELECT o.conrelid::int8, tn.nspname::text, t.relname::text, pg_table_is_visible(t.oid), o.confdeltype::text,
       o.confupdtype::text,
       (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(o.conkey) WITH ORDINALITY AS k(number, at)
        JOIN pg_attribute AS a ON a.attrelid = o.conrelid AND a.attnum = k.number),
       (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(o.confkey) WITH ORDINALITY AS k(number, at)
        JOIN pg_attribute AS a ON a.attrelid = o.confrelid AND a.attnum = k.number)
FROM pg_constraint AS o JOIN pg_class AS t ON t.oid = o.confrelid JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
WHERE o.contype = 'f' AND o.conparentid = 0
ORDER BY o.conrelid, o.conname
"""
TRIGGERS = """
SELECT t.tgrelid::int8, t.tgname::text, t.tgtype::int4, '',
       pg_get_triggerdef(t.oid), p.prosrc, p.proconfig::text, p.prosecdef::text, t.tgenabled::text
FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
UNION ALL
SELECT r.ev_class::int8, r.rulename::text, 0, r.ev_type::text, pg_get_ruledef(r.oid), '', '', '', r.ev_enabled::text
FROM pg_rewrite AS r WHERE r.rulename <> '_RETURN'
ORDER BY 1, 2
"""


def family_of(type_name: str) -> Family:
    """Return what PostgreSQL's words for types mean."""
    return "array" if type_name.endswith("[]") else _FAMILIES.get(type_name, "other")


def shapes(ask: Ask) -> tuple[Shape, ...]:
    """Return the shapes of all tables and views, by schema and name."""
    columns, unique, foreign, triggers = _columns(ask), _unique(ask), _foreign(ask), _triggers(ask)
    return tuple(
        Shape(
            schema=schema,
            name=name,
            columns=tuple(columns[number]),
            plain=plain,
            obstacle=_OBSTACLES.get(kind),
            unique=tuple(sorted(unique[number])),
            foreign=tuple(foreign[number]),
            triggers=tuple(triggers[number]),
        )
        for number, schema, name, kind, plain in ask(TABLES.replace(":ours", OURS))
    )


def _columns(ask: Ask) -> dict[int, list[ShapeColumn]]:
    found: dict[int, list[ShapeColumn]] = defaultdict(list)
    for table, name, type_name, nullable, computed, longest, always in ask(COLUMNS.replace(":ours", OURS)):
        family = family_of(type_name)
        found[table].append(ShapeColumn(name, type_name, family, nullable, computed or always, longest))
    return found


def _unique(ask: Ask) -> dict[int, set[tuple[str, ...]]]:
    found: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for table, columns in ask(UNIQUE.replace(":ours", OURS)):
        found[table].add(tuple(columns))
    return found


def _foreign(ask: Ask) -> dict[int, list[ForeignKey]]:
    found: dict[int, list[ForeignKey]] = defaultdict(list)
    for table, schema, name, plain, erased, changed, columns, there in ask(FOREIGN):
        key = ForeignKey(
            columns=tuple(columns),
            to_schema=None if plain else schema,
            to_table=name,
            to_columns=tuple(there),
            on_erase=_ACTIONS.get(erased, "refuse"),
            on_change=_ACTIONS.get(changed, "refuse"),
        )
        found[table].append(key)
    return found


def _triggers(ask: Ask) -> dict[int, list[Trigger]]:
    found: dict[int, list[Trigger]] = defaultdict(list)
    for table, name, kind, rule, *does in ask(TRIGGERS):
        events: list[Event] = [_RULES[rule]] if rule in _RULES else []
        fired: tuple[tuple[int, Event], ...] = ((_ERASES, "erase"), (_UPDATES, "update"))
        events += [event for bit, event in fired if kind & bit]
        found[table].append(Trigger(name, tuple(events), digest_of(*does)))
    return found
