"""What every adapter promises: read-only, flat memory, and refusals that hold no value."""

from __future__ import annotations

import sqlite3
import traceback
import tracemalloc
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.stores.filled import Filled
from yakusoku.stores import registry
from yakusoku.stores.adapters.postgres import PostgresStore
from yakusoku.stores.adapters.sqlite import SqliteStore
from yakusoku.stores.ports import BATCH, Store, StoreRefused, StoreUnavailable, UnableToRead

PRIVATE = "鈴木花子-0312345678"


def _rows(store: Store, sql: str, *columns: str) -> list[tuple[object, ...]]:
    return [row for batch in store.read(sql, (), columns) for row in batch]


def _refusal(store: Store, sql: str, *columns: str) -> UnableToRead:
    with pytest.raises(UnableToRead) as caught:
        _rows(store, sql, *columns)
    return caught.value


def test_a_store_that_is_there_answers(filled: Filled) -> None:
    filled.store.ping()


def test_rows_come_in_batches(filled: Filled) -> None:
    filled.run("CREATE TABLE n (i integer)")
    filled.write("INSERT INTO n VALUES (?)", [(number,) for number in range(2 * BATCH + 7)])

    sizes = [len(batch) for batch in filled.store.read("SELECT i FROM n", (), ("i",))]

    assert sizes == [BATCH, BATCH, 7]


def test_memory_does_not_grow_with_the_rows(filled: Filled) -> None:
    count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
    numbers = f"{count} SELECT i, 'x' AS t FROM n"
    if filled.kind == "mariadb":  # it counts no further than a thousand in that way
        numbers = "SELECT seq AS i, 'x' AS t FROM seq_1_to_{}"

    def peak(rows: int) -> int:
        tracemalloc.start()
        assert sum(map(len, filled.store.read(numbers.format(rows), (), ("i", "t")))) == rows
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10_000)

    assert peak(200_000) < 1.5 * peak(20_000)


@pytest.mark.parametrize("statement", ["INSERT INTO n VALUES (2) RETURNING i", "DELETE FROM n RETURNING i"])
def test_a_store_is_never_written_to(filled: Filled, statement: str) -> None:
    filled.run("CREATE TABLE n (i integer)", "INSERT INTO n VALUES (1)")

    assert isinstance(_refusal(filled.store, statement, "i"), StoreRefused)
    assert _rows(filled.store, "SELECT i FROM n", "i") == [(1,)]


def test_columns_other_than_asked_are_refused(filled: Filled) -> None:
    assert isinstance(_refusal(filled.store, "SELECT 1 AS a, 2 AS b", "b", "a"), StoreRefused)


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT CAST('{PRIVATE}' AS no_such_type) AS a",
        f"SELECT '{PRIVATE}' AS a FROM",
        f'SELECT "{PRIVATE}".a AS a',
    ],
)
def test_a_refusal_holds_nothing_that_the_driver_said(filled: Filled, statement: str) -> None:
    if filled.kind == "sqlite" and "no_such_type" in statement:
        statement = f"SELECT json_extract('{PRIVATE}', '$') AS a"

    refusal = _refusal(filled.store, statement, "a")

    assert isinstance(refusal, StoreRefused)
    told = (
        "".join(traceback.format_exception(refusal)) + repr(refusal) + refusal.say("ja") + refusal.say("en")
    )
    assert PRIVATE not in told
    assert "main" in refusal.say("en")
    assert refusal.__context__ is None
    assert refusal.__cause__ is None


def test_a_value_that_cannot_be_read_stays_out_of_the_refusal(sqlite_only: Filled) -> None:
    with closing(sqlite3.connect(sqlite_only.url.removeprefix("sqlite:///"))) as connection:
        connection.execute("CREATE TABLE n (t TEXT)")
        connection.execute("INSERT INTO n VALUES (CAST(x'4a6f686eff' AS TEXT))")
        connection.commit()

    refusal = _refusal(sqlite_only.store, "SELECT t FROM n", "t")

    assert isinstance(refusal, StoreRefused)
    assert "John" not in "".join(traceback.format_exception(refusal))


