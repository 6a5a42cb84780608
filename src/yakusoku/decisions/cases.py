"""
Cases that a lawyer reads and writes: a question, what is so, and the answer that is expected (docs/decision-cases.md).

A file belongs to one company. Whatever a case does not say is as `given` says; with `looked_up`, what nobody
wrote is not so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from yakusoku.decisions.compiled import Compiled
from yakusoku.decisions.facts import known
from yakusoku.decisions.questions import Act, Question
from yakusoku.decisions.rulings import Ruling
from yakusoku.decisions.trees import Value
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import Strict, nearest, validate
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlfile import UnreadableFile, read

FactWord = bool | str | tuple[str, ...] | dict[str, bool | None] | None


class UnableToReadCases(UnableTo):
    """A file of cases cannot be used."""

    asked = text("read the cases")


class Use(Strict):
    """The use that is asked about, in the words of a question; `data` are its kinds of data, `by` its route."""

    purpose: str = ""
    data: tuple[str, ...] = Field(min_length=1)
    who: str = "controller"
    by: str | None = None
    to: str | None = None
    country: str | None = None
    channel: str | None = None
    medium: str | None = None
    about: str = "customer"
    act: Act = "use"
    cases: tuple[str, ...] = ()


class Given(Strict):
    """What holds for every case of the file that does not say otherwise."""

    as_of: date
    looked_up: bool = False
    facts: dict[str, FactWord] = {}


class Case(Strict):
    """One case. `because`: the stable word of the reason. `brings`: obligations that a yes has, among others."""

    says: Bilingual
    may: Use
    as_of: date | None = None
    facts: dict[str, FactWord] = {}
    person: Literal["known", "unknown"] = "known"
    answer: Literal["allowed", "refused", "allowed-if"]
    because: str | None = None
    clause: str | None = None
    article: str | None = None
    brings: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


class CasesFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    company: str
    given: Given
    cases: tuple[Case, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Tried:
    """A case, the ruling it got, and where that is not what it expects."""

    case: Case
    line: int
    question: Question
    ruling: Ruling
    wrong: tuple[Text, ...]


def read_cases(file: Path, shown: str | None = None) -> tuple[CasesFile, tuple[int, ...]]:
    """
    Return a file of cases, and the line on which each begins.

    :raises UnableToReadCases: if it has not its shape, or names a fact that nobody knows
    """
    try:
        document = read(file, shown or file.name)
    except UnreadableFile as error:
        raise _unreadable(list(error.findings)) from None
    found, findings = validate(CasesFile, document, "cases")
    if found is None:
        raise _unreadable(findings)
    lines = tuple(document.where(("cases", number)).line for number in range(len(found.cases)))
    written = [found.given.facts, *(case.facts for case in found.cases)]
    for line, facts in zip((1, *lines), written, strict=True):
        for name in facts:
            if name not in known():
                raise UnableToReadCases(
                    text("{file}:{line} names the fact “{fact}”.", file=document.shown, line=line, fact=name),
                    do=text("Write a fact that is known, such as “{near}”.", near=nearest(name, known()) or "consent"),
                )  # fmt: skip
    return found, lines


def _unreadable(findings: list[Finding]) -> UnableToReadCases:
    first = findings[0]
    return UnableToReadCases(text("{where}: {says}", where=str(first.where), says=first.says), do=first.do)


def question_of(case: Case, given: Given) -> Question:
    """Return the question that a case asks."""
    use = case.may
    return Question(
        case.as_of or given.as_of, use.purpose, frozenset(use.data), use.who, use.by, use.to, use.country,
        use.channel, use.medium, use.about, use.act, use.cases,
    )  # fmt: skip


def facts_of(case: Case, given: Given) -> dict[str, Value]:
    """Return what is so in a case; with an unknown person nothing of person and data is looked up."""
    whole: dict[str, Value] = {}
    unknown = case.person == "unknown"
    if given.looked_up:
        for fact in known().values():
            if fact.holds == "truth" and not (unknown and fact.about in ("person", "data")):
                whole[f"{fact.name}:*" if fact.scoped else fact.name] = False
    own = {} if unknown else given.facts
    for name, value in {**own, **case.facts}.items():
        whole.update(_values(name, value))
    return whole


def _values(name: str, value: FactWord) -> Iterator[tuple[str, Value]]:
    match value:
        case tuple():
            yield from ((f"{name}:{scope}", True) for scope in value)
        case dict():
            yield from ((f"{name}:{scope}", so) for scope, so in value.items())
        case str() if known()[name].holds == "day":
            yield name, date.fromisoformat(value)
        case None if known()[name].scoped:
            yield f"{name}:*", None
        case _:
            yield name, value


def tried(file: CasesFile, lines: tuple[int, ...], compiled: Compiled) -> Iterator[Tried]:
    """Yield every case of a file with the ruling it gets and what differs from what it expects."""
    for line, case in zip(lines, file.cases, strict=True):
        question, facts = question_of(case, file.given), facts_of(case, file.given)
        ask = compiled.decide_for_set if case.person == "unknown" else compiled.decide
        ruling = ask(question, facts)
        yield Tried(case, line, question, ruling, tuple(_differences(case, ruling)))


def _differences(case: Case, ruling: Ruling) -> Iterator[Text]:
    came = {
        "answer": ruling.outcome.value,
        "because": ruling.reason,
        "clause": ruling.because.clause,
        "article": ruling.because.article,
    }
    for name, value in came.items():
        expected = getattr(case, name)
        if expected is not None and expected != value:
            yield text(
                "{part}: {expected} is expected, {value} came", part=name, expected=expected, value=value
            )
    brought = {one.code for one in ruling.obligations}
    for code in case.brings:
        if code not in brought:
            yield text("it should bring “{code}”", code=code)
    asked = set(ruling.residual.facts) if ruling.residual else set()
    for fact in case.asks:
        if fact not in asked:
            yield text("it should leave “{fact}” to be asked", fact=fact)
