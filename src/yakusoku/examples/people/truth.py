"""
The truth file: which rows in which stores are whose. It is the key to a test, never part of a home.

One JSON object a line, keys in this order: `person` (id), `cast` (code or null), `facts`, `rows`. A row
entry names store, table and the primary keys. Where a person or a row is a hard case, `hard` says of which kinds.
What the desk finds is measured against this file; the desk never sees it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from yakusoku.examples.people.persons import Person

Key = str | int | tuple[str | int, ...]
"""A primary key: its value, or the values of its columns."""


@dataclass(frozen=True)
class Rows:
    """The primary keys of one person's rows in one table; `hard`: how they differ from what is true."""

    store: str
    table: str
    keys: tuple[Key, ...]
    hard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Truth:
    """
    One line: a person and every row that is theirs. `facts` are text; `cast` names one of the known cast;
    `hard` are the kinds of hard cases that the person is part of.
    """

    person: str
    facts: Mapping[str, str | None]
    rows: tuple[Rows, ...]
    cast: str | None = None
    hard: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Truth({self.person})"


def facts(person: Person) -> dict[str, str | None]:
    """Return what is true of a person, each fact as the text a store keeps."""
    return {
        "family_name": person.family.kanji,
        "given_name": person.given.kanji,
        "family_kana": person.family.kana,
        "given_kana": person.given.kana,
        "romaji": f"{person.family.romaji} {person.given.romaji}",
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "postal_code": person.postal_code,
        "prefecture": person.prefecture,
        "city": person.city,
        "street": person.street,
        "building": person.building,
        "telephone": person.telephone,
        "mobile": person.mobile,
        "email": person.email,
        "household": None if person.household is None else f"P{person.household:010d}",
    }


def line(truth: Truth) -> str:
    """Return one line of the file without its line break; the same truth gives the same text."""
    whole = {
        "person": truth.person,
        "cast": truth.cast,
        "facts": dict(truth.facts),
        "rows": [
            {"store": rows.store, "table": rows.table, "keys": rows.keys, **_hard(rows.hard)}
            for rows in truth.rows
        ],
        **_hard(truth.hard),
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _hard(kinds: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"hard": kinds} if kinds else {}


def write_truth(path: Path, truths: Iterable[Truth]) -> int:
    """
    Write every truth to `path`, readable by its owner only, and return how many; an older file is replaced.

    The file gets its name when it is whole, so that a run that died leaves none.
    """
    part = path.with_name(f".{path.name}.part")
    count = 0
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        for truth in truths:
            file.write(line(truth) + "\n")
            count += 1
    part.replace(path)
    return count


def read_truth(path: Path) -> Iterator[Truth]:
    """Yield the truths of a file in its order, one in memory at a time."""
    with path.open(encoding="utf-8") as file:
        for text in file:
            whole = json.loads(text)
            rows = tuple(
                Rows(row["store"], row["table"], tuple(map(_key, row["keys"])), tuple(row.get("hard", ())))
                for row in whole["rows"]
            )
            yield Truth(whole["person"], whole["facts"], rows, whole["cast"], tuple(whole.get("hard", ())))


def _key(read: str | int | list[str | int]) -> Key:
    return tuple(read) if isinstance(read, list) else read
