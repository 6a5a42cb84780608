"""
A company's policy, made ready to be asked: each cell of who, purpose, data and way is settled once.

What a cell leaves to be asked are gates over facts; each has its two refusals made beforehand, so that one ruling
is a look-up and a few reads. Nothing here reads a clock, a file or a database.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from yakusoku.decisions import abroad, actors, joint, particular, related, routes, uses
from yakusoku.decisions.facts import may_stay_open
from yakusoku.decisions.questions import Question
from yakusoku.decisions.rulings import Gate, Obligation, Outcome, Residual, Ruling
from yakusoku.decisions.table import GDPR_LISTS, LISTS, Asked, Refusal, Steps, Table
from yakusoku.decisions.trees import Constant, Facts, Truth, asked, settled
from yakusoku.laws.grounds import Because
from yakusoku.laws.lists import ListsFile
from yakusoku.laws.values import UnableToApplyLaw, packaged
from yakusoku.policy.history import History
from yakusoku.terms.text import text

_CONSENTS = (
    "consent",
    "explicit_consent",
    "written_consent",
    "email_consent",
    "protected_abroad",
    "consent_confirmed",
)
_MOST_CELLS = 8_192
_DAY = timedelta(days=1)


class Check(NamedTuple):
    """A gate and what it comes to: read, refused, not known."""

    truth: Callable[[Facts], Truth]
    against: Ruling
    unknown: Ruling


class Cell(NamedTuple):
    """What a question comes to but for facts: the gates that are left, and the answer once all are passed."""

    checks: tuple[Check, ...]
    answer: Ruling
    gates: tuple[Gate, ...]


class Compiled:
    """All versions of one company's policy, ready to be asked; safe to share once made."""

    def __init__(self, history: History) -> None:
        """Settle the days between which neither version, relation nor law changes."""
        self.history = history
        self._days = sorted(set(_changes(history)))
        self._tables = [_table(history, day) for day in self._days]
        self._cells: list[dict[tuple[Any, ...], Cell]] = [{} for _ in self._days]

    @classmethod
    def of(cls, history: History) -> Compiled:
        """Return a policy history made ready to be asked."""
        return cls(history)

    def decide(self, question: Question, facts: Facts) -> Ruling:
        """
        Return the ruling on a use about one person; a fact that is missing is not known, and refuses.

        What needs no facts is settled first, then facts of use and company, then those of data and person; the first
        that is not passed is the reason.
        """
        checks, answer, _ = self._cell(question)
        for truth, against, unknown in checks:
            value = truth(facts)
            if value is not True:
                return unknown if value is None else against
        return answer

    def decide_for_set(self, question: Question, facts: Facts) -> Ruling:
        """
        Return the ruling on a use about people who are not yet known.

        Facts of a person or of data that are not given stay open: the ruling is `allowed-if` with what is left to be
        asked of each. Where nothing can let it be, it is refused for all, by the first condition that nobody can
        pass; one person may fail an earlier one, where a condition joins facts of a person with others.
        """
        checks, answer, gates = self._cell(question)
        left: list[Gate] = []
        for check, gate in zip(checks, gates, strict=True):
            names = frozenset(one for one in asked(gate.tree) if may_stay_open(one) and one not in facts)
            tree = settled(gate.tree, facts, names)
            if isinstance(tree, Constant):
                if tree.is_so is not True:
                    return check.unknown if tree.is_so is None else check.against
                continue
            left.append(Gate(gate.reason, gate.needs, tree, gate.because, gate.says))
        return _if(answer, Residual(tuple(left))) if left else answer

    def explain(self, question: Question, facts: Facts) -> tuple[tuple[Gate, Truth], ...]:
        """Return every gate of a question in its order, and what the facts say of it; none where it is settled."""
        return tuple((gate, gate.tree.truth(facts)) for gate in self._cell(question).gates)

    def _cell(self, question: Question) -> Cell:
        """Return the cell of a question, made when it is first asked for."""
        place = bisect_right(self._days, question.as_of) - 1
        if place < 0:
            return _before(self.history, question)
        cells, key = self._cells[place], question[1:]
        found = cells.get(key)
        if found is None:
            if len(cells) >= _MOST_CELLS:
                cells.clear()  # a caller that asks for ever new cells costs time, never memory
            found = cells[key] = _compiled(Asked(self._tables[place], question))
        return found


