"""Asking: a company's policy made ready, questions, facts as words, rulings, and the cases that lawyers write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from yakusoku.decisions.cases import CasesFile, Tried, UnableToReadCases, read_cases, tried
from yakusoku.decisions.compiled import Compiled, decide
from yakusoku.decisions.facts import family, known
from yakusoku.decisions.questions import Act, Question
from yakusoku.decisions.rulings import Gate, Obligation, Outcome, Residual, Ruling
from yakusoku.decisions.trees import Facts, Truth, Value, asked
from yakusoku.laws.grounds import Because
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text

__all__ = [
    "Act", "Because", "CasesFile", "Compiled", "Facts", "Gate", "Obligation", "Outcome", "Question",
    "Residual", "Ruling", "Tried", "Truth", "UnableToReadCases", "UnableToReadFact", "Value", "asked", "decide",
    "read_cases", "read_facts", "tried",
]  # fmt: skip

_TRUTHS = {"yes": True, "no": False, "unknown": None}


class UnableToReadFact(UnableTo):
    """A fact was written that nobody knows, or with a value that it cannot have."""

    asked = text("read the facts")


def read_facts(written: Iterable[str]) -> dict[str, Value]:
    """
    Return facts written as words: `order`, `consent:purposes.news`, `stop:post=no`, `collected_on=2026-11-30`.

    A fact without a value is so. `looked_up` says that whatever is not written is not so.

    :raises UnableToReadFact: if a fact is not known, lacks what it speaks of, or cannot have that value
    """
    facts: dict[str, Value] = {}
    for one in written:
        if one == "looked_up":
            facts = {**_none_found(), **facts}
            continue
        name, _, value = one.partition("=")
        facts[name] = _value(name, value or "yes")
    return facts


def _none_found() -> dict[str, Value]:
    """Return that every fact was looked up and is not so."""
    return {
        f"{fact.name}:*" if fact.scoped else fact.name: False
        for fact in known().values()
        if fact.holds == "truth"
    }


def _value(name: str, value: str) -> Value:
    fact = known().get(family(name))
    if fact is None:
        near = nearest(family(name), known()) or "consent"
        raise UnableToReadFact(
            text("“{fact}” is no fact.", fact=name), do=text("Write a fact that is known, such as “{near}”.", near=near)
        )  # fmt: skip
    if fact.scoped != (":" in name):
        example = f"{fact.name}:purposes.news" if fact.scoped else fact.name
        raise UnableToReadFact(
            text("“{fact}” does not say what it speaks of, or speaks of too much.", fact=name),
            do=text("Write it as “{example}”.", example=example),
        )
    if fact.holds == "word":
        return value
    try:
        return date.fromisoformat(value) if fact.holds == "day" else _TRUTHS[value]
    except (ValueError, KeyError):
        raise UnableToReadFact(
            text("“{fact}” cannot be “{value}”.", fact=name, value=value),
            do=text("Write yes, no or unknown; a day as 2026-11-23."),
        ) from None
