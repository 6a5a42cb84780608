"""The ledger tags of provisions. Nobody is named: entries hold ids, codes, counts, days and digests."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

RECIPIENT = Tag(
    "provision:recipient:added",
    text("Somebody to whom data may go, or from whom data come, was entered in the register of recipients"),
    {
        "company": Kind.CODE,
        "content": Kind.DIGEST,
        "country": Kind.CODE,
        "role": Kind.CODE,
        "route": Kind.CODE,
    },
)
ENDED = Tag(
    "provision:recipient:ended",
    text("A recipient gets nothing from this day on; what it was given stays on record"),
    {"until": Kind.DATE},
)
NOTED = Tag(
    "provision:recipient:noted",
    text("An assessment, a contract, a look, a mechanism of transfer or trouble of a recipient was noted"),
    {"kind": Kind.CODE, "on": Kind.DATE, "reference": Kind.CODE, "until": Kind.DATE},
)
PROVIDED = Tag(
    "provision:record:added",
    text("Data of persons were provided, and the call that provided them made the record"),
    {
        "asked": Kind.COUNT,
        "case": Kind.CODE,
        "content": Kind.DIGEST,
        "exemption": Kind.CODE,
        "file": Kind.DIGEST,
        "given": Kind.COUNT,
        "kept_until": Kind.DATE,
        "medium": Kind.CODE,
        "purpose": Kind.CODE,
        "recipient": Kind.ID,
        "route": Kind.CODE,
        "version": Kind.DATE,
        "way": Kind.CODE,
    },
)
RECEIVED = Tag(
    "provision:receipt:added",
    text("Data of persons were received from somebody else, and how they came about was confirmed"),
    {
        "case": Kind.CODE,
        "content": Kind.DIGEST,
        "exemption": Kind.CODE,
        "kept_until": Kind.DATE,
        "persons": Kind.COUNT,
        "provider": Kind.ID,
        "way": Kind.CODE,
    },
)
EXPIRED = Tag(
    "provision:record:expired",
    text("Records whose time had passed were erased, with the persons in them"),
    {"records": Kind.COUNT, "persons": Kind.COUNT},
)
DEMAND_NOTED = Tag(
    "provision:demand:added",
    text("An authority, a court, a bar association or somebody who recalls goods asked for data"),
    {"basis": Kind.CODE, "items": Kind.COUNT, "must": Kind.CODE, "sort": Kind.CODE},
)
DEMAND_SETTLED = Tag(
    "provision:demand:settled",
    text("A second person approved or declined what was asked for, by its basis and with the least items"),
    {"because": Kind.CODE, "items": Kind.COUNT, "outcome": Kind.CODE},
)
DEMAND_ANSWERED = Tag(
    "provision:demand:answered",
    text("What was approved was handed to whoever had asked for it"),
    {"items": Kind.COUNT, "medium": Kind.CODE, "on": Kind.DATE, "reference": Kind.CODE},
)

register(
    RECIPIENT, ENDED, NOTED, PROVIDED, RECEIVED, EXPIRED, DEMAND_NOTED, DEMAND_SETTLED, DEMAND_ANSWERED
)  # fmt: skip
