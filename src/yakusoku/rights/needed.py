"""What an ended request still keeps, and why it may still be needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.holds import queries as holds
from yakusoku.rights import cases, money, ports, settled, stops
from yakusoku.rights.by_hand import enclosures, sheets
from yakusoku.rights.minimizing import Blocker, Step, days, due
from yakusoku.rights.models import Errand, Refund, Returned, RightsRequest
from yakusoku.rights.models.errands import WAITING
from yakusoku.rights.rules import ENDINGS
from yakusoku.vault import operations as vault
from yakusoku.vault import queries as keys
from yakusoku.work import operations as work
from yakusoku.work import queries as outbox

FOUND = ("found-", enclosures.FILE, sheets.FILE, "change-", "judged")
"""How sealed files begin that hold rows as they were found, or as they were before a change."""
PAPER = "paper-"
"""How sealed copies of identity papers begin; they go at the end itself, by their own work."""


def ended() -> Iterator[RightsRequest]:
    """Yield the requests that have ended and whose key nobody has decided to destroy."""
    gone = {one.case_id for one in keys.certificates()}
    rows = RightsRequest.objects.filter(state__in=ENDINGS, closed_at__isnull=False)
    for row in rows.order_by("closed_at", "pk").iterator():
        if row.pk not in gone:
            yield row


def files(row: RightsRequest, step: Step) -> list[str]:
    """Return the sealed files that go with a step; with the answer go those that were found, too."""
    kept = [name for name in vault.names(case_id=row.pk) if not name.startswith(PAPER)]
    return [name for name in kept if step is not Step.FOUND or name.startswith(FOUND)]


def left(row: RightsRequest) -> frozenset[Step]:
    """Return what an ended request still keeps; its key it keeps as long as `ended` yields it."""
    kept = files(row, Step.ANSWER)
    found = files(row, Step.FOUND)
    steps = {Step.CASE}
    if found:
        steps.add(Step.FOUND)
    if len(kept) > len(found):
        steps.add(Step.ANSWER)
    return frozenset(steps)


def blockers(row: RightsRequest) -> frozenset[Blocker]:
    """Return every reason for which an ended request is still needed."""
    refunds = Refund.objects.filter(request=row).exclude(state="paid")
    asked = {
        Blocker.WORK: _works(row),
        Blocker.STOP: stops.in_force(row).exists(),
        Blocker.HOLD: _held(row),
        Blocker.BESIDE: row.pk in settled.pending(row.pk),
        Blocker.ERRAND: Errand.objects.filter(request=row, state__in=WAITING).exists(),
        Blocker.RETURNED: Returned.objects.filter(dispatch__request=row, then="").exists(),
        Blocker.MONEY: money.account(row).over > 0 or refunds.exists(),
    }
    return frozenset(one for one, blocks in asked.items() if blocks)


def due_now(row: RightsRequest, now: datetime) -> Step | None:
    """Return the step that is to be taken today; None before its day, and while anything blocks."""
    if row.closed_at is None:
        return None
    today, ended_on = ports.day(now, row.controller), ports.day(row.closed_at, row.controller)
    if today < days(ended_on, ports.keep())[Step.FOUND]:
        return None  # nothing has reached its day, so that nobody has to be asked
    return due(ended_on, ports.keep(), left=left(row), blockers=blockers(row), today=today)


def _works(row: RightsRequest) -> bool:
    """Say whether a burst is asked for, runs or failed; a mail of which nobody knows whether it left keeps nothing."""
    found = outbox.intents(about=row.pk, states=("waiting", "started", "failed"))
    return any(not one.kind.startswith(work.MAIL) for one in found)


def _held(row: RightsRequest) -> bool:
    """Say whether an active hold reaches the person of the case, or rows of a place in which the person was found."""
    if not holds.holds(controller=row.controller):
        return False
    try:
        person = {key: {value.reveal() for value in values} for key, values in cases.identities(row).items()}
    except vault.UnableToUnseal:
        return True  # whom a hold reaches cannot be told, so that it counts as reaching this one
    places = {f"{link.dataset}:{link.collection}" for link in row.links.all()}
    return holds.reaches(row.controller, person=person, places=places)
