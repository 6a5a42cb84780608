"""
What a verification does beside the walk, on another connection: it holds the copied columns against the bytes,
and lets SQLite look over its own pages. Both are one statement each, during which the interpreter is free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.db import DatabaseError, connection, connections

from yakusoku.ledger import bodies
from yakusoku.ledger.verification import rows
from yakusoku.ledger.verification.faults import MOST

Result = TypeVar("Result")

_TABLES = ("ledger_entry", "ledger_checkpoint", "ledger_log", "ledger_tile")
_HEAD, _TAIL = len(bodies.head("", "")), len(bodies.tail(""))
_SAID = (
    """'{"about":"' || about || '","at":"' || recorded_at || '","by":"'""",
    """'","tag":"' || tag || '"}'""",
)

# Where the columns agree with the bytes. `IS NOT TRUE` around it: a column that is nothing agrees with nothing.
_AGREE = {
    "sqlite": f"""
        substr(body, 1, length(about) + length(recorded_at) + {_HEAD}) = CAST({_SAID[0]} AS BLOB)
        AND substr(body, -(length(tag) + {_TAIL})) = CAST({_SAID[1]} AS BLOB)""",
    "postgresql": f"""
        substring(body FROM 1 FOR length(about) + length(recorded_at) + {_HEAD}) = convert_to({_SAID[0]}, 'UTF8')
        AND substring(body FROM octet_length(body) + 1 - length(tag) - {_TAIL}) = convert_to({_SAID[1]}, 'UTF8')""",
}


class Beside:
    """Does work beside the caller where another connection sees the same, else when the result is asked for."""

    def __init__(self, pool: ThreadPoolExecutor | None) -> None:
        """Work in `pool`, or in the caller's own thread."""
        self._pool = pool

    def do(self, work: Callable[[], Result]) -> Callable[[], Result]:
        """Begin `work`; the answer gives its result."""
        return work if self._pool is None else self._pool.submit(work).result


@contextmanager
def beside() -> Iterator[Beside]:
    """Give a helper for as long as the body runs. Nothing runs beside a transaction: others do not see it."""
    if connection.in_atomic_block:
        yield Beside(None)
        return
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-verify") as pool:
        try:
            yield Beside(pool)
        finally:
            pool.submit(connections.close_all).result()


def look_over() -> list[tuple[str, str]]:
    """Return table and complaint where SQLite finds its own pages or indexes damaged; PostgreSQL has checksums."""
    if connection.vendor != "sqlite":
        return []
    found: list[tuple[str, str]] = []
    for table in _TABLES:
        try:
            said = [str(line) for (line,) in rows.fetch(f"PRAGMA integrity_check({table})", ())]
        except DatabaseError as problem:
            said = [str(problem)]
        found += [(table, line) for line in said if line != "ok"]
    return found


def odd_columns(log: int, size: int) -> tuple[tuple[int, ...], int]:
    """Return indexes below `size` whose columns differ from the bytes, the first thousand, and how many there are."""
    where = (
        f"FROM ledger_entry WHERE log_id = %s AND position < %s AND ({_AGREE[connection.vendor]}) IS NOT TRUE"
    )
    found = rows.fetch(f"SELECT position {where} ORDER BY position LIMIT %s", (log, size, MOST))
    if len(found) < MOST:
        return tuple(number for (number,) in found), len(found)
    return tuple(number for (number,) in found), int(
        rows.fetch(f"SELECT COUNT(*) {where}", (log, size))[0][0]
    )
