"""Questions of one stretch share a connection; nothing else changes, whatever the server does in between."""

from __future__ import annotations

import pytest

from tests.rules.datamap_files.maps import chain
from tests.stores.filled import Filled, disclosed, keys
from yakusoku.stores.ports import BATCH, StoreRefused
from yakusoku.stores.stretches import stretch

SQL, COLUMNS = "SELECT i FROM n", ("i",)


@pytest.fixture
def opened(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The connections for reading that the store under test opens, over a table of two batches."""
    filled.run("CREATE TABLE n (i integer)")
    filled.write("INSERT INTO n VALUES (?)", [(number,) for number in range(BATCH + 7)])
    made: list[object] = []
    reader = filled.store._reader  # type: ignore[attr-defined]  # every adapter has one
    connect = reader.connect

    def counted() -> object:
        made.append(connect())
        return made[-1]

    monkeypatch.setitem(reader.__dict__, "connect", counted)
    return made


def count(filled: Filled) -> int:
    """Read the whole table."""
    return sum(map(len, filled.store.read(SQL, (), COLUMNS)))


def closed(filled: Filled, connection: object) -> bool:
    """Return whether a connection is at its end."""
    if filled.kind == "sqlite":
        try:
            connection.execute("SELECT 1")  # type: ignore[attr-defined]  # the driver's
        except Exception:  # noqa: BLE001  whichever way the driver says it
            return True
        return False
    return bool(connection.closed if filled.kind == "postgresql" else not connection.open)  # type: ignore[attr-defined]  # the driver's


def test_questions_of_a_stretch_share_a_connection_that_ends_with_it(
    filled: Filled, opened: list[object]
) -> None:
    with stretch():
        with stretch():
            assert [count(filled) for _ in range(3)] == [BATCH + 7] * 3
        assert count(filled) == BATCH + 7
        assert len(opened) == 1
        assert not closed(filled, opened[0])

    assert closed(filled, opened[0])


def test_outside_of_a_stretch_every_question_has_its_own(filled: Filled, opened: list[object]) -> None:
    assert [count(filled), count(filled)] == [BATCH + 7] * 2

    assert [closed(filled, one) for one in opened] == [True, True]


def test_each_question_of_a_stretch_sees_what_was_kept_before_it(
    filled: Filled, opened: list[object]
) -> None:
    with stretch():
        before = count(filled)
        filled.run("INSERT INTO n VALUES (-1)")
        after = count(filled)

    assert (after - before, len(opened)) == (1, 1)


def test_who_asks_while_the_rows_of_another_still_come_gets_a_connection_of_its_own(
    filled: Filled, opened: list[object]
) -> None:
    with stretch():
        rows = filled.store.read(SQL, (), COLUMNS)
        first = len(next(rows))
        assert count(filled) == BATCH + 7
        assert first + sum(map(len, rows)) == BATCH + 7
        assert len(opened) == 2

    assert all(closed(filled, one) for one in opened)


def test_a_connection_whose_rows_were_not_all_taken_or_that_failed_is_not_used_again(
    filled: Filled, opened: list[object]
) -> None:
    with stretch():
        assert next(filled.store.read(SQL, (), COLUMNS))
        with pytest.raises(StoreRefused):
            list(filled.store.read("SELECT j FROM n", (), ("j",)))
        assert count(filled) == BATCH + 7
        assert len(opened) == 3
        assert [closed(filled, one) for one in opened] == [True, True, False]


def test_a_server_that_left_between_two_questions_is_asked_over_a_new_connection(
    filled: Filled, opened: list[object]
) -> None:
    with stretch():
        assert count(filled) == BATCH + 7
        filled.end_sessions()
        assert count(filled) == BATCH + 7

    assert len(opened) == (1 if filled.kind == "sqlite" else 2)


def test_a_whole_plan_opens_each_store_once(filled: Filled, opened: list[object]) -> None:
    filled.run("CREATE TABLE c0000 (id integer PRIMARY KEY, email varchar(9))")
    for at in (1, 2):
        filled.run(f"CREATE TABLE c000{at} (id integer PRIMARY KEY, from{at - 1} integer)")
    filled.write("INSERT INTO c0000 (id, email) VALUES (?, ?)", [(5, "x")])

    found = disclosed(chain(3), email="x")

    assert keys(found["d:c0000"]) == [5]
    assert len(opened) == 1
