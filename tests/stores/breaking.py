"""Stores that break at a chosen moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.stores.filled import Filled
from yakusoku.stores import registry
from yakusoku.stores.ports import Session, unavailable

Break = Callable[[Session], None]


def before_commit(session: Session) -> None:
    """The store goes before it keeps what was written."""
    del session
    raise unavailable("main")


def after_commit(session: Session) -> None:
    """The store keeps what was written, and its answer is lost."""
    session.commit()
    raise unavailable("main")


def in_the_middle(filled: Filled) -> Callable[[Session], None]:
    """The server ends our session, as when it stops, right before the commit."""

    def end(session: Session) -> None:
        filled.end_sessions()
        if filled.kind == "sqlite":
            raise unavailable("main")
        session.commit()

    return end


@dataclass
class Broken:
    """A store whose sessions break once; `meanwhile` happens when the first of them was opened."""

    inner: Any
    commit: Break
    meanwhile: Callable[[], object] | None = None
    opened: list[int] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session whose commit breaks."""
        if self.meanwhile is not None and not self.opened:
            self.opened.append(1)
            self.meanwhile()
        with self.inner.session() as session:
            yield BrokenSession(session, self.commit)


@dataclass
class BrokenSession:
    """A session whose commit is another's word."""

    inner: Session
    breaks: Break

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement."""
        return self.inner.run(sql, parameters)

    def load(self, sql: str, rows: Any) -> None:
        """Give rows."""
        self.inner.load(sql, rows)

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """Ask."""
        return self.inner.ask(sql, parameters)

    def commit(self) -> None:
        """Break."""
        self.breaks(self.inner)


@contextmanager
def store(breaks: Break, name: str = "main") -> Iterator[Broken]:
    """Let a store break at its commits while the block runs."""
    whole = registry.get(name)
    broken = Broken(whole, breaks)
    registry._stores[name] = broken
    try:
        yield broken
    finally:
        registry._stores[name] = whole
