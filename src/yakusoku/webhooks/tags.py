"""The ledger tags of messages to other systems. Entries hold ids, codes and counts."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

ADDED = Tag(
    "webhooks:endpoint:added", text("A system was registered that gets messages"), {"events": Kind.COUNT}
)
ROTATED = Tag(
    "webhooks:endpoint:rotated", text("The secret of an endpoint was renewed"), {"generation": Kind.COUNT}
)
DISABLED = Tag(
    "webhooks:endpoint:disabled",
    text("An endpoint that failed for long, or wants no more, gets no messages for now"),
    {"outcome": Kind.CODE},
)
ENABLED = Tag("webhooks:endpoint:resumed", text("An endpoint gets messages again"))
RETIRED = Tag("webhooks:endpoint:retired", text("An endpoint gets no messages any more"))
DELIVERED = Tag(
    "webhooks:delivery:finished",
    text("A message was taken by its receiver"),
    {"attempts": Kind.COUNT, "endpoint": Kind.ID, "choice": Kind.ID},
)
GIVEN_UP = Tag(
    "webhooks:delivery:stuck",
    text("A message was not taken after the last attempt"),
    {"attempts": Kind.COUNT, "endpoint": Kind.ID, "choice": Kind.ID},
)
REPLAYED = Tag("webhooks:delivery:resumed", text("Messages were sent once more"), {"deliveries": Kind.COUNT})

register(ADDED, ROTATED, DISABLED, ENABLED, RETIRED, DELIVERED, GIVEN_UP, REPLAYED)
