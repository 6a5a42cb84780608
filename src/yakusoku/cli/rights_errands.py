"""What `rights show` prints of errands: kind, place, owner, day, how far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import ErrandView

KINDS = {
    "erase": text("erase"),
    "correct": text("correct"),
    "restrict": text("restrict"),
    "stop_provision": text("stop provision"),
    "lift": text("lift"),
    "again": text("erase again"),
}
STATES = {
    "open": text("waits"),
    "done": text("reported as done; waits for a second person"),
    "impossible": text("reported as not possible; waits for a second person"),
    "confirmed": text("done"),
    "refused": text("not done, on a ground"),
}


def errand_lines(request_id: str) -> Iterator[tuple[Text, Text]]:
    """Yield labels and lines of the errands of a request; nothing that is a person's value."""
    from yakusoku.rights import queries

    for one in queries.errands(request_id):
        yield text("errand {number}", number=one.number), _errand(one)


def _errand(one: ErrandView) -> Text:
    return text(
        "{kind} {rows} in {section}, {owner}, until {day}: {state}",
        kind=KINDS[one.kind], rows=one.rows, section=one.section, owner=one.owner, day=one.due_on,
        state=STATES[one.state],
    )  # fmt: skip
