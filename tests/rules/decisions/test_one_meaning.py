"""One meaning: the ruling on one person, what a residual says of that person, and the same residual as SQL."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.decisions.asking import FILES, compiled, tries
from yakusoku.decisions.facts import family, known, may_stay_open
from yakusoku.decisions.questions import Question
from yakusoku.decisions.rulings import Gate, Outcome, Residual
from yakusoku.decisions.sql import NEVER, expression
from yakusoku.decisions.trees import (
    Between,
    Constant,
    Every,
    Facts,
    Is,
    Missing,
    Not,
    OneOf,
    Some,
    Tree,
    Truth,
    Value,
    asked,
    settled,
)
from yakusoku.laws.grounds import Because
from yakusoku.terms.bilingual import Bilingual

TRUTHS, WORDS, DAYS = ("t1", "t2", "t3"), ("w1", "w2"), ("d1",)
FIRST = date(2026, 1, 1)
truth_values: st.SearchStrategy[Value] = st.sampled_from((True, False, None))
word_values: st.SearchStrategy[Value] = st.sampled_from(("a", "b", "A", "", None))
day_values: st.SearchStrategy[Value] = st.none() | st.integers(-3, 3).map(
    lambda days: FIRST + timedelta(days)
)
rows = st.fixed_dictionaries(
    {
        **dict.fromkeys(TRUTHS, truth_values),
        **dict.fromkeys(WORDS, word_values),
        **dict.fromkeys(DAYS, day_values),
    }
)
ends = st.none() | st.integers(-2, 2).map(lambda days: FIRST + timedelta(days))
leaf_trees: st.SearchStrategy[Tree] = st.one_of(
    st.builds(Constant, st.sampled_from((True, False, None))),
    st.builds(Is, st.sampled_from(TRUTHS)),
    st.builds(OneOf, st.sampled_from(WORDS), st.frozensets(st.sampled_from(("a", "b", "c")))),
    st.builds(Missing, st.sampled_from(WORDS)),
    st.builds(Between, st.sampled_from(DAYS), ends, ends),
)


def joined(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, parts), st.builds(Every, several), st.builds(Some, several))


trees = st.recursive(leaf_trees, joined, max_leaves=8)


def residual_of(parts: list[Tree]) -> Residual:
    says = Bilingual("x", "あ")
    return Residual(tuple(Gate(str(at), says, tree, Because("x")) for at, tree in enumerate(parts, 1)))


def expected(residual: Residual, facts: Facts) -> int:
    """Return what the printed expression must give for one person, by the evaluation in Python."""
    for number, gate in enumerate(residual.gates, 1):
        value = gate.tree.truth(facts)
        if value is not True:
            return number if value is False else -number
    return 0


def stored(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture(scope="module")
def database() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE facts (number INTEGER, t1, t2, t3, w1, w2, d1)")
    return made


def printed(database: sqlite3.Connection, residual: Residual, table: list[dict[str, Value]]) -> list[int]:
    """Return what SQLite says of each row."""
    names = (*TRUTHS, *WORDS, *DAYS)
    database.execute("DELETE FROM facts")
    values = [(at, *(stored(row[name]) for name in names)) for at, row in enumerate(table)]
    database.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    statement = expression(residual, {name: f'"{name}"' for name in names}, "sqlite")
    return [one for (one,) in database.execute(f"SELECT {statement} FROM facts ORDER BY number")]


@settings(max_examples=400, deadline=None)
@given(st.lists(trees, min_size=1, max_size=4), st.lists(rows, min_size=1, max_size=12))
def test_sqlite_gives_every_row_the_reason_that_python_gives(
    database: sqlite3.Connection, parts: list[Tree], table: list[dict[str, Value]]
) -> None:
    residual = residual_of(parts)
    assert printed(database, residual, table) == [expected(residual, row) for row in table]


@pytest.mark.parametrize(
    ("tree", "column", "values"),
    [
        (Is("x"), "x", [2, -1, "true", "1", b"\x01", 0.5, ""]),
        (OneOf("x", frozenset({"1"})), "x", [1, b"1", 1.0]),
        (
            Between("x", None, None),
            "x",
            ["2026-02-30", "2026-1-1", "2026-01-01 10:00", "today", 20260101, "0000-00-00"],
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_not_known_in_sqlite(
    tree: Tree, column: str, values: list[object]
) -> None:
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE facts (x)")
    made.executemany("INSERT INTO facts VALUES (?)", [(one,) for one in values])
    statement = expression(residual_of([tree]), {column: column}, "sqlite")
    assert {one for (one,) in made.execute(f"SELECT {statement} FROM facts")} == {-1}


def test_a_fact_without_a_column_is_not_known() -> None:
    statement = expression(residual_of([Is("x")]), {}, "sqlite")
    assert sqlite3.connect(":memory:").execute(f"SELECT {statement}").fetchone() == (-1,)


def test_nothing_left_to_ask_is_allowed() -> None:
    statement = expression(Residual(()), {}, "sqlite")
    assert sqlite3.connect(":memory:").execute(f"SELECT {statement}").fetchone() == (0,)
    assert NEVER < 0


@pytest.mark.parametrize("word", ["a'b", "a\\b", "a b", "あ", 'a"b', "a\0"])
def test_a_word_that_no_policy_has_is_not_printed(word: str) -> None:
    with pytest.raises(ValueError, match="a word of a policy"):
        expression(residual_of([OneOf("x", frozenset({word}))]), {"x": "x"}, "sqlite")


@settings(max_examples=300, deadline=None)
@given(trees, rows, st.frozensets(st.sampled_from((*TRUTHS, *WORDS, *DAYS))))
def test_what_is_settled_beforehand_changes_no_answer(
    tree: Tree, row: dict[str, Value], open_facts: frozenset[str]
) -> None:
    fixed = {name: value for name, value in row.items() if name not in open_facts}
    left = settled(tree, fixed, open_facts)
    assert left.truth(row) == tree.truth(row)
    assert set(asked(left)) <= open_facts


@settings(max_examples=300, deadline=None)
@given(trees, rows, st.sampled_from((*TRUTHS, *DAYS)))
def test_knowing_more_never_turns_an_answer_round(tree: Tree, row: dict[str, Value], name: str) -> None:
    """Kleene's logic: what is settled without a fact stays so with it."""
    less = tree.truth({**row, name: None})
    assert less is None or tree.truth(row) is less


