"""
Stretches of reading: questions that follow one another at once share one connection to each store.

Outside a stretch every question has a connection of its own. Nothing is kept over a wait: a stretch ends with the
block that asks, and its connections with it. Each question still has a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from yakusoku.stores.ports import Raw, UnableToRead


class Closing(Protocol):
    """A connection that can be closed."""

    def close(self) -> object:
        """End it."""
        ...


Connection = TypeVar("Connection", bound=Closing)
_open: ContextVar[dict[int, tuple[object, Closing]] | None] = ContextVar("stretch", default=None)
_seen: ContextVar[set[object] | None] = ContextVar("seen", default=None)


@contextmanager
def stretch() -> Iterator[None]:
    """Let the questions within the block share connections; a stretch within another is part of it."""
    if _open.get() is not None:
        yield
        return
    held: dict[int, tuple[object, Closing]] = {}
    token, seen = _open.set(held), _seen.set(set())
    try:
        yield
    finally:
        _open.reset(token)
        _seen.reset(seen)
        for _, connection in held.values():
            connection.close()


def once(mark: object, look: Callable[[], object]) -> None:
    """Call `look`, unless it was called under this `mark` in the same stretch before and raised nothing."""
    seen = _seen.get()
    if seen is None or mark not in seen:
        look()
        if seen is not None:
            seen.add(mark)


@dataclass(frozen=True, eq=False)
class Reader(Generic[Connection]):
    """
    How questions reach one store, over connections that a stretch may use again.

    A connection belongs to one question at a time: who asks while another's rows still come gets a new one. One over
    which a question failed, or whose rows were not all taken, is closed and never used again. `errors` are the
    driver's, `translated` says them in our words, and `gone` tells that the server has left a connection.
    """

    connect: Callable[[], Connection]
    errors: tuple[type[Exception], ...]
    translated: Callable[[Exception], UnableToRead]
    gone: Callable[[Connection], bool]

    def read(
        self, ask: Callable[[Connection], Iterator[list[tuple[Raw, ...]]]]
    ) -> Iterator[list[tuple[Raw, ...]]]:
        """
        Give what `ask` gives. Where the server left a connection since its last question, ask once more over a new one.

        :raises UnableToRead: what an error of the driver means
        """
        while True:
            fault, again, connection = None, False, None
            try:
                connection, used = self._take()
                began = whole = False
                try:
                    for batch in ask(connection):
                        began = True
                        yield batch
                    whole = True
                finally:
                    again = used and not began and self.gone(connection)
                    if whole:
                        self._give(connection)
                    else:
                        with suppress(*self.errors):
                            connection.close()
            except self.errors as error:
                fault = self.translated(error)
            if fault is None:
                return
            if not again:
                raise fault  # here, outside, so that the driver's error is not even its context

    def _take(self) -> tuple[Connection, bool]:
        """Return a connection, and whether it served another question before: the server may be gone since."""
        held = _open.get()
        if held is not None and (kept := held.pop(id(self), None)) is not None:
            return kept[1], True  # type: ignore[return-value]  # what `_give` put there for this reader
        return self.connect(), False

    def _give(self, connection: Connection) -> None:
        """Keep a free connection for the next question of the stretch; outside of one, close it."""
        held = _open.get()
        if held is None or id(self) in held:
            connection.close()
        else:
            held[id(self)] = (
                self,
                connection,
            )  # with its owner, so that its number is nobody else's meanwhile
