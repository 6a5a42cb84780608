"""Keyed digests: one value, one digest in this home; without the home's key nobody can guess."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path

from yakusoku.terms import entropy
from yakusoku.vault import keyfiles
from yakusoku.vault.envelope import joined
from yakusoku.vault.keyfiles import Secret, UnableToReadKeys, altered
from yakusoku.vault.store import DIGEST, missing, reading, writing

_ID = "digest"


def digester(folder: Path, purpose: str) -> Callable[[bytes], str]:
    """
    Return a function from values to 64 hexadecimal digits: HMAC-SHA256 under a key of `purpose` alone.

    :raises UnableToReadKeys: if the home's digest key is gone or was altered; a new one finds nothing again
    """
    home = _home_key(folder)
    key = hmac.digest(home.value, joined("yakusoku digest 1", purpose), hashlib.sha256)
    return lambda value: hmac.new(key, value, hashlib.sha256).hexdigest()


def _home_key(folder: Path) -> Secret:
    with reading(folder) as connection:
        secrets = keyfiles.read(folder / DIGEST)
        noted = connection.execute("SELECT proof FROM made WHERE file = ?", (DIGEST,)).fetchone()
    if secrets and noted:
        return _same(folder, secrets[0], noted[0])
    return _make(folder)


def _make(folder: Path) -> Secret:
    """If the process dies here: a key file that is not yet noted, which the next call takes and notes."""
    with writing(folder) as connection:
        secrets = keyfiles.read(folder / DIGEST)
        noted = connection.execute("SELECT proof FROM made WHERE file = ?", (DIGEST,)).fetchone()
        if not secrets and noted:
            raise UnableToReadKeys(missing(folder / DIGEST))
        if not secrets:
            secrets = (Secret(_ID, entropy.draw(32, why="vault:digest-key")),)
            keyfiles.write(folder / DIGEST, secrets)
        if not noted:
            connection.execute("INSERT INTO made VALUES (?, ?)", (DIGEST, secrets[0].check))
    return secrets[0]


def _same(folder: Path, secret: Secret, proof: str) -> Secret:
    if not hmac.compare_digest(secret.check, proof):
        raise UnableToReadKeys(altered(folder / DIGEST, secret.id))
    return secret
