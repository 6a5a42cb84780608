"""
The Merkle tree of RFC 9162 (section 2.1): roots, proofs, and verifiers that accept the exact form only.

Hashes are 32 bytes of SHA-256. A leaf is hashed behind 0x00 and a node behind 0x01, so that neither can pass
for the other. A complete subtree of 2**height leaves is named by its height and its index at that height.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH = 32
EMPTY = sha256(b"").digest()

Node = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree at (height, index)."""


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of one leaf."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes (or over equally high subtrees, the last of which may be missing)."""
    if not hashes:
        return EMPTY
    level = list(hashes)
    while len(level) > 1:
        pairs = [
            sha256(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        if len(level) % 2:
            pairs.append(level[-1])
        level = pairs
    return level[0]


class Frontier:
    """The right edge of a growing tree: one hash for each bit that is set in its size."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        """Begin with the empty tree."""
        self.size = 0
        self._peaks: list[bytes] = []

    def push(self, subtree: bytes, height: int = 0) -> None:
        """
        Add a complete subtree of 2**height leaves.

        :raises ValueError: if the tree does not end where such a subtree may begin
        """
        if self.size % (1 << height):
            raise ValueError("a subtree begins at a multiple of its own size")
        rest = self.size >> height
        self.size += 1 << height
        while rest & 1:
            subtree = node_hash(self._peaks.pop(), subtree)
            rest >>= 1
        self._peaks.append(subtree)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes, as the largest complete subtrees that fit."""
        done = 0
        while done < len(leaves):
            height = (len(leaves) - done).bit_length() - 1
            if self.size:
                height = min(height, (self.size & -self.size).bit_length() - 1)
            self.push(root(leaves[done : done + (1 << height)]), height)
            done += 1 << height

    def root(self, rest: bytes | None = None) -> bytes:
        """Return the root of the tree so far; `rest` is the root of smaller subtrees that come after it."""
        peaks = list(self._peaks) if rest is None else [*self._peaks, rest]
        if not peaks:
            return EMPTY
        whole = peaks.pop()
        while peaks:
            whole = node_hash(peaks.pop(), whole)
        return whole


def range_hash(start: int, end: int, node: Node) -> bytes:
    """Return the tree hash over the leaves from `start` up to `end`; RFC 9162 splits at the same places."""
    peaks = []
    while start < end:
        height = (end - start).bit_length() - 1
        peaks.append(node(height, start >> height))
        start += 1 << height
    whole = peaks[-1]
    for peak in reversed(peaks[:-1]):
        whole = node_hash(peak, whole)
    return whole


def _left(size: int) -> int:
    """Return the largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion(index: int, size: int, node: Node) -> tuple[bytes, ...]:
    """
    Return the inclusion proof (2.1.3.1) of the leaf at `index` in the tree of `size` leaves.

    :raises ValueError: if there is no such leaf
    """
    if not 0 <= index < size:
        raise ValueError("the leaf lies outside the tree")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            start = middle
    return tuple(reversed(path))


def consistency(old: int, new: int, node: Node) -> tuple[bytes, ...]:
    """
    Return the consistency proof (2.1.4.1) from the tree of `old` leaves to that of `new` leaves.

    :raises ValueError: if `old` is not between 1 and `new`
    """
    if not 1 <= old <= new:
        raise ValueError("a tree is consistent only with a larger one")
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + _left(end - start)
        if old <= middle:
            path.append(range_hash(middle, end, node))
            end = middle
        else:
            path.append(range_hash(start, middle, node))
            start, whole = middle, False
    if not whole:
        path.append(range_hash(start, end, node))
    return tuple(reversed(path))


def _are_hashes(hashes: Iterable[bytes]) -> bool:
    return all(isinstance(one, bytes) and len(one) == HASH for one in hashes)


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], whole: bytes) -> bool:
    """Say whether `proof` leads from the leaf hash at `index` to the root of `size` leaves (2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes((leaf, whole, *proof)):
        return False
    place, last, seen = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            seen = node_hash(step, seen)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            seen = node_hash(seen, step)
        place, last = place >> 1, last >> 1
    return last == 0 and seen == whole


def extends(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether `proof` shows that the tree of `new` leaves begins with that of `old` leaves (2.1.4.2)."""
    if not 0 <= old <= new or not _are_hashes((old_root, new_root, *proof)):
        return False
    if old == 0:
        return not proof and old_root == EMPTY and (new > 0 or new_root == EMPTY)
    if old == new:
        return not proof and old_root == new_root
    return bool(proof) and _grows(old, old_root, new, new_root, proof)


def _grows(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
