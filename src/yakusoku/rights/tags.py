"""The ledger tags this room writes, and what each entry may hold: ids, codes, counts, dates and digests."""
# Long because it is one list: an entry for each deed of the room.

# Long because it is one list: a tag for each deed of the room.

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
REGIME_DECIDED = Tag(
    "rights:regime:decided",
    text("It was decided which laws apply to a request"),
    {"law": Kind.CODE, "scopes": Kind.COUNT},
)
EXTENDED = Tag(
    "rights:extension:dispatched",
    text("The person was told that the answer takes longer, and why"),
    {"sent": Kind.DATE, "due": Kind.DATE},
)
CLARIFICATION_ASKED = Tag(
    "rights:clarification:started",
    text("The person was asked what is meant"),
    {"number": Kind.COUNT, "asked": Kind.DATE, "reply_by": Kind.DATE},
)
CLARIFICATION_ANSWERED = Tag(
    "rights:clarification:answered",
    text("The person said what is meant"),
    {"number": Kind.COUNT, "answered": Kind.DATE},
)
DOUBLE_LINKED = Tag(
    "rights:request:linked",
    text("Two requests were found to be one; the later one ended, and the earlier clock counts"),
    {"kept": Kind.ID, "received": Kind.DATE},
)
INQUIRY_ANSWERED = Tag(
    "rights:inquiry:answered",
    text("What arrived exercises no right, and was answered"),
    {"on": Kind.DATE},
)
PASSED_ON = Tag(
    "rights:request:forwarded",
    text("A request was passed on to the company that it is for"),
    {"on": Kind.DATE, "number": Kind.COUNT, "digest": Kind.DIGEST},
)
SPAM_PROPOSED = Tag("rights:spam:prepared", text("It was proposed that what arrived is spam"), {})
SPAM_SETTLED = Tag(
    "rights:spam:approved",
    text("A second person looked whether what arrived is spam"),
    {"agreed": Kind.CODE},
)
OTHER_AMOUNT_PAID = Tag(
    "rights:fee:received",
    text("Another amount came than was asked for"),
    {"yen": Kind.AMOUNT, "missing": Kind.AMOUNT, "over": Kind.AMOUNT},
)
REFUND_PROPOSED = Tag(
    "rights:refund:prepared",
    text("It was proposed that money goes back to the person"),
    {"number": Kind.COUNT, "yen": Kind.AMOUNT, "because": Kind.CODE},
)
REFUND_APPROVED = Tag(
    "rights:refund:approved",
    text("A second person agreed that money goes back to the person"),
    {"number": Kind.COUNT, "yen": Kind.AMOUNT},
)
REFUND_PAID = Tag(
    "rights:refund:paid",
    text("Money went back to the person"),
    {"number": Kind.COUNT, "yen": Kind.AMOUNT, "paid": Kind.DATE},
)
ANSWER_RETURNED = Tag(
    "rights:dispatch:returned",
    text("An answer came back"),
    {"because": Kind.CODE, "returned": Kind.DATE},
)
ADDRESS_CHECKED = Tag(
    "rights:dispatch:reviewed",
    text("The address of an answer that came back was looked into"),
    {"then": Kind.CODE, "offer": Kind.CODE},
)
OFFER_ANSWERED = Tag(
    "rights:correction:answered",
    text("The person took or declined the offered correction of an address"),
    {"decision": Kind.CODE, "kept": Kind.ID},
)
MISDELIVERED = Tag(
    "rights:misdelivery:received",
    text("Something about a request reached somebody else"),
    {"number": Kind.COUNT, "what": Kind.CODE, "noticed": Kind.DATE},
)
REOPENED = Tag(
    "rights:request:reopened",
    text("An ended request goes on"),
    {"number": Kind.COUNT, "because": Kind.CODE, "was": Kind.CODE, "stopped": Kind.COUNT},
)
LAPSED = Tag(
    "rights:request:lapsed",
    text("A request ended since the person did not answer"),
    {"number": Kind.COUNT, "reply_by": Kind.DATE},
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
    {
        "document": Kind.CODE,
        "zones": Kind.COUNT,
        "image": Kind.DIGEST,
        "clause": Kind.CODE,
        "whose": Kind.CODE,
    },
)
PAPER_REJECTED = Tag(
    "rights:paper:returned",
    text("A document was found insufficient"),
    {"document": Kind.CODE, "whose": Kind.CODE, "reason": Kind.CODE},
)
PAPERS_ASKED = Tag(
    "rights:paper:prepared",
    text("A letter that asks for what is missing was made"),
    {"count": Kind.COUNT, "reply_by": Kind.DATE, "letter": Kind.DIGEST},
)
PAPERS_ASK_SENT = Tag(
    "rights:paper:dispatched",
    text("A letter that asks for what is missing left the house"),
    {"sent": Kind.DATE},
)
NUMBERS_RELEASED = Tag(
    "rights:call-back:released",
    text("Registered telephone numbers were looked up for a call back"),
    {"count": Kind.COUNT},
)
PHONE_CHECKED = Tag(
    "rights:call-back:answered",
    text("Identity was compared by telephone, with its result"),
    {"way": Kind.CODE, "result": Kind.CODE, "clause": Kind.CODE},
)
DOUBTED = Tag(
    "rights:doubt:started", text("Reasonable doubt about who asks was recorded"), {"law": Kind.CODE}
)
DOUBT_ENDED = Tag("rights:doubt:finished", text("A doubt about who asks was ended, for a reason"), {})
PERSON_ASKED = Tag(
    "rights:representative:answered",
    text("The person was asked about the representative"),
    {"result": Kind.CODE, "way": Kind.CODE, "asked": Kind.DATE, "clause": Kind.CODE},
)
RECOGNIZED = Tag(
    "rights:person:confirmed",
    text("Identity was confirmed without a document, for a reason"),
    {"law": Kind.CODE, "means": Kind.CODE},
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
FOUND_BY_HAND = Tag(
    "rights:task:gathered",
    text("What people found in a place was taken in"),
    {
        "item": Kind.CODE,
        "due": Kind.DATE,
        "rows": Kind.COUNT,
        "files": Kind.COUNT,
        "found": Kind.DIGEST,
    },
)
ERRAND_RELEASED = Tag(
    "rights:errand:released",
    text("The sheet of an errand was opened for printing or sending"),
    {"number": Kind.COUNT, "digest": Kind.DIGEST},
)
ERRAND_ADDRESSED = Tag(
    "rights:errand:prepared",
    text("An errand was addressed to an entrustee"),
    {"number": Kind.COUNT, "digest": Kind.DIGEST},
)
ERRAND_SENT = Tag(
    "rights:errand:dispatched",
    text("An errand left the house for an entrustee"),
    {"number": Kind.COUNT, "method": Kind.CODE, "sent": Kind.DATE},
)
ERRAND_REPORTED = Tag(
    "rights:errand:answered",
    text("An errand was reported as done, or as impossible on a ground"),
    {"number": Kind.COUNT, "result": Kind.CODE, "done": Kind.DATE, "ground": Kind.CODE, "proof": Kind.DIGEST},
)
ERRAND_RETURNED = Tag(
    "rights:errand:returned",
    text("The second person did not accept what was reported of an errand"),
    {"number": Kind.COUNT},
)
ERRAND_CONFIRMED = Tag(
    "rights:errand:confirmed",
    text("A second person agreed to what was reported of an errand"),
    {"number": Kind.COUNT, "result": Kind.CODE, "outcome": Kind.CODE, "waiting": Kind.COUNT},
)
REMINDED = Tag(
    "rights:task:waiting",
    text("People were reminded of what they search or do by hand"),
    {"item": Kind.CODE, "due": Kind.DATE, "stage": Kind.CODE, "number": Kind.COUNT},
)
LETTER_BUILT = Tag(
    "rights:letter:built",
    text("A letter beside the answer was made"),
    {"letter": Kind.CODE, "number": Kind.COUNT, "digest": Kind.DIGEST},
)
LETTER_RELEASED = Tag(
    "rights:letter:released",
    text("A letter beside the answer was opened for printing or sending"),
    {"letter": Kind.CODE, "number": Kind.COUNT},
)
LETTER_SENT = Tag(
    "rights:letter:dispatched",
    text("A letter beside the answer left the house"),
    {"letter": Kind.CODE, "number": Kind.COUNT, "method": Kind.CODE, "sent": Kind.DATE},
)
RECIPIENT_NAMED = Tag(
    "rights:recipient:added",
    text("Staff named somebody who had been given the data, and the letter to them was made"),
    {"item": Kind.CODE, "number": Kind.COUNT, "digest": Kind.DIGEST},
)
RECIPIENT_SPARED = Tag(
    "rights:recipient:reviewed",
    text("Staff noted for a reason that recipients are not told"),
    {"count": Kind.COUNT, "because": Kind.CODE},
)
RECIPIENTS_ASKED = Tag(
    "rights:question:received",
    text("The person asked who the recipients are"),
    {"asked": Kind.DATE},
)
COLUMN_DECIDED = Tag(
    "rights:item:decided",
    text("Staff decided whether a column that no fact names is a copy of what is corrected"),
    {"item": Kind.CODE, "copy": Kind.CODE},
)
LIFTING_PROPOSED = Tag(
    "rights:lifting:prepared",
    text("It was proposed to lift what a request had stopped"),
    {"number": Kind.COUNT, "because": Kind.CODE, "digest": Kind.DIGEST},
)
LIFTING_APPROVED = Tag(
    "rights:lifting:approved",
    text("A second person agreed that what a request had stopped is lifted"),
    {"number": Kind.COUNT},
)
LIFTING_DROPPED = Tag(
    "rights:lifting:withdrawn",
    text("A proposal to lift what a request had stopped was given up"),
    {"number": Kind.COUNT},
)
LIFTING_RETURNED = Tag(
    "rights:lifting:returned",
    text("Rows are not as they were left; a lifting waits for the second person again"),
    {"number": Kind.COUNT},
)
LIFTED = Tag(
    "rights:lifting:finished",
    text("What a request had stopped was lifted, and read back"),
    {
        "number": Kind.COUNT,
        "lifted": Kind.COUNT,
        "left": Kind.COUNT,
        "errands": Kind.COUNT,
    },
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
    {"item": Kind.CODE, "decision": Kind.CODE, "ground": Kind.CODE, "also": Kind.CODE},
)
PASSPHRASE_RELEASED = Tag(
    "rights:passphrase:released", text("The passphrase of an answer was opened for telling it"), {}
)
PASSPHRASE_TOLD = Tag(
    "rights:passphrase:dispatched",
    text("The person was told the passphrase of an answer, by another way than the answer"),
    {"method": Kind.CODE, "sent": Kind.DATE},
)
METHOD_CHANGED = Tag(
    "rights:request:changed",
    text("The chosen way of answering is too costly or hard; another was taken"),
    {"method": Kind.CODE, "digest": Kind.DIGEST},
)
ITEM_SAID = Tag(
    "rights:item:added",
    text("Staff said about a point of the answer what the policy does not say"),
    {"item": Kind.CODE, "digest": Kind.DIGEST},
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
        "errands": Kind.COUNT,
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
    {"rows": Kind.COUNT, "errands": Kind.COUNT},
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
    {"method": Kind.CODE, "sent": Kind.DATE, "go_on": Kind.COUNT},
)
CLOSED = Tag("rights:request:closed", text("The request was closed"), {"outcome": Kind.CODE})
WITHDRAWN = Tag("rights:request:withdrawn", text("The person withdrew the request"), {"go_on": Kind.COUNT})
PAPERS_DESTROYED = Tag(
    "rights:papers:destroyed",
    text("Copies of identity papers were destroyed; the fact of the check stays"),
    {"images": Kind.COUNT},
)
MINIMIZED = Tag(
    "rights:case:minimized",
    text("The day came on which sealed files of an ended request go, and nothing needs them"),
    {"what": Kind.CODE, "files": Kind.COUNT},
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
    LAPSED,
    ANSWER_RETURNED, ADDRESS_CHECKED, OFFER_ANSWERED, MISDELIVERED, REOPENED,
    OTHER_AMOUNT_PAID, REFUND_PROPOSED, REFUND_APPROVED, REFUND_PAID,
    DOUBLE_LINKED, INQUIRY_ANSWERED, PASSED_ON, SPAM_PROPOSED, SPAM_SETTLED,
    REGIME_DECIDED, EXTENDED, CLARIFICATION_ASKED, CLARIFICATION_ANSWERED,
    LETTER_BUILT, LETTER_RELEASED, LETTER_SENT, RECIPIENT_NAMED, RECIPIENT_SPARED, RECIPIENTS_ASKED, COLUMN_DECIDED,
    LIFTING_PROPOSED, LIFTING_APPROVED, LIFTING_DROPPED, LIFTING_RETURNED, LIFTED,
    RECEIVED, TRIAGED, AMENDED, LINKED, IDENTIFIED, PAPER_REJECTED, PAPERS_ASKED, PAPERS_ASK_SENT, NUMBERS_RELEASED,
    PHONE_CHECKED, DOUBTED, DOUBT_ENDED, PERSON_ASKED, RECOGNIZED, REPRESENTED, FEE_PAID, SEARCH_STARTED, GATHERED,
    ITEM_SAID, PASSPHRASE_RELEASED, PASSPHRASE_TOLD, METHOD_CHANGED,
    WAITING, SEARCHED, SEARCH_DISCARDED, TASK_ANSWERED, REMINDED, FOUND_BY_HAND, ERRAND_RELEASED, ERRAND_ADDRESSED,
    ERRAND_SENT, ERRAND_REPORTED, ERRAND_RETURNED, ERRAND_CONFIRMED, CONSEQUENCES_TOLD, CONSEQUENCES_KNOWN, REVIEWED,
    PREPARED, PREVIEWED, RETURNED, APPROVED, CHANGE_STALE, CHANGED, REVOKED, HANDED_OVER, ASKED_AGAIN, ERASED_AGAIN,
    BUILT, RELEASED, DISPATCHED, CLOSED, WITHDRAWN, PAPERS_DESTROYED, MINIMIZED, STUCK, RESUMED,
)  # fmt: skip
