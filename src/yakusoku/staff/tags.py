"""The ledger tags of the register of staff. Entries hold ids and codes, never a name."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

ADDED = Tag("staff:member:added", text("A member was added to the register of staff"), {"roles": Kind.CODE})
ROLES_CHANGED = Tag(
    "staff:member:roles-changed", text("The roles of a member were changed"), {"roles": Kind.CODE}
)
RETIRED = Tag("staff:member:retired", text("A member was retired from the register of staff"))
KEY_ADDED = Tag(
    "staff:api-key:added",
    text("A key was made with which a program acts"),
    {"days": Kind.COUNT, "deeds": Kind.CODE, "owner": Kind.ID, "purposes": Kind.COUNT},
)
KEY_REVOKED = Tag("staff:api-key:revoked", text("A key of a program was revoked"))

register(ADDED, ROLES_CHANGED, RETIRED, KEY_ADDED, KEY_REVOKED)
