"""
Sealed content: values for a row, and files of any size below a folder of the case.

If the process dies anywhere in a writing: the old file is there or the new one, and `.<name>.part` is
replaced by the next writing.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from yakusoku.terms import entropy
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import sync_folder
from yakusoku.terms.text import Text, text
from yakusoku.vault import keys
from yakusoku.vault.envelope import SALT, Binding, BrokenEnvelopeError, read_pieces
from yakusoku.vault.lock import held
from yakusoku.vault.models import KeyDestruction
from yakusoku.vault.ports import ports
from yakusoku.vault.rules import case_named, file_named, label_named, zone_named

_VALUE = "value"
_FILE = "file"


class UnableToSeal(UnableTo):
    """Content cannot be sealed for this case."""

    asked = text("seal content for a case")


class UnableToUnseal(UnableTo):
    """Sealed content does not open: key destroyed, wrong key, case or label, altered, cut, or not there."""

    asked = text("open sealed content")


def seal(case_id: str, label: str, content: bytes) -> bytes:
    """Return the envelope of a value. :raises UnableToSeal: if the case has no key"""
    binding = _binding_to_seal(_VALUE, case_id, label_named(label))
    return b"".join(_sealed(binding, io.BytesIO(content)))


def unseal(case_id: str, label: str, sealed: bytes) -> bytes:
    """Return the value of an envelope. :raises UnableToUnseal: if it does not open for this case and label"""
    binding = _binding_to_open(_VALUE, case_id, label_named(label))
    with _explained(case_id, label):
        return b"".join(binding.unseal([sealed]))


def put(case_id: str, name: str, content: BinaryIO) -> None:
    """
    Seal the rest of the seekable `content` into the case's file `name`, whole or not at all.

    Read twice: for the digest that names the salt, and to seal. A case destroyed meanwhile keeps nothing.
    """
    binding = _binding_to_seal(_FILE, case_id, file_named(name))
    with held(ports().sealed, shared=True), held(folder := _made_folder(case_id)):
        part = folder / f".{name}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.writelines(_sealed(binding, content))
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / name)
        sync_folder(folder)
    if not keys.has_key(ports().keys, case_id):
        remove_all(case_id)
        raise _no_key_to_seal(case_id)


def pieces(case_id: str, name: str) -> Iterator[bytes]:
    """
    Yield the content of a sealed file in pieces, after the whole file was found to be authentic.

    :raises UnableToUnseal: before the first piece, if it does not open
    """
    binding = _binding_to_open(_FILE, case_id, file_named(name))
    path = folder_of(case_id) / name
    with _explained(case_id, name):
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise BrokenEnvelopeError("file") from None
        with file:
            for _ in binding.unseal(read_pieces(file)):
                continue
            file.seek(0)
            yield from binding.unseal(read_pieces(file))


def names(case_id: str) -> tuple[str, ...]:
    """Return the names of the case's sealed files, sorted."""
    folder = folder_of(case_id)
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(path.name for path in found if not path.name.startswith(".")))


def drop(case_id: str, name: str) -> bool:
    """Remove one sealed file; return whether it was there. Its name stays gone through power loss."""
    folder = folder_of(case_id)
    path = folder / file_named(name)
    if not path.exists():
        return False
    path.unlink(missing_ok=True)
    sync_folder(folder)
    return True


def remove_all(case_id: str) -> int:
    """Remove the case's folder with all in it, while nobody writes; return how many sealed files it held."""
    folder = folder_of(case_id)
    with held(folder.parent):
        count = len(names(case_id))
        if folder.is_dir():
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
            sync_folder(folder.parent)
    return count


def folder_of(case_id: str) -> Path:
    """Return the folder of the case's sealed files, which may not exist."""
    return ports().sealed / case_named(case_id)


def _made_folder(case_id: str) -> Path:
    folder = folder_of(case_id)
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    return folder


def _sealed(binding: Binding, content: BinaryIO) -> Iterable[bytes]:
    start = content.tell()
    mark = binding.digest(read_pieces(content))
    content.seek(start)
    salt = entropy.draw(SALT, why=f"vault:seal:{binding.domain}:{binding.case_id}:{binding.label}:{mark}")
    return binding.seal(read_pieces(content), salt=salt)


def _binding_to_seal(domain: str, case_id: str, label: str) -> Binding:
    try:
        return Binding(keys.open_key(ports().keys, case_named(case_id)), domain, case_id, label)
    except keys.NoKeyError:
        raise _no_key_to_seal(case_id) from None


def _no_key_to_seal(case_id: str) -> UnableToSeal:
    return UnableToSeal(
        text("the case {case} has no key, or its key was destroyed.", case=case_id),
        do=text("Make the key with `ensure_case_key` before the deed; a destroyed case keeps nothing more."),
    )


def _binding_to_open(domain: str, case_id: str, label: str) -> Binding:
    try:
        return Binding(keys.open_key(ports().keys, case_named(case_id)), domain, case_id, label)
    except keys.NoKeyError as none:
        wrong = (
            text(
                "the key of {case} was destroyed on {day}.",
                case=case_id,
                day=_day(case_id, none.destroyed_at),
            )
            if none.destroyed_at
            else text("the case {case} has no key.", case=case_id)
        )
        do = (
            text("Nothing opens it again; its facts stand in the ledger.")
            if none.destroyed_at
            else text("If older keys were put back, restore the keys folder from its newest backup.")
        )
        raise UnableToUnseal(wrong, do=do) from None


def _day(case_id: str, moment: datetime) -> str:
    """Return the company's day, as the certificate counts; UTC's where own state does not know the destruction."""
    zone = KeyDestruction.objects.filter(case_id=case_id).values_list("timezone", flat=True).first()
    return moment.astimezone(zone_named(zone or "UTC")).date().isoformat()


@contextmanager
def _explained(case_id: str, label: str) -> Iterator[None]:
    try:
        yield
    except BrokenEnvelopeError as broken:
        raise UnableToUnseal(
            text("{label} of {case} does not open: {why}", label=label, case=case_id, why=_why(str(broken))),
            do=text("Run `yakusoku vault verify`; restore the file from a backup if it was damaged."),
        ) from None


def _why(part: str) -> Text:
    if part == "file":
        return text("there is no such file.")
    if part == "key, case or label":
        return text("it was sealed under another key, case or label, or its first bytes were altered.")
    return text("it was altered or cut.")
