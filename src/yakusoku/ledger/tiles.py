"""
Tiles of the tree, as C2SP tlog-tiles lays them out: 256 hashes wide, static files once full.

The tile at (level, number) holds the hashes of the complete subtrees of 256**level leaves from
`number * 256` on. A tile that is not full yet is partial and is not hashed into the level above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from yakusoku.ledger.tree import HASH, Frontier, root

WIDTH = 256
HEIGHT = 8

Place = tuple[int, int]
"""A tile's level and number."""
Reader = Callable[[int, int], bytes]
"""Gives the stored bytes of the tile at (level, number), whole or partial."""


def split(tile: bytes) -> list[bytes]:
    """
    Return the hashes of a tile.

    :raises ValueError: if its length is not that of 1 to 256 hashes
    """
    if len(tile) % HASH or not 0 < len(tile) <= WIDTH * HASH:
        raise ValueError("a tile holds 1 to 256 hashes of 32 bytes")
    return [tile[start : start + HASH] for start in range(0, len(tile), HASH)]


def number_path(number: int) -> str:
    """Return a tile's number as path elements: 1234067 is `x001/x234/067`."""
    digits = f"{number:03d}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def path(level: int | str, number: int, width: int = WIDTH) -> str:
    """Return where the tile is served; `level` is `entries` for a bundle of entries."""
    if not 0 < width <= WIDTH:
        raise ValueError("a tile is 1 to 256 hashes wide")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{number_path(number)}{partial}"


def widths(size: int) -> dict[Place, int]:
    """Return the partial tiles at the right edge of a tree of `size` leaves, with their widths."""
    found: dict[Place, int] = {}
    level, whole = 0, size
    while whole:
        if whole % WIDTH:
            found[level, whole // WIDTH] = whole % WIDTH
        whole //= WIDTH
        level += 1
    return found


def places(size: int) -> Iterable[tuple[int, int, int]]:
    """Give level, number and width of every tile of a tree of `size` leaves, in order."""
    level, whole = 0, size
    while whole:
        for number in range(whole // WIDTH):
            yield level, number, WIDTH
        if whole % WIDTH:
            yield level, whole // WIDTH, whole % WIDTH
        whole //= WIDTH
        level += 1


def beyond(size: int) -> Iterable[Place]:
    """Give, for each of the 64 levels, the first tile that has no place in a tree of `size` leaves."""
    whole = size
    for level in range(64):
        yield level, -(-whole // WIDTH)
        whole //= WIDTH


class Edge:
    """The right edge of the tree, as tiles: what must be read to go on, and what changed by going on."""

    def __init__(self, size: int, partial: Mapping[Place, bytes]) -> None:
        """
        Take up a tree of `size` leaves from its partial tiles; wider ones are cut to this size.

        :raises ValueError: if one of them is missing or too short
        """
        self.size = size
        self.changed: dict[Place, bytes] = {}
        self._levels: list[list[bytes]] = []
        self._touched: set[int] = set()
        for place, width in widths(size).items():
            hashes = split(partial.get(place, b""))[:width]
            if len(hashes) != width:
                raise ValueError(f"tile {place} holds {len(hashes)} hashes where {width} are needed")
            self._levels.extend([] for _ in range(place[0] + 1 - len(self._levels)))
            self._levels[place[0]] = hashes

    def append(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes; `changed` then holds every tile that is new or wider."""
        for leaf in leaves:
            self._add(0, self.size, leaf)
            self.size += 1
        for place, width in widths(self.size).items():
            if place[0] in self._touched:
                self.changed[place] = b"".join(self._levels[place[0]][:width])

    def _add(self, level: int, index: int, one: bytes) -> None:
        if level == len(self._levels):
            self._levels.append([])
        hashes = self._levels[level]
        hashes.append(one)
        self._touched.add(level)
        if len(hashes) == WIDTH:
            number = index // WIDTH
            self.changed[level, number] = b"".join(hashes)
            self._levels[level] = []
            self._add(level + 1, number, root(hashes))

    def tile(self, place: Place) -> bytes:
        """Return the partial tile at the right edge of its level."""
        return b"".join(self._levels[place[0]])

    def root(self) -> bytes:
        """Return the root of the tree."""
        frontier = Frontier()
        for level in reversed(range(len(self._levels))):
            for one in self._levels[level]:
                frontier.push(one, level * HEIGHT)
        return frontier.root()


def nodes(read: Reader) -> Callable[[int, int], bytes]:
    """Return a function that gives the hash of any complete subtree; each stored tile is read once."""
    kept: dict[Place, list[bytes]] = {}

    def node(height: int, index: int) -> bytes:
        level, above = divmod(height, HEIGHT)
        number, first = divmod(index << above, WIDTH)
        if (level, number) not in kept:
            kept[level, number] = split(read(level, number))
        hashes = kept[level, number][first : first + (1 << above)]
        if len(hashes) != 1 << above:
            raise ValueError(f"tile {level}/{number} is narrower than the tree")
        return root(hashes)

    return node
