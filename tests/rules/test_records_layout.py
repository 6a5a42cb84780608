"""How records lie in files: numbers of keys, shares, and what is put together when."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

import pytest

from yakusoku.provision.records.layout import FEW, SHARE, Part, age, merge, pair, person, shares

MONTH = "2026-11"
DURING, AFTER, LONG_AFTER = date(2026, 11, 30), date(2026, 12, 8), date(2027, 3, 11)


def part(number: int, *, rows: int = 10, size: int = 0, settled: bool = False) -> Part:
    return Part(f"month={MONTH}/{number:08d}.parquet", rows, 100, "", 0, 9, size, settled)


def loose(count: int, *, rows: int = 10, size: int = 0) -> list[Part]:
    return [part(number, rows=rows, size=size) for number in range(1, count + 1)]


def test_two_numbers_give_the_key_back() -> None:
    chance = random.Random(1)
    for key in (b"\0" * 16, b"\xff" * 16, b"\x80" + b"\0" * 15, *(chance.randbytes(16) for _ in range(200))):
        assert person(*pair(key)) == key


@pytest.mark.parametrize("rows", [0, 1, SHARE, 2 * SHARE, 21 * SHARE, 1000 * SHARE])
def test_shares_cover_every_number_once(rows: int) -> None:
    ranges = shares(rows)
    assert ranges[0][0] == -(2**63)
    assert ranges[-1][1] == 2**63 - 1
    assert all(before[1] + 1 == after[0] for before, after in pairwise(ranges))
    assert rows / len(ranges) <= 1.5 * SHARE


@pytest.mark.parametrize(
    ("month", "as_of", "days"),
    [
        ("2026-11", date(2026, 12, 1), 0),
        ("2026-12", date(2027, 1, 8), 7),
        ("2026-02", date(2026, 2, 1), -28),
    ],
)
def test_a_month_ends_with_its_last_day(month: str, as_of: date, days: int) -> None:
    assert age(month, as_of).days == days


def test_few_small_files_wait_while_their_month_goes_on() -> None:
    assert merge(MONTH, loose(FEW - 1), as_of=DURING, thinned=False) is None


def test_many_files_of_one_size_become_one_of_the_next() -> None:
    found = merge(MONTH, [*loose(FEW), part(99, size=1)], as_of=DURING, thinned=False)
    assert found is not None
    assert not found.settles
    assert [one.size for one in found.parts] == [0] * FEW


@pytest.mark.parametrize(("as_of", "settles"), [(date(2026, 12, 7), False), (AFTER, True)])
def test_a_month_is_settled_a_week_after_its_end(as_of: date, settles: bool) -> None:
    found = merge(MONTH, loose(2), as_of=as_of, thinned=False)
    assert (found is not None and found.settles) is settles


def test_late_files_wait_until_no_more_come() -> None:
    parts = [part(90, rows=630, settled=True), part(1, rows=10)]
    assert merge(MONTH, parts, as_of=AFTER, thinned=False) is None
    found = merge(MONTH, parts, as_of=LONG_AFTER, thinned=False)
    assert found is not None
    assert found.settles
    assert len(found.parts) == 2


def test_a_month_is_not_written_anew_for_a_trifle() -> None:
    parts = [part(90, rows=64000, settled=True), part(1, rows=10)]
    assert merge(MONTH, parts, as_of=LONG_AFTER, thinned=False) is None


@pytest.mark.parametrize("as_of", [DURING, AFTER])
def test_bytes_of_dropped_batches_go_at_the_next_night(as_of: date) -> None:
    found = merge(MONTH, [part(90, settled=True)], as_of=as_of, thinned=True)
    assert found is not None
    assert found.settles


def test_a_settled_month_is_left_alone() -> None:
    assert merge(MONTH, [part(90, settled=True)], as_of=LONG_AFTER, thinned=False) is None
