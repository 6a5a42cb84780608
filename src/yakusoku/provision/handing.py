"""
The file for a recipient: rows as CSV encrypted to its key, or a list to print where the policy wants paper.

It is written under a temporary name that says so, synced, and gets its own name once the record is there. If the
process dies before that, the next call with the same reference takes it up.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO

from yakusoku.provision import paper
from yakusoku.provision.ordering import ELECTRONIC, UnableToProvide
from yakusoku.terms.files import sync_folder
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.provision.ordering import Ready
    from yakusoku.stores.values import Row

_BYTES = 65_536


def ending(medium: str) -> str:
    """Return how files of this medium end."""
    return ".csv.age" if medium == ELECTRONIC else ".html"


def readable_key(key: str) -> bool:
    """Return whether this is a public key of age. :raises UnableToProvide: if files cannot be encrypted here"""
    rage = _rage()
    try:
        rage.x25519.Recipient.from_str(key)
    except rage.RecipientError:
        return False
    return True


@contextmanager
def part_of(folder: Path, reference: str) -> Iterator[BinaryIO]:
    """
    Open the temporary file of an order, emptied, and hold it alone.

    :raises UnableToProvide: if another process holds it, or the folder cannot be written
    """
    path = part(folder, reference)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as wrong:
        raise _disk(wrong, folder) from None
    with os.fdopen(handle, "r+b") as file:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnableToProvide(
                text("another process is providing {reference}.", reference=reference),
                do=text("Wait until it has ended, then look at `yakusoku provision records`."),
            ) from None
        yield file


def part(folder: Path, reference: str) -> Path:
    """Return where the file of an order lies before it has its name."""
    return folder / f".{reference.replace('/', '_')}.part"


def write(ready: Ready, rows: Iterable[Row], file: BinaryIO) -> str:
    """
    Write the rows for the recipient, synced, and return the SHA-256 of the file.

    :raises UnableToProvide: if the disk is full or the file cannot be written; nothing of it is left
    """
    names = [one.name for one in ready.columns]
    try:
        file.truncate(0)
        if ready.order.medium == ELECTRONIC:
            _encrypt(ready.recipient.key, _lines(names, rows), file)
        else:
            file.writelines(piece.encode() for piece in paper.page(ready, rows))
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.sha256()
        while piece := file.read(_BYTES):
            digest.update(piece)
        return digest.hexdigest()
    except OSError as wrong:
        raise _disk(wrong, None) from None


def name(folder: Path, reference: str, whole: str, digest: str) -> bool:
    """Give a file its own name, if it lies there under its temporary one and is the one of the record."""
    path = part(folder, reference)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            return False
    os.replace(path, folder / whole)  # noqa: PTH105  the fault tests stop the process at this very call
    sync_folder(folder)
    return True


def drop(folder: Path, reference: str) -> None:
    """Take a temporary file away."""
    part(folder, reference).unlink(missing_ok=True)


def _lines(names: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(names)
    for row in rows:
        writer.writerow(["" if one is None else one for one in row])
        if held.tell() >= _BYTES:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


class _Reader(io.RawIOBase):
    """Gives lines as they come; what went wrong on the way is kept, since the encrypting library hides it."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""
        self.wrong: Exception | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while len(self._held) < max(size, 1):
                self._held += next(self._pieces)
        except StopIteration:
            pass
        except Exception as wrong:
            self.wrong = wrong
            raise
        given, self._held = (self._held[:size], self._held[size:]) if size >= 0 else (self._held, b"")
        return given


class _Writer(io.RawIOBase):
    """Writes to a file and keeps what went wrong."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.wrong: Exception | None = None

    def writable(self) -> bool:
        return True

    def write(self, given: bytes, /) -> int:  # type: ignore[override]  # only bytes are ever given
        try:
            return self._file.write(given)
        except OSError as wrong:
            self.wrong = wrong
            raise

    def flush(self) -> None:
        if not self._file.closed:
            self._file.flush()


def _encrypt(key: str, pieces: Iterator[bytes], file: BinaryIO) -> None:
    rage = _rage()
    reader, writer = _Reader(pieces), _Writer(file)
    try:
        rage.encrypt_io(reader, writer, [rage.x25519.Recipient.from_str(key)])
    except OSError as wrong:
        raise reader.wrong or writer.wrong or wrong from None
    if (kept := reader.wrong or writer.wrong) is not None:  # the library goes on after some of them
        raise kept


def _rage() -> ModuleType:
    """Return the library that encrypts; it is of an extra and has no types."""
    try:
        import pyrage
    except ImportError:
        raise UnableToProvide(
            text("this installation cannot encrypt to a recipient's key."),
            do=text("Install it with `pip install yakusoku[export]`."),
        ) from None
    library: ModuleType = pyrage
    return library


def _disk(wrong: OSError, folder: Path | None) -> UnableToProvide:
    del folder
    return UnableToProvide(
        text("the file cannot be written: {why}.", why=os.strerror(wrong.errno or 0)),
        do=text("Make room or name another folder, then give the same command again; nothing was provided."),
    )
