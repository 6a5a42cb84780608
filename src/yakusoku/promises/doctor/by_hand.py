"""What people search or do by hand: nothing late, and what will be soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.promises.doctor.lines import Area, Line, look, wrong
from yakusoku.promises.ports import wired
from yakusoku.rights import queries as rights
from yakusoku.terms.text import text

_AHEAD = 2
_SHOWN = 20


def look_at_work_by_hand(now: datetime) -> Iterator[Line]:
    """Yield searches and errands whose day has passed or comes within two days. Nothing where none does."""
    today = wired().day(now)
    waiting = [one for one in rights.by_hand() if one.stage(today, ahead=_AHEAD)]
    for one in waiting[:_SHOWN]:
        given = {"request": one.request_id, "section": one.section, "owner": one.owner, "day": one.due_on}
        following = text("Next: {command}", command=f"yakusoku rights show {one.request_id}")
        if one.stage(today, ahead=_AHEAD) == "late":
            says = text("{request}: {section} waits for {owner}, late since {day}.", **given)
            yield wrong(Area.REQUESTS, says, following)
        else:
            says = text("{request}: {section} waits for {owner}, until {day}.", **given)
            yield look(Area.REQUESTS, says, following)
    if len(waiting) > _SHOWN:
        says = text(
            "Further work by hand that is late or soon will be: {count}.", count=len(waiting) - _SHOWN
        )
        yield look(Area.REQUESTS, says, text("`yakusoku rights tasks` shows all of it."))
