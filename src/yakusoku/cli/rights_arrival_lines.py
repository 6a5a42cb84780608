"""What `rights show` prints of an arrival out of the usual: its way, possible doubles, an end without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import RequestView


def arrival_lines(row: RequestView) -> Iterator[tuple[Text, Text]]:
    """Yield labels and lines of one request; nothing where all is as usual."""
    from yakusoku.rights import queries

    way = queries.way(row.request_id)
    if way is not None and not way.opened:
        said = text(
            "came {channel}; for this right the text names: {named}. It counts all the same.",
            channel=way.channel.says, named=", ".join(way.named),
        )  # fmt: skip
        yield text("look at"), said
    for other in queries.doubles_of(row.request_id):
        agrees = tuple(other.says)
        first, second = agrees[0], agrees[1]
        yield (
            text("may be the same"),
            text("{request} ({first}, {second})", request=other.request_id, first=first, second=second),
        )
    yield from _after(row)
    end = queries.end_of(row.request_id)
    if end is None:
        return
    if end.kind == "spam" and not end.approved_by:
        yield text("proposed"), text("{kind}; another person looks at it", kind=end.says)
    elif end.kept:
        yield text("ended"), text("{kind}: {kept}", kind=end.says, kept=end.kept)
    else:
        yield text("ended"), text("{kind}, {day}", kind=end.says, day=end.done_on)


_OFFERS = {
    "open": text("its correction is offered; the person's word is awaited"),
    "taken": text("its correction was asked for, as a request of its own"),
    "declined": text("its correction was declined"),
}


def _after(row: RequestView) -> Iterator[tuple[Text, Text]]:
    """Yield what became of an answer that left."""
    from yakusoku.rights import queries

    for back in queries.returned_answers(controller=row.controller, request_id=row.request_id):
        label = text("came back")
        if not back.then:
            yield label, text("{day}; look into the address", day=back.returned_on)
        elif back.then == "pickup":
            yield label, text("{day}; kept to be fetched", day=back.returned_on)
        else:
            yield label, text("{day}; to be sent again", day=back.returned_on)
        if back.offer:
            yield text("new address"), _OFFERS[back.offer]
    for one in queries.misdeliveries(controller=row.controller, request_id=row.request_id):
        yield text("reached another"), text("noticed on {day}", day=one.noticed_on)
    for again in queries.reopenings(row.request_id):
        yield text("reopened"), text("on {day}", day=again.reopened_at.date())
