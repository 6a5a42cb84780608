"""
A million rulings beside the least that anybody could do: a look-up by the question's cell, and five facts read.

A thousand cells, a million distinct questions with five facts each; every field of each ruling is read. Two thirds
are refused, many of them by their cell alone; so those that pass every gate are told by themselves, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from statistics import median
from time import perf_counter, perf_counter_ns

from yakusoku.cli.check import EXAMPLES
from yakusoku.decisions.compiled import Compiled
from yakusoku.decisions.questions import Question
from yakusoku.decisions.rulings import Ruling
from yakusoku.decisions.trees import Facts, Value
from yakusoku.policy import queries

_CELLS, _QUESTIONS = 1000, 1_000_000
_FIRST = date(2026, 11, 23)
_Pair = tuple[Question, dict[str, Value]]


def run() -> Iterator[str]:
    """Yield the time of compiling, of a ruling, of the floor, and the ratio of the two."""
    history = queries.load(EXAMPLES / "jalpak" / "policies")
    began = perf_counter()
    compiled = Compiled.of(history)
    cells = _cells()
    for question in cells:
        compiled.decide(question, {})
    yield f"{len(cells):,} cells settled once            {perf_counter() - began:9.3f} s"
    pairs = list(_pairs(cells))
    table: dict[tuple[object, ...], object] = {question[1:]: question for question in cells}
    floor = _times(pairs, lambda question, facts: _least(table, question, facts))
    ours = _times(pairs, lambda question, facts: _read(compiled.decide(question, facts)))
    passed = [
        taken
        for (question, facts), taken in zip(pairs, ours, strict=True)
        if compiled.decide(question, facts).allowed
    ]
    rows = (
        ("floor: look-up, five reads", floor),
        ("ruling, all fields read", ours),
        (f"those allowed ({len(passed) / len(ours):.0%})", passed),
    )
    for title, times in rows:
        yield f"{title:34} median {median(times) / 1000:6.2f} µs   99th {_hundredth(times) / 1000:6.2f} µs"
    ratios = median(ours) / median(floor), median(passed) / median(floor)
    yield f"{'ratio of medians: all, allowed':34} {ratios[0]:6.1f} {ratios[1]:6.1f}"


def _cells() -> list[Question]:
    """Return a thousand cells of JALPAK: who, for what, with which data, by which channel, of whom."""
    whos = ("controller", "distributors", "jal", "jalcard", "jalux")
    uses = [
        ("contact", "user.name"), ("contact", "user.contact.phone_number"), ("promotion", "user.name"),
        ("promotion", "user.contact.address"), ("feedback", "user.name"), ("surveys", "user.contact.address"),
        ("benefits", "user.name"), ("group-promotion", "user.name"), ("group-event-guide", "user.name"),
        ("arrange-trip", "user.name"),
    ]  # fmt: skip
    ways = ("post", "telephone", "fax", "catalog")
    people = ("customer", "applicant", "member", "caller", "inquirer")
    made = [
        Question(_FIRST, purpose, frozenset({kind}), who, channel=way, about=about)
        for who, (purpose, kind), way, about in product(whos, uses, ways, people)
    ]
    assert len(made) == _CELLS
    return made


def _pairs(cells: list[Question]) -> Iterator[_Pair]:
    """Yield a million distinct questions: each cell on a thousand days, with facts that change from one to the next."""
    for number in range(_QUESTIONS):
        question = cells[number % _CELLS]
        turn = number // _CELLS
        facts: dict[str, Value] = {
            "collected_on": _FIRST + timedelta(days=turn % 700),
            f"stop:{question.channel}": turn % 7 == 0,
            f"cease_use:purposes.{question.purpose}": turn % 11 == 0,
            "restriction": turn % 13 == 0,
            "retention_passed": None if turn % 17 == 0 else False,
        }
        yield question._replace(as_of=_FIRST + timedelta(days=turn)), facts


def _least(table: dict[tuple[object, ...], object], question: Question, facts: Facts) -> object:
    cell = table[question[1:]]
    for name in facts:
        facts[name]
    return cell


def _read(ruling: Ruling) -> object:
    return (
        ruling.outcome, ruling.reason, ruling.because.rule, ruling.because.clause, ruling.because.article, ruling.why,
        ruling.do, ruling.says, ruling.version, ruling.obligations, ruling.residual, ruling.known,
    )  # fmt: skip


def _times(pairs: list[_Pair], work: Callable[[Question, Facts], object]) -> list[int]:
    times = []
    for question, facts in pairs:
        began = perf_counter_ns()
        work(question, facts)
        times.append(perf_counter_ns() - began)
    return times


def _hundredth(times: list[int]) -> int:
    """Return the time that one of a hundred passes."""
    return sorted(times)[len(times) * 99 // 100]
