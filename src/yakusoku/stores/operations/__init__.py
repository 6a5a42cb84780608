"""What is done with stores: searching (here), and deeds that change rows (`intending`, `doing`)."""

from __future__ import annotations

from yakusoku.stores.operations.declared import StoreDrifted, require_as_declared
from yakusoku.stores.operations.searching import Identities, run, run_step
from yakusoku.stores.stretches import stretch

__all__ = ["Identities", "StoreDrifted", "require_as_declared", "run", "run_step", "stretch"]
