"""Choices as they arrive: consents and refusals, withdrawals, stops, objections. None of them asks who it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yakusoku.consent import models, tags
from yakusoku.consent.announcing import announce
from yakusoku.consent.chosen import About, Arrived, Whom
from yakusoku.consent.ports import HandedOver, wired
from yakusoku.consent.queries import ChoiceView, choice, handed_over
from yakusoku.consent.rules import Kind, Turn
from yakusoku.consent.writing import UnableToRecordChoice, prepare, recording
from yakusoku.datamap.categories import kind_of
from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms import ids
from yakusoku.terms.text import text

UNDER_WAY = timedelta(days=60)
"""How long after it was handed over a mailing may still arrive: a catalog is printed, addressed and posted."""


@dataclass(frozen=True)
class Stopped:
    """A stop that is in force, and the mailings that had left the house before it and may still arrive."""

    choice: ChoiceView
    handed_over: tuple[HandedOver, ...]


def record(
    *,
    controller: str,
    about: About,
    turn: Turn,
    whom: Whom,
    arrived: Arrived,
    by: str,
    now: datetime,
    version: date | None = None,
    sentence: str = "",
    language: str = "ja",
) -> ChoiceView:
    """
    Record a consent given or refused, an objection, a suspension or a restriction, and return it with its id.

    `version` and `sentence` name the words that stood before the person; they are looked up, and their digest is kept.
    The same delivery recorded a second time changes nothing and returns what it recorded. `by` is a member of the desk
    or the code of a system.

    :raises UnableToRecordChoice: if it is about nothing that is declared, lacks words or proof, or is of another deed
    :raises UnableToRead: if what was given is no mailbox, number or address
    :raises UnableToKey: if it is not clear on whom it acts
    """
    if turn not in (Turn.GIVEN, Turn.REFUSED, Turn.MADE) or (turn is Turn.MADE) is (
        about.kind is Kind.CONSENT
    ):
        raise UnableToRecordChoice(
            text("a consent is given or refused; anything else is made."),
            do=text("Withdrawals and loosenings have commands of their own."),
        )
    shown = wired().texts(controller, version, sentence, language) if version else None
    made = prepare(
        controller=controller, about=about, turn=turn, whom=whom, arrived=arrived, by=by, now=now, shown=shown
    )
    if made.again:
        return choice(made.again)
    with recording(made, tags.ADDED, by=by, now=now) as entry:
        if shown is not None:
            entry.say(text=shown.digest, version=shown.version)
        announce(made.row, whom, now=now)
    return choice(made.row.public_id)


def withdraw(
    *, controller: str, scope: str, whom: Whom, arrived: Arrived, by: str, now: datetime
) -> ChoiceView:
    """
    Record that a consent is withdrawn: the use stands still from `arrived.chosen_at`, and a check on erasure is opened.

    Nobody has to prove who they are, and nothing else is asked than for the consent itself (GDPR 7(3)). What was done
    before stays lawful. If the process dies here: withdrawal, check and entry are all there or none of them.

    :raises UnableToRecordChoice: if `scope` is nothing that the policy declares
    :raises UnableToRead: if what was given is no mailbox, number or address
    """
    made = prepare(
        controller=controller, about=About(Kind.CONSENT, scope), turn=Turn.WITHDRAWN, whom=whom, arrived=arrived,
        by=by, now=now,
    )  # fmt: skip
    if made.again:
        return choice(made.again)
    today = wired().day(now, controller)
    check = ids.public_id("chk", why=f"{made.row.public_id}:{now.isoformat()}")
    with recording(made, tags.WITHDRAWN, by=by, now=now) as entry:
        models.ErasureCheck.objects.create(
            public_id=check, controller=controller, choice=made.row, opened_at=now, opened_on=today,
            special_care=is_special(wired().policies(controller, today).form, scope),
        )  # fmt: skip
        entry.say(check=check)
        announce(made.row, whom, now=now)
    return choice(made.row.public_id)


def is_special(form: PolicyForm, scope: str) -> bool:
    """Return whether a consent covers special-care data: a case of them, or a purpose that uses them."""
    section, _, name = scope.partition(".")
    if section == "special_care":
        return True
    uses = form.purposes[name].uses if section == "purposes" and name in form.purposes else ()
    return any(kind_of(kind) == "special_care" for kind in uses)


def stop(
    *, controller: str, way: str, whom: Whom, arrived: Arrived, by: str, now: datetime, purpose: str = ""
) -> Stopped:
    """
    Stop advertising by `way` (`any` for all) to what was given, at once; for one `purpose`, or for all of them.

    Nobody is asked who they are. The answer names the mailings that had left the house before and may still arrive.

    :raises UnableToRecordChoice: if that is no way of addressing, or no purpose of the policy
    :raises UnableToRead: if what was given is no mailbox, number or address
    :raises UnableToKey: if an address or telephone number comes with neither name nor household
    """
    made = prepare(
        controller=controller, about=About(Kind.STOP, way, purpose), turn=Turn.MADE, whom=whom, arrived=arrived,
        by=by, now=now,
    )  # fmt: skip
    under_way = handed_over(controller, way, since=now - UNDER_WAY)
    if made.again:
        return Stopped(choice(made.again), under_way)
    with recording(made, tags.STOPPED, by=by, now=now) as entry:
        entry.say(handed_over=len(under_way))
        if purpose:
            entry.say(purpose=purpose)
        announce(made.row, whom, now=now)
    return Stopped(choice(made.row.public_id), under_way)
