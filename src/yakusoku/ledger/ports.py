"""What the ledger needs from others: who signs, where checkpoints go, what a restore replays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


class UnableToSign(UnableTo):
    """The key of a log cannot be used, so nothing is signed with it."""

    asked = text("sign for a log")


class Signer(Protocol):
    """Holds the signing key of one log: a file now, a key service later."""

    @property
    def made(self) -> bool:
        """Say whether there is a key, usable or not."""
        ...

    @property
    def where(self) -> str:
        """Return what a report calls the place of the key, such as a file."""
        ...

    @property
    def public(self) -> bytes:
        """Return the 32 bytes of the public Ed25519 key. :raises UnableToSign: if the key cannot be used"""
        ...

    def prepare(self) -> None:
        """
        Make the key where there is none yet.

        :raises UnableToSign: if the one that is there cannot be used
        """
        ...

    def sign(self, message: bytes, /) -> bytes:
        """Return the Ed25519 signature over `message`. :raises UnableToSign: if the key cannot be used"""
        ...


class SignerFor(Protocol):
    """Gives the signer of a log whose key was made for its generation `since`: the first, or one of a rotation."""

    def __call__(self, log: str, since: int = 1, /) -> Signer:
        """Return the signer; its key may not be there."""
        ...


class Replay(Protocol):
    """
    A room's part of a restore: does again what the lost part of the database had done.

    `lines` are the lines of this kind that the file outside the database holds for the log, oldest first.
    """

    kind: str

    def replay(self, *, log: str, lines: Iterable[Mapping[str, object]], now: datetime) -> int:
        """Do them again inside the caller's transaction; return how many changed anything."""
        ...


@dataclass(frozen=True)
class Ports:
    """What is wired."""

    signer_for: SignerFor
    outside: Path
    origin_for: Callable[[str], str]
    replays: tuple[Replay, ...]


_wired: list[Ports] = []  # one process has one home, wired where it is opened


def wire(
    signer_for: SignerFor,
    outside: Path,
    *,
    origin_for: Callable[[str], str] = str,
    replays: tuple[Replay, ...] = (),
) -> None:
    """
    Fill the ports. `outside` is a folder that is not restored together with the database.

    `origin_for` gives the name under which a log signs, without its generation: a schema-less address.
    """
    _wired[:] = [Ports(signer_for, outside, origin_for, replays)]


def wired() -> Ports:
    """Return what is wired. :raises RuntimeError: if no home is open"""
    if not _wired:
        raise RuntimeError("the ledger is not wired: open a home first, or call `ledger.ports.wire`")
    return _wired[0]
