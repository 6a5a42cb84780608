"""Randomness through one door, so that a test can repeat a run byte by byte."""

from __future__ import annotations

import secrets
from typing import Protocol


class Entropy(Protocol):
    """Gives `size` unpredictable bytes; `why` names the one thing they are for."""

    def __call__(self, size: int, /, *, why: str) -> bytes:
        """Return `size` bytes."""
        ...


def system(size: int, /, *, why: str) -> bytes:
    """Return `size` bytes of the operating system's randomness; `why` is not used."""
    del why
    return secrets.token_bytes(size)


_source: Entropy = system


def use(source: Entropy) -> None:
    """Draw from `source` from now on. Only wiring and tests call this."""
    global _source  # noqa: PLW0603  one process has one source, set where the process is wired
    _source = source


def draw(size: int, /, *, why: str) -> bytes:
    """Return `size` random bytes for `why`; two draws with one `why` must be two draws for one thing."""
    return _source(size, why=why)
