"""Every place of a home where a value could have been left behind, as bytes with a name."""

from __future__ import annotations

import email
import email.policy
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

# The company's own stores are where its values live; policies, data map and texts are published or about columns.
_NOT_LOOKED_AT = ("stores", "policies", "datamap", "texts", "outgoing")
_REGISTER = "staff_member"

Place = tuple[str, bytes]


def of_files(folder: Path) -> Iterator[Place]:
    """Give every file byte by byte, and the names of files and folders."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        yield f"name of {name!r}", name.encode()
        if path.is_file() and path.relative_to(folder).parts[0] not in _NOT_LOOKED_AT:
            yield name, path.read_bytes()


def of_mail(folder: Path) -> Iterator[Place]:
    """Give every mail as whoever opens it reads it."""
    for path in sorted((folder / "mail").glob("*.eml")):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        yield (
            f"headers of {path.name}",
            "\n".join(f"{key}: {value}" for key, value in letter.items()).encode(),
        )
        body = letter.get_body()
        assert body is not None
        yield f"body of {path.name}", str(body.get_content()).encode()


def of_sqlite(file: Path, *, besides: tuple[str, ...] = ()) -> Iterator[Place]:
    """Give every cell of every table but `besides`."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (table,) in names.fetchall():
            if table not in besides:
                rows = connection.execute(f"SELECT * FROM {table}").fetchall()
                yield f"{file.name}:{table}", _cells(rows)


def of_postgres(url: str, *, besides: tuple[str, ...] = ()) -> Iterator[Place]:
    """Give every cell of every table of every schema but `besides`."""
    with psycopg.connect(url) as connection:
        asked = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT LIKE 'pg\\_%'"
        tables = connection.execute(
            asked + " AND schemaname <> 'information_schema' ORDER BY 1, 2"
        ).fetchall()
        for schema, table in tables:
            if table not in besides:
                ask = sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table))
                yield f"{schema}.{table}", _cells(connection.execute(ask).fetchall())


def _cells(rows: list[tuple[object, ...]]) -> bytes:
    return b"\n".join(_cell(cell) for row in rows for cell in row)


def _cell(cell: object) -> bytes:
    if isinstance(cell, bytes | memoryview):
        return bytes(cell)
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=False).encode()
    return str(cell).encode()


def of_home(folder: Path, *, server: str = "") -> Iterator[Place]:
    """Give all of them; `server` is the address of own state and job tables where they are not files."""
    yield from of_files(folder)
    yield from of_mail(folder)
    if server:
        yield from of_postgres(server)
        return
    for name in ("own.sqlite", "jobs.sqlite"):
        yield from of_sqlite(folder / name)


def beside_the_register(folder: Path, *, server: str = "") -> Iterator[Place]:
    """Give the places where not even the names of staff may stand: all but the register and the file it lies in."""
    for place, content in of_files(folder):
        if not place.startswith("own.sqlite"):
            yield place, content
    yield from of_mail(folder)
    if server:
        yield from of_postgres(server, besides=(_REGISTER,))
        return
    yield from of_sqlite(folder / "own.sqlite", besides=(_REGISTER,))
    yield from of_sqlite(folder / "jobs.sqlite")
