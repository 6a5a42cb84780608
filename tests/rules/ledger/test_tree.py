"""The tree against the published vectors, against the RFC's own words, and against forged proofs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rules.ledger import naive
from yakusoku.ledger import tree

ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION_0_OF_8 = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
CONSISTENCY_6_TO_8 = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)
SIZES = (*range(1, 34), 63, 64, 65, 127, 128, 129, 255, 256, 257)


def hashes(size: int) -> list[bytes]:
    return [tree.leaf_hash(entry) for entry in naive.entries(size)]


def node(leaves: list[bytes]) -> tree.Node:
    return lambda height, index: tree.root(leaves[index << height : (index + 1) << height])


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_are_ours(size: int) -> None:
    assert tree.root([tree.leaf_hash(leaf) for leaf in naive.LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_the_published_proofs_are_ours() -> None:
    leaves = [tree.leaf_hash(leaf) for leaf in naive.LEAVES]
    assert tuple(one.hex() for one in tree.inclusion(0, 8, node(leaves))) == INCLUSION_0_OF_8
    assert tuple(one.hex() for one in tree.consistency(6, 8, node(leaves))) == CONSISTENCY_6_TO_8


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert tree.root([]) == tree.Frontier().root() == naive.head([])


@pytest.mark.parametrize("size", SIZES)
def test_root_and_edge_are_the_head_of_the_rfc(size: int) -> None:
    edge = tree.Frontier()
    for leaf in hashes(size):
        edge.push(leaf)
    assert tree.root(hashes(size)) == edge.root() == naive.head(naive.entries(size))


@pytest.mark.parametrize("size", SIZES)
def test_every_inclusion_proof_is_that_of_the_rfc_and_holds(size: int) -> None:
    entries, leaves = naive.entries(size), hashes(size)
    for index in range(size):
        proof = tree.inclusion(index, size, node(leaves))
        assert list(proof) == naive.path(index, entries)
        assert tree.includes(leaves[index], index, size, proof, tree.root(leaves))


@pytest.mark.parametrize("size", [size for size in SIZES if size < 66])
def test_every_consistency_proof_is_that_of_the_rfc_and_holds(size: int) -> None:
    entries, leaves = naive.entries(size), hashes(size)
    for old in range(1, size + 1):
        proof = tree.consistency(old, size, node(leaves))
        assert list(proof) == naive.subproof(old, entries, True)
        assert tree.extends(old, tree.root(leaves[:old]), size, tree.root(leaves), proof)


@given(some.integers(1, 600), some.data())
@settings(max_examples=60, deadline=None)
def test_an_edge_takes_leaves_in_any_portions(size: int, data: some.DataObject) -> None:
    leaves, edge, done = hashes(size), tree.Frontier(), 0
    while done < size:
        step = data.draw(some.integers(1, size - done))
        edge.extend(leaves[done : done + step])
        done += step
    assert edge.size == size
    assert edge.root() == tree.root(leaves)


@given(some.integers(1, 300), some.data())
@settings(max_examples=150, deadline=None)
def test_a_forged_inclusion_proof_does_not_hold(size: int, data: some.DataObject) -> None:
    leaves = hashes(size)
    whole, index = tree.root(leaves), data.draw(some.integers(0, size - 1))
    proof = tree.inclusion(index, size, node(leaves))
    other = data.draw(some.integers(0, size + 3).filter(lambda one: one != index))
    assert not tree.includes(leaves[index], other, size, proof, whole)
    assert not tree.includes(leaves[index], index, size, (*proof, bytes(32)), whole)
    assert not tree.includes(leaves[index], -1 - index, size, proof, whole)
    assert not tree.includes(leaves[index], index, 0, proof, whole)
    assert not tree.includes(leaves[index][:31], index, size, proof, whole)
    assert not tree.includes(leaves[index], index, size, proof, whole + b"\0")
    for step in range(len(proof)):
        assert not tree.includes(leaves[index], index, size, proof[:step] + proof[step + 1 :], whole)
        flipped = bytes([proof[step][0] ^ 1]) + proof[step][1:]
        assert not tree.includes(
            leaves[index], index, size, (*proof[:step], flipped, *proof[step + 1 :]), whole
        )
        short = (*proof[:step], proof[step][:31], *proof[step + 1 :])
        assert not tree.includes(leaves[index], index, size, short, whole)


@given(some.integers(2, 300), some.data())
@settings(max_examples=150, deadline=None)
def test_a_forged_consistency_proof_does_not_hold(size: int, data: some.DataObject) -> None:
    leaves = hashes(size)
    old = data.draw(some.integers(1, size - 1))
    before, after = tree.root(leaves[:old]), tree.root(leaves)
    proof = tree.consistency(old, size, node(leaves))
    assert not tree.extends(old, after, size, after, proof)
    assert not tree.extends(old, before, size, before, proof)
    assert not tree.extends(size, after, old, before, proof)
    assert not tree.extends(old, before, size, after, (*proof, bytes(32)))
    assert not tree.extends(old, before, size, after, ())
    assert not tree.extends(-old, before, size, after, proof)
    for step in range(len(proof)):
        assert not tree.extends(old, before, size, after, proof[:step] + proof[step + 1 :])
        flipped = bytes([proof[step][0] ^ 1]) + proof[step][1:]
        assert not tree.extends(old, before, size, after, (*proof[:step], flipped, *proof[step + 1 :]))


def test_the_empty_tree_is_the_beginning_of_every_tree_and_of_nothing_else() -> None:
    whole = tree.root(hashes(3))
    assert tree.extends(0, tree.EMPTY, 3, whole, ())
    assert tree.extends(0, tree.EMPTY, 0, tree.EMPTY, ())
    assert not tree.extends(0, whole, 3, whole, ())
    assert not tree.extends(0, tree.EMPTY, 0, whole, ())
    assert not tree.extends(0, tree.EMPTY, 3, whole, (whole,))


def test_a_tree_is_consistent_with_itself_without_a_proof() -> None:
    whole = tree.root(hashes(3))
    assert tree.extends(3, whole, 3, whole, ())
    assert not tree.extends(3, whole, 3, whole, (whole,))
    assert not tree.extends(3, whole, 3, bytes(32), ())


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_there_is_no_proof_of_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        tree.inclusion(index, size, node(hashes(3)))


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_there_is_no_proof_that_a_tree_shrank(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="consistent"):
        tree.consistency(old, new, node(hashes(3)))


def test_a_subtree_begins_only_where_one_may_begin() -> None:
    edge = tree.Frontier()
    edge.push(bytes(32))
    with pytest.raises(ValueError, match="multiple"):
        edge.push(bytes(32), 1)
