"""
Points at which a process may die, by label: around every commit of every database, every rename, every sync.

Nothing in the program knows of them: the library functions that commit, rename and sync are wrapped here.
A label names what is done and by whom, such as `own commit work.operations.dispatch before`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Points:
    """Counts points as they are passed, and dies at the armed one."""

    armed: tuple[str, int] | None = None
    passed: Counter[str] = field(default_factory=Counter)

    def at(self, label: str) -> None:
        """Pass a point; the process is gone if it is the armed one."""
        self.passed[label] += 1
        if self.armed == (label, self.passed[label]):
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, what: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return `call` with a point before and one after it."""

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            who = caller()
            self.at(f"{what} {who} before")
            result = call(*args, **kwargs)
            self.at(f"{what} {who} after")
            return result

        return wrapped


def caller() -> str:
    """Name the nearest function of ours, or else of the job engine, on the stack."""
    frame = sys._getframe(2)
    engine = ""
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith("yakusoku."):
            return f"{name.removeprefix('yakusoku.')}.{frame.f_code.co_name}"
        if name.startswith("dbos.") and not engine:
            engine = f"{name}.{frame.f_code.co_name}"
        frame = frame.f_back  # type: ignore[assignment]  the outermost frame has none
    return engine or "elsewhere"


def install(points: Points) -> None:
    """Wrap what commits, renames and syncs in this process."""
    import sqlite3

    from django.db.backends.base.base import BaseDatabaseWrapper
    from sqlalchemy.engine.default import DefaultDialect

    BaseDatabaseWrapper._commit = points.around("own commit", BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]  private, and the one place
    DefaultDialect.do_commit = points.around("jobs commit", DefaultDialect.do_commit)  # type: ignore[method-assign]  the one place the engine commits
    os.replace = points.around("rename", os.replace)
    os.fsync = points.around("sync", os.fsync)
    del sqlite3
