"""What answers announced and nobody did: late recipients, requests that wait to be passed on, questions, words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.promises.doctor.lines import Area, Line, look, wrong
from yakusoku.promises.ports import wired
from yakusoku.rights import queries as rights
from yakusoku.rights.queries import Open
from yakusoku.terms.text import Text, text

_LONG = 14
"""Days after which what has no day of its own is looked at."""
_SHOWN = 20


def look_at_announced(now: datetime) -> Iterator[Line]:
    """Yield what is late, law wants it first; what has no day of its own after two weeks. Nothing where all is done."""
    today = wired().day(now)
    found: dict[tuple[str, str], Open] = {}
    for one in rights.everything_open():
        if one.is_late(today) or (one.due_on is None and one.days(today) >= _LONG):
            found.setdefault((one.request_id, one.what), one)
    for one in list(found.values())[:_SHOWN]:
        show = text("Next: {command}", command=f"yakusoku rights show {one.request_id}")
        yield (wrong if one.must and one.is_late(today) else look)(
            Area.REQUESTS, _says(one, one.days(today)), show
        )


def _says(one: Open, days: int) -> Text:
    given = {"request": one.request_id, "days": days}
    return {
        "hand_over": text(
            "{request}: rows of another company wait to be passed on, for {days} days.", **given
        ),
        "recipient": text("{request}: recipients wait to be told, for {days} days.", **given),
        "recipients": text("{request}: the person asked for the recipients, {days} days ago.", **given),
        "reply": text("{request}: the person's word did not come, {days} days after the letter.", **given),
    }[one.what]
