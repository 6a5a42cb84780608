"""What `rights show` prints of money beside the fee: what is missing or too much, and what goes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import RequestView


def money_lines(row: RequestView) -> Iterator[tuple[Text, Text]]:
    """Yield labels and lines of one request; nothing where exactly the fee came."""
    from yakusoku.rights import queries

    found = queries.account(row.request_id)
    if found.came and found.missing:
        yield (
            text("came"),
            text("{came} yen; {missing} yen are missing", came=found.came, missing=found.missing),
        )
    if found.over:
        yield text("too much"), text("{yen} yen have to go back", yen=found.over)
    for one in queries.refunds(controller=row.controller, request_id=row.request_id):
        said = {
            "proposed": text("{yen} yen, proposed", yen=one.yen),
            "approved": text("{yen} yen, approved; letter {letter}", yen=one.yen, letter=one.letter),
            "paid": text("{yen} yen, back on {day}", yen=one.yen, day=one.paid_on or ""),
        }
        yield text("refund {number}", number=one.number), said[one.state]
