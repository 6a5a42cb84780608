"""Ended requests that keep something beyond its day, since something still needs them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.promises.doctor.lines import Area, Line, look
from yakusoku.rights import queries as rights
from yakusoku.terms.text import text

_SHOWN = 20


def look_at_kept(now: datetime) -> Iterator[Line]:
    """Yield a line for each reason that keeps an ended request beyond its day, the oldest end first."""
    found = [(one.request_id, why) for one in rights.kept_too_long(now=now) for why in one.blockers]
    for request_id, why in found[:_SHOWN]:
        yield look(
            Area.REQUESTS,
            text(
                "{request}: its day to go has passed, and it stays: {why}.", request=request_id, why=why.says
            ),
            text("Next: {command}", command=f"yakusoku rights show {request_id}"),
        )
