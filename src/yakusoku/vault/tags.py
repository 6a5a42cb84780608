"""The ledger tags of the vault, and what their entries may hold."""

from __future__ import annotations

from yakusoku.ledger.tags import Kind, Tag, register
from yakusoku.terms.text import text

DESTRUCTION_INTENDED = Tag(
    "vault:key:destruction-intended",
    text("The destruction of a case's key was decided"),
    {"files": Kind.COUNT},
)
DESTROYED = Tag(
    "vault:key:destroyed",
    text("A case's key and sealed files were destroyed; backups of the key end on a day"),
    {"key_gone": Kind.DATE, "destroyed_from": Kind.DATE, "backup_days": Kind.COUNT},
)
RETURNED = Tag(
    "vault:key:returned",
    text("A destroyed key came back with a backup and will be destroyed again"),
    {"was_gone": Kind.DATE},
)

register(DESTRUCTION_INTENDED, DESTROYED, RETURNED)
