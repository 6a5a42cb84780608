"""
The file in which one guard writes what it counted: lines that only grow, synced, under a lock for as long as it lives.

No line holds anything about a person: purposes, ways and reasons are words of the policy.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from yakusoku.terms import ids
from yakusoku.terms.files import append_line

FOLDER = "tallies"


class Counted(NamedTuple):
    """What is counted: a purpose, the way to others (or nothing), what it came to, and the reason."""

    purpose: str
    route: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class Written:
    """One line of a guard's file: its number, its time, the policy's digest, and the counts; `last` ends the file."""

    number: int
    since: datetime
    until: datetime
    policy: str
    counts: Mapping[Counted, int]
    last: bool


@dataclass(frozen=True)
class Seen:
    """A guard's file as it was found. `lines` are those that can be read; `alive`: its guard still has it."""

    file: Path
    guard_id: str
    company: str
    use: str
    begun_at: datetime
    lines: tuple[Written, ...]
    alive: bool

    @property
    def ended(self) -> bool:
        """Whether the guard said that it is done."""
        return bool(self.lines) and self.lines[-1].last


class Spool:
    """The file of one guard, open for writing."""

    def __init__(self, file: Path, handle: int, policy: str) -> None:
        """Hold a file that was begun."""
        self._file, self._handle, self._policy = file, handle, policy
        self._number = 0

    @classmethod
    def begun(cls, home: Path, company: str, *, use: str, policy: str, now: datetime) -> Spool:
        """Begin the file of a new guard and take its lock, which the system lets go of when the process ends."""
        folder = home / FOLDER / company
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        guard_id = ids.public_id("grd", why=f"{company}:{use}:{now.isoformat()}:{os.getpid()}")
        file = folder / f"{guard_id}.jsonl"
        head = {"guard": guard_id, "use": use, "at": now.isoformat()}
        append_line(file, json.dumps(head).encode())
        handle = os.open(file, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_SH)
        return cls(file, handle, policy)

    @property
    def is_open(self) -> bool:
        """Whether more can be written."""
        return self._handle >= 0

    def policy(self, digest: str) -> None:
        """Say by which policy is judged from now on."""
        self._policy = digest

    def add(self, counts: Mapping[Counted, int], *, since: datetime, until: datetime) -> None:
        """Write what was counted, synced; nothing where nothing was."""
        if counts:
            self._append(counts, since, until, last=False)

    def end(self, now: datetime) -> None:
        """Say that this was all, and let the file go."""
        self._append({}, now, now, last=True)
        self.leave()

    def leave(self) -> None:
        """Let the file go without a word: it is another process's."""
        os.close(self._handle)
        self._handle = -1

    def _append(self, counts: Mapping[Counted, int], since: datetime, until: datetime, *, last: bool) -> None:
        line: dict[str, Any] = {
            "n": self._number + 1, "since": since.isoformat(), "until": until.isoformat(), "policy": self._policy,
            "counts": [[*key, count] for key, count in sorted(counts.items())],
        }  # fmt: skip
        if last:
            line["last"] = True
        append_line(self._file, json.dumps(line).encode())
        self._number += 1


def spools(home: Path) -> Iterator[Seen]:
    """Yield the files of all guards of a home, the oldest name first; a file without a readable head is left out."""
    for file in sorted((home / FOLDER).glob("*/grd_*.jsonl")):
        seen = _seen(file)
        if seen is not None:
            yield seen


def _seen(file: Path) -> Seen | None:
    alive = _is_held(file)  # asked first: what is written afterwards is read by the next look
    lines = file.read_bytes().split(b"\n")[:-1]  # a torn last line has no end
    try:
        head = json.loads(lines[0])
        begun = datetime.fromisoformat(head["at"])
        read = tuple(one for one in map(_line, lines[1:]) if one is not None)
        return Seen(file, head["guard"], file.parent.name, head["use"], begun, read, alive)
    except (IndexError, KeyError, TypeError, ValueError):
        return None


def _line(content: bytes) -> Written | None:
    """Return a line, or nothing where it cannot be read: its number is then missing, and says so."""
    try:
        one = json.loads(content)
        counts = {Counted(*map(str, key)): int(count) for *key, count in one["counts"]}
        since, until = datetime.fromisoformat(one["since"]), datetime.fromisoformat(one["until"])
        return Written(int(one["n"]), since, until, str(one["policy"]), counts, bool(one.get("last")))
    except (KeyError, TypeError, ValueError):
        return None


def _is_held(file: Path) -> bool:
    """Say whether the guard of a file still lives: it has the lock."""
    handle = os.open(file, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