def decide(question: Question, history: History, facts: Facts) -> Ruling:
    """Return the ruling on one use about one person, compiling the policy for it; many are asked of `Compiled`."""
    return Compiled.of(history).decide(question, facts)


def _changes(history: History) -> Iterator[date]:
    """Yield the days on which a version, a relation or a list of law begins or has ended, from the first on."""
    first = history.versions[0].published_from
    for policy in history.versions:
        yield policy.published_from
        for company in policy.form.companies.values():
            for one in company.relations:
                yield max(one.begins or first, first)
                yield max(one.ends + _DAY if one.ends else first, first)
    for name in (*LISTS, *GDPR_LISTS):
        file, _, code = name.partition("/")
        for since, value in packaged(ListsFile, f"{file}.yaml").lists[code].values.items():
            yield max(since, first)
            for point in value.points:
                yield max(point.since or first, first)
                yield max(point.until + _DAY if point.until else first, first)
            yield max(value.until + _DAY if value.until else first, first)


def _table(history: History, day: date) -> Table:
    begun = [one for one in history.versions if one.published_from <= day]
    nexts: list[date | None] = [one.published_from - _DAY for one in begun[1:]]
    return Table(begun[-1], tuple(zip(begun, [*nexts, None], strict=True)), day)


def _steps(one: Asked) -> Steps:
    """Yield every check of a question in the order in which it is asked."""
    question = one.question
    route = routes.route_of(one)
    exception = routes.exception_of(one, route)
    yield from uses.categories_known(one)
    yield from abroad.country_known(one)
    if question.purpose or exception is None:
        yield from _of_purpose(one, route)
    yield from abroad.european(one)
    if route is not None:
        yield from routes.steps(one, route)
    if exception != "law":  # a duty in law goes before what the text promises
        yield from particular.serving_only(one)
        yield from particular.restricted(one)
        yield from particular.special(one)
    yield from particular.secret(one)
    if question.purpose in one.form.purposes and not _by_others(route):
        yield from particular.marketing(one, one.form.purposes[question.purpose])
    yield from particular.stopped(one, by_exception=exception is not None)


def _by_others(route: str | None) -> bool:
    """Return whether somebody else will do the addressing for itself; an entrustee does it for us."""
    return route is not None and not route.startswith("entrustment")


def _of_purpose(one: Asked, route: str | None) -> Steps:
    question = one.question
    section, _, name = (route or "").partition(".")
    yield from uses.declared(one)
    if section == "joint_use" and name in one.form.joint_use:
        yield from joint.never(one, name)
    yield from routes.items(one, route)
    yield from uses.covering(one)
    if route != related.ROUTE:  # no notice was due to anybody
        yield from uses.noticed(one)
    purpose = one.form.purposes[question.purpose]
    if section != "joint_use":
        yield from actors.actor(one, purpose)
    yield from uses.lawful(one)
    yield from uses.promised(one)
    if question.who.startswith(actors.ENTRUSTED):
        yield from routes.steps(one, question.who)
    elif section != "joint_use" and "joint_user" in purpose.by and question.who != actors.CONTROLLER:
        yield from _jointly(one)
    if route is None:
        yield from abroad.japanese(one, None)


def _jointly(one: Asked) -> Steps:
    """Yield what binds a joint user that uses what it got; outside every arrangement it got nothing to use."""
    purpose = one.form.purposes[one.question.purpose]
    arranged = actors.arrangement(one, one.question.who)
    if arranged is None and actors.roles(one.table, one.question.who) & set(purpose.by) <= {"joint_user"}:
        yield actors.not_of(one, purpose)
    if arranged is not None:
        yield from joint.never(one, arranged)
        yield from routes.items(one, f"joint_use.{arranged}")
        yield from routes.steps(one, f"joint_use.{arranged}")


def _compiled(one: Asked) -> Cell:
    gates: list[Gate] = []
    obligations: list[Obligation] = []
    for step in _settled(one):
        match step:
            case Refusal():
                return Cell((), _refused(one, step), ())
            case Obligation():
                obligations.append(step)
            case Gate():
                gates.append(step)
    kept = _ordered(gates)
    checks = tuple(Check(gate.tree.truth, *_failed(one, gate)) for gate in kept)
    return Cell(checks, _allowed(one, tuple(_once(obligations))), kept)


