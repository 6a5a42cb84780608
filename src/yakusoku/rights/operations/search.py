"""The search begins: a plan is frozen and a burst asked for. It may be thrown away and begun again before an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yakusoku.datamap import graph
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, proofs, tags
from yakusoku.rights.by_hand import days, finds, places
from yakusoku.rights.identity.lacking import basis
from yakusoku.rights.measures import ABOUT_NOBODY
from yakusoku.rights.models import (
    ColumnDecision,
    ManualTask,
    ReviewItem,
    RightsRequest,
    Search,
    Statement,
)
from yakusoku.rights.rules import SEARCH, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores import plans, registry
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.work import operations as work


class UnableToSearch(UnableTo):
    """The search cannot begin, or cannot go on."""

    asked = text("search for the person's data")


def start_search(*, request_id: str, by: str, now: datetime) -> str:
    """
    Freeze the plan for this request, ask for the burst that reads it, and return the plan's digest.

    If the process dies here: state, plan and intent are all there or none of them.

    Places that people search become tasks with their day; an answer waits for them.

    :raises UnableToSearch: if nobody has confirmed whose rows these are
    :raises UnableToMove: if identity or fee is missing, or the search has begun
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.SEARCH_STARTED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.READY,))
        _require_known(row, now)
        plan = _planned(row)
        _ask_people(row, plan, now)
        cases.moved(row, State.SEARCHING, of=(State.READY,))
        begun = Search.objects.create(
            request=row,
            plan=plan.text(),
            plan_digest=plan.digest,
            steps=len(plan.steps),
            started_by=by,
            started_at=now,
        )
        work.intend(SEARCH, about=request_id, now=now, arguments={"search": begun.pk})
        entry.say(plan=plan.digest, steps=len(plan.steps))
    return plan.digest


def _require_known(row: RightsRequest, now: datetime) -> None:
    """Let a request pass of which it is known who asks, by all that law and text want. :raises UnableToSearch: else"""
    missing = proofs.missing(row, today=ports.day(now, row.controller))
    if missing:
        raise UnableToSearch(
            text("it is not known who asks: {missing} [{basis}]", missing=missing[0].what.says,
                 basis=basis(missing[0].because)),
            do=text("`yakusoku rights show {request}` says what is missing.", request=row.public_id),
        )  # fmt: skip


def _planned(row: RightsRequest) -> plans.Plan:
    """Return the plan that begins at the confirmed links. :raises UnableToSearch: as `start_search`"""
    keys = cases.identities(row)
    if not keys:
        raise UnableToSearch(
            text("nobody has confirmed which rows are the person's."),
            do=text(
                "`yakusoku rights candidates {request}` shows candidates; confirm one.", request=row.public_id
            ),
        )
    return compiled(keys, row.controller)


def _ask_people(row: RightsRequest, plan: plans.Plan, now: datetime) -> None:
    """Note the places that people search; an answer that was given before a search was thrown away stays."""
    today = ports.day(now, row.controller)
    for task in plan.tasks:
        ManualTask.objects.get_or_create(
            request=row,
            dataset=task.dataset,
            collection=task.collection,
            defaults={"owner": task.owner, "due_on": days.due(row, days=task.days, today=today)},
        )


def compiled(identities: Iterable[str], controller: str) -> plans.Plan:
    """Return the plan of disclosure that begins at these identities, over what the company answers for."""
    datamap = ports.datamap(controller)
    return plans.compile_disclosure(datamap, graph.walk(datamap, sorted(identities)), registry.dialects())


def search_again(*, request_id: str, by: str, now: datetime) -> None:
    """
    Throw away a search and what was decided about it, so that `start_search` freezes a new plan.

    For a data map that was corrected, a link that was missing, or findings that differ from the ledger. A burst
    of the old search that still runs notes nothing more. The old sealed findings go when the new search ends. What
    people found by hand stays, and is decided on anew; where its sealed files are gone, as after a restore, they are
    asked again.

    :raises UnableToMove: if nothing was searched, or the answer is prepared
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.SEARCH_DISCARDED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.SEARCHING, State.REVIEW))
        _require_searched(row)
        cases.moved(row, State.READY, of=(State.SEARCHING, State.REVIEW))
        ReviewItem.objects.filter(request=row).delete()
        ColumnDecision.objects.filter(request=row).delete()
        Statement.objects.filter(request=row).delete()
        steps, _ = places.read_by_program(row).order_by().delete()
        finds.ask_again_for_lost(row)
        Search.objects.filter(request=row).delete()
        entry.say(steps=steps)


def _require_searched(row: RightsRequest) -> None:
    """Let a request pass that is searched at all. :raises UnableToSearch: where nothing about a person is answered"""
    if row.right in ABOUT_NOBODY:
        raise UnableToSearch(
            text(
                "the answer to {right} holds no data of the person, and nothing is searched.", right=row.right
            ),
            do=text("Say what is to be said with `yakusoku rights say {request}`.", request=row.public_id),
        )
