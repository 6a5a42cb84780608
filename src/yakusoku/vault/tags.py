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
WRAPPING_KEY_DESTROYED = Tag(
    "vault:wrapping-key:destroyed",
    text("The wrapping key of a month was destroyed; backups of the keys end on a day"),
    {"month": Kind.DATE, "key_gone": Kind.DATE, "destroyed_from": Kind.DATE, "backup_days": Kind.COUNT},
)
ESCROW_MADE = Tag(
    "vault:escrow:sealed",
    text("The keys were sealed for the holders of an escrow, two people being present"),
    {"escrow": Kind.DIGEST, "holders": Kind.COUNT, "keys": Kind.COUNT, "present": Kind.ID},
)
ESCROW_CHECKED = Tag(
    "vault:escrow:confirmed",
    text("An escrow was opened by two of its holders to see whether it opens the keys of that day"),
    {
        "escrow": Kind.DIGEST,
        "keys": Kind.COUNT,
        "missing": Kind.COUNT,
        "opened": Kind.COUNT,
        "present": Kind.ID,
    },
)
ESCROW_RESTORED = Tag(
    "vault:escrow:restored",
    text("Files of keys were put back from an escrow, two people being present"),
    {"escrow": Kind.DIGEST, "files": Kind.COUNT, "present": Kind.ID},
)

register(
    DESTRUCTION_INTENDED,
    DESTROYED,
    RETURNED,
    WRAPPING_KEY_DESTROYED,
    ESCROW_MADE,
    ESCROW_CHECKED,
    ESCROW_RESTORED,
)