def _settled(one: Asked) -> Steps:
    """Yield every check; a day for which our data of law has no answer refuses, since it cannot be evaluated."""
    try:
        yield from _steps(one)
    except UnableToApplyLaw as unable:
        refused = unable.refused
        yield Refusal("law-not-known", refused.reason, refused.do, refused.because, known=False)


def _once(obligations: list[Obligation]) -> Iterator[Obligation]:
    """Yield each obligation once; words with places cannot be compared by hash."""
    return iter({(one.code, one.article, one.says.say()): one for one in obligations}.values())


def _ordered(gates: list[Gate]) -> tuple[Gate, ...]:
    """Return each gate once, those that no person or data can change first."""
    first = {gate.tree: gate for gate in reversed(gates)}
    kept = [gate for gate in gates if first[gate.tree] is gate]
    return tuple(sorted(kept, key=lambda gate: any(map(may_stay_open, asked(gate.tree)))))


def _refused(one: Asked, no: Refusal) -> Ruling:
    day = one.table.policy.published_from
    return Ruling(Outcome.REFUSED, no.reason, no.because, no.why, no.do, no.says, day, known=no.known)


def _failed(one: Asked, gate: Gate) -> tuple[Ruling, Ruling]:
    day, names = one.table.policy.published_from, ", ".join(asked(gate.tree))
    against = Ruling(
        Outcome.REFUSED, gate.reason, gate.because,
        text("This takes {needs}, and that is not so.", needs=gate.needs),
        text("Leave these data out, or see to it first."), gate.says, day,
    )  # fmt: skip
    unknown = Ruling(
        Outcome.REFUSED, gate.reason, gate.because,
        text("This takes {needs}, and nobody knows whether that is so.", needs=gate.needs),
        text("Look it up and ask again with: {facts}.", facts=names), gate.says, day, known=False,
    )  # fmt: skip
    return against, unknown


def _allowed(one: Asked, obligations: tuple[Obligation, ...]) -> Ruling:
    question, day = one.question, one.table.policy.published_from
    route = routes.route_of(one)
    section, _, name = (route or "").partition(".")
    declared = getattr(one.form, section, {}).get(name) if name and section != "exceptions" else None
    rule = route if declared else f"purposes.{question.purpose}" if question.purpose else f"laws.{route}"
    said = declared or one.form.purposes.get(question.purpose)
    because, says = one.cited(rule or "", said, _article(one, route))
    return Ruling(
        Outcome.ALLOWED, "allowed", because, text("This may be done."),
        text("Do what it brings with it, if anything."), says, day, obligations,
    )  # fmt: skip


def _article(one: Asked, route: str | None) -> str:
    section = (route or "").partition(".")[0]
    if code := routes.exception_of(one, route):
        return one.table.exempting(code)
    if route == related.ROUTE:
        return one.table.article("providing/routes", related.ROUTE)
    law = {"joint_use": "joint_use", "entrustments": "entrustment", "entrustment": "entrustment"}.get(section)
    if one.table.appi and (law or section == "succession"):
        return one.table.article("exceptions/no_third_party", law or section)
    if route is not None:
        return "A27(1)" if one.table.appi else "G6(1)"
    if not one.table.appi:
        basis = one.form.purposes[one.question.purpose].basis
        return one.table.article("exceptions/bases", basis[0]) if len(basis) == 1 else "G6(1)"
    return "A18(1)"


def _if(answer: Ruling, residual: Residual) -> Ruling:
    wanted = [
        one
        for gate in residual.gates
        if gate.reason in _CONSENTS
        for one in asked(gate.tree)
        if "consent" in one
    ]
    obtain = (
        Obligation("obtain-consent", None, text("Obtain consent before: {facts}.", facts=", ".join(wanted))),
    )
    return Ruling(
        Outcome.ALLOWED_IF, "allowed-if", answer.because,
        text("This may be done for each person of whom all of this is so."),
        text("Ask it of each person: {facts}.", facts=", ".join(residual.facts)), answer.says, answer.version,
        (*answer.obligations, *(obtain if wanted else ())), residual,
    )  # fmt: skip


def _before(history: History, question: Question) -> Cell:
    first = history.versions[0].published_from
    ruling = Ruling(
        Outcome.REFUSED, "no-policy-in-force", Because("policy.published_from", None, None),
        text("No policy is known that was in force on {day}.", day=question.as_of.isoformat()),
        text("Ask about a day from {first} on, or add the older version.", first=first.isoformat()), None, None,
        known=False,
    )  # fmt: skip
    return Cell((), ruling, ())
