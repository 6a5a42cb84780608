"""What is done to the ledger itself: index and sign, take it into use after a restore, rebuild, write it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import DatabaseError

from yakusoku.ledger import outside, ports
from yakusoku.ledger.deeds import UnableToRecord
from yakusoku.ledger.export import Exported, UnableToExport, export
from yakusoku.ledger.restore import Finished, UnableToFinishRestore
from yakusoku.ledger.restore import finish as finish_restore
from yakusoku.ledger.rotation import RotatedKey, UnableToRotateKey
from yakusoku.ledger.rotation import rotate as rotate_key
from yakusoku.ledger.sequencer import Sequenced, UnableToSequence, missing_outside, sequence
from yakusoku.ledger.standing import logs
from yakusoku.ledger.upkeep import UnableToRebuild, rebuild
from yakusoku.ledger.verification.faults import Faults
from yakusoku.ledger.verification.verify import Verification, verify
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

__all__ = [
    "Exported",
    "Finished",
    "RotatedKey",
    "Sequenced",
    "UnableToExport",
    "UnableToFinishRestore",
    "UnableToRebuild",
    "UnableToRecord",
    "UnableToRotateKey",
    "UnableToSequence",
    "Verified",
    "export",
    "finish_restore",
    "rebuild",
    "rotate_key",
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

    A log that cannot be continued is verified as it stands. Indexing copies to the file outside what it lacks;
    what it lacked before is told.
    """
    refused: UnableTo | None = None
    lacked: dict[str, int] = {}
    try:
        lacked = {name: missing_outside(name) for name in logs()}
        sequence(now=now)
    except UnableTo as wrong:
        refused = wrong
    except DatabaseError as problem:
        refused = UnableToSequence(
            text("the database cannot be read: {why}.", why=str(problem)),
            do=text("Restore the database from a backup, then run `yakusoku restore finish`."),
        )
    names = (log,) if log else _names()
    return Verified(tuple(_tell_copied(verify(name), lacked.get(name, 0)) for name in names), refused)


def _tell_copied(done: Verification, lacked: int) -> Verification:
    """Add that the file outside lacked checkpoints, where it does no more; else the verification says so itself."""
    kinds = {fault.kind for fault in done.findings}
    if not lacked or kinds & {"database.damaged", "outside.late"} or any(map(_is_standing, kinds)):
        return done
    faults = Faults()
    why = text("the file lacked {count} checkpoints; they were copied to it again.", count=lacked)
    faults.add("outside.copied", str(outside.file_of(ports.wired().outside, done.log)), why=why)
    return replace(done, findings=(*faults.found, *done.findings))


def _is_standing(kind: str) -> bool:
    """Say whether a finding is that the log is read-only: then nothing was copied."""
    return kind.startswith("standing.")


def _names() -> tuple[str, ...]:
    """Return the logs; where the database cannot say, those that the folder outside knows."""
    try:
        return logs()
    except DatabaseError:
        return outside.logs(ports.wired().outside)
