"""
The outbox: an intent is written in the deed's transaction, and handed over after it.

Handing over may happen twice (the process dies between handing over and noting it), so whoever takes an
intent takes it once per id: a burst runs under the intent's id, a mail carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.work.models import Intent, WorkerSlot
from yakusoku.work.ports import UnableToStart, ports
from yakusoku.work.rules import CLAIM, PATIENCE, SLOT_LIFE, retry_after

MAIL = "mail."
_OPEN = ("waiting", "started")


class UnableToIntend(UnableTo):
    """An intent was to be written outside a deed, where it could outlive what it belongs to."""

    asked = text("write an intent")


class UnableToTakeSlot(UnableTo):
    """Another worker runs in that slot."""

    asked = text("take a worker slot")


def intend(
    kind: str,
    *,
    about: str,
    now: datetime,
    arguments: Mapping[str, str | int] | None = None,
    not_before: datetime | None = None,
) -> str:
    """
    Write an intent into the running transaction and return its id, which becomes the burst's id.

    :raises UnableToIntend: outside a transaction
    """
    if not connection.in_atomic_block:
        raise UnableToIntend(
            text("{kind} was asked for outside a deed.", kind=kind),
            do=text("Call it inside the deed that makes it necessary."),
        )
    given, due = dict(arguments or {}), not_before or now
    why = f"{kind}:{about}:{now.isoformat()}:{due.isoformat()}:{sorted(given.items())}"
    intent = Intent.objects.create(
        public_id=ids.public_id("int", why=why),
        kind=kind,
        about=about,
        arguments=given,
        made_at=now,
        not_before=due,
    )
    return intent.public_id


def dispatch(*, now: datetime, limit: int = 100) -> int:
    """
    Hand over the intents that are due, oldest first, and return how many were handed over.

    One that cannot be handed over stays, with a later time; the others go on.
    """
    handed = 0
    for intent in Intent.objects.filter(state="waiting", not_before__lte=now).order_by("number")[:limit]:
        mail = intent.kind.startswith(MAIL)
        if mail and not _claim(intent, now):
            continue
        try:
            _hand_over(intent)
        except UnableToStart:
            _later(intent, now)
            continue
        if mail:
            handed += intent.move("done", of=("waiting",), started_at=now, done_at=now)
        else:
            handed += intent.move("started", of=("waiting",), started_at=now)
    return handed


def _claim(intent: Intent, now: datetime) -> bool:
    """Take a mail for a minute, so that two workers do not send it; if the process dies it is free again after that."""
    mine = Intent.objects.filter(pk=intent.pk, state="waiting", not_before=intent.not_before)
    return bool(mine.update(not_before=now + CLAIM, attempts=F("attempts") + 1))


def _hand_over(intent: Intent) -> None:
    """Give the intent to the engine or the mailer, whichever takes its kind."""
    filled = ports()
    if intent.kind.startswith(MAIL):
        if filled.mailer is None or filled.composer is None:
            raise UnableToStart(text("no mailer is wired."), do=text("Configure [mail]."))
        letter = filled.composer(
            intent.kind, intent=intent.public_id, about=intent.about, arguments=intent.arguments
        )
        filled.mailer.send(letter)
        return
    if filled.starter is None:
        raise UnableToStart(text("no engine is wired."), do=text("Start `yakusoku work run`."))
    filled.starter.start(intent.kind, intent=intent.public_id, about=intent.about, arguments=intent.arguments)


def _later(intent: Intent, now: datetime) -> None:
    """Put an intent off, longer each time up to an hour; it is never dropped."""
    values: dict[str, object] = {"not_before": now + retry_after(intent.attempts)}
    if not intent.kind.startswith(MAIL):  # a mail was counted when it was claimed
        values["attempts"] = F("attempts") + 1
    Intent.objects.filter(pk=intent.pk, state="waiting").update(**values)


def hand_over_again() -> int:
    """
    Hand over once more the bursts that began and have not ended; return how many the engine took.

    An engine that knows them starts nothing twice; one whose own tables were lost begins them anew. One that
    it does not take stays as it is, and `doctor` shows it. Called when a worker starts.
    """
    taken = 0
    for intent in Intent.objects.filter(state="started").exclude(kind__startswith=MAIL).order_by("number"):
        try:
            _hand_over(intent)
        except UnableToStart:
            continue
        taken += 1
    return taken


def done(intent_id: str, *, now: datetime) -> bool:
    """
    Note in the running transaction that the work of `intent_id` is finished; False where it had ended before.

    Called by the last deed of a burst, so that the note is true exactly when the deed is.
    """
    return _end(intent_id, "done", now)


def failed(intent_id: str, *, now: datetime) -> bool:
    """Note in the running transaction that the work ended without what it was for; False where it had ended before."""
    return _end(intent_id, "failed", now)


def _end(intent_id: str, state: str, now: datetime) -> bool:
    running = Intent.objects.filter(public_id=intent_id, state__in=_OPEN)
    return bool(running.update(state=state, done_at=now))


def again(intent_id: str, *, now: datetime) -> str | None:
    """
    Write, in the running transaction, a new intent for work that failed, or began long ago and never ended.

    The old one is closed, so that it is asked for again once. Returns the new id, or None where the old one
    is no such intent, or no longer.

    :raises UnableToIntend: outside a transaction
    """
    row = Intent.objects.filter(public_id=intent_id).first()
    if row is None or not _close(row, now):
        return None
    return intend(row.kind, about=row.about, now=now, arguments=row.arguments)


def at_once(intent_id: str, *, now: datetime) -> bool:
    """Let, in the running transaction, work that waits for a later time be due now; False where none waits so."""
    waiting = Intent.objects.filter(public_id=intent_id, state="waiting", not_before__gt=now)
    return bool(waiting.update(not_before=now))


def _close(row: Intent, now: datetime) -> bool:
    if row.move("done", of=("failed",), done_at=now):
        return True
    hung = Intent.objects.filter(pk=row.pk, state="started", started_at__lte=now - PATIENCE)
    return bool(hung.update(state="done", done_at=now))


def beat(slot: str, *, holder: str, now: datetime, gone: Callable[[str], bool] = lambda other: False) -> None:
    """
    Take or keep a worker slot. `gone` says of another holder that it is certainly dead.

    :raises UnableToTakeSlot: if another holder is not known to be gone and beat less than thirty seconds ago
    """
    try:
        with transaction.atomic():
            row = WorkerSlot.objects.select_for_update().filter(pk=slot).first()
            if row is None:
                WorkerSlot.objects.create(name=slot, holder=holder, beat_at=now)
                return
            if row.holder != holder and row.beat_at > now - SLOT_LIFE and not gone(row.holder):
                raise _taken(slot)
            WorkerSlot.objects.filter(pk=slot).update(holder=holder, beat_at=now)
    except IntegrityError:
        raise _taken(slot) from None  # nobody held it, and another took it at this moment


def _taken(slot: str) -> UnableToTakeSlot:
    return UnableToTakeSlot(
        text("slot {slot} is held by a worker that is alive.", slot=slot),
        do=text("Give this worker another slot in [jobs], or stop the other one."),
    )


def forget_slots(slots: Iterable[str], *, now: datetime) -> None:
    """Delete the rows of dead slots whose bursts were taken over; one that beat again meanwhile stays."""
    WorkerSlot.objects.filter(name__in=tuple(slots), beat_at__lt=now - SLOT_LIFE).delete()


def release(slot: str, *, holder: str) -> None:
    """Give the slot back at an orderly stop."""
    WorkerSlot.objects.filter(pk=slot, holder=holder).delete()
