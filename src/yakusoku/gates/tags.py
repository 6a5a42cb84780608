"""The ledger tags of the register of uses. Purposes and reasons are words of the policy."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

REGISTERED = Tag(
    "gates:use:added",
    text("A use of data by a system was registered, with the place where it asks"),
    {"owner": Kind.ID, "point": Kind.CODE, "purpose": Kind.CODE, "sort": Kind.CODE, "system": Kind.CODE},
)
RETIRED = Tag("gates:use:retired", text("A use ended: its system does it no more"))
TALLIED = Tag(
    "gates:tally:added",
    text("What a guard was asked, and what it answered, was taken in"),
    {
        "allowed": Kind.COUNT,
        "guard": Kind.ID,
        "number": Kind.COUNT,
        "policy": Kind.DIGEST,
        "refused": Kind.COUNT,
        "tally": Kind.DIGEST,
    },
)
LOST = Tag(
    "gates:loss:added",
    text("A part of what a guard counted is missing: its process died, or a line of its file cannot be read"),
    {"guard": Kind.ID, "number": Kind.COUNT},
)

register(REGISTERED, RETIRED, TALLIED, LOST)
