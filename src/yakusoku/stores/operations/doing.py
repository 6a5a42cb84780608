"""
The second and third step of a change: done in each store, read back and confirmed. The burst `stores.change`.

Each step may be called twice: a receipt in the store, or the nature of what is written, makes it once.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from yakusoku.ledger.deeds import deed
from yakusoku.stores import executing, tags
from yakusoku.stores.changes import ChangePlan
from yakusoku.stores.executing import Execution, UnableToChange
from yakusoku.stores.frozen import Frozen
from yakusoku.stores.models import CONFIRMED, DONE, INTENDED, RETURNED, StoreChange, StoreStep
from yakusoku.stores.operations.intending import CHANGE, SEALED, sealed_name
from yakusoku.stores.ports import StoreRefused, StoreUnavailable
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

SYSTEM = "system"
TOLD = "mail.stores.waiting"
"""The mail that says that a change waits; the rooms above know its words."""
_PATIENCE = (5, 15, 60)
"""Minutes between attempts at a store that does not answer, or whose rows another holds."""


class UnableToResumeChange(UnableTo):
    """A change that cannot go on: it is not known, or what was sealed for it is not what the ledger names."""

    asked = text("go on with a change")


class _FasterError(Exception):
    """Another process did this first; raised inside a deed so that it leaves neither row nor entry."""


def check_change(*, change_id: str) -> Tally:
    """
    See, before the first of several stores is written, that all are as they were when the change was planned.

    :raises UnableToChange: if one is not; nothing was written anywhere
    :raises UnableToRead: if a store does not answer or refuses
    """
    change, plan, frozen = _frozen(change_id)
    for step in change.steps.filter(state=INTENDED).order_by("number"):
        executing.check(_execution(change, plan, frozen, step, change.intended_at))
    return {"stores": len(plan.stores)}


def do_change(*, change_id: str, store: str, now: datetime) -> Tally:
    """
    Do the part of a change that lies in `store`, in one transaction there, and note that it is done.

    If the process dies here: the store keeps all of it or nothing, and the next call finds out which.

    :raises UnableToChange: if the store is not as it was when the change was planned; nothing was written there
    :raises StoreUnavailable: if it does not answer, or another holds its rows; the same call may be made again
    :raises UnableToResumeChange: if the change is not known, or its sealed rows are not those of the ledger
    """
    change, plan, frozen = _frozen(change_id)
    step = change.steps.get(store=store)
    if change.state != INTENDED or step.state != INTENDED:
        return {"rows": 0, "known": 1}
    one = _execution(change, plan, frozen, step, now)
    tried = StoreStep.objects.filter(pk=step.pk)
    done = executing.execute(replace(one, noting=lambda: tried.update(attempts=F("attempts") + 1)))
    with (
        suppress(_FasterError),
        deed(tags.DONE, log=change.log, about=change.case_id, by=SYSTEM, now=now) as entry,
    ):
        if not step.move(DONE, of=INTENDED, done_at=now, result_digest=done.result):
            raise _FasterError
        kept = int(store in plan.receipts)
        entry.say(change=change_id, store=step.number, rows=step.rows, receipt=kept)
        return {"rows": step.rows}
    return {"rows": 0, "known": 1}


def confirm_change(*, change_id: str, now: datetime, intent: str = "") -> Tally:
    """
    Read every store back by the frozen keys, then note that the change is as it was asked, and say so upward.

    `intent` is the work that ends with this deed. A second call changes nothing.

    :raises UnableToChange: if a store does not hold what was written
    :raises UnableToRead: if a store does not answer or refuses
    :raises UnableToResumeChange: if a store is not done, or as `do_change` says
    """
    change, plan, frozen = _frozen(change_id)
    if change.state != INTENDED:
        return _ended(intent, now)
    for step in change.steps.order_by("number"):
        if step.state == INTENDED:
            wrong = text(
                "store number {number} of {change} is not done.", number=step.number, change=change_id
            )
            raise UnableToResumeChange(wrong, do=text("`yakusoku doctor` shows what is stuck."))
        executing.confirm(_execution(change, plan, frozen, step, now), step.result_digest)
    about = {"log": change.log, "about": change.case_id}
    with suppress(_FasterError), deed(tags.CONFIRMED, **about, by=SYSTEM, now=now) as entry:
        if not change.move(CONFIRMED, confirmed_at=now):
            raise _FasterError
        for step in change.steps.all():
            step.move(CONFIRMED, of=DONE, confirmed_at=now)
        _tell_upward(change, intent, now)
        entry.say(change=change_id, plan=change.plan_digest, stores=len(plan.stores), rows=change.rows)
        return {"rows": change.rows}
    return _ended(intent, now)


def return_change(
    *, change_id: str, unable: UnableToChange, now: datetime, store: int = 0, intent: str = ""
) -> None:
    """
    Note that a change goes back to review, and say so upward; stores that were done stay done and are named.

    A second call changes nothing.

    :raises UnableToResumeChange: if the change is not known
    """
    change = _change(change_id)
    about = {"log": change.log, "about": change.case_id}
    with suppress(_FasterError), deed(tags.RETURNED, **about, by=SYSTEM, now=now) as entry:
        if not change.move(RETURNED, returned_at=now, because=unable.why):
            raise _FasterError
        finished = change.steps.exclude(state=INTENDED).count()
        _tell_upward(change, intent, now)
        entry.say(change=change_id, because=unable.why, store=store, step=unable.step, finished=finished)


def _wait(change: StoreChange, call: Call, store: int) -> Tally:
    """Let the change wait: the next intent is due in minutes, later each time; the desk is told once."""
    waits = int(call.arguments.get("waits", 0))
    pause = timedelta(minutes=_PATIENCE[min(waits, len(_PATIENCE) - 1)])
    about = {"log": change.log, "about": change.case_id}
    with suppress(_FasterError), deed(tags.WAITING, **about, by=SYSTEM, now=call.now) as entry:
        if not work.done(call.intent, now=call.now):
            raise _FasterError
        arguments = {**call.arguments, "waits": waits + 1}
        work.intend(CHANGE, about=call.about, now=call.now, arguments=arguments, not_before=call.now + pause)
        if not waits:
            work.intend(TOLD, about=call.about, now=call.now)
        entry.say(change=change.public_id, store=store)
    return {"park": 1}


def _tell_upward(change: StoreChange, intent: str, now: datetime) -> None:
    if intent:
        work.done(intent, now=now)
    if change.then:
        work.intend(change.then, about=change.case_id, now=now, arguments={"change": change.public_id})


def _ended(intent: str, now: datetime) -> Tally:
    if intent:
        with transaction.atomic():
            work.done(intent, now=now)
    return {"known": 1}


def _change(change_id: str) -> StoreChange:
    change = StoreChange.objects.filter(pk=change_id).first()
    if change is None:
        raise UnableToResumeChange(
            text("{change} is not known here.", change=change_id),
            do=text("Look whether own state was restored to an earlier day."),
        )
    return change


def _frozen(change_id: str) -> tuple[StoreChange, ChangePlan, Frozen]:
    """Return the change with its plan and rows, which are what the ledger names. :raises UnableToResumeChange:"""
    change = _change(change_id)
    plan = ChangePlan.from_json(change.plan)
    content = vault.get(case_id=change.case_id, name=sealed_name(change.keys_digest))
    same = vault.keyed_digest(purpose="change", value=content) == change.keys_digest
    if plan.digest != change.plan_digest or not same:
        raise UnableToResumeChange(
            text(
                "plan or sealed rows of {change} differ from their digests in the ledger.", change=change_id
            ),
            do=text("Ask who had access to own state and the sealed files; plan the change anew."),
        )
    return change, plan, Frozen.from_bytes(content)


def _execution(
    change: StoreChange, plan: ChangePlan, frozen: Frozen, step: StoreStep, now: datetime
) -> Execution:
    return Execution(
        plan=plan,
        store=step.store,
        frozen=frozen,
        change=change.public_id,
        moment=now.isoformat(),
        digest=vault.digester(purpose="mask"),
        again=step.attempts > 0,
    )


def tidy(*, case_id: str) -> None:
    """Drop sealed rows that no change of the case names: of a preparation that nobody intended."""
    named = {
        sealed_name(one)
        for one in StoreChange.objects.filter(case_id=case_id).values_list("keys_digest", flat=True)
    }
    for file in vault.names(case_id=case_id):
        if file.startswith(SEALED) and file not in named:
            vault.drop(case_id=case_id, name=file)


def _steps(call: Call) -> list[str]:
    """Name the steps of the burst: look at all stores where there are several, do each, confirm."""
    change = _change(str(call.arguments["change"]))
    numbers = [str(step.number) for step in change.steps.filter(state=INTENDED).order_by("number")]
    look = ["check"] if change.steps.count() == len(numbers) > 1 else []
    return [*look, *(f"do {number}" for number in numbers), "confirm"]


def _do(call: Call, step: str) -> Tally:
    """Do one step; a store that is not as planned sends the change back, one that is silent lets it wait."""
    change = _change(str(call.arguments["change"]))
    if change.state != INTENDED:
        _ended(call.intent, call.now)
        return {"park": 1}
    number = int(step.split()[1]) if step.startswith("do ") else 0
    try:
        return _done(change, step, number, call)
    except UnableToChange as unable:
        back = unable
    except StoreUnavailable:
        return _wait(change, call, number)
    except StoreRefused as refusal:
        back = UnableToChange("refused", refusal.wrong)
    return_change(change_id=change.public_id, unable=back, now=call.now, store=number, intent=call.intent)
    return {"park": 1}


def _done(change: StoreChange, step: str, number: int, call: Call) -> Tally:
    if step == "check":
        return check_change(change_id=change.public_id)
    if number:
        store = change.steps.get(number=number).store
        return do_change(change_id=change.public_id, store=store, now=call.now)
    done = confirm_change(change_id=change.public_id, now=call.now, intent=call.intent)
    tidy(case_id=change.case_id)
    return done


BURST = Burst(CHANGE, steps=_steps, do=_do)