def test_a_file_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    store = SqliteStore("main", f"sqlite:///{tmp_path / 'none.db'}")

    with pytest.raises(StoreUnavailable):
        store.ping()
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)

    with pytest.raises(StoreRefused):
        SqliteStore("main", f"sqlite:///{tmp_path / 'x.db'}").ping()


def test_a_locked_file_is_unavailable_and_may_be_asked_again(sqlite_only: Filled) -> None:
    path = sqlite_only.url.removeprefix("sqlite:///")
    impatient = SqliteStore("main", sqlite_only.url, patience_s=0.05)
    sqlite_only.run("CREATE TABLE n (i integer)")

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable, match="SQLITE_BUSY"):
            impatient.ping()
        other.execute("ROLLBACK")

    impatient.ping()


def test_an_address_with_a_blank_or_a_question_mark_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "顧客 data #1"
    folder.mkdir()
    sqlite3.connect(folder / "a.db").close()

    SqliteStore("main", f"sqlite:///{folder / 'a.db'}").ping()


def test_a_server_that_does_not_answer_is_unavailable() -> None:
    store = PostgresStore("main", "postgresql://nobody:hunter2@127.0.0.1:9/none")

    with pytest.raises(StoreUnavailable) as caught:
        store.ping()

    assert "hunter2" not in "".join(traceback.format_exception(caught.value)) + repr(store)


def test_a_statement_that_takes_too_long_is_unavailable(postgres_only: Filled) -> None:
    hasty = PostgresStore("main", postgres_only.url, statement_ms=60)

    with pytest.raises(StoreUnavailable, match="57014"):
        _rows(hasty, "SELECT pg_sleep(20)::text AS s", "s")


def test_a_reader_that_stops_early_leaves_no_session_behind(postgres_only: Filled) -> None:
    postgres_only.run("CREATE TABLE n AS SELECT generate_series(1, 20000) AS i")
    batches = postgres_only.store.read("SELECT i FROM n", (), ("i",))
    next(batches)
    batches.close()  # type: ignore[attr-defined]  # a generator, whatever the port calls it

    with psycopg.connect(postgres_only.url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'yakusoku' AND datname = current_database()"
            " AND state <> 'idle'"
        ).fetchone()
    assert row == (0,)


def test_tables_are_told_with_their_families(filled: Filled) -> None:
    filled.run(
        "CREATE TABLE b (i integer PRIMARY KEY, t varchar(10), f double precision, d date, y boolean)",
        "CREATE TABLE a (z timestamp)",
        "CREATE VIEW v AS SELECT t FROM b",
    )

    told = {table.name: [(one.name, one.family) for one in table.columns] for table in filled.store.tables()}

    assert list(told) == ["a", "b", "v"]
    assert told["b"] == [("i", "integer"), ("t", "text"), ("f", "float"), ("d", "date"), ("y", "boolean")]
    assert told["a"] == [("z", "timestamp")]
    assert told["v"] == [("t", "text")]


def test_tables_of_other_schemas_are_told_with_their_schema(postgres_only: Filled) -> None:
    postgres_only.run(
        "CREATE SCHEMA sales", "CREATE TABLE sales.bill (no integer)", "CREATE TABLE public.bill (no integer)"
    )

    tables = postgres_only.store.tables()

    assert [(table.schema, table.name, table.plain) for table in tables] == [
        ("public", "bill", True),
        ("sales", "bill", False),
    ]
    assert [table.is_called(None, "bill") for table in tables] == [True, False]
    assert [table.is_called("sales", "bill") for table in tables] == [False, True]


@pytest.mark.parametrize(
    "url", ["mysql://h/d", "sqlite:relative.db", "", "file:///etc/passwd", "postgresqlx://h/d"]
)
def test_an_address_of_another_kind_is_refused_without_saying_it(url: str) -> None:
    with pytest.raises(StoreRefused) as caught:
        registry.wire({"main": url})

    assert not url or url not in str(caught.value)


def test_a_store_that_was_never_named_is_refused(sqlite_only: Filled) -> None:
    del sqlite_only
    with pytest.raises(StoreRefused, match="no store is called other"):
        registry.get("other")
    assert registry.names() == ("main",)
