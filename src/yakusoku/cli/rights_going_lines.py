"""What `rights show` prints of an ended request: on which day what goes, and what keeps it longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import RequestView


def going_lines(row: RequestView) -> Iterator[tuple[Text, Text]]:
    """Yield labels and lines of one request; nothing while it is open, and where its destruction was decided."""
    from yakusoku.rights import queries

    found = queries.going_of(row.request_id)
    if found is None:
        return
    for step, on in found.days:
        yield text("goes on {day}", day=on.isoformat()), step.says
    for one in found.blockers:
        yield text("still needed"), one.says
