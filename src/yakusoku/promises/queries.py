"""The clauses of a company with their states and evidence, as the proof page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from yakusoku.laws.citations import cite
from yakusoku.ledger.queries import Seen
from yakusoku.policy import controls
from yakusoku.policy.checks.cited import citations
from yakusoku.policy.controls import Owner
from yakusoku.policy.form.clauses import Clause
from yakusoku.policy.queries import Policy
from yakusoku.promises import registry
from yakusoku.promises.doctor.examination import examine
from yakusoku.promises.doctor.lines import Line
from yakusoku.promises.evidence.parts import Asked, Evidence, Parameters
from yakusoku.promises.ports import wired
from yakusoku.promises.records import Records
from yakusoku.promises.rules import EVIDENT, State, aged, together
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Where
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import KeyPath, dotted

__all__ = [
    "Citation", "ClauseView", "ControlView", "Evidence", "GapView", "Line", "Place", "PromisesView", "Seen", "State",
    "UnableToShow", "clause", "companies", "control_names", "examine", "parts", "promises", "today",
]  # fmt: skip


Place = tuple[str, str, int, int]
"""Where a part of the evidence stands: clause, control, the control's number in the clause, the part's in it."""


class UnableToShow(UnableTo):
    """There is no such company or clause here."""

    asked = text("show what was promised")


@dataclass(frozen=True)
class ControlView:
    """A control as it stands for one clause: its owner, this clause's parameters, and each part of its evidence."""

    name: str
    owner: Owner
    says: Bilingual
    parameters: Parameters
    evidence: tuple[Evidence, ...]

    @property
    def state(self) -> State:
        """What its parts come to."""
        return together(part.state for part in self.evidence)


@dataclass(frozen=True)
class Citation:
    """A declaration of the policy that keeps the clause: its path, and where it stands."""

    path: str
    where: Where


@dataclass(frozen=True)
class GapView:
    """What the published text lacks here, by which article, and what to do about it."""

    says: Bilingual
    do: Bilingual
    article: Bilingual | None


@dataclass(frozen=True)
class ClauseView:
    """One clause of the published text."""

    id: str
    state: State
    kind: str
    says: Bilingual | None
    controls: tuple[ControlView, ...] = ()
    citations: tuple[Citation, ...] = ()
    gaps: tuple[GapView, ...] = ()

    @property
    def parts(self) -> tuple[Evidence, ...]:
        """Every part of the evidence, in the order of the controls."""
        return tuple(part for control in self.controls for part in control.evidence)

    @property
    def newest(self) -> Evidence | None:
        """The part that was seen last, or None where nothing was seen."""
        seen = [(part.newest, -number, part) for number, part in enumerate(self.parts) if part.newest]
        return max(seen)[2] if seen else None

    @property
    def by_people(self) -> bool:
        """Whether all that was seen of it is what people looked at and counted."""
        return all(part.by == "people" for part in self.parts if part.state in EVIDENT)

    @property
    def evident(self) -> bool:
        """Whether anything was seen that speaks for or against it."""
        return any(part.state in EVIDENT for part in self.parts)


@dataclass(frozen=True)
class PromisesView:
    """All clauses of one version: the encoded ones in published order, then headings, then those not encoded."""

    controller: str
    name: Bilingual
    version: date
    digest: str
    as_of: date
    clauses: tuple[ClauseView, ...]

    @property
    def sums(self) -> Mapping[State, int]:
        """How many clauses stand in each state, in the order of states."""
        counted = Counter(clause.state for clause in self.clauses)
        return {state: counted[state] for state in State}


def promises(controller: str, *, now: datetime) -> PromisesView:
    """
    Return every clause of the policy of `controller` in force on the company's day of `now`.

    :raises UnableTo: if there is no such policy, or its files have errors
    """
    as_of, policy = _in_force(controller, now)
    return PromisesView(
        controller=controller,
        name=policy.controller.name,
        version=policy.published_from,
        digest=policy.digest,
        as_of=as_of,
        clauses=tuple(_clauses(policy, Records(controller), now)),
    )


def today(now: datetime) -> date:
    """Return the company's day of `now`."""
    return wired().day(now)


def clause(controller: str, clause_id: str, *, now: datetime) -> ClauseView:
    """
    Return one clause with all that is known about it.

    :raises UnableToShow: if the policy in force has no such clause
    """
    _, policy = _in_force(controller, now)
    records = Records(controller)
    if clause_id in policy.clauses:
        return _encoded(policy, clause_id, records, now, _cited(policy))
    for other in _others(policy):
        if other.id == clause_id:
            return other
    raise UnableToShow(
        text("the policy of {controller} has no clause {clause}.", controller=controller, clause=clause_id),
        do=text("`yakusoku promises {controller}` lists its clauses.", controller=controller),
    )


