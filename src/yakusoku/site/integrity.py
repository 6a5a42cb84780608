"""
Whether the databases of a home are whole, looked at before anything is opened: what is cut is refused, not used.

Own state is the truth and comes back from a backup only. Job tables are not, and are made anew (`job_tables`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, InterfaceError, OperationalError, connection, connections

from yakusoku.site.databases import sqlite_file
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.sqlitefile import Seen, Trouble, log_of, look
from yakusoku.terms.text import Text, text

_WHOLE = "ok"
_TABLE = "django_migrations"


class UnableToOpenHome(UnableTo):
    """Own state is missing, damaged or away. Nothing of the home was changed."""

    asked = text("open this home")


_ANSWER = text("Start it, and compare [own] in yakusoku.toml with its address.")
_FINISH = text("This home was never finished: run `yakusoku init`.")
_RESTORE_SERVER = text(
    "Restore it from its newest backup; where there is none any more, `yakusoku init` makes empty tables. Then "
    "run `yakusoku restore finish`."
)


def _restore(file: Path) -> Text:
    return text(
        "Nothing was changed. Stop the worker, move {file} and the files whose names begin with it aside, put the "
        "newest backup of {file} in its place, then run `yakusoku restore finish`.",
        file=file.name,
    )


def _restore_or_begin(file: Path) -> Text:
    return text(
        "Put the newest backup of {file} in its place; where there is none any more, `yakusoku init` makes an "
        "empty one. Then run `yakusoku restore finish`.",
        file=file.name,
    )


def is_used(folder: Path) -> bool:
    """Say whether a ledger of this home ever grew: then its own state is not new but lost."""
    return any((folder / "outside").glob("*.jsonl"))


def require_whole(url: str, folder: Path, *, making: bool = False) -> None:
    """
    Return if the file of own state is there and whole; a server answers for its own files.

    While a home is made the file may be missing, or empty if nothing was ever done here.

    :raises UnableToOpenHome: if it is missing, empty, cut, or no database; SQLite was not let at it
    """
    if not url.startswith("sqlite:///"):
        return
    file = sqlite_file(url, folder)
    try:
        seen = look(file)
    except OSError as problem:
        wrong = text("{file} cannot be read ({problem}).", file=file.name, problem=problem.strerror)
        raise UnableToOpenHome(wrong, do=text("Give it to the account that runs Yakusoku.")) from None
    begun = seen.trouble is Trouble.MISSING or (seen.trouble is Trouble.EMPTY and not is_used(folder))
    if seen.trouble is None or (making and begun):
        return
    raise UnableToOpenHome(says(file, seen, seen.trouble), do=_do(file, seen.trouble, folder))


def says(file: Path, seen: Seen, trouble: Trouble) -> Text:
    """Return what is wrong with a file, in words."""
    match trouble:
        case Trouble.MISSING:
            return text("there is no {file}.", file=file.name)
        case Trouble.EMPTY:
            return text("{file} is empty.", file=file.name)
        case Trouble.CUT:
            return text(
                "{file} is cut: it has {size} of {needed} bytes.",
                file=file.name,
                size=seen.size,
                needed=seen.needed,
            )
        case Trouble.LONG:
            return text(
                "{file} is damaged: it has {size} bytes, and says that it has {needed}.",
                file=file.name,
                size=seen.size,
                needed=seen.needed,
            )
        case Trouble.MIXED:
            return text("{file}-wal was left behind by another state of {file}.", file=file.name)
        case Trouble.ALIEN:
            return text("{file} is damaged: it does not begin like a database.", file=file.name)


def _do(file: Path, trouble: Trouble, folder: Path) -> Text:
    begun = trouble in {Trouble.MISSING, Trouble.EMPTY}
    if begun and not is_used(folder):
        return _FINISH
    if trouble is Trouble.MIXED:
        return text(
            "Nothing was changed. If {file} was just restored, move {file}-wal and {file}-shm aside; otherwise put "
            "the newest backup of {file} in its place, too. Then run `yakusoku restore finish`.",
            file=file.name,
        )
    return _restore_or_begin(file) if trouble is Trouble.MISSING else _restore(file)


def require_tables(url: str, folder: Path) -> None:
    """Return if own state answers and has tables. :raises UnableToOpenHome: if not, in words without its address"""
    if _TABLE in _tables(url, folder):
        return
    lost = _RESTORE_SERVER if is_used(folder) else _FINISH
    raise UnableToOpenHome(text("the database of own state has no tables."), do=lost)


def require_answer(url: str, folder: Path) -> None:
    """Return if own state answers, with tables or without. :raises UnableToOpenHome: if it does not"""
    _tables(url, folder)


def _tables(url: str, folder: Path) -> list[str]:
    try:
        return connection.introspection.table_names()
    except (OperationalError, InterfaceError):
        connections.close_all()
        wrong, do = text("the database of own state does not answer."), _ANSWER
    except DatabaseError:
        connections.close_all()
        file = sqlite_file(url, folder)
        wrong = text("{file} is damaged: its tables cannot be read.", file=file.name)
        do = _restore(file)
    raise UnableToOpenHome(wrong, do=do)


def examine(*, own: str, jobs: str, folder: Path) -> tuple[Finding, ...]:
    """
    Read every page of own state and of the job tables, and return what is wrong: nothing where all is well.

    Damage of own state is an ERROR; of job tables ADVICE, because the worker repairs it by itself. Takes a
    second for some hundred megabytes. Connections of this thread are closed before.
    """
    connections.close_all()
    return (*_examined(own, folder, truth=True), *_examined(jobs, folder, truth=False))


def _examined(url: str, folder: Path, *, truth: bool) -> Iterator[Finding]:
    if not url.startswith("sqlite:///"):
        return
    file = sqlite_file(url, folder)
    seen = look(file)
    if seen.trouble is not None and (truth or seen.trouble not in {Trouble.MISSING, Trouble.EMPTY}):
        wrong = says(file, seen, seen.trouble)
    elif seen.trouble is None and not is_sound(file):
        wrong = text("{file} is damaged inside.", file=file.name)
    else:
        return
    again = text("The next start of the worker moves it aside and begins a new one; nothing is lost.")
    do = _do(file, seen.trouble or Trouble.CUT, folder) if truth else again
    severity = Severity.ERROR if truth else Severity.ADVICE
    yield Finding(f"site.{seen.trouble or 'damaged'}", Where(file.name, 0, 0), wrong, do, severity)


def is_sound(file: Path) -> bool:
    """
    Say whether SQLite finds every page of `file` in order; one that is busy was found in order by another.

    The file and its log stay as they are: a connection that may write would fold the log in at its end.
    """
    log = log_of(file).exists()
    shared = log and file.with_name(f"{file.name}-shm").exists()
    how = "mode=ro&readonly_shm=1" if shared else "mode=ro" if log else "mode=rw"
    try:
        opened = sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
        with closing(opened):
            found: list[tuple[str]] = opened.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.OperationalError as problem:
        return (problem.sqlite_errorcode & 0xFF) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    except sqlite3.DatabaseError:
        return False
    return found == [(_WHOLE,)]
