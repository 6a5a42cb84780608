"""Withdrawals of consent after which nobody has looked yet whether data must go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.consent import queries as consent
from yakusoku.promises.doctor.lines import Area, Line, look, wrong
from yakusoku.promises.ports import wired
from yakusoku.terms.text import text

_MONTH = 31
_LONG = 14
_SHOWN = 20


def look_at_withdrawn(now: datetime) -> Iterator[Line]:
    """Yield checks on erasure that are open for two weeks; after a month they are wrong. Nothing where none is."""
    today = wired().day(now)
    waiting = [(one, (today - one.opened_on).days) for one in consent.checks()]
    waiting = [(one, days) for one, days in waiting if days >= _LONG]
    for one, days in waiting[:_SHOWN]:
        says = text(
            "{check}: nobody has looked whether data must go, {days} days after a withdrawal.",
            check=one.public_id,
            days=days,
        )
        following = text("Next: {command}", command=f"yakusoku consent check {one.public_id}")
        yield (wrong if days > _MONTH else look)(Area.REQUESTS, says, following)
    if len(waiting) > _SHOWN:
        says = text("Further checks on erasure that wait: {count}.", count=len(waiting) - _SHOWN)
        yield look(Area.REQUESTS, says, text("`yakusoku consent checks` lists them."))
