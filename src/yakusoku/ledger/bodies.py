"""
The bytes of one entry: canonical JSON, so that the same entry is the same bytes everywhere.

Keys are sorted; every value is plain ASCII. `about` and `at` come first and `tag` last, so that a
verification can hold the copied columns against the bytes without parsing them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from yakusoku.ledger.tags import Fact

FORMAT = 1
SALT = 16
MOST = 65_535
"""Longest body: the bundles of C2SP tlog-tiles count an entry's bytes in sixteen bits."""

_STAMP = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{6}Z")
_KEYS = {"about", "at", "by", "facts", "format", "log", "salt", "tag"}


class UnreadableBodyError(ValueError):
    """The bytes are not an entry in its one canonical form."""


@dataclass(frozen=True)
class Body:
    """What an entry says. `at` is as `stamp` writes it; `salt` is random, so no leaf can be guessed."""

    log: str
    tag: str
    about: str
    by: str
    at: str
    facts: Mapping[str, Fact]
    salt: bytes

    def write(self) -> bytes:
        """Return the entry's bytes."""
        said = {
            "about": self.about,
            "at": self.at,
            "by": self.by,
            "facts": dict(self.facts),
            "format": FORMAT,
            "log": self.log,
            "salt": self.salt.hex(),
            "tag": self.tag,
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")


def stamp(moment: datetime) -> str:
    """
    Return a moment as entries write it: UTC, microseconds, sorted as text.

    :raises ValueError: if the moment names no time zone
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be recorded")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)


def moment(said: str) -> datetime:
    """Return the moment that `stamp` wrote. :raises UnreadableBodyError: if it was not written by `stamp`"""
    if not _STAMP.fullmatch(said):
        raise UnreadableBodyError("the moment is malformed")
    try:
        return datetime.strptime(said, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        raise UnreadableBodyError("the moment is malformed") from None


def head(about: str, at: str) -> str:
    """Return what the bytes of an entry begin with."""
    return f'{{"about":"{about}","at":"{at}","by":"'


def tail(tag: str) -> str:
    """Return what the bytes of an entry end with."""
    return f'","tag":"{tag}"}}'


def read(raw: bytes) -> Body:
    """
    Return what the bytes say.

    :raises UnreadableBodyError: if they are not exactly the bytes that `write` makes
    """
    try:
        said = json.loads(raw)
    except ValueError:
        raise UnreadableBodyError("the entry is not JSON") from None
    if not isinstance(said, dict) or set(said) != _KEYS or not isinstance(said["facts"], dict):
        raise UnreadableBodyError("the entry has other keys than an entry has")
    names = [said[name] for name in ("log", "tag", "about", "by", "at", "salt")]
    if not all(isinstance(name, str) for name in names) or not re.fullmatch(r"[0-9a-f]{32}", said["salt"]):
        raise UnreadableBodyError("a value of the entry is malformed")
    log, tag, about, by, at, salt = names
    body = Body(log, tag, about, by, at, said["facts"], bytes.fromhex(salt))
    if body.write() != bytes(raw):
        raise UnreadableBodyError("the entry is not in canonical form")
    return body
