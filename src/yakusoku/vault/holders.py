"""
The key of somebody who holds a part of the escrow: an X25519 key in a file of its own, closed by a passphrase.

    yakusoku escrow key 1
    holder NAME
    public BASE64
    scrypt N R P SALT
    sealed NONCE-AND-KEY
    sha256 OVER-THE-LINES-ABOVE

Who makes an escrow needs the public line alone; the file never has to be where the home is but for a drill.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from yakusoku.terms import entropy
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.files import write_whole
from yakusoku.terms.text import text

_TITLE = "yakusoku escrow key 1"
_LINE = "yakusoku-escrow-holder"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_COST = (2**15, 8, 1)
_MOST_COST = 2**20
_LEAST_LETTERS = 12


class UnableToHold(UnableTo):
    """The key of a holder cannot be made, read or opened."""

    asked = text("use the key of an escrow's holder")


@dataclass(frozen=True)
class Holder:
    """Who holds a part: a name, such as an id of the register of staff, and a public key of 32 bytes."""

    name: str
    public: bytes

    def line(self) -> str:
        """Return the one line that is handed to whoever makes the escrow; it ends with a check."""
        said = f"{_LINE} {self.name} {encoded(self.public)}"
        return f"{said} {sha256(said.encode()).hexdigest()[:8]}"

    def key(self) -> X25519PublicKey:
        """Return the key for HPKE."""
        return X25519PublicKey.from_public_bytes(self.public)


@dataclass(frozen=True)
class Opened:
    """A holder whose key was opened; it never prints."""

    holder: Holder
    key: X25519PrivateKey = field(repr=False)


def encoded(raw: bytes) -> str:
    """Return standard base 64."""
    return base64.b64encode(raw).decode()


def decoded(said: str) -> bytes:
    """Return the bytes of standard base 64 in its one spelling. :raises ValueError: of any other"""
    try:
        raw = base64.b64decode(said, validate=True)
    except binascii.Error:
        raise ValueError("not base 64") from None
    if encoded(raw) != said:
        raise ValueError("not canonical base 64")
    return raw


def read_line(line: str) -> Holder:
    """Return the holder of a public line. :raises UnableToHold: if a letter of it is wrong"""
    parts = line.strip().split(" ")
    try:
        holder = Holder(parts[1], decoded(parts[2]))
    except (IndexError, ValueError):
        holder = None
    if holder is None or not _NAME.fullmatch(holder.name) or holder.line() != line.strip():
        raise UnableToHold(
            text("this is not the public line of a holder."),
            do=text("Pass the whole line that `yakusoku vault escrow holder` printed."),
        )
    return holder


def make(name: str, passphrase: str, path: Path) -> Holder:
    """
    Make a key at `path` with mode 0600, closed by `passphrase`; return the holder. What is there is not replaced.

    :raises UnableToHold: if the name or the passphrase will not do, or there is such a file
    """
    if not _NAME.fullmatch(name):
        raise UnableToHold(
            text("a holder is named by Latin letters, digits, `_` and `-`, at most forty."),
            do=text("Pass the id of the register of staff."),
        )
    if len(passphrase) < _LEAST_LETTERS:
        raise UnableToHold(
            text("the passphrase has fewer than {count} letters.", count=_LEAST_LETTERS),
            do=text("Choose a longer one; several words are easier to keep than one."),
        )
    if path.exists():
        raise UnableToHold(
            text("there is a file {file} already.", file=path.name), do=text("Name another file.")
        )
    seed = entropy.draw(32, why=f"vault:escrow-holder:{name}:{path.name}")
    holder = Holder(name, X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
    salt = entropy.draw(16, why=f"vault:escrow-holder-salt:{name}:{path.name}")
    nonce = entropy.draw(12, why=f"vault:escrow-holder-nonce:{name}:{path.name}")
    above = f"{_TITLE}\nholder {name}\npublic {encoded(holder.public)}\n"
    above += f"scrypt {' '.join(map(str, _COST))} {encoded(salt)}\n"
    closed = AESGCM(_stretched(passphrase, salt, _COST)).encrypt(nonce, seed, above.encode())
    write_whole(path, _whole(f"{above}sealed {encoded(nonce + closed)}\n"), mode=0o600)
    return holder


def _whole(above: str) -> bytes:
    return f"{above}sha256 {sha256(above.encode()).hexdigest()}\n".encode()


def _stretched(passphrase: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode())


def open_key(path: Path, passphrase: str) -> Opened:
    """
    Return the key at `path`.

    :raises UnableToHold: if the file cannot be read, is open to others or was altered, or the passphrase is wrong
    """
    content = _read(path)
    lines = content.decode("ascii", "replace").split("\n")
    if lines[0] != _TITLE or content != _whole("".join(f"{line}\n" for line in lines[:5])):
        raise _altered(path)
    try:
        holder = Holder(lines[1].removeprefix("holder "), decoded(lines[2].removeprefix("public ")))
        n, r, p, salt = lines[3].removeprefix("scrypt ").split(" ")
        sealed = decoded(lines[4].removeprefix("sealed "))
        cost = (min(int(n), _MOST_COST), int(r), int(p))
        key = _stretched(passphrase, decoded(salt), cost)
    except (ValueError, IndexError):
        raise _altered(path) from None
    head = "".join(f"{line}\n" for line in lines[:4])
    try:
        seed = AESGCM(key).decrypt(sealed[:12], sealed[12:], head.encode())
    except InvalidTag:
        raise UnableToHold(
            text("the passphrase does not open {file}.", file=path.name),
            do=text(
                "Type it again. It is not written anywhere; another holder's key can take this one's place."
            ),
        ) from None
    return Opened(holder, X25519PrivateKey.from_private_bytes(seed))


def _read(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as problem:
        raise UnableToHold(
            text("{file} cannot be read ({problem}).", file=path.name, problem=problem.strerror),
            do=text("Name the file that `yakusoku vault escrow holder` wrote."),
        ) from None
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(handle).st_mode & 0o777
        content = file.read(8192)
    if mode & 0o077:
        raise UnableToHold(
            text(
                "{file} has mode {mode} and must be for its owner alone.", file=path.name, mode=f"{mode:04o}"
            ),
            do=text("Close it: chmod {wanted} {path}", wanted="600", path=str(path)),
        )
    return content


def _altered(path: Path) -> UnableToHold:
    return UnableToHold(
        text("{file} is not what was written.", file=path.name),
        do=text("Take another copy of the file, or the key of another holder."),
    )
