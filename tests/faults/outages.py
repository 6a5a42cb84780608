"""Stores that are gone at a chosen moment of a change: before a transaction, within it, at its commit, after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.common.repeatable import Repeatable
from yakusoku.examples.walks.calendar import SimulatedClock
from yakusoku.terms import entropy

if TYPE_CHECKING:
    from yakusoku.site.home import Home


@dataclass
class Moments:
    """Calls `strike` once, at the armed moment: a step of the change and, within a store's transaction, where in it."""

    armed: tuple[str, str] = ("", "")
    strike: Callable[[], object] = lambda: None
    struck: bool = False
    _step: list[str] = field(default_factory=list)

    def arm(self, step: str, where: str, strike: Callable[[], object]) -> None:
        """Strike at `where` (`begin`, `write`, `commit`, `kept`) of `step` (`check`, `do <store>`, `confirm`)."""
        self.armed, self.strike, self.struck = (step, where), strike, False

    def at(self, where: str) -> None:
        """Pass a moment of the step that is being done."""
        if not self.struck and self._step and self.armed == (self._step[-1], where):
            self.struck = True
            self.strike()

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Wrap the steps of a change and the sessions in stores."""
        from yakusoku.stores.adapters.mariadb_session import MariadbSession
        from yakusoku.stores.adapters.postgres_session import PostgresSession
        from yakusoku.stores.adapters.sqlite_session import SqliteSession
        from yakusoku.stores.operations import doing

        for name in ("check_change", "confirm_change", "do_change"):
            patch.setattr(doing, name, self._stepped(name.removesuffix("_change"), getattr(doing, name)))
        for kind in (MariadbSession, PostgresSession, SqliteSession):
            patch.setattr(kind, "run", self._written(kind.run))
            patch.setattr(kind, "commit", self._committed(kind.commit))

    def _stepped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(**given: Any) -> Any:
            self._step.append(f"{name} {given['store']}" if "store" in given else name)
            try:
                self.at("begin")
                return call(**given)
            finally:
                self._step.pop()

        return stepped

    def _written(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(session: Any, sql: str, *given: Any) -> Any:
            done = call(session, sql, *given)
            if sql.startswith(("DELETE", "UPDATE")):
                self.at("write")
            return done

        return run

    def _committed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def commit(session: Any) -> None:
            self.at("commit")
            call(session)
            self.at("kept")

        return commit


def work(home: Home, now: datetime) -> None:
    """Let a worker do what is due at a moment."""
    entropy.use(Repeatable("walk-jalux"))
    worker = home.worker(SimulatedClock(now))
    worker.start()
    try:
        assert worker.drain(seconds=60)
    finally:
        worker.close()
        entropy.use(entropy.system)
