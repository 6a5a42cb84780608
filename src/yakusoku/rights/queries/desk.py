"""Reads of requests for the desk: where each stands, what was found and decided, who a person may be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yakusoku.ledger import queries as ledger
from yakusoku.rights import cases, itemizing, judging, nexts, ports, proofs, settled, tags
from yakusoku.rights.by_hand import errands, places
from yakusoku.rights.identity.shown import Whose
from yakusoku.rights.measures import CHANGES, SHOWS
from yakusoku.rights.models import (
    ColumnDecision,
    Fee,
    Finding,
    Letter,
    Lifting,
    ManualTask,
    Passphrase,
    PersonLink,
    ReviewItem,
    RightsRequest,
    ToldConsequence,
    Tombstone,
)
from yakusoku.rights.queries.clocks import regime_of
from yakusoku.rights.queries.stands import Works, stands
from yakusoku.rights.rules import LINKABLE, OPEN, SEARCH, Measure, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.stores import queries as stores
from yakusoku.stores.candidates import Candidate
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text
from yakusoku.vault import operations as vault
from yakusoku.work import queries as work


class UnableToChoose(UnableTo):
    """No candidate has that code (any more)."""

    asked = text("choose a candidate")


@dataclass(frozen=True)
class RequestView:
    """
    A request as the desk's list shows it; nothing in it is a person's value.

    `stands` is the state in words, with what the work on it does or waits for.
    """

    request_id: str
    controller: str
    state: State
    stands: Text
    channel: str
    receipt_code: str
    received_on: date
    suit_open_on: date
    target_on: date | None
    right: str
    law: str
    method: str
    outcome: str
    policy_version: date | None
    prepared_by: str
    approved_by: str
    measure: Measure
    law_case: str
    due_on: date | None
    changed_at: datetime | None
    revoked: bool
    package_digest: str
    plan_digest: str
    next_step: str


@dataclass(frozen=True)
class FindingView:
    """One searched collection: how many rows, how many that matched only loosely, and the digest of the rows."""

    step: int
    section: str
    rows: int
    candidates: int
    digest: str


@dataclass(frozen=True)
class ItemView:
    """One decision of the review."""

    section: str
    field: str
    decision: str
    ground: str
    clause: str
    article: str
    other_law: str
    also: str
    """The ground of the same right under the other law, where both bind."""


@dataclass(frozen=True)
class SearchView:
    """
    How far a search has come, and `stuck` where it does not go on by itself.

    `next_try` is when a store is asked again that did not answer: for the search, or for the change that was approved.
    """

    steps: int
    read: int
    next_try: datetime | None
    stuck: bool


@dataclass(frozen=True)
class Offered:
    """A candidate under a code that stays the same in every list of this request, and whether it was confirmed."""

    code: str
    candidate: Candidate
    confirmed: bool


def request(request_id: str) -> RequestView:
    """Return one request. :raises UnableToFind: if there is none"""
    return _view(cases.case(request_id), Works.read(request_id), settled.pending(request_id))


def requests(*, controller: str | None = None, only_open: bool = False) -> tuple[RequestView, ...]:
    """Return requests, the oldest arrival first."""
    rows = RightsRequest.objects.select_related("search").order_by("received_at", "public_id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    if only_open:
        rows = rows.filter(state__in=OPEN)
    works, pending = Works.read(), settled.pending()
    return tuple(_view(row, works, pending) for row in rows)


def _view(row: RightsRequest, works: Works, pending: Collection[str]) -> RequestView:
    return RequestView(
        request_id=row.public_id,
        controller=row.controller,
        state=State(row.state),
        stands=stands(row, works),
        channel=row.channel,
        receipt_code=row.receipt_code,
        received_on=row.received_on,
        suit_open_on=row.suit_open_on,
        target_on=row.target_on,
        right=row.right,
        law=row.law,
        method=row.method,
        outcome=row.outcome,
        policy_version=row.policy_version,
        prepared_by=row.prepared_by,
        approved_by=row.approved_by,
        measure=Measure(row.measure),
        law_case=row.law_case,
        due_on=row.due_on,
        changed_at=row.changed_at,
        revoked=row.revoked_at is not None,
        package_digest=row.package_digest,
        plan_digest=row.search.plan_digest if hasattr(row, "search") else "",
        next_step=nexts.command(_standing(row, works, pending)),
    )


def _standing(row: RightsRequest, works: Works, pending: Collection[str]) -> nexts.Standing:
    """Return what the next command depends on; only that is looked up which matters in this state."""
    state = State(row.state)
    fee = Fee.objects.filter(request=row).first() if state == State.NEED_FEE else None
    return nexts.Standing(
        request=row.public_id,
        state=state,
        linked=state == State.READY and PersonLink.objects.filter(request=row).exists(),
        unreviewed=_unreviewed(row) if state == State.REVIEW else "",
        stuck=works.failed(row.public_id),
        waits=works.waits(row),
        opened=state == State.EXECUTED and _opened(row),
        yen=fee.yen if fee else 0,
        **_before(row, state),
        **(_after(row) if row.public_id in pending else {}),
    )


def _before(row: RightsRequest, state: State) -> dict[str, Any]:
    """Return what a request waits for before its identity is known, or its answer prepared."""
    if state == State.RECEIVED:
        return {"undecided": regime_of(row.pk).open}
    if state == State.NEED_ID:
        return _lacking(row)
    if state == State.CHANGED:
        errand = errands.waiting(row.public_id).first()
        return {"errand": errand.number, "reported": errand.state != "open"} if errand else {}
    if state != State.REVIEW:
        return {}
    waiting = (
        ManualTask.objects.filter(request=row, answered_at__isnull=True).order_by("due_on", "pk").first()
    )
    told = ToldConsequence.objects.filter(request=row)
    written = Letter.objects.filter(request=row, kind="consequences")
    return {
        "task": waiting.section if waiting else "",
        "unwritten": _untold(row) and not told.exists() and not written.exists(),
        "untold": _untold(row) and not told.exists(),
        "alike": _alike(row),
        "silent": _silent(row),
        "unknown": told.filter(needs_word=True, known_on__isnull=True).exists(),
    }


def _after(row: RightsRequest) -> dict[str, Any]:
    """Return what an answered request waits for."""
    letter = settled.unsent().filter(request=row).order_by("number").first()
    return {
        "hand_over": settled.open_hand_over(row),
        "letter": letter.number if letter else 0,
        "recipient": settled.open_recipient(row) is not None,
        "asked": settled.unanswered(row),
        "unopened": Passphrase.objects.filter(request=row, told_on__isnull=True).exists(),
        "lifting": Lifting.objects.filter(request=row, state="proposed").exists(),
    }


def _alike(row: RightsRequest) -> tuple[str, str]:
    """Return the first column that may be a copy and on which nobody decided."""
    decided = set(ColumnDecision.objects.filter(request=row).values_list("section", "column"))
    with suppress(UnableTo):
        for one in judging.columns_alike(row):
            if (one.section, one.column) not in decided:
                return one.section, one.column
    return "", ""


def _silent(row: RightsRequest) -> str:
    """Return the first point about which nothing is said."""
    with suppress(UnableTo):
        return next((one.code for one in itemizing.missing(row)), "")
    return ""


def _lacking(row: RightsRequest) -> dict[str, Any]:
    """Return the first proof that is missing; where the text cannot be read now, a paper is taken to be."""
    with suppress(UnableTo):
        for one in proofs.missing(row, today=row.received_on):
            return {"lacks": one.what.value, "of_representative": one.whose is Whose.REPRESENTATIVE}
    return {}


def _untold(row: RightsRequest) -> bool:
    with suppress(UnableTo):
        return bool(cases.promise(row).consequences)
    return False


def _opened(row: RightsRequest) -> bool:
    """Say whether the package was opened for printing."""
    return any(
        entry.tag == tags.RELEASED.name for entry in ledger.entries(row.controller, about=row.public_id)
    )


def _unreviewed(row: RightsRequest) -> str:
    """Return the first collection with rows on which nobody decided; none where no row is shown or changed."""
    if cases.measure(row) not in (*SHOWS, *CHANGES):
        return ""
    whole = set(ReviewItem.objects.filter(request=row, field="").values_list("section", flat=True))
    found = Finding.objects.filter(request=row, rows__gt=0).order_by("step")
    return next((one.section for one in found if one.section not in whole), "")


def candidates(*, request_id: str, by: str) -> tuple[Candidate, ...]:
    """
    Return rows of the stores that may be the person's, with what agrees and what does not.

    Shown to the desk only, and never to the person, before one is confirmed.

    :raises UnableToAct: if `by` is not of the desk
    :raises UnableToMove: unless a link can be confirmed now: nobody is looked for otherwise
    :raises StoreUnavailable: if a store does not answer
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=LINKABLE)
    return stores.find_candidates(ports.datamap(row.controller), cases.asked(row).given())


