"""What is left of a question as the one statement that a database is asked. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from yakusoku.consent.audiences.settling import Settled, UnableToMakeAudience
from yakusoku.decisions.facts import family, known
from yakusoku.decisions.sql import NEVER, DialectName, expression
from yakusoku.stores.ports import Family
from yakusoku.terms.text import text

BESIDE = "yakusoku_beside"
"""The table of ours that says what choices act on a row."""
TWICE, MALFORMED, BAD = NEVER - 1, NEVER - 2, NEVER - 3
OWN_REASONS = {
    NEVER: "cannot-be-evaluated",
    TWICE: "id-twice",
    MALFORMED: "id-malformed",
    BAD: "row-malformed",
}
"""Codes of rows that stand in no audience for a reason that is not the policy's."""
ODD = (
    r"(?s)(?:[ \t\r\n\v\f\x{a0}\x{3000}].*|.*[ \t\r\n\v\f\x{a0}\x{3000}]|.*[\x00-\x1f\x7f].*|=.*"
    r"|#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)|[0-9](?:\.[0-9]+)?E\+[0-9]+|)"
)
"""What no id looks like: blanks at its ends, control characters, and what spreadsheets leave where one was."""


def truth_of(
    settled: Settled, columns: Mapping[str, str], dialect: DialectName, *, every: bool = False
) -> str:
    """
    Return the expression of a row's reason; `columns` are facts of rows as quoted columns, whose kind fits.

    With `every`, each row must have one beside it: nobody knows of the others.
    """
    joined = dict(columns)
    for number, fact in enumerate(settled.chosen, 1):
        own = columns.get(fact) or _said(settled.otherwise(fact), dialect)
        unread = "b.place IS NULL OR b.unread" if every else "b.unread"
        if dialect in ("sqlite", "mariadb"):
            unread = unread.replace("b.unread", "b.unread = 1")
        joined[fact] = f"(CASE WHEN {unread} THEN NULL ELSE COALESCE(b.f{number}, {own}) END)"
    return expression(settled.residual, joined, dialect)


def _said(value: object, dialect: DialectName) -> str:
    if value is None:
        return "CAST(NULL AS BOOLEAN)" if dialect in ("postgresql", "duckdb") else "NULL"
    return "TRUE" if value is True else "FALSE"


def fitting(fact: str, column: str, kind: Family, dialect: DialectName, *, name: str) -> str:
    """
    Return how a column of a store is read as a fact. :raises UnableToMakeAudience: if it cannot hold one

    A day in a column of days and times is that of the clock of the store.
    """
    holds = known()[family(fact)].holds
    loose = dialect == "sqlite"
    if holds == "truth":
        if kind == "boolean" or loose or (kind == "integer" and dialect == "mariadb"):
            return column
        if kind == "integer":
            return f"(CASE {column} WHEN 1 THEN TRUE WHEN 0 THEN FALSE END)"
    elif holds == "word":
        if kind == "text" or loose:
            return column
    elif kind == "timestamp":
        return f"substr({column}, 1, 10)" if loose else f"CAST({column} AS DATE)"
    elif kind == "date" or loose:
        return column
    raise UnableToMakeAudience(
        text("the column {column} cannot hold “{fact}”.", column=name, fact=fact),
        do=text("Name a column of truths, words or days, as the fact is one."),
    )


def reason_of(settled: Settled, code: int) -> tuple[str, bool]:
    """Return the reason of a code, and whether it was known: False where something could not be evaluated."""
    if code in OWN_REASONS:
        return OWN_REASONS[code], False
    return settled.residual.gates[abs(code) - 1].reason, code > 0
