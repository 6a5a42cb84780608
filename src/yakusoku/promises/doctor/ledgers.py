"""The ledger: every entry has its index, and the database stands where the files outside say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.ledger import queries as ledger
from yakusoku.promises.doctor.lines import Area, Line, ok, wrong
from yakusoku.terms.text import text


def look_at_ledger(now: datetime) -> Iterator[Line]:
    """Yield logs that are read-only, and entries that wait too long for their index."""
    fine = True
    for standing in ledger.behind():
        fine = False
        yield wrong(Area.LEDGER, standing.says, standing.do)
    for waiting in ledger.waiting():
        if waiting.is_alarm(now):
            fine = False
            says = text(
                "Entries of log {log} without an index: {count}, the oldest since {since}.",
                log=waiting.log,
                count=waiting.count,
                since=f"{waiting.since:%Y-%m-%dT%H:%M:%SZ}",
            )
            yield wrong(
                Area.LEDGER, says, text("Start `yakusoku work run`, or run `yakusoku ledger sequence`.")
            )
    if fine:
        yield ok(Area.LEDGER, text("No entry waits too long for its index; the files outside agree."))
