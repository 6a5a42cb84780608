"""What ended requests keep goes on its day: what was found, then letters and package, then the key."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, needed, ports, tags
from yakusoku.rights.cases import SYSTEM, AlreadyDoneError
from yakusoku.rights.minimizing import Step
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.rules import ENDINGS, MINIMIZE
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally


def minimize_ended(*, now: datetime) -> int:
    """
    Take the step that is due of each ended request, and return how many were taken; nightly.

    Of files: an entry with their count and the intent to drop them, in one transaction; the burst drops them. Of the
    whole case: the vault's decision, by the system, since the home's configuration named the day; the same night
    carries it out. A request that something needs is left as it is. If the process dies here: what was taken is
    there with its entry, the rest is taken by the next night.
    """
    return sum(_taken(row, now) for row in list(needed.ended()))


def _taken(row: RightsRequest, now: datetime) -> bool:
    step = needed.due_now(row, now)
    if step is None:
        return False
    # One whose key was lost cannot be destroyed; the doctor names it among the keys.
    with suppress(AlreadyDoneError, cases.UnableToMove, vault.UnableToDestroy):
        if step is Step.CASE:
            _destroy(row, now)
        else:
            _let_go(row, step, now)
        return True
    return False


def _held(row: RightsRequest, step: Step, now: datetime) -> RightsRequest:
    """Hold the request and read everything anew. :raises AlreadyDoneError: where the step is no longer due"""
    row = cases.held(row, of=ENDINGS)
    if needed.due_now(row, now) is not step:
        raise AlreadyDoneError
    return row


def _let_go(row: RightsRequest, step: Step, now: datetime) -> None:
    with deed(tags.MINIMIZED, log=row.controller, about=row.pk, by=SYSTEM, now=now) as entry:
        row = _held(row, step, now)
        work.intend(MINIMIZE, about=row.pk, now=now, arguments={"step": step.value})
        entry.say(what=step, files=len(needed.files(row, step)))


def _destroy(row: RightsRequest, now: datetime) -> None:
    with transaction.atomic():
        row = _held(row, Step.CASE, now)
        vault.intend_destruction(
            case_id=row.pk, log=row.controller, by=SYSTEM, now=now, timezone=ports.timezone(row.controller)
        )


def drop_files(*, call: Call) -> Tally:
    """
    Drop the sealed files of a step, while nobody can let the request go on. A second call changes nothing.

    One that goes on again since the entry keeps them: it may need them, and they go after its next end. If the process
    dies here, some files are gone and the burst drops the others.
    """
    dropped = 0
    with transaction.atomic():
        row = RightsRequest.objects.select_for_update().get(pk=call.about)
        if row.state in ENDINGS:
            for name in needed.files(row, Step(str(call.arguments["step"]))):
                dropped += vault.drop(case_id=row.pk, name=name)
        work.done(call.intent, now=call.now)
    return {"files": dropped}


BURST = Burst(MINIMIZE, steps=lambda call: ["files"], do=lambda call, step: drop_files(call=call))
