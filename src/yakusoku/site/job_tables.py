"""
Job tables before a worker's engine opens them. They are no truth: what is in flight stands in own state.

So a damaged file of theirs is moved aside and made anew. So are tables that know more than own state, because it was
restored to an earlier day: the engine would take steps for done whose effect is lost. Which origins of the ledger
the tables belong to is noted beside them; a restore opens a new one.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

import psycopg

from yakusoku.site.databases import sqlite_file
from yakusoku.site.integrity import is_sound
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import sync_folder
from yakusoku.terms.sqlitefile import Trouble, log_of, look
from yakusoku.terms.text import text

_log = logging.getLogger("yakusoku.jobs")
_LOCK = 0x79616B75_6A6F6273  # one number for "yakujobs" in PostgreSQL's space of advisory locks
_FIRST = "/1"


class UnableToPrepare(UnableTo):
    """The job tables cannot be reached."""

    asked = text("open the job tables")


def prepare(url: str, folder: Path, *, origins: Collection[str]) -> None:
    """
    Let the job tables at `url` be ones that an engine may use; `origins` are the open origins of the ledger.

    Called by the worker that holds the slot, before its engine opens them. The bursts that were in flight are
    handed over again under their own ids. If the process dies here: the next call does what is left.

    :raises UnableToPrepare: if they do not answer
    """
    if not url.startswith("sqlite:///"):
        _prepare_server(url, origins)
        return
    file = sqlite_file(url, folder)
    set_aside(file)
    with closing(sqlite3.connect(file, timeout=20)) as tables, tables:
        tables.execute("CREATE TABLE IF NOT EXISTS yakusoku_origin (origin TEXT PRIMARY KEY)")
        known = {origin for (origin,) in tables.execute("SELECT origin FROM yakusoku_origin")}
    if _is_restored(known, origins):
        _move(file, "before-restore", found="older own state")
    with closing(sqlite3.connect(file, timeout=20)) as tables, tables:
        tables.execute("CREATE TABLE IF NOT EXISTS yakusoku_origin (origin TEXT PRIMARY KEY)")
        rows = [(origin,) for origin in sorted(origins)]
        tables.executemany("INSERT OR IGNORE INTO yakusoku_origin VALUES (?)", rows)


def _is_restored(known: Collection[str], origins: Collection[str]) -> bool:
    """Say whether a later generation than the first was opened since these tables were last used."""
    return any(origin not in known and not origin.endswith(_FIRST) for origin in origins)


def _prepare_server(url: str, origins: Collection[str]) -> None:
    try:
        with psycopg.connect(url) as tables:
            _note_origins(tables, origins)
    except psycopg.OperationalError as problem:
        raise UnableToPrepare(
            text("the job tables do not answer ({problem}).", problem=type(problem).__name__),
            do=text("Start their database, and compare [jobs] in yakusoku.toml with its address."),
        ) from None


def _note_origins(tables: psycopg.Connection[tuple[str]], origins: Collection[str]) -> None:
    """Do it in one transaction, one worker at a time; the engine makes its schema anew where it is gone."""
    tables.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    tables.execute("SET LOCAL client_min_messages = warning")
    tables.execute("CREATE SCHEMA IF NOT EXISTS yakusoku_jobs")
    tables.execute("CREATE TABLE IF NOT EXISTS yakusoku_jobs.origin (origin TEXT PRIMARY KEY)")
    known = {origin for (origin,) in tables.execute("SELECT origin FROM yakusoku_jobs.origin")}
    if _is_restored(known, origins):
        tables.execute("DROP SCHEMA IF EXISTS dbos CASCADE")
        _log.error(json.dumps({"jobs": "schema dbos", "found": "older own state", "made": "anew"}))
    for origin in sorted(origins):
        tables.execute("INSERT INTO yakusoku_jobs.origin VALUES (%s) ON CONFLICT DO NOTHING", (origin,))


def set_aside(file: Path) -> Path | None:
    """Move a damaged file aside with its log, with a line in ours, and return its new path; None where it is whole."""
    seen = look(file)
    alone = seen.trouble in {Trouble.MISSING, Trouble.EMPTY}
    if (alone and not log_of(file).exists()) or (seen.trouble is None and is_sound(file)):
        return None
    return _move(file, "damaged", found=seen.trouble or "damaged inside")


def _move(file: Path, why: str, *, found: str) -> Path:
    target = _free(file, why)
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(f"{file.name}{ending}")
        if part.exists():
            part.rename(target.with_name(f"{target.name}{ending}"))
    sync_folder(file.parent)
    _log.error(json.dumps({"jobs": file.name, "found": found, "moved_to": target.name}))
    return target


def _free(file: Path, why: str) -> Path:
    """Return the first name that nothing beside `file` has yet."""
    number = 1
    while any(file.parent.glob(f"{file.name}.{why}-{number}*")):
        number += 1
    return file.with_name(f"{file.name}.{why}-{number}")
