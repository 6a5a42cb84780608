"""
At least 20,000 drawn cases: the single ruling, every dialect and, where its language suffices, a policy engine agree.

Each draw is a residual and a row. Rows hold NULLs, values that no gate names, days at, before and after each boundary
and at the ends of the calendar; some stand there twice. Planted faults in the
printed statement are told apart by the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any

import cedarpy
import duckdb
import psycopg
import pytest

from tests.rules.decisions.test_one_meaning import expected, residual_of, stored
from tests.rules.decisions.test_sql_servers import statements
from yakusoku.decisions.rulings import Residual
from yakusoku.decisions.sql import NEVER, DialectName, expression
from yakusoku.decisions.trees import Between, Constant, Every, Is, Missing, Not, OneOf, Some, Tree, Value
from yakusoku.stores.adapters.mariadb_connection import Place

TRUTHS, WORDS, DAYS = ("t1", "t2", "t3"), ("w1", "w2"), ("d1",)
NAMES = (*TRUTHS, *WORDS, *DAYS)
FIRST = date(2026, 1, 1)
RESIDUALS, ROWS = 400, 50
"""400 residuals of 50 rows each are 20,000 draws; each is asked of every engine."""
Row = dict[str, Value]
Ask = Callable[[str, list[Row]], list[int]]


def drawn_tree(random: Random, depth: int = 3) -> Tree:
    """Return a tree of any shape."""
    if depth and random.random() < 0.6:
        parts = tuple(drawn_tree(random, depth - 1) for _ in range(random.randrange(4)))
        kind = random.randrange(3)
        return Not(drawn_tree(random, depth - 1)) if not kind else (Every if kind == 1 else Some)(parts)
    match random.randrange(8):
        case 0:
            return Constant(random.choice((True, False, None)))
        case 1 | 2 | 3:
            return Is(random.choice(TRUTHS))
        case 4 | 5:
            return OneOf(random.choice(WORDS), frozenset(random.sample(("a", "b", "c"), random.randrange(4))))
        case 6:
            return Missing(random.choice(WORDS))
        case _:
            ends = (None, *(FIRST + timedelta(days) for days in (-2, -1, 0, 1, 2)))
            return Between("d1", random.choice(ends), random.choice(ends))


def drawn_row(random: Random) -> Row:
    """Return a row; most of its days lie at a boundary."""
    days = (None, date.min, date.max, *(FIRST + timedelta(days) for days in range(-3, 4)))
    row: Row = {name: random.choice((True, False, None)) for name in TRUTHS}
    row |= {name: random.choice(("a", "b", "A", "", "a ", None)) for name in WORDS}
    return {**row, "d1": random.choice(days)}


def draws(seed: int, residuals: int = RESIDUALS) -> Iterator[tuple[Residual, list[Row]]]:
    """Yield residuals, each with its rows; every tenth row stands there again."""
    random = Random(seed)
    for _ in range(residuals):
        rows = [drawn_row(random) for _ in range(ROWS)]
        rows[::10] = [dict(rows[1]) for _ in rows[::10]]
        yield residual_of([drawn_tree(random) for _ in range(random.randrange(1, 5))]), rows


@contextmanager
def engine(dialect: DialectName, request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Give a function that says what an engine makes of a printed statement for each row."""
    made, filled = statements("mariadb" if dialect == "mariadb" else "postgresql")
    if dialect == "duckdb":
        connection: Any = duckdb.connect()
    elif dialect == "postgresql":
        connection = psycopg.connect(request.getfixturevalue("postgres_url"), autocommit=True)
    else:
        connection = Place.read(request.getfixturevalue("mariadb_url")).connect()
    mark = "?" if dialect == "duckdb" else "%s"
    with closing(connection), closing(connection.cursor()) as cursor:
        cursor.execute(made)

        def ask(printed: str, rows: list[Row]) -> list[int]:
            cursor.execute("DELETE FROM facts")
            values = [(at, *(row[name] for name in NAMES)) for at, row in enumerate(rows)]
            one = filled.partition("VALUES ")[2].replace("%s", mark)
            every = f"{filled.partition('VALUES ')[0]}VALUES {', '.join([one] * len(values))}"
            cursor.execute(every, [value for row in values for value in row])  # DuckDB is slow row by row
            cursor.execute(f"SELECT {printed} FROM facts ORDER BY number")
            return [int(one) for (one,) in cursor.fetchall()]

        yield ask


@contextmanager
def lite() -> Iterator[Ask]:
    """Give the same of SQLite, whose columns take what they are given."""
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE facts (number, {', '.join(NAMES)})")

        def ask(printed: str, rows: list[Row]) -> list[int]:
            connection.execute("DELETE FROM facts")
            values = [(at, *(stored(row[name]) for name in NAMES)) for at, row in enumerate(rows)]
            connection.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * (len(NAMES) + 1))})", values)
            return [one for (one,) in connection.execute(f"SELECT {printed} FROM facts ORDER BY number")]

        yield ask


def printed(residual: Residual, dialect: DialectName) -> str:
    return expression(residual, {name: name for name in NAMES}, dialect)


def test_sqlite_agrees_on_twenty_thousand_draws() -> None:
    asked = 0
    with lite() as ask:
        for residual, rows in draws(1):
            assert ask(printed(residual, "sqlite"), rows) == [expected(residual, row) for row in rows]
            asked += len(rows)
    assert asked >= 20_000


