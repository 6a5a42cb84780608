"""What is done with stores: searching (here), and deeds that change rows (`intending`, `doing`)."""

from __future__ import annotations

from yakusoku.stores.operations.searching import Identities, run, run_step

__all__ = ["Identities", "run", "run_step"]
