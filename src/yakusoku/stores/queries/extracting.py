"""Columns of many people's rows, a batch at a time: what an export, and nothing else, reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from yakusoku.datamap.parts import Collection
from yakusoku.stores import registry
from yakusoku.stores.dialects import dialect, select
from yakusoku.stores.values import Row, key_part, kind_of, plain_rows

_AT_ONCE = 1_000
"""Values that one statement looks for."""


def extract(
    collection: Collection, columns: Sequence[str], *, by: str = "", values: Iterable[str] = ()
) -> Iterator[Sequence[Row]]:
    """
    Yield `columns` of the rows in which column `by` holds one of `values`, or of all rows where `by` is empty.

    Each row comes once, in the order of the primary key for each thousand values; memory does not grow with rows. A
    value counts to the letter only, whatever the database holds equal.

    :raises UnableToRead: if the store does not answer or refuses
    :raises KeyError: if the collection has no such column
    """
    names = tuple(dict.fromkeys((*columns, *([by] if by else []))))
    for name in names:
        _ = collection.by_path[name]
    store = registry.get(collection.store)
    speech = dialect(store.dialect)
    table = speech.table(collection.schema, collection.address.collection)
    order = [speech.ordered(name, None) for name in collection.key or names]
    if not by:
        for batch in store.read(select(speech, names, table, ["1 = 1"], order), (), names):
            yield plain_rows(batch)
        return
    kind, width = kind_of(collection.by_path[by]), len(columns)
    place = names.index(by)
    sql = select(speech, names, table, [speech.among((by,), (kind,), 1)], order)
    fresh = iter(dict.fromkeys(part for one in values if (part := key_part(one, kind)) is not None))
    while some := list(islice(fresh, _AT_ONCE)):
        wanted = set(some)
        for batch in store.read(sql, speech.parameters([(one,) for one in some], 1), names):
            rows = [row for row in plain_rows(batch) if key_part(row[place], kind) in wanted]
            yield [row[:width] for row in rows]
