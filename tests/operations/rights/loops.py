"""A part of the data map that goes in a circle: each hop names a step, and each step the next hop."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_FIELD = """
      - name: {name}
        data_categories: [jp.subscriber_no]
        fides_meta: {{{meta}}}
        yakusoku_meta: {{title: {{en: "{name}", ja: {name}}}}}"""
_REFERENCES = "references: [{{dataset: {dataset}, field: {field}, direction: from}}]"
_HEAD = """\
dataset:
- fides_key: circle
  name: A circle
  description: Made for a test.
  yakusoku_meta:
    store: jcom-media
    controller: jcom
    title: {en: "Circle", ja: 環}
    person_kind: subscriber
    retained: ours
    backup_days: 35
    source: {en: "The subscriber", ja: ご本人}
    method: {en: "Application form", ja: 申込書}
    provided_by: person
  collections:"""


def _references(dataset: str, field: str) -> str:
    return _REFERENCES.format(dataset=dataset, field=field)


def _collection(name: str, **fields: str) -> str:
    head = (
        f"\n  - name: {name}\n    description: x\n    yakusoku_meta:\n      title: {{en: {name}, ja: {name}}}"
    )
    head += "\n      collected_under: 2020-04-01\n      clock_starts: {event: recorded, column: "
    made = "".join(_FIELD.format(name=field, meta=meta) for field, meta in fields.items())
    return f"{head}{next(iter(fields))}}}\n    fields:{made}"


def plant(folder: Path, subscriber: str) -> None:
    """Add the circle to the data map, and five hops of this subscriber to the store; a sixth belongs to nobody."""
    hop = _collection(
        "hop",
        hop_no=f"primary_key: true, data_type: integer, {_references('circle', 'step.hop_no')}",
        subscriber_no=f"data_type: string, {_references('jcom_customers', 'subscriber.subscriber_no')}",
        step_no="data_type: integer",
    )
    step = _collection(
        "step",
        step_no=f"primary_key: true, data_type: integer, {_references('circle', 'hop.step_no')}",
        hop_no="data_type: integer",
    )
    (folder / "datamap" / "circle.yaml").write_text(_HEAD + hop + step + "\n", encoding="utf-8")
    with closing(sqlite3.connect(folder / "stores" / "media.sqlite")) as store:
        store.execute("CREATE TABLE hop (hop_no INTEGER PRIMARY KEY, subscriber_no TEXT, step_no INTEGER)")
        store.execute("CREATE TABLE step (step_no INTEGER PRIMARY KEY, hop_no INTEGER)")
        hops = [(n, subscriber if n == 1 else "", n * 10) for n in range(1, 7)]
        store.executemany("INSERT INTO hop VALUES (?, ?, ?)", hops)
        store.executemany("INSERT INTO step VALUES (?, ?)", [(n * 10, n % 5 + 1) for n in range(1, 6)])
        store.commit()
