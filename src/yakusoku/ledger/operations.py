"""What is done to the ledger itself: index and sign, take it into use after a restore, rebuild, write it out."""

from __future__ import annotations

from yakusoku.ledger.export import Exported, UnableToExport, export
from yakusoku.ledger.restore import Finished, UnableToFinishRestore
from yakusoku.ledger.restore import finish as finish_restore
from yakusoku.ledger.sequencer import Sequenced, UnableToSequence, sequence
from yakusoku.ledger.upkeep import UnableToRebuild, rebuild

__all__ = [
    "Exported",
    "Finished",
    "Sequenced",
    "UnableToExport",
    "UnableToFinishRestore",
    "UnableToRebuild",
    "UnableToSequence",
    "export",
    "finish_restore",
    "rebuild",
    "sequence",
]
