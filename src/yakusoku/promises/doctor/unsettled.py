"""What waits for somebody beside an answer: mail that came back, money that goes back, a second look at spam."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.promises.doctor.lines import Area, Line, look
from yakusoku.rights import queries as rights
from yakusoku.rights.rules import State
from yakusoku.terms.text import Text, text

_SHOWN = 20


def look_at_unsettled(now: datetime) -> Iterator[Line]:
    """Yield what nobody has settled, the oldest request first; nothing where all is settled."""
    del now  # each of these waits from its first day on
    found = [(row.request_id, says) for row in rights.requests() for says in _waiting(row)]
    for request_id, says in found[:_SHOWN]:
        yield look(Area.REQUESTS, says, text("Next: {command}", command=f"yakusoku rights show {request_id}"))


def _waiting(row: rights.RequestView) -> Iterator[Text]:
    given = {"request": row.request_id}
    if row.state == State.EXECUTED and any(
        not one.then for one in rights.returned_answers(controller=row.controller, request_id=row.request_id)
    ):
        yield text("{request}: the answer came back; look into the address.", **given)
    back = rights.refunds(controller=row.controller, request_id=row.request_id)
    if rights.account(row.request_id).over or any(one.state != "paid" for one in back):
        yield text("{request}: money has to go back to the person.", **given)
    end = rights.end_of(row.request_id) if row.state == State.RECEIVED else None
    if end is not None and end.kind == "spam":
        yield text("{request}: a second person has to look whether it is spam.", **given)
