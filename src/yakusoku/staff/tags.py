"""The ledger tags of the register of staff. Entries hold ids and codes, never a name."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

ADDED = Tag("staff:member:added", text("A member was added to the register of staff"), {"roles": Kind.CODE})
ROLES_CHANGED = Tag(
    "staff:member:roles-changed", text("The roles of a member were changed"), {"roles": Kind.CODE}
)
RETIRED = Tag("staff:member:retired", text("A member was retired from the register of staff"))

register(ADDED, ROLES_CHANGED, RETIRED)
