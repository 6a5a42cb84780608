"""The ledger tags this room writes, and what each entry may hold: ids, codes, counts, dates and digests."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

RECEIVED = Tag(
    "rights:request:received",
    text("A request arrived and its clock began"),
    {"channel": Kind.CODE, "received": Kind.DATE, "suit_open": Kind.DATE},
)
TRIAGED = Tag(
    "rights:request:triaged",
    text("A request was assigned to a right and a law"),
    {
        "right": Kind.CODE,
        "law": Kind.CODE,
        "policy": Kind.DIGEST,
        "target": Kind.DATE,
        "yen": Kind.AMOUNT,
        "measure": Kind.CODE,
    },
)
AMENDED = Tag("rights:request:amended", text("What was entered of an arrival was corrected"), {})
LINKED = Tag(
    "rights:person:linked",
    text("Staff confirmed which rows are the person's"),
    {"dataset": Kind.CODE, "collection": Kind.CODE, "score": Kind.COUNT, "keys": Kind.DIGEST},
)
IDENTIFIED = Tag(
    "rights:identity:confirmed",
    text("Identity was confirmed by a document"),
    {"document": Kind.CODE, "zones": Kind.COUNT, "image": Kind.DIGEST, "clause": Kind.CODE},
)
RECOGNIZED = Tag(
    "rights:person:confirmed",
    text("Identity was confirmed without a document, for a reason"),
    {"law": Kind.CODE},
)
REPRESENTED = Tag(
    "rights:representative:confirmed",
    text("Staff confirmed that somebody may ask in the person's place"),
    {"representative": Kind.CODE, "answer": Kind.CODE, "clause": Kind.CODE},
)
TASK_ANSWERED = Tag(
    "rights:task:finished",
    text("A place that people search was searched, and nothing was found"),
    {"item": Kind.CODE, "due": Kind.DATE},
)
CONSEQUENCES_TOLD = Tag(
    "rights:consequence:dispatched",
    text("The person was told what follows from the request"),
    {"count": Kind.COUNT, "sent": Kind.DATE},
)
CONSEQUENCES_KNOWN = Tag(
    "rights:consequence:confirmed",
    text("The person said that this is known"),
    {"count": Kind.COUNT, "known": Kind.DATE},
)
FEE_PAID = Tag(
    "rights:fee:paid",
    text("The fee was paid and a receipt made"),
    {"yen": Kind.AMOUNT, "receipt": Kind.ID},
)
SEARCH_STARTED = Tag(
    "rights:search:started",
    text("A search was started by a frozen plan"),
    {"plan": Kind.DIGEST, "steps": Kind.COUNT},
)
GATHERED = Tag(
    "rights:data:gathered",
    text("One collection was read"),
    {"step": Kind.COUNT, "rows": Kind.COUNT, "found": Kind.DIGEST},
)
WAITING = Tag(
    "rights:request:waiting",
    text("A store did not answer; the request waits and the clock runs"),
    {"step": Kind.COUNT},
)
SEARCHED = Tag(
    "rights:search:finished",
    text("Every step of the plan was read"),
    {"steps": Kind.COUNT, "rows": Kind.COUNT},
)
SEARCH_DISCARDED = Tag(
    "rights:search:discarded",
    text("A search and what was decided about it were thrown away, to search anew"),
    {"steps": Kind.COUNT},
)
REVIEWED = Tag(
    "rights:item:reviewed",
    text("An item was reviewed: shown, or withheld with its ground"),
    {"item": Kind.CODE, "decision": Kind.CODE, "ground": Kind.CODE},
)
PREPARED = Tag(
    "rights:answer:prepared",
    text("An answer was prepared"),
    {"outcome": Kind.CODE, "answer": Kind.DIGEST},
)
PREVIEWED = Tag(
    "rights:answer:previewed",
    text("What an answer says was looked at before its approval"),
    {"files": Kind.COUNT},
)
RETURNED = Tag("rights:answer:returned", text("The second person sent an answer back to review"), {})
APPROVED = Tag(
    "rights:answer:approved",
    text("A second person approved the answer"),
    {"outcome": Kind.CODE, "answer": Kind.DIGEST},
)
CHANGE_STALE = Tag(
    "rights:change:returned",
    text("Rows, holds or periods are not what they were at the review; nothing was changed"),
    {"steps": Kind.COUNT},
)
CHANGED = Tag(
    "rights:data:changed",
    text("What was approved was done, and read back"),
    {
        "measure": Kind.CODE,
        "erased": Kind.COUNT,
        "masked": Kind.COUNT,
        "kept": Kind.COUNT,
        "corrected": Kind.COUNT,
        "restricted": Kind.COUNT,
        "stopped": Kind.COUNT,
        "handed": Kind.COUNT,
    },
)
REVOKED = Tag(
    "rights:package:destroyed",
    text("A package of somebody whose data were erased was destroyed"),
    {"files": Kind.COUNT},
)
HANDED_OVER = Tag(
    "rights:hand-over:dispatched",
    text("A request about data held for a principal was passed on"),
    {"item": Kind.CODE, "handed": Kind.DATE},
)
ERASED_AGAIN = Tag(
    "rights:tombstone:finished",
    text("Stores were searched for rows that came back after an erasure, and these were erased"),
    {"rows": Kind.COUNT},
)
ASKED_AGAIN = Tag(
    "rights:tombstone:searched",
    text("A search for rows that came back after erasures was asked for"),
    {"count": Kind.COUNT},
)
BUILT = Tag(
    "rights:answer:built",
    text("The letter and the package were made"),
    {"package": Kind.DIGEST, "files": Kind.COUNT},
)
RELEASED = Tag(
    "rights:package:released",
    text("The package was opened for printing or sending"),
    {"package": Kind.DIGEST},
)
DISPATCHED = Tag(
    "rights:answer:dispatched",
    text("The answer left the house"),
    {"method": Kind.CODE, "sent": Kind.DATE},
)
CLOSED = Tag("rights:request:closed", text("The request was closed"), {"outcome": Kind.CODE})
WITHDRAWN = Tag("rights:request:withdrawn", text("The person withdrew the request"), {})
PAPERS_DESTROYED = Tag(
    "rights:papers:destroyed",
    text("Copies of identity papers were destroyed; the fact of the check stays"),
    {"images": Kind.COUNT},
)
STUCK = Tag(
    "rights:work:stuck",
    text("Work on a request ended without what it was for"),
    {"work": Kind.CODE},
)
RESUMED = Tag(
    "rights:work:resumed",
    text("Work that had failed was asked for again"),
    {"intents": Kind.COUNT},
)

TAGS = register(
    RECEIVED, TRIAGED, AMENDED, LINKED, IDENTIFIED, RECOGNIZED, REPRESENTED, FEE_PAID, SEARCH_STARTED, GATHERED,
    WAITING, SEARCHED, SEARCH_DISCARDED, TASK_ANSWERED, CONSEQUENCES_TOLD, CONSEQUENCES_KNOWN, REVIEWED, PREPARED,
    PREVIEWED, RETURNED, APPROVED, CHANGE_STALE, CHANGED, REVOKED, HANDED_OVER, ASKED_AGAIN, ERASED_AGAIN, BUILT,
    RELEASED, DISPATCHED, CLOSED, WITHDRAWN, PAPERS_DESTROYED, STUCK, RESUMED,
)  # fmt: skip
