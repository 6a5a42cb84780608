"""Drift: where the tables of a store are no longer what the data map says. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yakusoku.datamap.parts import Collection, DataMap, Field
from yakusoku.stores.ports import DialectName, Family, StoreColumn, StoreTable, UnableToRead
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

_FITS: dict[str, frozenset[Family]] = {
    "string": frozenset({"text", "date", "timestamp", "bytes", "json", "array", "other", "any"}),
    "integer": frozenset({"integer", "any"}),
    "float": frozenset({"float", "integer", "any"}),
    "boolean": frozenset({"boolean", "integer", "any"}),
}
"""Families of types that hold what Fides' word says. SQLite keeps truth in whole numbers."""

_ELEMENTS = {
    "string": frozenset({"text", "character varying", "uuid"}),
    "integer": frozenset({"smallint", "integer", "bigint"}),
}
"""PostgreSQL's words for the elements of an array that may be keys of a type."""
_SAME: dict[str, frozenset[Family]] = {
    "date": frozenset({"date", "text", "any"}),
    "uuid": frozenset({"other", "text", "any"}),
}
"""Families in which a key of one of our own types is compared as such; a moment is no day."""
UNDECLARED_COLUMN = "stores.undeclared-column"
_HOLD_JSON: frozenset[Family] = frozenset({"json", "text", "any"})


def compare(
    datamap: DataMap, store: str, tables: Sequence[StoreTable], *, kind: DialectName | None = None
) -> list[Finding]:
    """Return everything in which the tables of `store` and the data map differ; `kind` is the kind of database."""
    declared = [one for one in datamap.collections.values() if one.store == store and one.manual is None]
    findings: list[Finding] = []
    known: set[StoreTable] = set()
    for collection in declared:
        name = collection.address.collection
        table = next((one for one in tables if one.is_called(collection.schema, name)), None)
        if table is None:
            findings.append(_missing(collection, store, [one.name for one in tables]))
        else:
            known.add(table)
            findings += _columns(collection, table, kind)
    findings += [_undeclared(datamap, store, table) for table in tables if table not in known]
    return sorted(findings, key=lambda finding: finding.order)


def differing(
    collections: Sequence[Collection],
    store: str,
    tables: Sequence[StoreTable],
    *,
    kind: DialectName | None = None,
) -> list[Finding]:
    """Return in what the tables of these collections alone differ from what is declared of them."""
    findings: list[Finding] = []
    for collection in collections:
        name = collection.address.collection
        table = next((one for one in tables if one.is_called(collection.schema, name)), None)
        missing = [_missing(collection, store, [one.name for one in tables])]
        findings += missing if table is None else _columns(collection, table, kind)
    return sorted(findings, key=lambda finding: finding.order)


def unreachable(datamap: DataMap, store: str, unable: UnableToRead) -> Finding:
    """Return the finding for a store whose tables could not be read."""
    says = text(
        "The store {store} was not compared with the data map: {wrong}", store=store, wrong=unable.wrong
    )
    return Finding("stores.unreachable", _place(datamap, store), says, unable.do)


def _place(datamap: DataMap, store: str) -> Where:
    return next((one.where for one in datamap.datasets if one.store == store), Where("datamap/", 1, 1))


def _missing(collection: Collection, store: str, names: Sequence[str]) -> Finding:
    name = collection.address.collection
    says = text("The store {store} has no table {table}.", store=store, table=name)
    do = text("Correct the name of the collection, or take it out of the data map.")
    return Finding(
        "stores.missing-table", collection.where, says, do, read=name, nearest=nearest(name, names)
    )


def _undeclared(datamap: DataMap, store: str, table: StoreTable) -> Finding:
    says = text(
        "The table {table} of the store {store} is not in the data map.", table=table.name, store=store
    )
    do = text(
        "Declare it as a collection, or say why nobody's data is in it: `yakusoku_meta: {not_personal: reason}`."
    )
    return Finding("stores.undeclared-table", _place(datamap, store), says, do, read=table.name)


def _columns(collection: Collection, table: StoreTable, kind: DialectName | None) -> Iterator[Finding]:
    there = {column.name: column for column in table.columns}
    declared = {field.name: field for field in collection.fields}
    for name in there:
        if name not in declared:
            says = text("The column {column} of {collection} is not in the data map.", column=name,
                        collection=collection.address)  # fmt: skip
            do = text("Declare it as a field with its category, title and origin.")
            yield Finding(UNDECLARED_COLUMN, collection.where, says, do, read=name)
    for name, field in declared.items():
        if name not in there:
            says = text("The table of {collection} has no column {column}.", column=name,
                        collection=collection.address)  # fmt: skip
            do = text("Correct the name of the field, or take it out of the data map.")
            yield Finding(
                "stores.missing-column", field.where, says, do, read=name, nearest=nearest(name, there)
            )
        elif not _fits(field, there[name], kind):
            says = text(
                "The column {column} of {collection} is declared as {declared} and is {actual} in the store.",
                column=name, collection=collection.address, declared=_declared(field), actual=there[name].type_name,
            )  # fmt: skip
            do = text("Correct `data_type`; keys are compared by it.")
            yield Finding("stores.type-differs", field.where, says, do, read=_declared(field))


def _declared(field: Field) -> str | None:
    return f"{field.data_type}[]" if field.is_array else field.column_type or field.data_type


def _fits(field: Field, column: StoreColumn, kind: DialectName | None) -> bool:
    if column.family == "array" and (field.fields or field.identity or field.references):
        elements = _ELEMENTS.get(field.data_type or "", frozenset())
        return field.is_array and not field.fields and column.type_name.removesuffix("[]") in elements
    if field.fields or (field.is_array and (field.identity or field.references)):
        # What is looked for within a column must be JSON for the store: PostgreSQL has a type for that.
        return column.family == "json" if kind == "postgresql" else column.family in _HOLD_JSON
    if field.column_type is not None:
        # PostgreSQL compares no text with a day or an identifier, the others do.
        return column.family in _SAME[field.column_type] - ({"text"} if kind == "postgresql" else set())
    if field.is_array or field.data_type not in _FITS:
        return True
    return column.family in _FITS[field.data_type]
