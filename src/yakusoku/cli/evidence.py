"""`yakusoku check --evidence`: every evidence is tried with a planted fault, in a home made for it and thrown away."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from yakusoku.cli.context import Door
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.promises.tried import Tried

_FIRST = date(2026, 11, 2)
_PEOPLE, _SEED = 40, 7
"""Enough for the walk: what is tried are the queries, and they count what they are shown."""


@dataclass
class Outcome:
    """What the pairs of one control came to."""

    control: str
    pairs: int = 0
    turned: int = 0
    clauses: set[str] = field(default_factory=set)
    by_people: bool = False
    by_program: bool = False
    wrong: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether it was tried at all, and every pair turned."""
        return self.pairs > 0 and self.pairs == self.turned


def check_evidence(door: Door, examples: Path, language: str, *, as_json: bool) -> bool:
    """Try every pair and print a line a control; say whether each control has a pair and every pair turned."""
    with TemporaryDirectory(prefix="yakusoku-evidence-") as place:
        found = outcomes(_trial(door, Path(place) / "home", examples), language)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for line in as_text(found, language):
            click.echo(line)
    return all(one.good for one in found)


def _trial(door: Door, folder: Path, examples: Path) -> Iterator[Tried]:
    """Make a home with all packaged policies, do J:COM's walk in it, and try the pairs."""
    from yakusoku.examples import homes

    scratch = replace(door, home=folder)
    scratch.maker(folder, stores=homes.STORES)
    settings = folder / "yakusoku.toml"
    hasty = settings.read_text(encoding="utf-8").replace("[jobs]", "[jobs]\npoll_seconds = 0.02")
    settings.write_text(hasty, encoding="utf-8")
    homes.copy_jcom(folder)
    for policies in sorted(examples.glob("*/policies")):
        shutil.copytree(policies, folder / "policies" / policies.parent.name, dirs_exist_ok=True)
    homes.fill_jcom(folder, people=_PEOPLE, seed=_SEED, as_of=_FIRST, truth=None)
    home = scratch.open()
    try:
        from yakusoku.examples.walks.calendar import SimulatedClock
        from yakusoku.examples.walks.jcom_disclosure import DisclosureWalk
        from yakusoku.promises.pairs.trial import trial

        clock = SimulatedClock(datetime(_FIRST.year, _FIRST.month, _FIRST.day, tzinfo=UTC))
        worker = home.worker(clock)
        worker.start()
        try:
            DisclosureWalk(first=_FIRST, clock=clock, worker=lambda: worker).run()
        finally:
            worker.close()
        yield from trial(folder)
    finally:
        home.close()


def outcomes(tried: Iterable[Tried], language: str) -> list[Outcome]:
    """Return what the pairs of each control came to; a control without a pair is there, too."""
    every = list(tried)  # opens the home: before that no room with rows can be read
    from yakusoku.promises.queries import control_names

    found = {name: Outcome(name) for name in control_names()}
    for one in every:
        outcome = found[one.control]
        outcome.pairs += 1
        outcome.turned += one.wrong is None
        outcome.clauses.update(one.clauses)
        outcome.by_people |= one.by_people
        outcome.by_program |= not one.by_people
        if one.wrong is not None:
            says = text(
                "{company}, {clauses}: {wrong}",
                company=one.company,
                clauses=", ".join(one.clauses),
                wrong=one.wrong,
            )
            outcome.wrong.append(says.say(language))
    return list(found.values())


def as_text(tried: list[Outcome], language: str) -> Iterator[str]:
    """Yield a line a control, with what did not turn, and the sums."""
    for one in tried:
        seen = {
            (True, True): text("program and people"),
            (True, False): text("program"),
            (False, True): text("people"),
            (False, False): text("no pair"),
        }[one.by_program, one.by_people]
        line = text(
            "{control}: {seen}; pairs that turned: {turned} of {pairs}; clauses: {clauses}",
            control=one.control,
            seen=seen,
            turned=one.turned,
            pairs=one.pairs,
            clauses=len(one.clauses),
        )
        yield f"{'ok   ' if one.good else 'WRONG'} {line.say(language)}"
        yield from (f"      {wrong}" for wrong in one.wrong)
    yield text(
        "Controls: {controls}; with pairs that all turned: {good}. Pairs: {pairs}; turned: {turned}.",
        controls=len(tried),
        good=sum(one.good for one in tried),
        pairs=sum(one.pairs for one in tried),
        turned=sum(one.turned for one in tried),
    ).say(language)


def _as_json(one: Outcome) -> dict[str, object]:
    return {
        "control": one.control,
        "good": one.good,
        "pairs": one.pairs,
        "turned": one.turned,
        "by_program": one.by_program,
        "by_people": one.by_people,
        "clauses": sorted(one.clauses),
        "wrong": one.wrong,
    }
