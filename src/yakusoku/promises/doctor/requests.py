"""Requests: none unanswered when a suit has become possible, or when the law's or the promised day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from yakusoku.promises.doctor.lines import Area, Line, look, ok, wrong
from yakusoku.promises.ports import wired
from yakusoku.rights import queries as rights
from yakusoku.rights.queries import ClocksView, RequestView
from yakusoku.rights.rules import State
from yakusoku.terms.text import Text, text

_SOON, _WEEK = timedelta(days=3), timedelta(days=7)
_SHOWN = 20


def look_at_requests(now: datetime) -> Iterator[Line]:
    """Yield open requests whose answer is late, or soon will be."""
    today = wired().day(now)
    waiting = [row for row in rights.requests(only_open=True) if row.state != State.NOTIFIED]
    clocks = {one.request_id: one for one in rights.running_clocks()}
    late = [line for row in waiting if (line := _line(row, clocks[row.request_id], today)) is not None]
    yield from late[:_SHOWN]
    if len(late) > _SHOWN:
        says = text("Further requests that are late or soon will be: {count}.", count=len(late) - _SHOWN)
        yield wrong(Area.REQUESTS, says, text("`yakusoku rights list --open` shows them."))
    if not late:
        yield ok(
            Area.REQUESTS,
            text("Requests that wait for an answer: {count}; none is late.", count=len(waiting)),
        )


def _line(row: RequestView, clocks: ClocksView, today: date) -> Line | None:
    show = f"yakusoku rights show {row.request_id}"
    following = text("Next: {command}", command=row.next_step or show)
    passed = _passed(row, clocks, today)
    if passed is not None:
        return wrong(Area.REQUESTS, passed, following)
    coming = _coming(row, clocks, today)
    return look(Area.REQUESTS, coming, following) if coming is not None else None


def _passed(row: RequestView, clocks: ClocksView, today: date) -> Text | None:
    """Return which day has passed: that of a suit, that of the law, that of the house."""
    if row.suit_open_on <= today:
        return text(
            "{request}: a suit is possible since {day}.", request=row.request_id, day=row.suit_open_on
        )
    if row.due_on is not None and row.due_on < today:
        return text("{request}: by law the answer was due by {day}.", request=row.request_id, day=row.due_on)
    target = clocks.target_on if clocks.still_since is None else None
    if target is not None and target < today:
        return text("{request}: an answer was promised by {day}.", request=row.request_id, day=target)
    return None


def _coming(row: RequestView, clocks: ClocksView, today: date) -> Text | None:
    """Return which day comes soon, or what a day waits for."""
    if row.suit_open_on <= today + _SOON:
        return text("{request}: a suit is possible from {day}.", request=row.request_id, day=row.suit_open_on)
    extension = clocks.extension
    if extension is not None and extension.told_on is None:
        return text(
            "{request}: the letter about the extension has to leave by {day}.",
            request=row.request_id, day=extension.tell_by,
        )  # fmt: skip
    if row.due_on is not None and row.due_on <= today + _WEEK:
        return text("{request}: by law the answer is due by {day}.", request=row.request_id, day=row.due_on)
    if row.state == State.RECEIVED and rights.regime_of(row.request_id).open:
        return text("{request}: nobody decided which law applies.", request=row.request_id)
    return None
