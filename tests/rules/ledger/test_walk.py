"""The walk over the tree, with entries and tiles damaged one by one and together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rules.ledger import naive
from yakusoku.ledger import tiles, tree
from yakusoku.ledger.verification.walk import Head, Walk

SIZE = 1000
LEAVES = [tree.leaf_hash(entry) for entry in naive.entries(SIZE)]
HEADS = [Head(size, tree.root(LEAVES[:size])) for size in (1, 100, 256, 300, 700, 768, 1000)]
Told = list[tuple[str, str, int]]


def stored(leaves: list[bytes]) -> dict[tiles.Place, bytes]:
    edge = tiles.Edge(0, {})
    edge.append(leaves)
    return dict(edge.changed)


def walk(
    leaves: list[bytes | None] | list[bytes],
    kept: dict[tiles.Place, bytes],
    heads: list[Head] = HEADS,
    now: Callable[[], int] = lambda: SIZE,
) -> tuple[Told, set[int]]:
    """Walk a whole log; return what was told, and whose entries are at fault."""
    told: Told = []
    wrong: set[int] = set()
    one = Walk(lambda level, number: kept.get((level, number), b""), lambda *fault: told.append(fault), now)
    for start in range(0, len(leaves), 256):
        end = min(start + 256, len(leaves))
        inside = [head for head in heads if start < head.size <= end]
        wrong |= one.tile(leaves[start:end], kept.get((0, start // 256), b""), inside)
    one.finish()
    assert one.size == len(leaves)
    return told, wrong


def broken(hashes: bytes, at: int) -> bytes:
    return hashes[:at] + bytes([hashes[at] ^ 1]) + hashes[at + 1 :]


def test_a_log_in_order_is_told_nothing_of() -> None:
    assert walk(LEAVES, stored(LEAVES)) == ([], set())


@given(some.integers(0, SIZE - 1))
@settings(max_examples=60, deadline=None)
def test_a_changed_entry_is_at_fault(index: int) -> None:
    leaves = [*LEAVES[:index], bytes(32), *LEAVES[index + 1 :]]
    assert walk(leaves, stored(LEAVES)) == ([], {index})


@given(some.data())
@settings(max_examples=80, deadline=None)
def test_a_changed_tile_is_at_fault(data: some.DataObject) -> None:
    kept = stored(LEAVES)
    level, number = data.draw(some.sampled_from(sorted(kept)))
    at = data.draw(some.integers(0, len(kept[level, number]) - 1))
    kept[level, number] = broken(kept[level, number], at)
    entry = (number * 256 + at // 32) << (8 * level)
    assert walk(LEAVES, kept) == ([("tile.hash", f"ledger_tile {level}/{number}", entry)], set())


def test_a_missing_entry_is_stood_in_for_by_its_tile() -> None:
    leaves: list[bytes | None] = [*LEAVES]
    leaves[3] = leaves[999] = None
    assert walk(leaves, stored(LEAVES)) == ([], set())


def test_a_missing_tile_is_told_and_the_entries_stand() -> None:
    kept = stored(LEAVES)
    del kept[0, 2]
    assert walk(LEAVES, kept) == ([("tile.missing", "ledger_tile 0/2", 512)], set())
    assert walk(LEAVES, {}) == (
        [*(("tile.missing", f"ledger_tile 0/{number}", number * 256) for number in range(4)),
         ("tile.missing", "ledger_tile 1/0", 0)],
        set(),
    )  # fmt: skip


def test_a_tile_that_grew_meanwhile_is_in_order_and_one_that_did_not_is_told() -> None:
    more = [tree.leaf_hash(entry) for entry in naive.entries(1010)]
    kept = stored(more)
    assert walk(LEAVES, kept, now=lambda: 1010) == ([], set())
    told, _ = walk(LEAVES, kept)
    assert told == [("tile.stray", "ledger_tile 0/3", 768)]


def test_entry_tile_and_the_level_above_damaged_at_once_leave_it_undecided() -> None:
    kept = stored(LEAVES)
    kept[1, 0] = broken(kept[1, 0], 32)
    leaves = [*LEAVES[:400], bytes(32), *LEAVES[401:]]
    told, wrong = walk(leaves, kept, heads=[])
    assert ("entry.undecided", "ledger_entry, ledger_tile 0/1", 400) in told
    assert not wrong


@pytest.mark.parametrize("size", [head.size for head in HEADS])
def test_a_root_that_does_not_fit_is_told_once_with_the_last_one_that_fits(size: int) -> None:
    heads = [Head(head.size, bytes(32) if head.size >= size else head.root) for head in HEADS]
    before = max((head.size for head in HEADS if head.size < size), default=0)
    assert walk(LEAVES, stored(LEAVES), heads) == (
        [("checkpoint.root", f"ledger_checkpoint {size}", before)],
        set(),
    )


def test_an_empty_log_is_in_order() -> None:
    assert walk([], {}) == ([], set())
