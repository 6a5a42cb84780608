"""
A PostgreSQL and a MariaDB server of one test module's own, which it may stop; gone with it, however it ended.

Whoever has such a pair holds a lock in its folder. The system frees the lock of a process that was killed, so the next
run finds pairs that nobody has any more, stops their servers and removes their folders.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.common import mariadb_server, postgres_server

_PREFIX = "yakusoku-outage-"
_LOCK = "owner.lock"
_BEING_MADE_S = 3600.0
"""For how long a folder without a lock may be one that another process is just making."""

Pair = tuple[postgres_server.OwnServer, mariadb_server.OwnServer]


@contextmanager
def pair(place: Path = postgres_server.PLACE) -> Iterator[Pair | None]:
    """Start both and give them; None where the programs are not both here. Whatever happens, they go at the end."""
    postgres, mariadb = postgres_server.programs(), mariadb_server.programs()
    if postgres is None or mariadb is None:
        yield None
        return
    clear(place)
    folder = Path(tempfile.mkdtemp(dir=place, prefix=_PREFIX))
    with ExitStack() as last, (folder / _LOCK).open("a") as owner:
        last.callback(shutil.rmtree, folder, ignore_errors=True)
        fcntl.flock(owner, fcntl.LOCK_EX)
        folder.chmod(0o711)
        servers = _of(folder)
        for server in servers:
            last.callback(server.stop)
        servers[0].join(postgres)
        servers[1].join(mariadb)
        yield servers


def _of(folder: Path) -> Pair:
    return postgres_server.OwnServer(folder / "postgres"), mariadb_server.OwnServer(folder / "mariadb")


def clear(place: Path = postgres_server.PLACE) -> list[Path]:
    """Stop and remove every pair that nobody has any more; return the folders that went."""
    return [folder for folder in sorted(place.glob(f"{_PREFIX}*")) if _ours(folder) and _cleared(folder)]


def _ours(folder: Path) -> bool:
    with suppress(FileNotFoundError):
        return not folder.is_symlink() and folder.is_dir() and folder.stat().st_uid == os.getuid()
    return False


def _cleared(folder: Path) -> bool:
    """Remove one pair if its lock is free, or was never taken and the folder is old."""
    try:
        owner = (folder / _LOCK).open("r+")
    except FileNotFoundError:
        return _is_old(folder) and _remove(folder)
    with owner:
        try:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return _remove(folder)


def _is_old(folder: Path) -> bool:
    with suppress(FileNotFoundError):
        return time.time() - folder.stat().st_mtime > _BEING_MADE_S
    return False


def _remove(folder: Path) -> bool:
    for server in _of(folder):
        if server.folder.exists():
            server.stop()
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
