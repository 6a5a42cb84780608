"""The deeds of the vault: keep, seal, destroy, sweep, rotate."""

from __future__ import annotations

from yakusoku.vault.holders import UnableToHold
from yakusoku.vault.keyfiles import UnableToReadKeys
from yakusoku.vault.keys import UnableToMakeKey
from yakusoku.vault.operations.destroying import UnableToDestroy, finish_destructions, intend_destruction
from yakusoku.vault.operations.escrow import (
    Drill,
    Escrowed,
    Recovered,
    UnableToEscrow,
    check_escrow,
    make_escrow,
    make_holder,
    restore_escrow,
)
from yakusoku.vault.operations.keeping import (
    digester,
    drop,
    ensure_case_key,
    get,
    keyed_digest,
    names,
    pieces,
    put,
    seal,
    unseal,
)
from yakusoku.vault.operations.tidying import Rotated, UnableToSweep, rotate_wrapping_keys, sweep_orphan_keys
from yakusoku.vault.rules import UnableToName
from yakusoku.vault.sealed import UnableToSeal, UnableToUnseal

__all__ = [
    "Drill",
    "Escrowed",
    "Recovered",
    "Rotated",
    "UnableToDestroy",
    "UnableToEscrow",
    "UnableToHold",
    "UnableToMakeKey",
    "UnableToName",
    "UnableToReadKeys",
    "UnableToSeal",
    "UnableToSweep",
    "UnableToUnseal",
    "check_escrow",
    "digester",
    "drop",
    "ensure_case_key",
    "finish_destructions",
    "get",
    "intend_destruction",
    "keyed_digest",
    "make_escrow",
    "make_holder",
    "names",
    "pieces",
    "put",
    "restore_escrow",
    "rotate_wrapping_keys",
    "seal",
    "sweep_orphan_keys",
    "unseal",
]
