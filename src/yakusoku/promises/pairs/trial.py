"""The trial: every pair is tried in a scratch home, and all that a pair changed is taken back afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from yakusoku.management.queries import Inspectable
from yakusoku.promises import queries
from yakusoku.promises.evidence.parts import Evidence
from yakusoku.promises.pairs import looks
from yakusoku.promises.pairs.answered import answered
from yakusoku.promises.pairs.asking import asking
from yakusoku.promises.pairs.linked import linked
from yakusoku.promises.pairs.planting import Scene
from yakusoku.promises.pairs.program import PAIRS, Pair
from yakusoku.promises.queries import Place
from yakusoku.promises.records import Records
from yakusoku.promises.rules import State
from yakusoku.promises.tried import Tried
from yakusoku.terms.text import Text, text

NOW = datetime(2027, 1, 20, 1, 0, tzinfo=UTC)
"""The moment of the trial: a scratch home has days of its own, and J:COM's walk in it was in November 2026."""

Parts = dict[Place, Evidence]


def trial(folder: Path, *, now: datetime = NOW, companies: Collection[str] | None = None) -> Iterator[Tried]:
    """
    Try every pair in the open scratch home at `folder`: policies of the packaged companies, and J:COM's walk done.

    Each pair must turn exactly its clauses red, where they were green, and back; its rows are taken back. The data map
    is thrown away, because a pair declares the systems that it needs itself. `companies` restricts the trial to some.
    """
    scene = Scene(folder, now)
    for file in (folder / "datamap").glob("*.yaml"):
        file.unlink()
    wanted = [name for name in queries.companies() if companies is None or name in companies]
    known = queries.companies()
    for pair in (*PAIRS, *linked(known, now=now), *answered(known, now=now), *asking(known)):
        if pair.company in wanted:
            yield Tried(
                pair.control,
                pair.company,
                tuple(sorted(pair.red)),
                by_people=False,
                wrong=planted(pair, scene),
            )
    for company in wanted:
        yield from _looked(company, now)


def _taken_back() -> ExitStack:
    """Return a transaction that is rolled back at its end."""
    stack = ExitStack()
    stack.enter_context(transaction.atomic())
    stack.callback(transaction.set_rollback, True)
    return stack


def planted(pair: Pair, scene: Scene) -> Text | None:
    """Plant a fault, repair it and take all rows back; return why it did not turn its clauses, or None."""
    with _taken_back(), ExitStack() as first:
        first.callback(pair.first(scene))
        before = _parts(pair.company, scene.now)
        repair = pair.plant(scene)
        with ExitStack() as repairing:
            repairing.callback(repair)
            broken = _parts(pair.company, scene.now)
        after = _parts(pair.company, scene.now)
        return _turned(pair, before, broken) or _repaired(before, after)


def _turned(pair: Pair, before: Parts, planted: Parts) -> Text | None:
    turned = _broken(planted) - _broken(before)
    own = {place[0] for place in turned if place[1] == pair.control}
    others = {place[0] for place in turned if place[1] != pair.control}
    for red, wanted in ((own, pair.red), (others, pair.also)):
        if red != wanted:
            return text("turned {red} red, and not {wanted}.", red=_listed(red), wanted=_listed(wanted))
    dull = {place[0] for place in turned if place not in before or before[place].state is not State.KEPT}
    if dull & pair.red and pair.green:
        return text("{clauses} was not green before.", clauses=_listed(dull))
    return None


def _repaired(before: Parts, after: Parts) -> Text | None:
    states = ({place: part.state for place, part in one.items()} for one in (before, after))
    first, last = states
    if first == last:
        return None
    differing = {place[0] for place in {*first, *last} if first.get(place) != last.get(place)}
    return text("the repair left {clauses} changed.", clauses=_listed(differing))


def _looked(company: str, now: datetime) -> Iterator[Tried]:
    """Try each control that people look at for each clause: no fault may hide, and none may redden another clause."""
    with _taken_back():
        members = looks.registered(company, now=now)
        records = Records(company)
        before = _parts(company, now, records)
        for about in looks.inspectable(company, now=now):
            with _taken_back():
                wrong = _look(about, members, before, now, records)
            yield Tried(about.control.name, company, (about.clause,), by_people=True, wrong=wrong)


def _at(about: Inspectable) -> tuple[str, str, int]:
    return about.clause, about.control.name, about.number


def _look(
    about: Inspectable, members: looks.Staff, before: Parts, now: datetime, records: Records
) -> Text | None:
    company = records.controller
    looks.look(company, about, members, faults=1, now=now)
    turned = _broken(_parts(company, now, records)) - _broken(before)
    if {place[:3] for place in turned} != {_at(about)}:
        return text("a look with a fault turned {red} red.", red=_listed({place[0] for place in turned}))
    looks.look(company, about, members, faults=0, now=now)
    after = _parts(company, now, records)
    if _broken(after) != _broken(before) or any(after[place].state is not State.KEPT for place in turned):
        return text("a later look without faults did not turn it green.")
    return None


def _parts(company: str, now: datetime, records: Records | None = None) -> Parts:
    """Return every part; `records` spare reading again what a look cannot change."""
    if records is not None:
        records.look_again()
    return dict(queries.parts(company, now=now, records=records))


def _broken(parts: Parts) -> set[Place]:
    return {place for place, part in parts.items() if part.state is State.BROKEN}


def _listed(clauses: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(clauses)) or "-"
