"""
The append-only file outside the database: one a log, one line a checkpoint, a next key, or what a room replays.

It is not restored together with the database, so it knows better than a restored database how far the
log had come. It is written after the commit: it may miss the newest checkpoint, and never knows one too many.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yakusoku.ledger import ports
from yakusoku.ledger.chain import Succession, read_succession
from yakusoku.ledger.notes import Checkpoint, read_checkpoint, read_note
from yakusoku.terms.files import append_line, sync_folder

CHECKPOINT = "checkpoint"
KEY = "key"
_BLOCK = 65_536


class UnreadableLineError(ValueError):
    """A line is not one that was written here."""


@dataclass(frozen=True)
class Recorded:
    """A checkpoint that the file holds; its signature is not yet checked."""

    checkpoint: Checkpoint
    note: str

    @property
    def generation(self) -> int:
        """Return the generation that the origin names."""
        return int(self.checkpoint.origin.rpartition("/")[2])

    @property
    def place(self) -> tuple[int, int]:
        """Return generation and size, which only grow."""
        return (self.generation, self.checkpoint.size)


@dataclass(frozen=True)
class Newest:
    """What the end of the file says: its newest checkpoint, and whether an unreadable line follows it."""

    recorded: Recorded | None
    unreadable: bool = False


def file_of(folder: Path, log: str) -> Path:
    """Return the file of a log."""
    return folder / f"{log}.jsonl"


def logs(folder: Path) -> tuple[str, ...]:
    """Return the logs that have a file here."""
    return tuple(sorted(file.stem for file in folder.glob("*.jsonl"))) if folder.is_dir() else ()


def write_line(kind: str, said: Mapping[str, object]) -> bytes:
    """Return the one spelling of a line, without its line break."""
    return json.dumps({"kind": kind, **said}, sort_keys=True, separators=(",", ":")).encode("ascii")


@lru_cache(maxsize=256)
def _file_of(folder: Path, log: str) -> str:
    return str(file_of(folder, log))


def kinds() -> frozenset[str]:
    """Return the kinds of line that there are: checkpoints, next keys, and what rooms replay after a restore."""
    return frozenset({CHECKPOINT, KEY, *(replay.kind for replay in ports.wired().replays)})


def read_line(raw: bytes) -> dict[str, object]:
    """Return what a line says. :raises UnreadableLineError: if it is not spelled as `write_line` spells it"""
    try:
        said = json.loads(raw)
    except ValueError:
        raise UnreadableLineError("the line is not JSON") from None
    if not isinstance(said, dict) or not isinstance(said.get("kind"), str):
        raise UnreadableLineError("the line has no kind")
    if said["kind"] not in kinds():
        raise UnreadableLineError("nobody here writes lines of this kind")
    if write_line(said["kind"], {name: said[name] for name in said if name != "kind"}) != raw:
        raise UnreadableLineError("the line is not in canonical form")
    return said


def recorded(said: Mapping[str, object]) -> Recorded:
    """Return the checkpoint of a line. :raises UnreadableLineError: if it holds none"""
    note = said.get("note")
    if set(said) != {"kind", "note"} or not isinstance(note, str):
        raise UnreadableLineError("the line of a checkpoint holds a note and nothing else")
    try:
        found = Recorded(read_checkpoint(read_note(note).text), note)
        if found.generation < 1:
            raise UnreadableLineError("the generation of the log is malformed")
    except ValueError:
        raise UnreadableLineError("the checkpoint is malformed") from None
    return found


def succession(said: Mapping[str, object]) -> Succession:
    """Return what a line says that names a next key, unverified. :raises UnreadableLineError: if it is malformed"""
    note = said.get("note")
    if set(said) != {"kind", "note"} or not isinstance(note, str):
        raise UnreadableLineError("the line of a key holds a note and nothing else")
    try:
        return read_succession(note)
    except ValueError:
        raise UnreadableLineError("the closing is malformed") from None


def successions(folder: Path, log: str) -> dict[str, Succession]:
    """Return the closings that name a next key, by the origin they close; what is unreadable is passed over."""
    found = {}
    for _, raw, complete in lines(folder, log):
        if not complete or b'"kind":"key"' not in raw:
            continue
        try:
            one = succession(read_line(raw))
        except UnreadableLineError:
            continue
        found[one.origin] = one
    return found


def is_torn(raw: bytes) -> bool:
    """Say whether a line was cut short by a power loss; the next writer ended it and wrote it again."""
    return not raw.endswith(b"}")


def _backwards(path: str) -> Iterator[bytes]:
    """Give the complete lines of the file from the last to the first."""
    with Path(path).open("rb") as file:
        at = file.seek(0, os.SEEK_END)
        rest, first = b"", True
        while at:
            step = min(_BLOCK, at)
            at -= step
            file.seek(at)
            lines = (file.read(step) + rest).split(b"\n")
            rest = lines[0]
            later = lines[1:]
            if first and later:
                later, first = later[:-1], False  # what follows the last line break is torn or empty
            yield from reversed(later)
        if rest and not first:
            yield rest


@lru_cache(maxsize=256)
def _newest(path: str, seen: tuple[int, ...]) -> Newest:
    del seen  # part of the key: the file as it is now
    unreadable = False
    for raw in _backwards(path):
        try:
            said = read_line(raw)
            if said["kind"] == CHECKPOINT:
                return Newest(recorded(said), unreadable)
        except UnreadableLineError:
            unreadable = unreadable or not is_torn(raw)
    return Newest(None, unreadable)


def newest(folder: Path, log: str) -> Newest:
    """Return what the end of the file says; one look at the file's size while nothing is added."""
    path = _file_of(folder, log)
    try:
        now = os.stat(path)  # noqa: PTH116  asked with every deed, and three times as fast as Path.stat
    except FileNotFoundError:
        return Newest(None)
    return _newest(path, (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns))


def lines(folder: Path, log: str) -> Iterator[tuple[int, bytes, bool]]:
    """Give number, bytes and completeness of each line, from the first, a few in memory at a time."""
    path = file_of(folder, log)
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            yield number, raw.removesuffix(b"\n"), raw.endswith(b"\n")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other processes from writing while this one reads the end and appends."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def append(folder: Path, log: str, kind: str, said: Mapping[str, object]) -> None:
    """Add a line, synced before this returns. Called inside `alone`."""
    path = file_of(folder, log)
    new = not path.exists()
    append_line(path, write_line(kind, said))
    if new:
        sync_folder(folder)