CASES = [(file.parent.parent.name, one.question) for file in FILES for one in tries(file)]
FACTS = sorted(
    {
        fact
        for company, question in CASES
        for gate, _ in compiled(company).explain(question, {})
        for fact in asked(gate.tree)
    }
)


def drawn(data: st.DataObject, company: str, question: Question) -> dict[str, Value]:
    """Return facts for a question, each so, not so, of the wrong kind, or not there."""
    facts: dict[str, Value] = {}
    for gate, _ in compiled(company).explain(question, {}):
        for name in asked(gate.tree):
            holds = known()[family(name)].holds
            values: tuple[Value, ...] = (True, True, False, False, None, "true")
            if holds == "word":
                values = ("2026-11-23", "2020-04-01", "form", "contract", None, True)
            elif holds == "day":
                values = (date(2026, 11, 30), date(2020, 3, 31), None, "2026-11-30")
            if data.draw(st.booleans(), label=f"{name} is there"):
                facts[name] = data.draw(st.sampled_from(values), label=name)
    return facts


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_one_person_and_a_set_get_the_same_answer(data: st.DataObject) -> None:
    company, question = data.draw(st.sampled_from(CASES))
    facts = drawn(data, company, question)
    person = {name: value for name, value in facts.items() if may_stay_open(name)}
    others = {name: value for name, value in facts.items() if not may_stay_open(name)}
    one = compiled(company).decide(question, facts)
    many = compiled(company).decide_for_set(question, others)

    if many.outcome is not Outcome.ALLOWED_IF:
        assert one.outcome is many.outcome
        gates = [gate for gate, _ in compiled(company).explain(question, {}) if gate.because == many.because]
        if not any(may_stay_open(name) for gate in gates for name in asked(gate.tree)):
            assert (one.reason, one.known) == (many.reason, many.known)
        return
    assert many.residual is not None
    against = many.residual.first_against(person)
    assert one.allowed == (against is None)
    if against is not None:
        assert (one.reason, one.because) == (against.reason, against.because)
        assert one.known == (against.tree.truth(person) is False)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_forgetting_a_fact_never_permits(data: st.DataObject) -> None:
    """A NULL never permits: whatever is allowed without a fact is allowed whatever it is, but for a kept version."""
    company, question = data.draw(st.sampled_from(CASES))
    facts = drawn(data, company, question)
    name = data.draw(st.sampled_from(FACTS))
    if name == "collected_under":  # without the version the day tells the notice: that is its meaning
        return
    without: dict[str, Value] = {**facts, name: None}
    if compiled(company).decide(question, without).allowed:
        assert all(
            compiled(company).decide(question, {**facts, name: value}).allowed
            for value in (facts.get(name), True, False)
        )


def test_truths_of_parts_that_are_not_known() -> None:
    values: tuple[Truth, ...] = (True, False, None)
    got = [
        (Every((Constant(one), Constant(two))).truth({}), Some((Constant(one), Constant(two))).truth({}))
        for one in values
        for two in values
    ]
    assert got == [
        (True, True), (False, True), (None, True),
        (False, True), (False, False), (False, None),
        (None, True), (False, None), (None, None),
    ]  # fmt: skip
