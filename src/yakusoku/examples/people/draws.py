"""Numbers for synthetic data: from a seed, without state, the same on every machine and every Python."""

from __future__ import annotations

from hashlib import shake_256
from typing import TypeVar

Thing = TypeVar("Thing")

_LABEL = b"yakusoku.examples/1"


class Draws:
    """
    A well of even draws for one thing, such as person 17 of seed 1.

    SHAKE-256 (FIPS 202) over label, stream, seed and number gives one large integer, read in mixed
    radix: each draw takes the remainder and keeps the quotient. No draw depends on another thing's
    draws, so that person 17 is the same whether ten or ten million are made. The unevenness of one draw
    stays below 2**-64 while at least 64 bits beyond those drawn are left.
    """

    __slots__ = ("_left",)

    def __init__(self, stream: str, seed: int, number: int, *, size: int = 64) -> None:
        """Open the well of `stream`, `seed` and `number`; `size` bytes bound how much can be drawn."""
        named = b"\0".join((_LABEL, stream.encode(), str(seed).encode(), str(number).encode()))
        self._left = int.from_bytes(shake_256(named).digest(size), "big")

    def below(self, limit: int) -> int:
        """Return one of 0, 1, … `limit` - 1."""
        self._left, drawn = divmod(self._left, limit)
        return drawn

    def pick(self, things: tuple[Thing, ...]) -> Thing:
        """Return one of `things`."""
        return things[self.below(len(things))]