def offered(*, request_id: str, by: str) -> tuple[Offered, ...]:
    """Return the candidates, each under its code. :raises UnableToAct: and others, as `candidates`"""
    keyed = vault.digester(purpose=f"candidate:{request_id}")
    linked = vault.digester(purpose=f"link:{request_id}")
    known = set(PersonLink.objects.filter(request_id=request_id).values_list("keys_digest", flat=True))
    return tuple(
        Offered(
            keyed(f"{one.dataset}.{one.collection}:{one.key.reveal()!r}".encode())[:6],
            one,
            linked(cases.link_keys(one)) in known,
        )
        for one in candidates(request_id=request_id, by=by)
    )


def candidate(*, request_id: str, code: str, by: str) -> Candidate:
    """Return the candidate of this code. :raises UnableToChoose: if there is none; others as `candidates`"""
    found = [one.candidate for one in offered(request_id=request_id, by=by) if one.code == code.lower()]
    if len(found) != 1:
        raise UnableToChoose(
            text("there is no candidate {code}.", code=code),
            do=text("`yakusoku rights candidates {request}` lists them.", request=request_id),
        )
    return found[0]


def findings(request_id: str) -> tuple[FindingView, ...]:
    """Return what the search found: counts and digests."""
    rows = Finding.objects.filter(request_id=request_id).order_by("step")
    return tuple(FindingView(r.step, r.section, r.rows, r.candidates, r.digest) for r in rows)


