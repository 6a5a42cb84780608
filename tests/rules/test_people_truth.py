"""The truth file: whole or not there, for its owner only, and read back as it was written."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from yakusoku.examples.people.persons import people
from yakusoku.examples.people.truth import Rows, Truth, facts, read_truth, write_truth


def truths(count: int) -> Iterator[Truth]:
    for somebody in people(1, count, as_of=date(2026, 11, 23)):
        rows = (Rows("a-store", "a_table", (somebody.number, f"k{somebody.number}")),)
        yield Truth(somebody.person_id, facts(somebody), rows, "aoki" if somebody.number == 0 else None)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    assert write_truth(path, truths(20)) == 20
    assert list(read_truth(path)) == list(truths(20))


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "truth.jsonl"
    write_truth(path, truths(1))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_run_that_dies_leaves_the_older_file(tmp_path: Path) -> None:
    def dies() -> Iterator[Truth]:
        yield from truths(3)
        raise RuntimeError("power is gone")

    path = tmp_path / "truth.jsonl"
    write_truth(path, truths(2))
    with pytest.raises(RuntimeError):
        write_truth(path, dies())
    assert len(list(read_truth(path))) == 2
