"""Tiles against the examples of C2SP tlog-tiles and against the tree they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rules.ledger import naive
from yakusoku.ledger import tiles, tree


def hashes(size: int) -> list[bytes]:
    return [tree.leaf_hash(entry) for entry in naive.entries(size)]


def stored(leaves: list[bytes]) -> dict[tiles.Place, bytes]:
    edge = tiles.Edge(0, {})
    edge.append(leaves)
    return edge.changed


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "000"), (999, "999"), (1000, "x001/000"), (70_000, "x070/000"), (1_234_067, "x001/x234/067")],
)
def test_a_number_becomes_path_elements_of_three_digits(number: int, said: str) -> None:
    assert tiles.number_path(number) == said


def test_paths_are_those_of_the_specification() -> None:
    assert tiles.path(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tiles.path(1, 0, 17) == "tile/1/000.p/17"
    assert tiles.path("entries", 273, 112) == "tile/entries/273.p/112"


@pytest.mark.parametrize("width", [0, 257, -1])
def test_no_tile_is_wider_than_256_hashes_or_empty(width: int) -> None:
    with pytest.raises(ValueError, match="256"):
        tiles.path(0, 0, width)


def test_seventy_thousand_entries_have_the_tiles_that_the_specification_counts() -> None:
    found = list(tiles.places(70_000))
    assert sum(level == 0 and width == 256 for level, _, width in found) == 273
    assert (0, 273, 112) in found
    assert (1, 0, 256) in found
    assert (1, 1, 17) in found
    assert (2, 0, 1) in found
    assert len(found) == 273 + 1 + 1 + 1 + 1


def test_a_full_tile_has_its_hash_above_it() -> None:
    assert list(tiles.places(256)) == [(0, 0, 256), (1, 0, 1)]
    assert tiles.widths(256) == {(1, 0): 1}


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33), bytes(257 * 32)])
def test_a_tile_of_another_length_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="hashes"):
        tiles.split(raw)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 513, 1000])
def test_the_edge_knows_the_root_and_stores_all_tiles(size: int) -> None:
    leaves = hashes(size)
    edge = tiles.Edge(0, {})
    edge.append(leaves)
    assert edge.root() == tree.root(leaves)
    assert {(*place, len(tile) // 32) for place, tile in edge.changed.items()} == set(tiles.places(size))


@given(some.lists(some.integers(1, 400), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_an_edge_taken_up_from_its_tiles_goes_on_as_if_never_put_down(steps: list[int]) -> None:
    leaves, kept, size = hashes(sum(steps)), dict[tiles.Place, bytes](), 0
    for step in steps:
        edge = tiles.Edge(size, {place: kept[place] for place in tiles.widths(size)})
        edge.append(leaves[size : size + step])
        kept.update(edge.changed)
        size += step
        assert edge.root() == tree.root(leaves[:size])
    assert kept == stored(leaves)


def test_only_tiles_that_changed_are_told() -> None:
    kept = stored(hashes(300))
    edge = tiles.Edge(300, {place: kept[place] for place in tiles.widths(300)})
    edge.append(hashes(301)[300:])
    assert set(edge.changed) == {(0, 1)}


def test_an_edge_is_not_taken_up_from_a_tile_that_is_too_short() -> None:
    with pytest.raises(ValueError, match="needed"):
        tiles.Edge(5, {(0, 0): b"".join(hashes(4))})


def test_a_tile_that_grew_meanwhile_is_cut() -> None:
    edge = tiles.Edge(5, {(0, 0): b"".join(hashes(9))})
    assert edge.root() == tree.root(hashes(5))


@pytest.mark.parametrize("size", [1, 3, 256, 300, 1000])
def test_proofs_are_made_from_tiles_alone(size: int) -> None:
    leaves = hashes(size)
    kept = stored(leaves)
    node = tiles.nodes(lambda level, number: kept[level, number])
    for index in range(0, size, max(1, size // 7)):
        proof = tree.inclusion(index, size, node)
        assert tree.includes(leaves[index], index, size, proof, tree.root(leaves))
        grown = tree.consistency(index + 1, size, node)
        assert tree.extends(index + 1, tree.root(leaves[: index + 1]), size, tree.root(leaves), grown)


def test_a_tile_that_is_narrower_than_the_tree_gives_no_proof() -> None:
    node = tiles.nodes(lambda level, number: b"".join(hashes(4)))
    with pytest.raises(ValueError, match="narrower"):
        tree.inclusion(0, 8, node)


def test_beyond_names_the_first_place_of_each_level_that_is_free() -> None:
    first = dict(tiles.beyond(70_000))
    assert (first[0], first[1], first[2], first[3]) == (274, 2, 1, 0)