def items(request_id: str) -> tuple[ItemView, ...]:
    """Return the decisions of the review."""
    rows = ReviewItem.objects.filter(request_id=request_id).order_by("section", "field")
    return tuple(
        ItemView(r.section, r.field, r.decision, r.ground, r.clause, r.article, r.other_law, r.also_ground)
        for r in rows
    )


def search(request_id: str) -> SearchView | None:
    """Return how far the search of a request has come, or None where none has begun."""
    row = cases.case(request_id)
    if not hasattr(row, "search"):
        return None
    intents = work.intents(about=request_id)
    waiting = [one.not_before for one in intents if one.state == "waiting" and "waits" in one.arguments]
    return SearchView(
        steps=row.search.steps,
        read=places.read_by_program(row).count(),
        next_try=min(waiting, default=None),
        stuck=any(one.state == "failed" for one in intents if one.kind == SEARCH),
    )


def plan_text(request_id: str) -> str:
    """Return the frozen plan of a request: final SQL, no values; nothing before there is one."""
    row = cases.case(request_id)
    return row.search.plan if hasattr(row, "search") else ""


def known(case_ids: Iterable[str]) -> set[str]:
    """Return those of `case_ids` that are requests or tombstones; the sweep of orphan keys removes the others."""
    asked = list(case_ids)
    requests_ = RightsRequest.objects.filter(pk__in=asked).values_list("pk", flat=True)
    return {*requests_, *Tombstone.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def timezone(company: str) -> str:
    """Return the zone in which the company's days begin and end."""
    return ports.timezone(company)
