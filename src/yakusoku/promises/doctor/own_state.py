"""Own state: reachable, whole, in the mode that loses no deed, with the tables of this version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from yakusoku.promises.doctor.lines import Area, Line, Verdict, look, ok, wrong
from yakusoku.terms.text import text

_MAGIC = b"SQLite format 3\0"
_WAL = 2
_FULL = 2


@dataclass(frozen=True)
class Header:
    """What the first hundred bytes of a SQLite file say; `pages` of `page_size` bytes is its whole length."""

    wal: bool
    page_size: int
    pages: int

    @property
    def length(self) -> int:
        """The length in bytes that the file must at least have."""
        return self.page_size * self.pages


def look_at_own_state() -> Iterator[Line]:
    """Yield how own state stands; nothing is created where it is missing."""
    if connection.vendor == "sqlite":
        trouble = _file_trouble(Path(str(connection.settings_dict["NAME"])))
        if trouble is not None:
            yield trouble
            if trouble.verdict is Verdict.WRONG:
                return
    try:
        connection.ensure_connection()
    except OperationalError:
        says = text("The database of own state does not answer.")
        yield wrong(
            Area.OWN_STATE, says, text("Start it, and compare [own] in yakusoku.toml with its address.")
        )
        return
    yield _sqlite_mode() if connection.vendor == "sqlite" else _server()
    yield from _tables()


def header(content: bytes) -> Header | None:
    """Return what the beginning of a SQLite file says, or None where it is none."""
    if len(content) < 100 or not content.startswith(_MAGIC):
        return None
    size = int.from_bytes(content[16:18], "big")
    return Header(
        wal=content[18:20] == bytes((_WAL, _WAL)),
        page_size=65536 if size == 1 else size,
        pages=int.from_bytes(content[28:32], "big"),
    )


def _file_trouble(file: Path) -> Line | None:
    restore = text(
        "Restore it from a backup, then run `yakusoku restore finish`; a new home is made by `yakusoku init`."
    )
    if not file.exists():
        return wrong(Area.OWN_STATE, text("There is no file {file}.", file=file.name), restore)
    with file.open("rb") as opened:
        read = header(opened.read(100))
    if read is None:
        return wrong(Area.OWN_STATE, text("{file} is not a SQLite database.", file=file.name), restore)
    if file.stat().st_size < read.length:
        says = text(
            "{file} is cut: it has {size} of {length} bytes.",
            file=file.name,
            size=file.stat().st_size,
            length=read.length,
        )
        return wrong(Area.OWN_STATE, says, restore)
    if not read.wal:
        says = text("{file} is not in WAL mode.", file=file.name)
        return look(
            Area.OWN_STATE, says, text("Run any command that writes: it sets the mode. Then look again.")
        )
    return None


def _sqlite_mode() -> Line:
    mode: Any = connection
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = str(cursor.fetchone()[0])
        cursor.execute("PRAGMA synchronous")
        synchronous = int(cursor.fetchone()[0])
        cursor.execute("SELECT sqlite_version()")
        version = str(cursor.fetchone()[0])
    if journal != "wal" or synchronous != _FULL or mode.transaction_mode != "IMMEDIATE":
        says = text(
            "SQLite runs in the modes {journal}, synchronous {synchronous}, {transaction}; a deed can be lost.",
            journal=journal,
            synchronous=synchronous,
            transaction=mode.transaction_mode,
        )
        return wrong(Area.OWN_STATE, says, text("Put the file on a local disk that allows WAL."))
    return ok(Area.OWN_STATE, text("SQLite {version} in the modes WAL, FULL and IMMEDIATE.", version=version))


def _server() -> Line:
    server: Any = connection
    major, minor = divmod(server.pg_version, 10000)
    return ok(Area.OWN_STATE, text("PostgreSQL {version} answers.", version=f"{major}.{minor}"))


def _tables() -> Iterator[Line]:
    loader = (executor := MigrationExecutor(connection)).loader
    waiting = executor.migration_plan(loader.graph.leaf_nodes())
    ahead = set(loader.applied_migrations) - set(loader.disk_migrations)
    if waiting:
        says = text("The tables are of an older version: {count} changes wait.", count=len(waiting))
        yield wrong(
            Area.OWN_STATE, says, text("Back the home up, then run `yakusoku init`: it brings the tables up.")
        )
    if ahead:
        says = text(
            "The tables are of a newer version: {count} changes are not known here.", count=len(ahead)
        )
        yield look(Area.OWN_STATE, says, text("Upgrade this program."))
    if not waiting and not ahead:
        yield ok(
            Area.OWN_STATE,
            text("The tables are of this version: {count} changes.", count=len(loader.disk_migrations)),
        )
