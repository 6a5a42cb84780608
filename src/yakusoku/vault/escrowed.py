"""Which files of keys an escrow holds, and whether they open what is here today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from yakusoku.vault import keyfiles
from yakusoku.vault.keyfiles import Secret, UnableToReadKeys
from yakusoku.vault.store import DIGEST, WRAPPING, reading
from yakusoku.vault.wrapping import ROWS, Row, unwrap

_SIGNING = "ledger-*.key"
_NAMED = re.compile(r"ledger-[a-z][a-z0-9-]*(\.[0-9]+)?\.key")


def is_named(name: str) -> bool:
    """Say whether `name` is that of a file that an escrow may hold."""
    return name in {WRAPPING, DIGEST} or bool(_NAMED.fullmatch(name))


def gather(folder: Path) -> dict[str, bytes]:
    """
    Return the files of keys that nothing can make anew: wrapping keys, digest key, signing keys.

    :raises UnableToReadKeys: if one is open to others or damaged; the escrow of a damaged key is none
    """
    found = {}
    for path in (folder / WRAPPING, folder / DIGEST, *sorted(folder.glob(_SIGNING))):
        if not path.exists():
            continue
        if path.name in {WRAPPING, DIGEST}:
            keyfiles.read(path)
        elif fault := keyfiles.guard(path):
            raise UnableToReadKeys(fault)
        found[path.name] = path.read_bytes()
    return found


def names(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return what the files hold, by name: months of wrapping keys, and the other files."""
    months = tuple(f"{WRAPPING}:{one.id}" for one in _secrets(files, WRAPPING))
    return (*months, *(name for name in files if name != WRAPPING))


def lacks(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return which of today's keys are not in `files`, or are others there. :raises UnableToReadKeys: as `gather`"""
    today = gather(folder)
    held = {(name, one.id, one.check) for name in (WRAPPING, DIGEST) for one in _secrets(files, name)}
    missing = [
        f"{name}:{one.id}" if name == WRAPPING else name
        for name in (WRAPPING, DIGEST)
        for one in _secrets(today, name)
        if (name, one.id, one.check) not in held
    ]
    others = [name for name in today if name not in {WRAPPING, DIGEST} and files.get(name) != today[name]]
    return (*missing, *others)


def opens(folder: Path, files: Mapping[str, bytes]) -> tuple[int, int]:
    """Return how many case keys there are, and how many the wrapping keys in `files` open, each one tried."""
    wrapping = {one.id: one for one in _secrets(files, WRAPPING)}
    with reading(folder) as connection:
        rows = [Row(*found) for found in connection.execute(ROWS)]
    return len(rows), sum(unwrap(row, wrapping, folder)[1] is not None for row in rows)


def _secrets(files: Mapping[str, bytes], name: str) -> tuple[Secret, ...]:
    return keyfiles.parse(files[name]) if name in files else ()
