"""What `yakusoku upgrade` asks of the site, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from yakusoku.ledger.queries import Verification
    from yakusoku.terms.errors import UnableTo
    from yakusoku.vault.rules import KeyFault


@dataclass(frozen=True)
class Asked:
    """Where backups go (None: beside the home), a dump that was made by hand, and whether a backup is all."""

    to: Path | None = None
    keys_to: Path | None = None
    dump: Path | None = None
    backup_only: bool = False


@dataclass(frozen=True)
class Unfinished:
    """An earlier upgrade that did not end: when it began, where its backup is, whether own state is the new one."""

    began: datetime
    backup: str
    is_new: bool


@dataclass(frozen=True)
class Upgraded:
    """
    What was done: where the backups are, which steps own state went through, what verification found after it.

    `refused` says why entries that waited got no index, if so; verifications are empty where a backup was all.
    """

    own_backup: Path
    keys_backup: Path
    backup_days: int
    steps: tuple[str, ...]
    unfinished: Unfinished | None
    verifications: tuple[Verification, ...] = ()
    refused: UnableTo | None = None
    faults: tuple[KeyFault, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether nothing was found but advice."""
        return self.refused is None and not self.faults and all(one.holds for one in self.verifications)


class Upgrades(Protocol):
    """Upgrades the home at a folder."""

    def __call__(self, folder: Path, /, *, asked: Asked, now: datetime) -> Upgraded:
        """Back up, migrate, verify. :raises UnableTo: before anything was changed, or where the migration failed"""
        ...
