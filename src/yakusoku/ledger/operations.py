"""What is done to the ledger itself: index and sign, take it into use after a restore, rebuild, write it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from yakusoku.ledger import outside, ports
from yakusoku.ledger.export import Exported, UnableToExport, export
from yakusoku.ledger.restore import Finished, UnableToFinishRestore
from yakusoku.ledger.restore import finish as finish_restore
from yakusoku.ledger.sequencer import Sequenced, UnableToSequence, sequence
from yakusoku.ledger.standing import logs
from yakusoku.ledger.upkeep import UnableToRebuild, rebuild
from yakusoku.ledger.verification.verify import Verification, verify
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

__all__ = [
    "Exported",
    "Finished",
    "Sequenced",
    "UnableToExport",
    "UnableToFinishRestore",
    "UnableToRebuild",
    "UnableToSequence",
    "Verified",
    "export",
    "finish_restore",
    "rebuild",
    "sequence",
    "verify_all",
]


@dataclass(frozen=True)
class Verified:
    """What `verify_all` found, log by log; `refused` says why entries that waited got no index first, if so."""

    done: tuple[Verification, ...]
    refused: UnableTo | None


def verify_all(*, log: str | None = None, now: datetime) -> Verified:
    """
    Index what waits, so that it is covered too, then verify `log` or every log that there is.

    A log that cannot be continued is verified as it stands.
    """
    refused: UnableTo | None = None
    try:
        sequence(now=now)
    except UnableTo as wrong:
        refused = wrong
    except DatabaseError as problem:
        refused = UnableToSequence(
            text("the database cannot be read: {why}.", why=str(problem)),
            do=text("Restore the database from a backup, then run `yakusoku restore finish`."),
        )
    names = (log,) if log else _names()
    return Verified(tuple(verify(name) for name in names), refused)


def _names() -> tuple[str, ...]:
    """Return the logs; where the database cannot say, those that the folder outside knows."""
    try:
        return logs()
    except DatabaseError:
        return outside.logs(ports.wired().outside)