def _in_force(controller: str, now: datetime) -> tuple[date, Policy]:
    known = companies()
    if controller not in known:
        raise UnableToShow(
            text("this home has no policy of {controller}.", controller=controller),
            do=text("It has policies of: {known}.", known=", ".join(known) or "-"),
        )
    as_of = wired().day(now)
    return as_of, wired().policies(controller, as_of)


def parts(controller: str, *, now: datetime, records: Records | None = None) -> Mapping[Place, Evidence]:
    """
    Return every part of the evidence of a company by its place: clause, control, its number there, the part's.

    `records` are what was read of the rooms before, for a caller who knows what has changed since.

    :raises UnableTo: as `promises`
    """
    _, policy = _in_force(controller, now)
    records = records or Records(controller)
    return {
        (name, view.name, number, place): part
        for name, body in policy.clauses.items()
        for number, view in enumerate(_controls(policy, name, body, records, now))
        for place, part in enumerate(view.evidence)
    }


def control_names() -> tuple[str, ...]:
    """Return the names of all registered controls, in their order."""
    return tuple(controls.known())


def companies() -> tuple[str, ...]:
    """Return the companies of which this home has a policy, sorted."""
    return tuple(sorted(path.name for path in (wired().folder / "policies").glob("*") if path.is_dir()))


def _clauses(policy: Policy, records: Records, now: datetime) -> Iterator[ClauseView]:
    cited = _cited(policy)
    for clause_id in policy.clauses:
        yield _encoded(policy, clause_id, records, now, cited)
    yield from _others(policy)


def _cited(policy: Policy) -> dict[str, list[KeyPath]]:
    found: dict[str, list[KeyPath]] = {}
    for path, clause_id in citations(policy.form):
        found.setdefault(clause_id, []).append(path)
    return found


def _others(policy: Policy) -> Iterator[ClauseView]:
    for clause_id, says in policy.headings.items():
        yield ClauseView(clause_id, State.HEADING, "heading", says, gaps=_gaps(policy, clause_id))
    for clause_id in policy.not_encoded:
        yield ClauseView(clause_id, State.NOT_ENCODED, "", None, gaps=_gaps(policy, clause_id))


def _encoded(
    policy: Policy, clause_id: str, records: Records, now: datetime, cited: Mapping[str, list[KeyPath]]
) -> ClauseView:
    body = policy.clauses[clause_id]
    views = tuple(_controls(policy, clause_id, body, records, now))
    return ClauseView(
        id=clause_id,
        state=together(part.state for view in views for part in view.evidence),
        kind=body.kind,
        says=body.says,
        controls=views,
        citations=tuple(
            Citation(dotted(path), _place(policy, policy.document.where(path)))
            for path in cited.get(clause_id, ())
        ),
        gaps=_gaps(policy, clause_id),
    )


def _place(policy: Policy, where: Where) -> Where:
    """Return the place with its file as it is called in the home."""
    return replace(where, file=f"policies/{policy.id}/{PurePath(where.file).name}")


def _controls(
    policy: Policy, clause_id: str, body: Clause, records: Records, now: datetime
) -> Iterator[ControlView]:
    known, as_of = controls.known(), wired().day(now)
    for kept in body.kept_by:
        control = known.get(kept.control)
        if control is None:
            raise UnableToShow(
                text(
                    "the control {control} of {clause} is not registered.",
                    control=kept.control,
                    clause=clause_id,
                ),
                do=text("Run `yakusoku check` and repair it."),
            )
        asked = Asked(clause_id, kept, policy, records, now)
        evidence = tuple(_aged(part, as_of) for part in registry.look(asked))
        yield ControlView(control.name, control.owner, control.says, kept.with_, evidence)


def _aged(part: Evidence, as_of: date) -> Evidence:
    if part.newest is None:
        return part
    seen = part.seen_on or wired().day(part.newest)
    state = aged(part.state, seen_on=seen, months=part.months, as_of=as_of)
    return replace(part, state=state, seen_on=seen)


def _gaps(policy: Policy, clause_id: str) -> tuple[GapView, ...]:
    return tuple(
        GapView(gap.says, gap.do, cite(gap.article) if gap.article else None)
        for gap in policy.form.gaps
        if clause_id in gap.about
    )
