"""
A digest of the whole key database, noted beside it after each change.

Rows prove themselves by their seals, but most bytes of a SQLite file belong to no row. The note names the
file's change counter: if the counter agrees and the digest does not, a byte was flipped; if the note is older
(the process died between commit and note) it says nothing; if it is newer, an older database was put back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from yakusoku.terms.files import write_whole
from yakusoku.terms.text import text
from yakusoku.vault.keyfiles import RESTORE, shown
from yakusoku.vault.rules import FaultKind, KeyFault

_COUNTER = slice(24, 28)
_COUNTER_AGAIN = slice(92, 96)


@dataclass(frozen=True)
class Image:
    """Change counter (twice, as SQLite writes it) and digest of a database file at rest."""

    counter: int
    again: int
    digest: str

    @property
    def line(self) -> bytes:
        """Return the note, with a check of its own so that a flip is named in the right file."""
        said = f"yakusoku-image 1 {self.counter} {self.digest}"
        return f"{said} {hashlib.sha256(said.encode()).hexdigest()[:16]}\n".encode()


def _take(database: Path) -> Image:
    with database.open("rb") as file:
        head = file.read(100)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Image(int.from_bytes(head[_COUNTER], "big"), int.from_bytes(head[_COUNTER_AGAIN], "big"), digest)


def note_path(database: Path) -> Path:
    """Return where the note of `database` lies."""
    return database.with_suffix(".image")


def is_torn(database: Path) -> bool:
    """Return whether the process died while it wrote the note."""
    path = note_path(database)
    return path.with_name(f".{path.name}.part").exists()


def note(database: Path) -> None:
    """Note the image of `database`. The caller holds the folder's lock, so nothing is half written."""
    write_whole(note_path(database), _take(database).line, mode=0o600)


def faults(database: Path) -> list[KeyFault]:
    """Return what the note shows to be wrong with `database`, or with the note itself."""
    path = note_path(database)
    if not path.exists():
        return []
    noted, found = path.read_bytes(), _take(database)
    counter = _counter_of(noted)
    if counter is None:
        return [_fault(path, FaultKind.ALTERED)]
    if counter > found.counter and found.counter == found.again:
        return [_fault(database, FaultKind.OLDER)]
    if found.counter != found.again or (counter == found.counter and found.line != noted):
        return [_fault(database, FaultKind.ALTERED)]
    return []


def _counter_of(noted: bytes) -> int | None:
    """Return the counter in a whole note, or None where the note was altered."""
    parts = noted.split(b" ")
    if len(parts) != 5 or not parts[2].isdigit():
        return None
    said = b" ".join(parts[:4])
    return int(parts[2]) if parts[4] == hashlib.sha256(said).hexdigest()[:16].encode() + b"\n" else None


def _fault(path: Path, kind: FaultKind) -> KeyFault:
    says = (
        text("{file} is an older copy than the one last used.", file=shown(path))
        if kind is FaultKind.OLDER
        else text("{file} is not what was written.", file=shown(path))
    )
    return KeyFault(shown(path), "", kind, says, RESTORE)
