"""Entropy that a test can repeat."""

from __future__ import annotations

import hashlib


class Repeatable:
    """The same bytes for one purpose, different bytes for every other, whatever the order of draws."""

    def __init__(self, seed: str) -> None:
        """Begin from `seed`."""
        self.seed = seed

    def __call__(self, size: int, /, *, why: str) -> bytes:
        """Return `size` bytes for `why`."""
        return hashlib.shake_256(f"{self.seed}\0{why}".encode()).digest(size)
