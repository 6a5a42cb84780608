"""The ledger tags of the management cycle. Entries hold ids, codes, counts and days; who was looked at is no fact."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

ADDED = Tag(
    "management:inspection:added",
    text("An inspection was noted: how many cases were looked at, and how many were at fault"),
    {
        "answerable": Kind.ID,
        "clause": Kind.CODE,
        "closed": Kind.COUNT,
        "control": Kind.CODE,
        "due": Kind.DATE,
        "exhibit": Kind.DIGEST,
        "faults": Kind.COUNT,
        "inspected": Kind.DATE,
        "opened": Kind.COUNT,
        "policy": Kind.DIGEST,
        "population": Kind.COUNT,
        "promised": Kind.DIGEST,
        "sample": Kind.COUNT,
    },
)

register(ADDED)
