"""SQLite files cut as a power loss cuts them: a committed prefix, or found; never something in between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.operations.ledger_cases import LOG, do, kinds, run, settled

if TYPE_CHECKING:
    from yakusoku.site.home import Home


@contextmanager
def cut(home: Home, name: str, size: int) -> Iterator[None]:
    from django.db import connection

    connection.close()
    folder = home.folder
    kept = {file: file.read_bytes() for file in folder.glob("own.sqlite*")}
    (folder / name).write_bytes((folder / name).read_bytes()[:size])
    (folder / "own.sqlite-shm").unlink(missing_ok=True)
    yield
    connection.close()
    for file in folder.glob("own.sqlite*"):
        file.unlink()
    for file, content in kept.items():
        file.write_bytes(content)


def test_a_cut_wal_is_in_order_or_behind_and_never_in_between(home: Home) -> None:
    from django.db import connection

    from yakusoku.ledger import queries

    run("PRAGMA wal_checkpoint(TRUNCATE)")
    run("PRAGMA wal_autocheckpoint = 0")
    raw = connection.connection
    settled(2)
    settled(3)
    do(1)
    wal = (home.folder / "own.sqlite-wal").read_bytes()
    copies = home.folder.parent / "copies"
    shutil.copytree(home.folder, copies)
    raw.close()
    connection.close()
    for file in home.folder.glob("own.sqlite*"):
        file.unlink()
    for file in copies.glob("own.sqlite*"):
        shutil.copyfile(file, home.folder / file.name)
    seen = set()
    for size in (*range(0, len(wal), len(wal) // 60), len(wal) - 1, len(wal)):
        with cut(home, "own.sqlite-wal", size):
            found = {one.trouble.value for one in queries.behind()}
            seen |= found or {"in order"}
            faults = {kind.partition(".")[0] for kind, _ in kinds()}
            assert faults <= {"outside", "standing"}, (size, kinds())
            assert bool(found) == ("standing" in faults)
    assert seen == {"in order", "behind"}


def test_a_cut_main_file_is_found(home: Home) -> None:
    from yakusoku.ledger import queries

    settled(300)
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (home.folder / "own.sqlite").stat().st_size
    for size in (whole - 4096, whole // 2 // 4096 * 4096, whole // 2 + 100, 4096):
        with cut(home, "own.sqlite", size):
            assert not queries.verify(LOG).holds
    assert queries.verify(LOG).holds