@pytest.mark.parametrize(
    "dialect",
    [
        "duckdb",
        pytest.param("postgresql", marks=pytest.mark.server),
        pytest.param("mariadb", marks=pytest.mark.server),
    ],
)
def test_an_engine_agrees_on_twenty_thousand_draws(
    dialect: DialectName, request: pytest.FixtureRequest
) -> None:
    asked = 0
    with engine(dialect, request) as ask:
        for residual, rows in draws(1):
            assert ask(printed(residual, dialect), rows) == [expected(residual, row) for row in rows]
            asked += len(rows)
    assert asked >= 20_000


# ---- planted faults: each is one that a compiler could have, and the same draws tell it apart

Fault = Callable[[str], str]


def _swapped(sql: str) -> str:
    """Return the first two gates with each other's numbers."""
    for sign in ("", "-"):
        sql = sql.replace(f"THEN {sign}1 ", f"THEN {sign}@ ").replace(f"THEN {sign}2 ", f"THEN {sign}1 ")
        sql = sql.replace(f"THEN {sign}@ ", f"THEN {sign}2 ")
    return sql


FAULTS: dict[str, Fault] = {
    "NULL dropped: what is not known is as if it were so": lambda sql: sql.replace(
        ") IS NOT TRUE", ") IS FALSE"
    ).replace(") IS TRUE", ") IS NOT FALSE"),
    "IS TRUE dropped: a gate that is not known is passed over": lambda sql: sql.replace(
        "IS NOT TRUE THEN -", "IS FALSE THEN -"
    ),
    "ELSE allowed": lambda sql: sql.replace("IS NOT TRUE THEN -", "IS FALSE THEN -").replace(
        f"ELSE {NEVER}", "ELSE 0"
    ),
    "order swapped": _swapped,
    "off by one day at the end": lambda sql: sql.replace("<= '", "< '"),
    "off by one day at the beginning": lambda sql: sql.replace(">= '2", "> '2"),
    "NOT dropped": lambda sql: sql.replace("(NOT ((", "((("),
    "AND for OR": lambda sql: sql.replace(" OR ", " AND "),
    "an empty list of words is so": lambda sql: sql.replace(
        "IS NOT NULL THEN FALSE END", "IS NOT NULL THEN TRUE END"
    ),
    "a missing word is there": lambda sql: sql.replace("END) IS NULL)", "END) IS NOT NULL)"),
    "against for not known": lambda sql: sql.replace("THEN -", "THEN "),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_told_apart(name: str) -> None:
    with lite() as ask:
        for residual, rows in draws(1):
            right = printed(residual, "sqlite")
            planted = FAULTS[name](right)
            if planted != right and ask(planted, rows) != [expected(residual, row) for row in rows]:
                return
    pytest.fail(f"nobody saw it: {name}")


# ---- a policy engine beside it; it has neither unknown values nor days, so rows hold all facts, days as numbers


def cedar(tree: Tree) -> str:
    """Return a tree in Cedar's words."""
    match tree:
        case Constant(is_so):
            return "true" if is_so is True else "false"
        case Not(of):
            return f"!({cedar(of)})"
        case Every(parts):
            return f"({' && '.join(map(cedar, parts)) or 'true'})"
        case Some(parts):
            return f"({' || '.join(map(cedar, parts)) or 'false'})"
        case Is(fact):
            return f"context.{fact}"
        case OneOf(fact, words):
            return f"{json.dumps(sorted(words))}.contains(context.{fact})"
        case Missing():
            return "false"
        case Between(fact, first, last):
            ends = [f"context.{fact} >= {first.toordinal()}"] if first else []
            ends += [f"context.{fact} <= {last.toordinal()}"] if last else []
            return f"({' && '.join(ends) or 'true'})"


def test_a_policy_engine_agrees_where_everything_is_known() -> None:
    request = {"principal": 'A::"a"', "action": 'B::"b"', "resource": 'C::"c"'}
    random, asked = Random(2), 0
    for residual, rows in draws(2, 80):
        known = [_known(random, row) for row in rows[:12]]
        policy = f"permit(principal, action, resource) when {{ {cedar(residual.tree)} }};"
        requests = [{**request, "context": _context(row)} for row in known]
        answers = cedarpy.is_authorized_batch(requests, policy, [])
        got = [answer.decision == cedarpy.Decision.Allow for answer in answers]
        assert got == [_two_valued(residual.tree).truth(row) is True for row in known]
        asked += len(known)
    assert asked >= 900


def _known(random: Random, row: Row) -> Row:
    return {
        name: random.choice((True, False)) if value is None and name in TRUTHS
        else "a" if value is None and name in WORDS else FIRST if value is None else value
        for name, value in row.items()
    }  # fmt: skip


def _context(row: Row) -> dict[str, object]:
    return {name: value.toordinal() if isinstance(value, date) else value for name, value in row.items()}


def _two_valued(tree: Tree) -> Tree:
    """Return a tree without the constant that is not known, for which Cedar has no word."""
    match tree:
        case Constant(None):
            return Constant(False)
        case Not(of):
            return Not(_two_valued(of))
        case Every(parts):
            return Every(tuple(map(_two_valued, parts)))
        case Some(parts):
            return Some(tuple(map(_two_valued, parts)))
        case _:
            return tree
