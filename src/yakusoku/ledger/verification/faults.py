"""What a verification can find: where, at which entry, and of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yakusoku.terms.findings import Severity
from yakusoku.terms.text import Text, text

MOST = 1_000
"""Faults that are kept; the rest is counted, so that a ruined log does not fill the memory."""

_RESTORE = text("Restore the database from a backup, then run `yakusoku restore finish`.")
_REBUILD = text("Run `yakusoku ledger rebuild`: tiles are computed from entries.")
_KEY = text("Put the key file back from the backup of the keys.")
_OUTSIDE = text("Put the file back from its own backup; find out who could write to it.")
_SEQUENCE = text("Run `yakusoku ledger sequence`.")
_PROTECT = text("Run `yakusoku ledger rebuild`: it makes the triggers anew. Find out who removed them.")

KINDS: Mapping[str, tuple[Text, Text]] = {
    "entry.body": (text("the bytes of the entry are not those that were signed."), _RESTORE),
    "entry.column": (text("a copied column differs from the bytes of the entry."), _RESTORE),
    "entry.missing": (text("there is no entry with this index."), _RESTORE),
    "entry.stray": (text("the entry has an index that no checkpoint covers."), _RESTORE),
    "entry.orphan": (text("the entry belongs to no log."), _RESTORE),
    "entry.unreadable": (text("the entry waits for its index and is malformed."), _RESTORE),
    "entry.undecided": (text("entry and tiles differ, and nothing tells which is right."), _RESTORE),
    "tile.hash": (text("a hash of the tile is not that of what it stands for."), _REBUILD),
    "tile.missing": (text("the tile is missing or too short."), _REBUILD),
    "tile.stray": (text("the tile has no place in a tree of this size."), _REBUILD),
    "checkpoint.note": (text("the signed note is damaged, or another key signed it."), _RESTORE),
    "checkpoint.column": (text("size or root differ from what the signed note says."), _RESTORE),
    "checkpoint.root": (text("the entries do not lead to the root that was signed."), _RESTORE),
    "checkpoint.missing": (text("entries have an index, and no checkpoint covers them."), _RESTORE),
    "log.opening": (text("the signed opening is damaged, or differs from the columns."), _RESTORE),
    "log.closing": (text("the signed closing is damaged, or differs from the columns."), _RESTORE),
    "log.key": (text("the key of the log is not the one that signed its opening."), _RESTORE),
    "log.short": (
        text("the log was closed in favor of another key with more than the database holds."),
        _RESTORE,
    ),
    "log.chain": (text("the key of this generation was named by no key before it."), _RESTORE),
    "outside.line": (text("the line is damaged, or its signature does not fit."), _OUTSIDE),
    "outside.missing": (text("the file does not hold this checkpoint."), _OUTSIDE),
    "outside.order": (text("the line stands in the wrong place."), _OUTSIDE),
    "outside.unknown": (text("the database does not hold this checkpoint."), _RESTORE),
    "outside.fork": (text("two different checkpoints were signed for one size."), _RESTORE),
    "outside.torn": (
        text("the line was cut short by a power loss and written again."),
        text("Nothing is to be done."),
    ),
    "outside.late": (text("the newest checkpoint was not copied to the file yet."), _SEQUENCE),
    "outside.copied": (
        text("the file lacked checkpoints; they were copied to it again."),
        text("A power loss may explain one. If there are more, find out who could cut the file."),
    ),
    "key.file": (text("the signing key cannot be used."), _KEY),
    "key.other": (text("the signing key is not the one that the log was opened with."), _KEY),
    "database.unprotected": (text("the trigger that keeps this table append-only is missing."), _PROTECT),
    "database.damaged": (text("the database cannot be read here."), _RESTORE),
}

_ADVICE = {"outside.torn", "outside.late", "outside.copied"}


@dataclass(frozen=True)
class Fault:
    """
    One thing that does not fit. `file` is a file with its line, or a table with its row.

    `entry` is the index of the entry, or of the first entry concerned; None where it is about no entry.
    """

    file: str
    entry: int | None
    kind: str
    says: Text
    do: Text
    severity: Severity = Severity.ERROR


class Faults:
    """Collects faults, the first thousand of them whole."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: list[Fault] = []
        self.count = 0

    def add(self, kind: str, file: str, entry: int | None = None, *, why: Text | None = None) -> None:
        """Note a fault of a known `kind`; `why` replaces what the kind says in general."""
        says, do = KINDS[kind]
        severity = Severity.ADVICE if kind in _ADVICE else Severity.ERROR
        self.note(Fault(file, entry, kind, why or says, do, severity))

    def note(self, fault: Fault) -> None:
        """Note a fault."""
        self.count += 1
        if len(self.found) < MOST:
            self.found.append(fault)

    def sorted(self) -> tuple[Fault, ...]:
        """Return them by place, so that two runs print the same."""
        return tuple(
            sorted(self.found, key=lambda one: (one.entry is None, one.entry or 0, one.file, one.kind))
        )
