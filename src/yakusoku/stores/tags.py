"""The ledger tags of changes in stores, and what their entries may hold."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

INTENDED = Tag(
    "stores:change:intended",
    text("A change of rows in the company's stores was decided; keys and plan are frozen"),
    {
        "change": Kind.ID,
        "plan": Kind.DIGEST,
        "keys": Kind.DIGEST,
        "stores": Kind.COUNT,
        "rows": Kind.COUNT,
        "erase": Kind.COUNT,
        "cut": Kind.COUNT,
        "mask": Kind.COUNT,
        "correct": Kind.COUNT,
        "restrict": Kind.COUNT,
        "shared": Kind.COUNT,
    },
)
DONE = Tag(
    "stores:change:finished",
    text("One store was changed, in one transaction of its own"),
    {"change": Kind.ID, "store": Kind.COUNT, "rows": Kind.COUNT, "receipt": Kind.COUNT},
)
WAITING = Tag(
    "stores:change:waiting",
    text("A change waits for a store that does not answer, or whose rows another holds"),
    {"change": Kind.ID, "store": Kind.COUNT},
)
CONFIRMED = Tag(
    "stores:change:confirmed",
    text("A change was read back from every store and is as it was asked"),
    {"change": Kind.ID, "plan": Kind.DIGEST, "stores": Kind.COUNT, "rows": Kind.COUNT},
)
RETURNED = Tag(
    "stores:change:returned",
    text("A change went back to review, since a store was not as it was when it was planned"),
    {
        "change": Kind.ID,
        "because": Kind.CODE,
        "store": Kind.COUNT,
        "step": Kind.COUNT,
        "finished": Kind.COUNT,
    },
)
PREPARED = Tag(
    "stores:store:prepared",
    text("The table of receipts was made in a store"),
    {},
)

TAGS = register(INTENDED, DONE, WAITING, CONFIRMED, RETURNED, PREPARED)
