"""What `rights show` prints of the laws and days of one request, where they are out of the usual."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import ClocksView, RequestView


def clock_lines(row: RequestView) -> Iterator[tuple[Text, Text | Bilingual | str]]:
    """Yield labels and lines of the laws and days of one request, where they are out of the usual."""
    from yakusoku.rights import queries

    found = queries.regime_of(row.request_id)
    if found.open:
        yield text("laws"), text("{laws}: to be decided", laws=", ".join(found.laws))
    elif found.decided:
        yield text("laws"), ", ".join(found.laws)
        for name in queries.scope_names(found.scopes, as_of=row.received_on):
            yield text("because"), name
    yield from _moved(queries.clocks_of(row.request_id))


def _moved(found: ClocksView) -> Iterator[tuple[Text, Text | str]]:
    for wait in found.waits:
        if wait.answered_on is None and wait.what != "papers":
            said = text("{what}, asked on {day}, until {last}",
                        what=wait.says, day=wait.asked_on, last=wait.reply_by)  # fmt: skip
            yield text("waits for"), said
    if found.target_on is not None and found.still_since is not None:
        said = text("stands still since {day}, waiting for the person; the days of law run on",
                    day=found.still_since)  # fmt: skip
        yield text("house target"), said
    elif found.target_on != found.promised_on and found.target_on is not None:
        yield text("house target"), text("{day}, moved by waiting for the person", day=found.target_on)
    extension = found.extension
    if extension is None:
        return
    if extension.told_on is None:
        said = text("letter {number} has to leave by {day}", number=extension.letter, day=extension.tell_by)
        yield text("extension"), said
    elif extension.until is None:
        yield text("extension"), text("told too late on {day}; it extends nothing", day=extension.told_on)
    else:
        told = text("told on {day}, until {last}", day=extension.told_on, last=extension.until)
        yield text("extension"), told
