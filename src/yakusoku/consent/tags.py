"""The ledger tags of choices. Nobody is named: entries hold digests under the home's key, codes and counts."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

_CHOICE = {
    "content": Kind.DIGEST,
    "keys": Kind.COUNT,
    "kind": Kind.CODE,
    "scope": Kind.CODE,
    "whose": Kind.DIGEST,
    "turn": Kind.CODE,
}
ADDED = Tag(
    "consent:choice:added",
    text(
        "A person's consent, refusal, objection, suspension or restriction was recorded, with the words shown"
    ),
    {**_CHOICE, "text": Kind.DIGEST, "version": Kind.DATE},
)
WITHDRAWN = Tag(
    "consent:revocation:added",
    text("A consent was withdrawn; use stopped with it, and a check on erasure was opened"),
    {**_CHOICE, "check": Kind.ID},
)
STOPPED = Tag(
    "consent:stop:added",
    text("Advertising to the address, number or mailbox that was given was stopped at once"),
    {**_CHOICE, "handed_over": Kind.COUNT, "purpose": Kind.CODE},
)
LOOSENED = Tag(
    "consent:loosening:added",
    text("A stop, objection, suspension or restriction was loosened by the person, who was confirmed"),
    {**_CHOICE, "because": Kind.CODE, "how": Kind.CODE},
)
CLOSED = Tag(
    "consent:choice:closed",
    text("A stop ended with the request that had made it, which was refused or taken back"),
    {"because": Kind.CODE, "content": Kind.DIGEST, "request": Kind.ID, "scope": Kind.CODE},
)
SEEN = Tag(
    "consent:choice:answered",
    text("Choices were told to the person, who was confirmed"),
    {"because": Kind.CODE, "choices": Kind.COUNT, "how": Kind.CODE, "whose": Kind.DIGEST},
)
RECEIPT = Tag(
    "consent:consent-receipt:answered",
    text("The receipt of a consent was given to the person, who was confirmed"),
    {"because": Kind.CODE, "digest": Kind.DIGEST, "how": Kind.CODE},
)
CHECKED = Tag(
    "consent:check:closed",
    text("It was looked at whether data must be erased since a consent was withdrawn"),
    {"outcome": Kind.CODE, "request": Kind.ID},
)
SCREENED = Tag(
    "consent:screening:added",
    text("A list was held against the register before it was handed over"),
    {
        "mailing": Kind.CODE,
        "purpose": Kind.CODE,
        "rows": Kind.COUNT,
        "stopped": Kind.COUNT,
        "unread": Kind.COUNT,
        "way": Kind.CODE,
        "without_consent": Kind.COUNT,
    },
)
AUDIENCE = Tag(
    "consent:audience:added",
    text("It was decided once for many people of whom a use may be made; whom, its file alone says"),
    {
        "allowed": Kind.COUNT,
        "as_of": Kind.DATE,
        "audience": Kind.DIGEST,
        "counts": Kind.DIGEST,
        "expires": Kind.DATE,
        "policy": Kind.DIGEST,
        "purpose": Kind.CODE,
        "rows": Kind.COUNT,
    },
)

register(ADDED, WITHDRAWN, STOPPED, LOOSENED, CLOSED, SEEN, RECEIPT, CHECKED, SCREENED, AUDIENCE)
