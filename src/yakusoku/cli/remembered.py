"""
What a check found, remembered until anything that it depends on changes.

An answer is kept under a key: the digests of every file of policies and data map, of the program's own rooms, of the
laws, of the packages that read and shape files, the day asked about and the stores. It is used only where the whole
key is the same again, where today is still the day it was, and where its own digest holds; a file that is damaged,
somebody else's or readable by others is as good as none. Any of these files may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

import yakusoku
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.text import Text

_FORMAT = 1
_ROOMS = ("terms", "laws", "datamap", "policy", "locale")
_PACKAGES = ("pydantic", "pyyaml", "tzdata", "annotated_types")
_READ = (".yaml", ".yml")
_MOST_FILES = 50
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What a check found; `days` are the days it took for today, by time zone."""

    findings: tuple[Finding, ...]
    policies: int
    collections: int
    days: Mapping[str, date]

    def still(self, now: datetime) -> bool:
        """Tell whether every day that was taken for today is today at `now`."""
        try:
            return all(now.astimezone(ZoneInfo(zone)).date() == day for zone, day in self.days.items())
        except (ValueError, OSError):
            return False


def key(
    folders: Collection[Path], *, as_of: date | None, stores: Collection[str] | None
) -> dict[str, object] | None:
    """Return what an answer about these folders depends on, or None where a file cannot be read."""
    package = Path(yakusoku.__file__).resolve().parent
    try:
        return {
            "format": _FORMAT,
            "software": [yakusoku.__version__, *_program(package)],
            "laws": _digest(_below(package / "laws" / "data")),
            "files": _digest(entry for folder in folders for entry in _below(folder, only=_READ)),
            "as_of": as_of.isoformat() if as_of else None,
            "stores": sorted(stores) if stores is not None else None,
        }
    except OSError:
        return None


def recall(file: Path, wanted: Mapping[str, object], now: datetime) -> Answer | None:
    """Return the answer that `file` holds for this very key and this day, or None."""
    try:
        digest, _, body = _read(file).partition(b"\n")
        if sha256(body).hexdigest().encode() != digest:
            return None
        kept = json.loads(body)
        answer = _answer(kept["answer"]) if kept["key"] == wanted else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return answer if answer is not None and answer.still(now) else None


def remember(file: Path, about: Mapping[str, object], answer: Answer) -> None:
    """Keep an answer; whoever reads meanwhile finds the old file or the new one. What cannot be kept is not."""
    body = json.dumps({"key": about, "answer": _written(answer)}, ensure_ascii=False).encode()
    part = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            part.unlink()  # left by a process of the same number that died
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(sha256(body).hexdigest().encode() + b"\n" + body)
        part.replace(file)
        _forget_oldest(file.parent)
    except OSError:
        with suppress(OSError):
            part.unlink()


def place(folder: Path, about: str) -> Path:
    """Return the file in which answers about a home are kept: one for each home."""
    return folder / "check" / f"{sha256(about.encode()).hexdigest()[:32]}.json"


def _program(package: Path) -> Iterator[str]:
    """Yield digests of the rooms that check, and the versions of the packages that they stand on."""
    yield _digest(entry for room in _ROOMS for entry in _below(package / room))
    beside = Path(click.__file__).resolve().parent.parent
    for entry in sorted(os.listdir(beside)):  # noqa: PTH208  ten times faster over a large folder
        if entry.lower().startswith(_PACKAGES) and entry.endswith(".dist-info"):
            yield entry


def _below(folder: Path, *, only: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """
    Yield every entry below a folder by its path: what it holds, or that it is a folder.

    Links are followed, each folder once. Of files whose name has none of the endings `only` the name is enough.
    """
    yield folder.name, b"begins"
    pending, seen = [folder], set[tuple[int, int]]()
    while pending:
        here = pending.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(here) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                name = f"{folder.name}/{os.path.relpath(entry.path, folder)}"
                if entry.name == "__pycache__":
                    continue
                if entry.is_dir():
                    status = entry.stat()
                    if (status.st_dev, status.st_ino) not in seen:
                        seen.add((status.st_dev, status.st_ino))
                        pending.append(Path(entry.path))
                    yield name, b"folder"
                elif entry.is_file():
                    yield name, _content(Path(entry.path), only)
                else:
                    yield name, b"nothing"


def _content(file: Path, only: tuple[str, ...]) -> bytes:
    if only and not file.name.lower().endswith(only):
        return b"file"
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").digest()


def _digest(entries: Iterator[tuple[str, bytes]]) -> str:
    whole = sha256()
    for name, content in entries:
        whole.update(f"{len(name)}:{name}:{len(content)}:".encode("utf-8", "surrogateescape") + content)
    return whole.hexdigest()


def _read(file: Path) -> bytes:
    """Return the bytes of a file that is ours alone. :raises OSError: of any other"""
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opened:
        status = os.fstat(opened.fileno())
        alone = stat.S_ISREG(status.st_mode) and not status.st_mode & 0o077
        if not alone or status.st_uid != os.geteuid() or status.st_size > _MOST_BYTES:
            raise PermissionError(file.name)
        return opened.read()


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in kept[_MOST_FILES:]:
        one.unlink(missing_ok=True)


# -- findings as JSON ----------------------------------------------------------------------------


def _written(answer: Answer) -> dict[str, object]:
    return {
        "policies": answer.policies,
        "collections": answer.collections,
        "days": {zone: day.isoformat() for zone, day in answer.days.items()},
        "findings": [_finding(one) for one in answer.findings],
    }


def _finding(one: Finding) -> list[object]:
    where = [one.where.file, one.where.line, one.where.column, one.where.key]
    said = [_said(one.says), _said(one.do)]
    return [one.kind, where, *said, one.severity.value, one.read, list(one.allowed), one.nearest]


def _said(value: object) -> object:
    if isinstance(value, Text):
        return {"text": value.original, "places": {name: _said(one) for name, one in value.places.items()}}
    if isinstance(value, Bilingual):
        return {"en": value.en, "ja": value.ja}
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _answer(kept: Any) -> Answer:  # noqa: ANN401  JSON; whatever does not fit raises and is forgotten
    return Answer(
        tuple(_found(one) for one in kept["findings"]),
        int(kept["policies"]),
        int(kept["collections"]),
        {zone: date.fromisoformat(day) for zone, day in kept["days"].items()},
    )


def _found(kept: Any) -> Finding:  # noqa: ANN401  JSON; whatever does not fit raises and is forgotten
    kind, where, says, do, severity, read, allowed, nearest = kept
    return Finding(
        kind, Where(*where), _say(says), _say(do), Severity(severity), read, tuple(allowed), nearest
    )


def _say(kept: object) -> Text:
    made = _place(kept)
    if not isinstance(made, Text):
        raise TypeError
    return made


def _place(kept: object) -> object:
    if isinstance(kept, dict) and "text" in kept:
        return Text(kept["text"], {name: _place(one) for name, one in kept["places"].items()})
    if isinstance(kept, dict):
        return Bilingual(kept["en"], kept["ja"])
    return kept
