"""Each small map is walked as the table says, in every part of what the command prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.datamap_walk.small import edges, walked
from tests.rules.datamap_walk.table import CASES, Case
from yakusoku.datamap.interchange import END, ROOT, FidesWalk


def _long(name: str) -> str:
    return name if ":" in name else f"d:{name}"


def _longs(names: str) -> tuple[str, ...]:
    return tuple(_long(name) for name in names.split())


def _edges(case: Case) -> set[str]:
    told = set()
    for line in filter(None, case.edges.splitlines()):
        out, _, into = line.partition(" > ")
        told.add(f"{out if out.startswith('@') else _long(out)} > {_long(into)}")
    return told


def _reference(name: str) -> str:
    return name if name.count(":") > 1 else f"d:{name}"


@pytest.mark.parametrize("name", CASES)
def test_the_walk_is_as_it_was_written_by_hand(name: str, tmp_path: Path) -> None:
    case = CASES[name]

    found = walked(tmp_path, case.lines, case.identities, case.targets)

    assert edges(found) == _edges(case)
    assert found.order == _longs(case.order)
    assert found.loops == tuple(_longs(one) for one in case.loops)
    assert found.skipped == {_long(one): words for one, words in case.skipped.items()}
    assert found.excused == {_long(one): words for one, words in case.excused.items()}
    assert found.left_out == {_long(one): words for one, words in case.left_out.items()}
    assert found.shared == {_long(one): sorted(_longs(by)) for one, by in case.shared.items()}
    _check_error(case, found)
    _check_erasure(case, found)


def _check_error(case: Case, found: FidesWalk) -> None:
    if case.error is None:
        assert found.error is None
        return
    assert found.error is not None
    kind, about = case.error
    written = [_reference(one) for one in about.split()] if kind == "ValidationError" else _longs(about)
    assert (found.error.kind, found.error.about) == (kind, tuple(written))


def _check_erasure(case: Case, found: FidesWalk) -> None:
    expected = {_long(one): _longs(before) for one, before in case.erased_after.items()}
    for one in found.order:
        assert found.predecessors["erasure"][one] == sorted((ROOT, *expected.get(one, ())))


@pytest.mark.parametrize("name", CASES)
def test_both_ends_of_every_edge_say_the_same_and_every_list_is_sorted(name: str, tmp_path: Path) -> None:
    case = CASES[name]

    found = walked(tmp_path, case.lines, case.identities, case.targets)

    assert set(found.collections) == {ROOT, *found.order}
    for here, ends in found.collections.items():
        for there, pairs in ends["from"].items():
            assert pairs == sorted(set(pairs))
            assert found.collections[there]["to"][here] == pairs
        for there, pairs in ends["to"].items():
            assert found.collections[there]["from"][here] == pairs
    access = found.predecessors["access"]
    assert {one: access[one] for one in found.order} == {
        one: list(found.collections[one]["from"]) for one in found.order
    }
    assert set(access) == {END, *found.order}


def test_the_end_comes_after_those_that_give_no_keys_and_after_circles(tmp_path: Path) -> None:
    found = walked(tmp_path, CASES["a circle of three with a tail"].lines)
    assert found.predecessors["access"][END] == ["d:z"]

    (tmp_path / "circle").mkdir()
    found = walked(tmp_path / "circle", CASES["two that fill each other are a loop"].lines)
    assert found.predecessors["access"][END] == ["d:a", "d:b"]


def test_what_somebody_waits_for_is_not_the_end_of_an_erasure(tmp_path: Path) -> None:
    found = walked(tmp_path, CASES["erase_after is a predecessor beside the root"].lines)

    assert found.predecessors["erasure"][END] == ["d:o", "d:p"]
