"""The same residual on PostgreSQL and MariaDB, where columns have types and text has collations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.decisions.test_one_meaning import DAYS, TRUTHS, WORDS, expected, residual_of, rows, trees
from yakusoku.decisions.rulings import Residual
from yakusoku.decisions.sql import DialectName, expression
from yakusoku.decisions.trees import Between, Is, OneOf, Tree, Value
from yakusoku.stores.adapters.mariadb_connection import Place

NAMES = (*TRUTHS, *WORDS, *DAYS)
Ask = Callable[[Residual, list[dict[str, Value]]], list[int]]
_TYPES: dict[DialectName, tuple[str, str, str]] = {
    "postgresql": ("BOOLEAN", "TEXT", "DATE"),
    "mariadb": ("TINYINT", "VARCHAR(20) COLLATE utf8mb4_general_ci", "DATE"),
}


def statements(dialect: DialectName) -> tuple[str, str]:
    """Return how the table is made and filled."""
    truth, word, day = _TYPES[dialect]
    typed = [*(f"{name} {truth}" for name in TRUTHS), *(f"{name} {word}" for name in WORDS)]
    typed += [f"{name} {day}" for name in DAYS]
    made = f"CREATE TEMPORARY TABLE facts (number INTEGER, {', '.join(typed)})"
    return made, f"INSERT INTO facts VALUES ({', '.join(['%s'] * (len(NAMES) + 1))})"


@pytest.fixture(params=["postgresql", "mariadb"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Give a function that says what a server makes of a residual for each row."""
    dialect: DialectName = request.param
    made, filled = statements(dialect)
    if dialect == "postgresql":
        connection = psycopg.connect(request.getfixturevalue("postgres_url"), autocommit=True)
    else:
        connection = Place.read(request.getfixturevalue("mariadb_url")).connect()
    with closing(connection), closing(connection.cursor()) as cursor:
        cursor.execute(made)

        def asked(residual: Residual, table: list[dict[str, Value]]) -> list[int]:
            cursor.execute("DELETE FROM facts")
            cursor.executemany(filled, [(at, *(row[name] for name in NAMES)) for at, row in enumerate(table)])
            printed = expression(residual, {name: name for name in NAMES}, dialect)
            cursor.execute(f"SELECT {printed} FROM facts ORDER BY number")
            return [int(one) for (one,) in cursor.fetchall()]

        yield asked


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(trees, min_size=1, max_size=4), st.lists(rows, min_size=1, max_size=12))
def test_a_server_gives_every_row_the_reason_that_python_gives(
    ask: Ask, parts: list[Tree], table: list[dict[str, Value]]
) -> None:
    residual = residual_of(parts)
    assert ask(residual, table) == [expected(residual, row) for row in table]


def test_a_word_that_a_collation_holds_equal_is_another_word(ask: Ask) -> None:
    empty: dict[str, Value] = dict.fromkeys(NAMES)
    table = [{**empty, "w1": word} for word in ("form", "FORM", "form ", "fórm", "")]
    assert ask(residual_of([OneOf("w1", frozenset({"form"}))]), table) == [0, 1, 1, 1, 1]


def test_days_that_are_no_days_are_not_known(request: pytest.FixtureRequest) -> None:
    """MariaDB keeps half days, PostgreSQL endless ones; both would lie before or after any other."""
    printed = {one: expression(residual_of([Between("d", None, None)]), {"d": "d"}, one) for one in _TYPES}
    days = "(DATE 'infinity'), (DATE '-infinity'), (DATE '2026-01-01')"
    with closing(psycopg.connect(request.getfixturevalue("postgres_url"))) as connection:
        found = connection.execute(f"SELECT {printed['postgresql']} FROM (VALUES {days}) v (d)").fetchall()
    assert [one for (one,) in found] == [-1, -1, 0]
    maria = Place.read(request.getfixturevalue("mariadb_url")).connect()
    with closing(maria), closing(maria.cursor()) as cursor:
        cursor.execute("SET SESSION sql_mode = ''")
        cursor.execute("CREATE TEMPORARY TABLE facts (d DATE)")
        cursor.execute(
            "INSERT INTO facts VALUES ('0000-00-00'), ('2026-00-10'), ('2026-01-00'), ('2026-01-01')"
        )
        cursor.execute(f"SELECT {printed['mariadb']} FROM facts ORDER BY d")
        assert [int(one) for (one,) in cursor.fetchall()] == [-1, -1, -1, 0]


def test_a_number_that_is_no_truth_is_not_known(request: pytest.FixtureRequest) -> None:
    printed = expression(residual_of([Is("t")]), {"t": "t"}, "mariadb")
    maria = Place.read(request.getfixturevalue("mariadb_url")).connect()
    with closing(maria), closing(maria.cursor()) as cursor:
        cursor.execute("CREATE TEMPORARY TABLE facts (t TINYINT)")
        cursor.execute("INSERT INTO facts VALUES (2), (-1), (NULL)")
        cursor.execute(f"SELECT {printed} FROM facts")
        assert {int(one) for (one,) in cursor.fetchall()} == {-1}
