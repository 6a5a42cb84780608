"""The ledger tags of holds. What is held is named by digest; the matter is a reference without names."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

PLACED = Tag(
    "holds:hold:added",
    text("Data were put on hold: nothing of them is erased or changed until the hold is released"),
    {
        "asked_by": Kind.ID,
        "basis": Kind.CODE,
        "owner": Kind.ID,
        "reaches": Kind.COUNT,
        "review": Kind.DATE,
    },
)
REVIEWED = Tag(
    "holds:hold:reviewed",
    text("A hold was looked at again and goes on until the day named"),
    {"review": Kind.DATE},
)
RELEASED = Tag("holds:hold:released", text("A hold was released"), {"ending": Kind.CODE})

register(PLACED, REVIEWED, RELEASED)
