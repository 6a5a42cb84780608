"""The ledger tags of notices. Entries hold ids, codes, days and digests; who was shown a notice is no fact."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

PREPARED = Tag(
    "notices:version:prepared",
    text("A version of a notice was prepared for publication"),
    {"file": Kind.DIGEST, "version": Kind.DATE},
)
PUBLISHED = Tag(
    "notices:version:published",
    text("A version of a notice was published by a second person, in both languages"),
    {
        "after": Kind.DATE,
        "file": Kind.DIGEST,
        "prepared_by": Kind.ID,
        "taken_over": Kind.COUNT,
        "version": Kind.DATE,
        "words_en": Kind.DIGEST,
        "words_ja": Kind.DIGEST,
    },
)
SHOWN = Tag(
    "notices:notice:shown",
    text("A notice was shown before data were collected"),
    {
        "channel": Kind.CODE,
        "consequence_told": Kind.COUNT,
        "form": Kind.CODE,
        "language": Kind.CODE,
        "mandatory": Kind.COUNT,
        "understood": Kind.COUNT,
        "version": Kind.DATE,
    },
)

register(PREPARED, PUBLISHED, SHOWN)
