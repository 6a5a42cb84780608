"""
Points at which a process may die, by label: around every commit of every database, every rename, every sync.

Nothing in the program knows of them: the library functions that commit, rename and sync are wrapped here.
A label names what is done and by whom, such as `own commit work.operations.dispatch before`.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any


@dataclass
class Points:
    """Counts points as they are passed, and dies at the armed one."""

    armed: tuple[str, int] | None = None
    passed: Counter[str] = field(default_factory=Counter)
    who: Callable[[], str] = field(default_factory=lambda: caller)

    def at(self, label: str) -> None:
        """Pass a point; the process is gone if it is the armed one."""
        self.passed[label] += 1
        if self.armed == (label, self.passed[label]):
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, what: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return `call` with a point before and one after it."""

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            who = self.who()
            self.at(f"{what} {who} before")
            result = call(*args, **kwargs)
            self.at(f"{what} {who} after")
            return result

        return wrapped


def caller() -> str:
    """Name the nearest function of ours, or else of the job engine, on the stack."""
    frame: FrameType | None = sys._getframe(2)
    engine = ""
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        # A deed's commit is named by the deed, not by the one function through which every deed commits.
        if name.startswith("yakusoku.") and name != "yakusoku.ledger.deeds":
            return f"{name.removeprefix('yakusoku.')}.{frame.f_code.co_name}"
        if name.startswith("dbos.") and not engine:
            engine = f"{name}.{frame.f_code.co_name}"
        frame = frame.f_back
    return engine or "elsewhere"


def exactly() -> str:
    """Name the caller as `caller` does, and say of which deed, in which store and in which step of a burst it is."""
    nearest = engine = ""
    said: dict[str, str] = {}
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name, known = frame.f_globals.get("__name__", ""), frame.f_locals
        if name == "yakusoku.ledger.deeds":
            said.update({"deed": known["tag"].name} if frame.f_code.co_name == "deed" else {})
        elif name.startswith("yakusoku."):
            nearest = nearest or f"{name.removeprefix('yakusoku.')}.{frame.f_code.co_name}"
            if name == "yakusoku.stores.executing" and "one" in known:
                said["store"] = known["one"].store
            if name == "yakusoku.jobs.engine" and "step" in known:
                said["step"] = f"{known['kind']} {known['step']}"
        elif name.startswith("dbos.") and not engine:
            engine = f"{name}.{frame.f_code.co_name}"
        frame = frame.f_back
    return " ".join([nearest or engine or "elsewhere", *(said[one] for one in sorted(said))])


def install(points: Points) -> None:
    """Wrap what commits, renames and syncs in this process."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from sqlalchemy.engine.default import DefaultDialect

    own: Any = BaseDatabaseWrapper
    own._commit = points.around("own commit", own._commit)
    _install_statements(points)
    engine: Any = DefaultDialect
    engine.do_commit = points.around("jobs commit", engine.do_commit)
    os.replace = points.around("rename", os.replace)
    os.fsync = points.around("sync", os.fsync)
    os.unlink = points.around("unlink", os.unlink)
    _install_keys(points)
    _install_stores(points)


def _install_statements(points: Points) -> None:
    """Wrap changes outside a transaction, each of which commits by itself."""
    from django.db.backends.utils import CursorWrapper

    cursor: Any = CursorWrapper
    execute = cursor._execute

    def watched(self: Any, sql: str, parameters: Any, *others: Any) -> Any:
        alone = not self.db.in_atomic_block and sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}
        call = points.around("own statement", execute) if alone else execute
        return call(self, sql, parameters, *others)

    cursor._execute = watched


def _install_keys(points: Points) -> None:
    """Wrap the commits of the store of case keys, which speaks to SQLite itself."""
    connect: Any = sqlite3.connect

    class Watched(sqlite3.Connection):
        """A connection whose COMMIT is a point."""

        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            """Execute, with a point on both sides of a COMMIT."""
            if sql == "COMMIT":
                cursor: sqlite3.Cursor = points.around("keys commit", super().execute)(sql, *parameters)
                return cursor
            return super().execute(sql, *parameters)

    class WatchedStore(sqlite3.Connection):
        """A company's store whose COMMIT is a point."""

        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            """Execute, with a point on both sides of a COMMIT."""
            if sql == "COMMIT":
                cursor: sqlite3.Cursor = points.around("store commit", super().execute)(sql, *parameters)
                return cursor
            return super().execute(sql, *parameters)

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        if sys._getframe(1).f_globals.get("__name__", "").startswith("yakusoku.vault"):
            kwargs.setdefault("factory", Watched)
        elif sys._getframe(1).f_globals.get("__name__", "") == "yakusoku.stores.adapters.sqlite_session":
            kwargs.setdefault("factory", WatchedStore)
        made: sqlite3.Connection = connect(*args, **kwargs)
        return made

    module: Any = sqlite3
    module.connect = watched


def _install_stores(points: Points) -> None:
    """Wrap the commits of sessions in the company's stores on servers."""
    from yakusoku.stores.adapters.mariadb_session import MariadbSession
    from yakusoku.stores.adapters.postgres_session import PostgresSession

    for session in (MariadbSession, PostgresSession):
        made: Any = session
        made.commit = points.around("store commit", made.commit)
