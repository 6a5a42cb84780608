"""
A residual printed as one SQL expression, so that a set of people is decided where their facts lie.

The expression gives a whole number for each row: 0 allowed, k the k-th gate is against, -k nobody knows of the k-th
gate, and `NEVER` where nothing fits. Its meaning is that of `Residual` in Python: a NULL never permits. Rows hold facts
as truth (1 and 0, or boolean), text, or days; whatever else a column holds is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yakusoku.decisions.rulings import Residual
from yakusoku.decisions.trees import Between, Constant, Every, Is, Missing, Not, OneOf, Some, Tree

DialectName = Literal["sqlite", "postgresql", "mariadb", "duckdb"]
NEVER = -1_000_000


@dataclass(frozen=True)
class Speech:
    """How one database says a truth, a word and a day of a column, and a truth that is not known."""

    truth: str
    unknown: str
    word: Callable[[str], str]
    day: Callable[[str], str]
    literal: Callable[[date], str]


def _plain(column: str) -> str:
    return column


def _lite_word(column: str) -> str:
    return f"CASE WHEN typeof({column}) = 'text' THEN {column} END"


def _lite_day(column: str) -> str:
    form = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
    real = f"typeof({column}) = 'text' AND {column} GLOB '{form}' AND {column} >= '0001'"
    real += f" AND date({column}, '+0 days') = {column}"  # the thirtieth of February becomes another day
    return f"CASE WHEN {real} THEN {column} END"


def _finite_day(column: str) -> str:
    known = f"isfinite({column}) AND {column} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
    return f"CASE WHEN {known} THEN {column} END"


def _maria_day(column: str) -> str:
    """Return a day without the half days (2026-00-00) that MariaDB may keep."""
    return (
        f"CASE WHEN YEAR({column}) > 0 AND MONTH({column}) > 0 AND DAYOFMONTH({column}) > 0 THEN {column} END"
    )


def _binary(column: str) -> str:
    return f"CAST({column} AS BINARY)"  # a collation may hold other words equal


_NUMBER = "CASE {} WHEN 1 THEN TRUE WHEN 0 THEN FALSE END"
_SPEECHES: dict[DialectName, Speech] = {
    "sqlite": Speech(_NUMBER, "NULL", _lite_word, _lite_day, lambda day: f"'{day.isoformat()}'"),
    "mariadb": Speech(_NUMBER, "NULL", _binary, _maria_day, lambda day: f"DATE '{day.isoformat()}'"),
    "postgresql": Speech(
        "{}", "CAST(NULL AS BOOLEAN)", _plain, _finite_day, lambda day: f"DATE '{day.isoformat()}'"
    ),
    "duckdb": Speech(
        "{}", "CAST(NULL AS BOOLEAN)", _plain, _finite_day, lambda day: f"DATE '{day.isoformat()}'"
    ),
}


def expression(residual: Residual, columns: Mapping[str, str], dialect: DialectName) -> str:
    """
    Return the expression for one row; `columns` names each fact's column, already quoted. A fact without one is NULL.

    `allowed` is the last explicit case, and what fits none is `NEVER`.
    """
    printed = [_tree(gate.tree, columns, _SPEECHES[dialect]) for gate in residual.gates]
    cases = []
    for number, one in enumerate(printed, 1):
        cases.append(f"WHEN (NOT ({one})) IS TRUE THEN {number}")
        cases.append(f"WHEN ({one}) IS NOT TRUE THEN -{number}")
    allowed = " AND ".join(f"(({one}) IS TRUE)" for one in printed) or "TRUE"
    return f"CASE {' '.join(cases)} WHEN {allowed} THEN 0 ELSE {NEVER} END"


def _tree(tree: Tree, columns: Mapping[str, str], speech: Speech) -> str:
    match tree:
        case Constant(is_so):
            return speech.unknown if is_so is None else str(is_so).upper()
        case Not(of):
            return f"(NOT ({_tree(of, columns, speech)}))"
        case Every(parts):
            return f"({' AND '.join(_tree(one, columns, speech) for one in parts) or 'TRUE'})"
        case Some(parts):
            return f"({' OR '.join(_tree(one, columns, speech) for one in parts) or 'FALSE'})"
        case _:
            return _leaf(tree, columns.get(tree.fact), speech)


def _leaf(leaf: Is | OneOf | Between | Missing, column: str | None, speech: Speech) -> str:
    if column is None:
        return "TRUE" if isinstance(leaf, Missing) else speech.unknown
    match leaf:
        case Is():
            return f"({speech.truth.format(column)})"
        case OneOf(_, words):
            return _among(speech.word(column), words)
        case Missing():
            return f"(({speech.word(column)}) IS NULL)"
        case Between(_, first, last):
            return _within(speech.day(column), first, last, speech)


def _among(word: str, words: frozenset[str]) -> str:
    """Return that a word is one of several; without any it is none, unless it is not known."""
    if not words:
        return f"(CASE WHEN ({word}) IS NOT NULL THEN FALSE END)"
    return f"(({word}) IN ({', '.join(_quoted(one) for one in sorted(words))}))"


def _quoted(word: str) -> str:
    """Return a word as a literal. :raises ValueError: for what no id, day or channel has"""
    if not all(letter.isascii() and (letter.isalnum() or letter in "-_.:") for letter in word):
        raise ValueError("a word of a policy has letters, digits and - _ . : alone")
    return f"'{word}'"


def _within(day: str, first: date | None, last: date | None, speech: Speech) -> str:
    ends = [f"({day}) >= {speech.literal(first)}"] if first else []
    ends += [f"({day}) <= {speech.literal(last)}"] if last else []
    return f"({' AND '.join(ends) or f'CASE WHEN ({day}) IS NOT NULL THEN TRUE END'})"
