"""What a request's rows show of who asks, by what it is judged, and what is still missing."""

from __future__ import annotations

from datetime import date
from typing import cast

from yakusoku.laws import queries as laws
from yakusoku.laws.procedures import LawCode
from yakusoku.rights import cases, ports
from yakusoku.rights.identity import wanted
from yakusoku.rights.identity.lacking import Missing
from yakusoku.rights.identity.shown import (
    Conflict,
    Holding,
    PaperShown,
    Represented,
    Shown,
    Situation,
    Whose,
    Word,
)
from yakusoku.rights.models import (
    Doubt,
    Fee,
    IdentityCheck,
    PersonLink,
    PhoneCheck,
    Representation,
    RightsRequest,
)
from yakusoku.rights.rules import LINKABLE, State
from yakusoku.stores import likeness
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

PROVABLE = LINKABLE
"""States in which something may still be shown or found insufficient; once a search has begun it is too late."""


def situation(row: RightsRequest, *, today: date) -> Situation:
    """Return by what a request is judged. :raises UnableToJudge: as `cases.policy`"""
    form, promise = cases.policy(row).form, cases.promise(row)
    return Situation(
        right=row.right,
        law=cast("LawCode", row.law),
        channel=row.channel,
        arrived=row.received_on,
        today=today,
        checks=tuple(one for one in promise.checks if not one.channels or row.channel in one.channels),
        all_checks=tuple(form.identity.values()),
        representatives=form.representatives,
    )


def shown(row: RightsRequest) -> Shown:
    """Return what was shown and still counts."""
    checks = list(IdentityCheck.objects.filter(request=row, rejected_at__isnull=True).order_by("pk"))
    calls = {one.way: one.result for one in _conclusive(row)}
    return Shown(
        papers=tuple(_paper(one, row) for one in checks if one.document),
        recognized=any(not one.document for one in checks),
        called_back=calls.get("call_back") == "agreed",
        facts_agree=PhoneCheck.objects.filter(request=row, way="registered_facts", result="agreed").exists(),
        other_number=calls.get("caller_number") == "other",
        doubted=Doubt.objects.filter(request=row, ended_at__isnull=True).exists(),
        born=born(row),
        represented=_represented(row),
    )


def missing(row: RightsRequest, *, today: date) -> tuple[Missing, ...]:
    """Return what is still missing before it is known who asks. :raises UnableToJudge: as `cases.policy`"""
    return wanted.missing(situation(row, today=today), shown(row))


def settled(row: RightsRequest, *, today: date) -> State:
    """
    Let a request go on when nothing is missing any more, or go back when something is; return where it stands.

    For deeds that hold the row: `row` as `cases.held` returned it.
    """
    fee_due = Fee.objects.filter(request=row, paid_at__isnull=True).exists()
    state = State.NEED_FEE if fee_due else State.READY
    if missing(row, today=today):
        state = State.NEED_ID
    if state != row.state:
        cases.moved(row, state, of=PROVABLE)
    return state


def born(row: RightsRequest) -> date | None:
    """Return the registered birth date, else the one that was given; None where neither can be read."""
    found = []
    for link in PersonLink.objects.filter(request=row, born__isnull=False):
        label = f"born:{link.dataset}.{link.collection}"
        found.append(
            vault.unseal(case_id=row.public_id, label=label, sealed=bytes(link.born or b"")).decode()
        )
    if not found:
        given = cases.asked(row).facts.get("birth_date")
        found = [given.reveal()] if given else []
    days = [day for words in found if (day := birth_day(words)) is not None]
    return max(days, default=None)  # of two the later one: whoever may be a minor is taken for one


def birth_day(words: str) -> date | None:
    """Return a birth date as stores write it, or None."""
    try:
        return date.fromisoformat(likeness.fold("birth_date", words))
    except ValueError:
        return None


def sealed_birth(row: RightsRequest, address: str, held: Personal[str] | None) -> bytes | None:
    """Return the birth date that a row holds, sealed for its link; None where it holds none."""
    if held is None or birth_day(held.reveal()) is None:
        return None
    return vault.seal(case_id=row.public_id, label=f"born:{address}", content=held.reveal().encode())


def _conclusive(row: RightsRequest) -> list[PhoneCheck]:
    """Return the checks by telephone that settle something, the newest of each way last."""
    known = PhoneCheck.objects.filter(request=row).exclude(result__in=["not_reached", "withheld"])
    return list(known.order_by("pk"))


def _paper(one: IdentityCheck, row: RightsRequest) -> PaperShown:
    return PaperShown(
        law=laws.document(one.document, as_of=ports.day(one.checked_at, row.controller)),
        whose=Whose(one.whose),
        issued_on=one.issued_on,
        names_both=one.names_both,
        signed=one.signed,
        scope=tuple(one.scope),
    )


def _represented(row: RightsRequest) -> Represented | None:
    found = Representation.objects.filter(request=row).first()
    if found is None:
        return None
    return Represented(
        kind=found.kind,
        holding=cast("Holding", found.holding),
        conflict=cast("Conflict", found.conflict),
        word=cast("Word", found.word),
    )
