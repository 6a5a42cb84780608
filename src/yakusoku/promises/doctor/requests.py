"""Requests: none unanswered when a suit has become possible, or when the promised day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from yakusoku.promises.doctor.lines import Area, Line, look, ok, wrong
from yakusoku.promises.ports import wired
from yakusoku.rights import queries as rights
from yakusoku.rights.queries import RequestView
from yakusoku.rights.rules import State
from yakusoku.terms.text import text

_SOON = timedelta(days=3)
_SHOWN = 20


def look_at_requests(now: datetime) -> Iterator[Line]:
    """Yield open requests whose answer is late, or soon will be."""
    today = wired().day(now)
    waiting = [row for row in rights.requests(only_open=True) if row.state != State.NOTIFIED]
    late = [line for row in waiting if (line := _line(row, today)) is not None]
    yield from late[:_SHOWN]
    if len(late) > _SHOWN:
        says = text("Further requests that are late or soon will be: {count}.", count=len(late) - _SHOWN)
        yield wrong(Area.REQUESTS, says, text("`yakusoku rights list --open` shows them."))
    if not late:
        yield ok(
            Area.REQUESTS,
            text("Requests that wait for an answer: {count}; none is late.", count=len(waiting)),
        )


def _line(row: RequestView, today: date) -> Line | None:
    show = f"yakusoku rights show {row.request_id}"
    following = text("Next: {command}", command=row.next_step or show)
    if row.suit_open_on <= today:
        says = text(
            "{request}: a suit is possible since {day}.", request=row.request_id, day=row.suit_open_on
        )
        return wrong(Area.REQUESTS, says, following)
    if row.target_on is not None and row.target_on < today:
        says = text("{request}: an answer was promised by {day}.", request=row.request_id, day=row.target_on)
        return wrong(Area.REQUESTS, says, following)
    if row.suit_open_on <= today + _SOON:
        says = text("{request}: a suit is possible from {day}.", request=row.request_id, day=row.suit_open_on)
        return look(Area.REQUESTS, says, following)
    return None
