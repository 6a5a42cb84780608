"""
A first draft of a dataset from the tables of a store, for people to finish. Pure.

What the tables show is written: columns, types, keys, references. What a column is called is a guess at its kind of
data and is marked as one. What nobody can see from outside (whose data, since when, from where, under which notice) is
left out, so that `yakusoku check` asks for it, place by place.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class ColumnSketch:
    """
    A column as a store shows it. `data_type` is Fides' word; `refers` names schema, table and column.

    The schema is None where the table's name alone leads to it.
    """

    name: str
    data_type: str
    is_key: bool = False
    refers: tuple[str | None, str, str] | None = None


@dataclass(frozen=True)
class TableSketch:
    """A table as a store shows it; `schema` where its name alone does not lead to it."""

    name: str
    columns: tuple[ColumnSketch, ...]
    schema: str | None = None


@dataclass(frozen=True)
class Guess:
    """What a column of this name most likely holds; the identity and the fact about a person that it may be, too."""

    category: str
    identity: str | None
    fact: str | None


def guess(column: str) -> Guess | None:
    """Return what a column's name says about its kind of data, or None where it says nothing."""
    word = _HUMP.sub("_", column).lower()
    return next((found for pattern, found in _patterns() if pattern.search(word)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Guess], ...]:
    packaged = tomllib.loads(files("yakusoku.datamap").joinpath("data/columns.toml").read_text("utf-8"))
    return tuple(
        (re.compile("|".join(one["names"])), Guess(one["category"], one.get("identity"), one.get("fact")))
        for one in packaged["column"]
    )


def draft(*, store: str, company: str, tables: Sequence[TableSketch]) -> str:
    """
    Return a Fides dataset file for the tables of one store: the beginning of its data map.

    A dataset holds the tables of one schema, in their order. The file is valid YAML and reads as Fides does; it is not
    yet a data map that `check` accepts.
    """
    lines = [
        "# A draft, made from the tables. Kinds of data marked “guessed” come from the names of columns: look at each.",
        "# `yakusoku check` names what is still to be said: whose data, from where, since when, under which notice.",
        "# Of a table or column about nobody say so: `yakusoku_meta: {not_personal: reason}`.",
        "dataset:",
    ]
    for schema in dict.fromkeys(one.schema for one in tables):
        lines += _dataset(store, company, schema, [one for one in tables if one.schema == schema])
    return "\n".join(lines) + "\n"


def _dataset(store: str, company: str, schema: str | None, tables: Sequence[TableSketch]) -> Iterator[str]:
    key = _key(store, schema)
    yield f"- fides_key: {key}"
    yield f"  name: {_quoted(store if schema is None else f'{store}, {schema}')}"
    if schema is not None:
        yield f"  fides_meta: {{namespace: {{schema: {_quoted(schema)}}}}}"
    yield "  yakusoku_meta:"
    yield f"    controller: {_quoted(company)}"
    yield f"    store: {_quoted(store)}"
    yield f"    title: {_titles(store)}"
    yield "  collections:"
    for table in tables:
        yield f"  - name: {_quoted(table.name)}"
        yield f"    yakusoku_meta: {{title: {_titles(table.name)}}}"
        yield "    fields:"
        for column in table.columns:
            yield from _field(store, column)


def _key(store: str, schema: str | None) -> str:
    """Return the Fides key of a dataset: letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", f"{store}_{schema or ''}".lower()).strip("_") or "store"


def _field(store: str, column: ColumnSketch) -> Iterator[str]:
    found = guess(column.name) if column.refers is None else None
    yield f"      - name: {_quoted(column.name)}"
    if found is not None:
        yield f"        data_categories: [{found.category}]  # guessed"
    yield f"        fides_meta: {_flow(dict(_meta(store, column, found)))}"
    fact = f", fact: {found.fact}" if found is not None and found.fact is not None else ""
    yield f"        yakusoku_meta: {{title: {_titles(column.name)}{fact}}}"


def _meta(store: str, column: ColumnSketch, found: Guess | None) -> Iterator[tuple[str, str]]:
    if column.is_key:
        yield "primary_key", "true"
    yield "data_type", column.data_type
    if found is not None and found.identity is not None:
        yield "identity", found.identity
    elif found is not None and column.is_key:
        yield "identity", _key(column.name, None)
    if column.refers is not None:
        schema, table, field = column.refers
        there = _quoted(f"{table}.{field}")
        yield "references", f"[{{dataset: {_key(store, schema)}, field: {there}, direction: from}}]"


def _flow(meta: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in meta.items()) + "}"


def _titles(name: str) -> str:
    """Return a title in both languages: the name itself, to be worded by whoever finishes the draft."""
    words = _HUMP.sub(" ", name).replace("_", " ").strip() or name
    return f"{{en: {_quoted(words[:1].upper() + words[1:])}, ja: {_quoted(name)}}}"


def _quoted(word: str) -> str:
    """Return a word as YAML reads it as text: bare where it cannot be taken for anything else."""
    bare = _PLAIN.fullmatch(word) and word.lower() not in {
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "y",
        "n",
    }
    return word if bare else json.dumps(word, ensure_ascii=False)
