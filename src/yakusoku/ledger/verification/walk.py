"""
The walk over the tree: leaf hashes from the entries, tile by tile, against stored tiles and signed roots.

Where entries and a tile differ, a third witness decides which is right: the hash that the level above
stores for the whole tile, or the root of a checkpoint that ends in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yakusoku.ledger.tiles import HEIGHT, WIDTH, Reader
from yakusoku.ledger.tree import HASH, Frontier, root

Found = Callable[[str, str, int], None]
"""Is told the kind of a fault, where it lies, and the index of the first entry concerned."""


@dataclass(frozen=True)
class Head:
    """A signed root over so many entries."""

    size: int
    root: bytes


def tile_name(level: int, number: int) -> str:
    """Return how a tile is named in a report."""
    return f"ledger_tile {level}/{number}"


def _cut(tile: bytes) -> list[bytes]:
    return [tile[start : start + HASH] for start in range(0, len(tile) - len(tile) % HASH, HASH)]


class Walk:
    """Goes through a log once, from its first entry to its last, keeping only the right edge in memory."""

    def __init__(self, read: Reader, found: Found, now: Callable[[], int]) -> None:
        """
        Begin before the first entry; `read` gives stored tiles and `found` is told each fault.

        `now` gives the size of the log as it is by then: tiles at the right edge may grow during the walk.
        """
        self._read = read
        self._now = now
        self._found = found
        self._frontier = Frontier()
        self._above: list[list[bytes]] = []
        self._fits = 0
        self._broken = False

    @property
    def size(self) -> int:
        """Return how many entries were walked."""
        return self._frontier.size

    def tile(self, leaves: Sequence[bytes | None], stored: bytes, heads: Sequence[Head]) -> set[int]:
        """
        Take the next up to 256 leaf hashes (None: no entry), their stored tile, and the heads that end there.

        Returns the indexes whose entries are at fault; the caller reports what is missing itself.
        """
        start = self.size
        right, wrong = [leaf for leaf in leaves if leaf is not None], set[int]()
        if len(right) < len(leaves) or b"".join(right) != stored:
            right, wrong = self._decide(leaves, stored, heads)
        whole = self._hold(right, heads)
        if len(right) == WIDTH:
            self._frontier.push(whole, HEIGHT)
            self._lift(1, start // WIDTH, whole)
        else:
            self._frontier.extend(right)
        return wrong

    def _decide(
        self, leaves: Sequence[bytes | None], stored: bytes, heads: Sequence[Head]
    ) -> tuple[list[bytes], set[int]]:
        start, name = self.size, tile_name(0, self.size // WIDTH)
        kept = _cut(stored)
        self._measure(0, start // WIDTH, len(leaves), stored)
        kept = (kept + [b""] * len(leaves))[: len(leaves)]
        tiled = [one or leaf or bytes(HASH) for one, leaf in zip(kept, leaves, strict=True)]
        read = [leaf or one for leaf, one in zip(leaves, tiled, strict=True)]
        differ = [step for step, one in enumerate(kept) if one and leaves[step] not in (None, one)]
        if not differ:
            return read, set()
        if self._is_right(read, heads):
            for step in differ:
                self._found("tile.hash", name, start + step)
            return read, set()
        if self._is_right(tiled, heads):
            return tiled, {start + step for step in differ}
        for step in differ:
            self._found("entry.undecided", f"ledger_entry, {name}", start + step)
        return tiled, set()

    def _measure(self, level: int, number: int, width: int, stored: bytes) -> None:
        """Tell of a tile that is too short, or wider than the log is by now."""
        start = number << (HEIGHT * (level + 1))
        if len(stored) < width * HASH:
            self._found("tile.missing", tile_name(level, number), start)
        elif len(stored) > width * HASH:
            widest = min(WIDTH, (self._now() >> (HEIGHT * level)) - number * WIDTH)
            if len(stored) > widest * HASH or len(stored) % HASH:
                self._found("tile.stray", tile_name(level, number), start)

    def _is_right(self, hashes: list[bytes], heads: Sequence[Head]) -> bool:
        """Say whether a witness stands for these hashes: the tile above, or a head that ends with them."""
        if len(hashes) == WIDTH:
            number, step = divmod(self.size // WIDTH, WIDTH)
            above = self._read(1, number)[step * HASH : (step + 1) * HASH]
            if root(hashes) == above:
                return True
        whole = self._frontier.root(root(hashes))
        return any(head.size == self.size + len(hashes) and head.root == whole for head in heads)

    def _hold(self, hashes: Sequence[bytes], heads: Sequence[Head]) -> bytes:
        """
        Hold the heads that end within these hashes against the roots, and return the root over the hashes alone.

        The first head that does not fit is told, with the last entry that was still in order.
        """
        if not heads:
            return root(hashes)
        tile = Frontier()
        for head in heads:
            tile.extend(hashes[tile.size : head.size - self.size])
            if self._frontier.root(tile.root()) == head.root:
                self._fits = head.size
            elif not self._broken:
                self._found("checkpoint.root", f"ledger_checkpoint {head.size}", self._fits)
                self._broken = True
        tile.extend(hashes[tile.size :])
        return tile.root()

    def _lift(self, level: int, index: int, one: bytes) -> None:
        if level > len(self._above):
            self._above.append([])
        hashes = self._above[level - 1]
        hashes.append(one)
        if len(hashes) == WIDTH:
            self._compare(level, index // WIDTH, hashes)
            self._above[level - 1] = []
            self._lift(level + 1, index // WIDTH, root(hashes))

    def _compare(self, level: int, number: int, hashes: list[bytes]) -> None:
        stored = self._read(level, number)
        start = number << (HEIGHT * (level + 1))
        self._measure(level, number, len(hashes), stored)
        for step, (one, kept) in enumerate(zip(hashes, _cut(stored), strict=False)):
            if one != kept:
                self._found("tile.hash", tile_name(level, number), start + (step << (HEIGHT * level)))

    def finish(self) -> None:
        """Compare what is left of the levels above."""
        for level, hashes in enumerate(self._above, start=1):
            if hashes:
                self._compare(level, self.size >> (HEIGHT * (level + 1)), hashes)
