"""
What police, courts, bar associations and others ask for: noted with its basis, decided by a second person, answered.

Kept apart from all that a person may ask to see: the tables and sealed files of this file are read by `asked_for`
alone, which no search, portal or package calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from yakusoku.datamap import categories
from yakusoku.decisions.queries import Compiled, Outcome, Question
from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code
from yakusoku.provision import demands, models, tags
from yakusoku.provision.ports import wired
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_ABOUT = "about"
_SHORTEST = 5


class UnableToNoteDemand(UnableTo):
    """The demand is not noted."""

    asked = text("note what an authority asked for")


class UnableToSettleDemand(UnableTo):
    """The demand is not decided or answered like this."""

    asked = text("decide on what an authority asked for")


@dataclass(frozen=True)
class Demanded:
    """
    Who asks for what: `body` with its own `reference`, about whom, which items, by which law.

    `exception` is that of article 27(1) on which it can rest, `basis` the article of law that the letter names. `must`:
    whether law makes the answer a duty.
    """

    controller: str
    sort: demands.Sort
    body: str
    reference: str
    basis: str
    must: bool
    items: tuple[str, ...]
    about: Personal[str] = field(repr=False)
    received_on: date
    exception: str = ""


@dataclass(frozen=True)
class DemandView:
    """A demand as it stands; about whom it is lies sealed."""

    public_id: str
    controller: str
    sort: demands.Sort
    body: str
    reference: str
    exception: str
    basis: str
    must: bool
    items: tuple[str, ...]
    received_on: date
    outcome: demands.Outcome
    approved_items: tuple[str, ...]
    noted_by: str
    settled_by: str
    answered_on: date | None
    noted_at: datetime


def note_demand(*, demand: Demanded, by: str, now: datetime) -> str:
    """
    Note what was asked for, and return its id. Nothing is given yet: a second person decides.

    :raises UnableToNoteDemand: if basis, items or exception are missing or do not fit who asks, or it stands there
    """
    staff.require(by=by, controller=demand.controller, role=Role.DESK)
    exception = demand.exception or demands.EXCEPTIONS[demand.sort][0]
    _check(demand, exception, wired().day(now, demand.controller))
    public_id = ids.public_id("dmd", why=f"{demand.controller}:{demand.reference}:{now.isoformat()}")
    vault.ensure_case_key(case_id=public_id, now=now)
    sealed = vault.seal(case_id=public_id, label=_ABOUT, content=demand.about.reveal().encode())
    with deed(tags.DEMAND_NOTED, log=demand.controller, about=public_id, by=by, now=now) as entry:
        same = models.Demand.objects.filter(
            controller=demand.controller, body=demand.body, reference=demand.reference
        )
        if same.exists():
            raise UnableToNoteDemand(
                text("{reference} of that body was noted before.", reference=demand.reference),
                do=text("`yakusoku provision demands {company}` shows it.", company=demand.controller),
            )
        models.Demand.objects.create(
            public_id=public_id, controller=demand.controller, sort=demand.sort.value, body=demand.body.strip(),
            reference=demand.reference, exception=exception, basis=demand.basis.strip(), must=demand.must,
            items=sorted(demand.items), about=sealed, received_on=demand.received_on, noted_by=by, noted_at=now,
        )  # fmt: skip
        entry.say(
            sort=demand.sort.value, basis=exception, must="duty" if demand.must else "voluntary",
            items=len(demand.items),
        )  # fmt: skip
    return public_id


def _check(demand: Demanded, exception: str, today: date) -> None:
    known = demands.EXCEPTIONS[demand.sort]
    if exception not in known:
        raise UnableToNoteDemand(
            text("{sort} does not rest on “{exception}”.", sort=demand.sort.says, exception=exception),
            do=text("Name one of: {known}.", known=", ".join(known)),
        )
    strange = sorted(set(demand.items) - set(categories.known()))
    if strange or not demand.items:
        raise UnableToNoteDemand(
            text("{kinds} is no kind of data.", kinds=", ".join(strange) or "-"),
            do=text("Name the kinds of data that were asked for, such as user.name."),
        )
    if len(demand.basis.strip()) < 3 or not demand.body.strip() or not demand.about.reveal().strip():
        raise UnableToNoteDemand(
            text("who asks, about whom, or by which article of law is missing."),
            do=text("Write what the letter says; without a basis nothing may be given."),
        )
    if demand.received_on > today or not is_code(demand.reference):
        raise UnableToNoteDemand(
            text("the day is one to come, or the number is no code."),
            do=text("Give the day of arrival and the number of the letter, such as KEI-2026-4411."),
        )


def settle_demand(
    *,
    demand: str,
    approve: bool,
    items: Sequence[str] = (),
    because: str,
    confirmed: Sequence[str] = (),
    route: str = "",
    by: str,
    now: datetime,
) -> DemandView:
    """
    Approve a demand with the least items, or decline it; by an approver who did not note it.

    What an exception needs is confirmed by name (`law_citation`, `need_recorded`, `consent_hard`, …), and the ruling is
    asked: where law or the text is against it, it cannot be approved. `route` is a provision that the text declares.

    :raises UnableToSettleDemand: if the ruling is against it, items were not asked for, or it was settled before
    """
    row = _row(demand)
    staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    if by == row.noted_by:
        raise UnableToSettleDemand(
            text("whoever noted a demand does not decide on it."), do=text("Have a second person decide.")
        )
    if len(because.strip()) < _SHORTEST:
        raise UnableToSettleDemand(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST),
            do=text("Write why this is needed and lawful, or why not, without names."),
        )
    wanted = sorted(items) if approve else []
    if approve:
        _require_leave(row, wanted, confirmed, route, wired().day(now, row.controller))
    outcome = demands.Outcome.APPROVED if approve else demands.Outcome.DECLINED
    with deed(tags.DEMAND_SETTLED, log=row.controller, about=demand, by=by, now=now) as entry:
        if not row.settle(outcome=outcome, items=wanted, because=because.strip(), by=by, now=now):
            raise UnableToSettleDemand(
                text("it was settled before."), do=text("A new letter is a new demand.")
            )
        entry.say(outcome=outcome.value, items=len(wanted), because=row.exception)
    return _view(_row(demand))


def _require_leave(
    row: models.Demand, items: Sequence[str], confirmed: Sequence[str], route: str, today: date
) -> None:
    if not items or not set(items) <= set(row.items):
        raise UnableToSettleDemand(
            text("these are not items that were asked for."),
            do=text("Approve as few as are needed of: {items}.", items=", ".join(row.items)),
        )
    known = demands.FACTS[row.exception]
    strange = sorted(set(confirmed) - set(known))
    if strange:
        raise UnableToSettleDemand(
            text("{facts} is nothing that this exception asks for.", facts=", ".join(strange)),
            do=text("Confirm of: {known}.", known=", ".join(known)),
        )
    compiled = Compiled.of(wired().histories(row.controller))
    way = route or f"exceptions.{row.exception}"
    question = Question(today, "", frozenset(items), route=way)
    # what is asked of data that stay with us is no condition of a duty of law
    facts = {**dict.fromkeys(confirmed, True), "retention_passed": False, "restriction": False,
             "cease_use:*": False, "cease_provision:*": False}  # fmt: skip
    ruling = compiled.decide(question, facts)
    if ruling.outcome is not Outcome.ALLOWED:
        clause = ruling.because.clause or ruling.because.article or ruling.because.rule
        raise UnableToSettleDemand(text("{why} [{clause}]", why=ruling.why, clause=clause), do=ruling.do)


def answer_demand(
    *, demand: str, on: date, items: Sequence[str], medium: str, dispatch: str, by: str, now: datetime
) -> DemandView:
    """
    Note that what was approved was handed over, by which medium and with which proof of dispatch.

    :raises UnableToSettleDemand: if it is not approved, was answered, or more was given than approved
    """
    row = _row(demand)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    today = wired().day(now, row.controller)
    if (
        not row.received_on <= on <= today
        or not is_code(dispatch)
        or medium not in ("electronic", "written", "oral")
    ):
        raise UnableToSettleDemand(
            text("the day, the medium or the number of the dispatch is none."),
            do=text("Give a day until today, one of electronic, written, oral, and a number."),
        )
    with deed(tags.DEMAND_ANSWERED, log=row.controller, about=demand, by=by, now=now) as entry:
        if not set(items) <= set(row.approved_items) or not row.answer(
            on=on, medium=medium, dispatch=dispatch, by=by
        ):
            raise UnableToSettleDemand(
                text("it is not approved, was answered, or more was given than was approved."),
                do=text("`yakusoku provision demands {company}` shows it.", company=row.controller),
            )
        entry.say(items=len(items), medium=medium, on=on, reference=dispatch)
    return _view(_row(demand))


def asked_for(*, controller: str, by: str) -> tuple[DemandView, ...]:
    """Return every demand of a company, for members of its desk, approvers and auditors alone."""
    member = staff.member(by)
    if member is None or not {Role.DESK, Role.APPROVER, Role.AUDITOR, Role.MANAGER} & set(member.roles):
        staff.require(by=by, controller=controller, role=Role.DESK)
    return tuple(_view(row) for row in models.Demand.objects.filter(controller=controller).order_by("pk"))


def _row(demand: str) -> models.Demand:
    row = models.Demand.objects.filter(public_id=demand).first()
    if row is None:
        raise UnableToSettleDemand(
            text("there is no demand {demand}.", demand=demand),
            do=text("`yakusoku provision demands` lists them."),
        )
    return row


def _view(row: models.Demand) -> DemandView:
    return DemandView(
        row.public_id, row.controller, demands.Sort(row.sort), row.body, row.reference, row.exception, row.basis,
        row.must, tuple(row.items), row.received_on, demands.Outcome(row.outcome), tuple(row.approved_items),
        row.noted_by, row.settled_by, row.answered_on, row.noted_at,
    )  # fmt: skip
