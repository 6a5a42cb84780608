"""The signing key of a log in a file of its own: made once, mode 0600, and damaged never in silence."""

from __future__ import annotations

import fcntl
import os
import stat
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yakusoku.ledger.notes import UnreadableNoteError, decode, encode
from yakusoku.ledger.ports import UnableToSign
from yakusoku.terms import entropy
from yakusoku.terms.files import write_whole
from yakusoku.terms.text import Text, text

_FIRST = "yakusoku signing key 1"
_RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(*_RAW)


def write_key(seed: bytes) -> bytes:
    """Return the file of the key: a title, the seed, the public key, and a checksum over these."""
    public = _public(Ed25519PrivateKey.from_private_bytes(seed))
    above = f"{_FIRST}\nseed {encode(seed)}\npublic {encode(public)}\n"
    return f"{above}sha256 {sha256(above.encode()).hexdigest()}\n".encode()


def read_key_file(content: bytes) -> Ed25519PrivateKey | Text:
    """Return the key that a file holds, or what is wrong with the file and in which line."""
    try:
        lines = content.decode("ascii").split("\n")
    except UnicodeDecodeError:
        return text("the file holds bytes that are no text.")
    if len(lines) != 5 or lines[0] != _FIRST or lines[4]:
        return text("the file is no signing key: it needs a title and three lines.")
    above = "".join(f"{line}\n" for line in lines[:3])
    if lines[3] != f"sha256 {sha256(above.encode()).hexdigest()}":
        return text("its checksum in line 4 does not fit the lines above.")
    try:
        seed = decode(lines[1].removeprefix("seed "))
        key = Ed25519PrivateKey.from_private_bytes(seed)
    except (UnreadableNoteError, ValueError):
        return text("the seed in line 2 is malformed.")
    if content != write_key(seed):
        return text("the public key in line 3 does not belong to the seed in line 2.")
    return key


def key_file(folder: Path, log: str, since: int = 1) -> Path:
    """Return where the key of `log` lies that was made for its generation `since`; a name of a log has no dot."""
    return folder / (f"ledger-{log}.key" if since == 1 else f"ledger-{log}.{since}.key")


class FileSigner:
    """Signs with the key in a file. The file is read at the first use and kept in memory."""

    def __init__(self, path: Path) -> None:
        """Use the key at `path`; nothing is read yet."""
        self.path = path
        self._key: Ed25519PrivateKey | None = None

    def prepare(self) -> None:
        """
        Make the key where there is none, synced before anything is signed.

        :raises UnableToSign: if the one that is there is damaged or open to others
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)  # two processes that open one log make one key
            if not self.path.exists():
                write_whole(self.path, write_key(entropy.draw(32, why=f"signing-key:{self.path.name}")))
        finally:
            os.close(folder)
        self._load()

    @property
    def made(self) -> bool:
        """Say whether there is a file."""
        return self.path.exists()

    @property
    def where(self) -> str:
        """Return the path."""
        return str(self.path)

    @property
    def public(self) -> bytes:
        """Return the public key. :raises UnableToSign: if the file is missing, damaged or open to others"""
        return _public(self._load())

    def sign(self, message: bytes, /) -> bytes:
        """Return the signature. :raises UnableToSign: if the file is missing, damaged or open to others"""
        return self._load().sign(message)

    def _load(self) -> Ed25519PrivateKey:
        if self._key is None:
            self._key = self._read()
        return self._key

    def _read(self) -> Ed25519PrivateKey:
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as problem:
            raise UnableToSign(
                text(
                    "the key file {file} cannot be read ({problem}).",
                    file=self.path,
                    problem=problem.strerror,
                ),
                do=text(
                    "Put the key file back from the backup of the keys. A new key cannot continue an old log."
                ),
            ) from None
        with os.fdopen(handle, "rb") as file:
            mode = stat.S_IMODE(os.fstat(handle).st_mode)
            content = file.read(4096)
        if mode != 0o600:
            raise UnableToSign(
                text(
                    "the key file {file} has mode {mode:04o}, so others may have read it.",
                    file=self.path,
                    mode=mode,
                ),
                do=text("Find out who could read it, then set its mode to 0600."),
            )
        key = read_key_file(content)
        if isinstance(key, Text):
            raise UnableToSign(
                text("the key file {file} is damaged: {wrong}", file=self.path, wrong=key),
                do=text("Put the key file back from the backup of the keys."),
            )
        return key
