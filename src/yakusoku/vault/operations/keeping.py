"""Keys of cases, and what is sealed by them. None of this writes the database or the ledger."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO

from yakusoku.vault import digests, keys
from yakusoku.vault import sealed as blobs
from yakusoku.vault.ports import ports
from yakusoku.vault.rules import case_named, label_named


def ensure_case_key(*, case_id: str, now: datetime) -> None:
    """
    Make the key of a case where it has none. Call it before the deed that needs the key, never inside.

    When this returns the key is synced. If the process dies before the deed commits, the key is an orphan
    and the sweep removes it. A second call changes nothing.

    :raises UnableToMakeKey: if the case's key was destroyed
    :raises UnableToReadKeys: if the files of keys are open to others, missing or damaged
    """
    keys.ensure(ports().keys, case_named(case_id), now=now)


def seal(*, case_id: str, label: str, content: bytes) -> bytes:
    """
    Return `content` sealed for this case and label; the envelope is 84 bytes longer, and 16 more for each 64 KiB.

    :raises UnableToSeal: if the case has no key
    """
    return blobs.seal(case_id, label, content)


def unseal(*, case_id: str, label: str, sealed: bytes) -> bytes:
    """
    Return what was sealed for this case and label.

    :raises UnableToUnseal: if the key is destroyed, or case, label or bytes are not those of the sealing
    """
    return blobs.unseal(case_id, label, sealed)


def put(*, case_id: str, name: str, content: bytes | BinaryIO) -> None:
    """
    Seal `content` into the case's file `name`, whole or not at all; an older file of that name is replaced.

    A seekable file is read in pieces of 64 KiB, twice, so its size does not matter.

    :raises UnableToSeal: if the case has no key
    """
    blobs.put(case_id, name, io.BytesIO(content) if isinstance(content, bytes) else content)


def get(*, case_id: str, name: str) -> bytes:
    """Return the content of a sealed file. :raises UnableToUnseal: if it does not open or is not there"""
    return b"".join(blobs.pieces(case_id, name))


def pieces(*, case_id: str, name: str) -> Iterator[bytes]:
    """
    Yield the content of a sealed file in pieces; none before the whole file was found to be authentic.

    :raises UnableToUnseal: if it does not open or is not there
    """
    return blobs.pieces(case_id, name)


def names(*, case_id: str) -> tuple[str, ...]:
    """Return the names of the case's sealed files, sorted."""
    return blobs.names(case_id)


def drop(*, case_id: str, name: str) -> bool:
    """Remove a sealed file and return whether it was there; ordinary backups may still hold it, sealed."""
    return blobs.drop(case_id, name)


def keyed_digest(*, purpose: str, value: bytes) -> str:
    """
    Return 64 hexadecimal digits: HMAC-SHA256 of `value` under this home's key for `purpose`.

    Digests of two purposes cannot be compared.

    :raises UnableToReadKeys: if the home's digest key is gone or was altered
    """
    return digester(purpose=purpose)(value)


def digester(*, purpose: str) -> Callable[[bytes], str]:
    """Return `keyed_digest` of one purpose, for many values. :raises UnableToReadKeys: as `keyed_digest`"""
    return digests.digester(ports().keys, label_named(purpose))
