"""A home whose own state came back from a backup of an earlier day, on SQLite and on PostgreSQL."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.common.postgres import Server, database_of
from tests.common.repeatable import Repeatable
from tests.common.walked import prepared, walk
from tests.conftest import NOW
from yakusoku.terms import entropy

if TYPE_CHECKING:
    from yakusoku.site.home import Home

OWN = "YAKUSOKU_RESTORED_OWN"
HANDED_OVER = "searching"
"""The search was handed to the engine and nothing of it done."""


@dataclass
class Restored:
    """
    Own state is of the state `at`; sealed files, keys, mail and the file outside are of the end of the walk.

    `held` entries of the backup and `known` in all had their index; `proof` is that of the letter which was lost, with
    the key of the log.
    """

    folder: Path
    at: str
    request: str
    held: int
    known: int
    proof: str
    key: str


def restored(
    folder: Path, at: str, server: Server | None, *, jobs: str = "sqlite:///jobs.sqlite"
) -> Restored:
    """Walk to `at`, back own state up, walk to the end, and put the backup in its place."""
    os.environ[OWN] = server.create() if server else "sqlite:///own.sqlite"
    home = prepared(folder, own=f"${{{OWN}}}", jobs=f"${{{OWN}}}" if server and not jobs else jobs)
    request = walk(home, until="ready" if at == HANDED_OVER else at)
    if at == HANDED_OVER:
        _hand_over(request)
    home.close()
    backup = _back_up(folder, server)
    home = _reopened(folder)
    from yakusoku.ledger import queries as ledger

    held = sum(entry.index is not None for entry in ledger.entries("jcom"))
    walk(home)
    known = len(ledger.entries("jcom"))
    proof, key = _proof_of_the_letter(request), ledger.key("jcom")
    home.close()
    _put_back(folder, backup, server)
    return Restored(folder, at, request, held, known, proof, key)


def _reopened(folder: Path) -> Home:
    from yakusoku.site.home import open_home

    return open_home(folder)


def _hand_over(request: str) -> None:
    """Ask for the search, and note that an engine took it."""
    from yakusoku.rights.operations import search
    from yakusoku.staff import queries as members
    from yakusoku.work.models import Intent

    desk = members.members(controller="jcom")[0]
    entropy.use(Repeatable("handed over"))
    search.start_search(request_id=request, by=desk.public_id, now=NOW)
    Intent.objects.filter(kind="rights.search").update(state="started", started_at=NOW)
    entropy.use(entropy.system)


def _back_up(folder: Path, server: Server | None) -> str:
    """Copy own state as SQLite's own backup does, or as a copy of the database, and return where it is."""
    if server:
        return server.create(database_of(os.environ[OWN]))
    target = folder.with_name("backup.sqlite")
    with (
        closing(sqlite3.connect(folder / "own.sqlite")) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return str(target)


def _put_back(folder: Path, backup: str, server: Server | None) -> None:
    """Do what the refusal of a damaged home says: the file and its log aside, the backup in its place."""
    if server:
        server.drop(os.environ[OWN])
        os.environ[OWN] = backup
        return
    for file in folder.glob("own.sqlite*"):
        file.unlink()
    shutil.copyfile(backup, folder / "own.sqlite")


def _proof_of_the_letter(request: str) -> str:
    from yakusoku.vault import operations as vault

    content = vault.get(case_id=request, name="package.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("proof.txt").decode()
