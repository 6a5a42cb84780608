"""
Files of secrets that wrap or digest: a few keys as canonical JSON, mode 0600, whole or not there.

Each key carries a check value and the file a check over all, and a file must be byte for byte what we write:
a flipped byte anywhere is found, and named by the key it stands in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import write_whole
from yakusoku.terms.text import text
from yakusoku.vault.rules import FaultKind, KeyFault

_ID = re.compile(rb'"id": "([A-Za-z0-9-]{1,40})"')
RESTORE = text("Restore the keys folder from the newest backup of the keys; do not edit it by hand.")


class UnableToReadKeys(UnableTo):
    """A file of keys is missing, open to others, or not what was written. `fault` says which."""

    asked = text("read the keys")

    def __init__(self, fault: KeyFault) -> None:
        """Refuse because of `fault`."""
        self.fault = fault
        super().__init__(fault.says, do=fault.do)


@dataclass(frozen=True)
class Secret:
    """A key of 32 bytes with its id; it never prints."""

    id: str
    value: bytes = field(repr=False)

    @property
    def check(self) -> str:
        """Return a value that shows that the key is whole and does not show the key."""
        return hmac.new(self.value, b"yakusoku key check\0" + self.id.encode(), hashlib.sha256).hexdigest()[
            :32
        ]


def shown(path: Path) -> str:
    """Return the name under which a person finds `path` in the home."""
    return f"{path.parent.name}/{path.name}"


def guard(path: Path) -> KeyFault | None:
    """Return what is wrong with owner and mode of `path`: nobody but us may read or write there."""
    found = path.lstat()
    if found.st_uid != os.geteuid():
        return KeyFault(
            shown(path),
            "",
            FaultKind.FOREIGN_OWNER,
            text("{file} belongs to another account.", file=shown(path)),
            text(
                "Give it to the account that runs Yakusoku: chown {owner} {path}",
                owner=os.geteuid(),
                path=str(path),
            ),
        )
    mode = stat.S_IMODE(found.st_mode)
    if stat.S_ISLNK(found.st_mode) or mode & 0o077:
        wanted = "700" if stat.S_ISDIR(found.st_mode) else "600"
        return KeyFault(
            shown(path),
            "",
            FaultKind.OPEN_TO_OTHERS,
            text(
                "{file} has mode {mode} and must be for its owner alone.",
                file=shown(path),
                mode=f"{mode:04o}",
            ),
            text("Close it: chmod {wanted} {path}", wanted=wanted, path=str(path)),
        )
    return None


def write(path: Path, secrets: Sequence[Secret]) -> None:
    """Write the file whole and synced."""
    write_whole(path, _render(secrets), mode=0o600)


def read(path: Path) -> tuple[Secret, ...]:
    """
    Return the keys of the file, oldest first; none where there is no file.

    :raises UnableToReadKeys: if owner, mode or any byte is wrong
    """
    if not path.exists():
        return ()
    fault = guard(path)
    if fault is None:
        secrets, faults = inspect(path)
        if not faults:
            return secrets
        fault = faults[0]
    raise UnableToReadKeys(fault)


def parse(content: bytes) -> tuple[Secret, ...]:
    """Return the keys that the bytes of a file hold; none where they are not what we write."""
    secrets = [_secret(line) for line in content.split(b"\n")[3:-4]]
    whole = tuple(one for one in secrets if one is not None)
    return whole if _render(whole) == content else ()


def inspect(path: Path) -> tuple[tuple[Secret, ...], list[KeyFault]]:
    """Return the keys that are whole, and everything that is wrong with the file's bytes."""
    content = path.read_bytes()
    secrets, faults = [], []
    for number, line in enumerate(content.split(b"\n")[3:-4], start=1):
        secret = _secret(line)
        if secret is None:
            named = _ID.search(line)
            faults.append(altered(path, named[1].decode() if named else f"#{number}"))
        else:
            secrets.append(secret)
    if not faults and _render(secrets) != content:
        faults.append(altered(path, ""))
    return tuple(secrets), faults


def _secret(line: bytes) -> Secret | None:
    """Return the key of one line, or None where the line is not one that we write."""
    try:
        entry = json.loads(line.rstrip(b","))
        secret = Secret(entry["id"], base64.b64decode(entry["key"], validate=True))
        whole = len(secret.value) == 32 and _line(secret).encode() == line.rstrip(b",")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return secret if whole else None


def _render(secrets: Sequence[Secret]) -> bytes:
    return ("\n".join(_lines(secrets)) + "\n").encode()


def _line(one: Secret) -> str:
    return json.dumps({"id": one.id, "key": base64.b64encode(one.value).decode(), "check": one.check})


def _lines(secrets: Sequence[Secret]) -> Iterator[str]:
    listed = [_line(one) for one in secrets]
    whole = hashlib.sha256("\n".join(listed).encode()).hexdigest()
    yield "{"
    yield '"yakusoku-keys": 1,'
    yield '"keys": ['
    yield from (f"{one}," for one in listed[:-1])
    yield from listed[-1:]
    yield "],"
    yield f'"check": "{whole}"'
    yield "}"


def altered(path: Path, key_id: str) -> KeyFault:
    """Return the fault of a file, or of one key in it, that is not what was written."""
    says = (
        text("in {file} the key {id} is not what was written.", file=shown(path), id=key_id)
        if key_id
        else text("{file} is not what was written.", file=shown(path))
    )
    return KeyFault(shown(path), key_id, FaultKind.ALTERED, says, RESTORE)
