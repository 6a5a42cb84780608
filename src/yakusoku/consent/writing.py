"""How a choice becomes a row: checked, keyed, digested, and recorded once for each delivery."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError

from yakusoku.consent import models, remembered
from yakusoku.consent.chosen import About, Arrived, Whom
from yakusoku.consent.keys import Key, Keyed, whose
from yakusoku.consent.numbers import bind_choice
from yakusoku.consent.ports import wired
from yakusoku.consent.rules import CHANNELS, Confirmation, TextShown, Turn, is_reference, is_scope
from yakusoku.ledger.deeds import Entry, deed
from yakusoku.ledger.tags import Tag, is_code, is_id
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Deed
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_DEEDS = {Turn.MADE: Deed.STOPS, Turn.LOOSENED: Deed.LOOSENINGS}


class UnableToRecordChoice(UnableTo):
    """The choice is not recorded."""

    asked = text("record a choice")


@dataclass(frozen=True)
class Prepared:
    """A choice that is ready to be written. `again`: the id of the one that this delivery recorded before."""

    row: models.Choice
    keys: tuple[Key, ...]
    again: str = ""


def prepare(
    *,
    controller: str,
    about: About,
    turn: Turn,
    whom: Whom,
    arrived: Arrived,
    by: str,
    now: datetime,
    shown: TextShown | None = None,
    confirmation: Confirmation | None = None,
) -> Prepared:
    """
    Check a choice and return it as a row that is not yet written.

    :raises UnableToRecordChoice: if it is about nothing that the policy declares, of a time to come, lacks words or
        proof that a consent needs, or its delivery recorded another choice before
    :raises UnableToRead: if what was given is no mailbox, number or address
    """
    _check_actor(controller, turn, by, now)
    _check(controller, about, arrived, now)
    if turn is Turn.GIVEN and (shown is None or not arrived.proof):
        raise UnableToRecordChoice(
            text("a consent needs the sentence that was shown, and what shows that it was given."),
            do=text("Name the version, the sentence and a reference of the proof."),
        )
    keys = Keyed(controller).chosen(whom.given, name=whom.name, household=whom.household)
    row = models.Choice(
        controller=controller, kind=about.kind.value, turn=turn.value, scope=about.scope, purpose=about.purpose,
        form=about.form.value, channel=arrived.channel, through=arrived.through, proof=arrived.proof,
        proof_digest=arrived.proof_digest, chosen_at=arrived.chosen_at, recorded_at=now, recorded_by=by,
        **_of_text(shown), **_of_person(confirmation),
    )  # fmt: skip
    row.content = content(row, keys)
    row.public_id = ids.public_id("cho", why=f"{controller}:{row.content}:{now.isoformat()}")
    row.reference = arrived.reference or row.public_id
    return Prepared(row, keys, _before(row))


def _of_text(shown: TextShown | None) -> dict[str, object]:
    if shown is None:
        return {}
    return {
        "version": shown.version, "version_id": shown.version_id, "sentence": shown.sentence,
        "language": shown.language, "text_digest": shown.digest,
    }  # fmt: skip


def _of_person(confirmation: Confirmation | None) -> dict[str, str]:
    if confirmation is None:
        return {}
    return {
        "confirmed_how": confirmation.how.value,
        "confirmed_by": confirmation.reference,
        "confirmed_because": confirmation.reason,
    }


def content(row: models.Choice, keys: Sequence[Key]) -> str:
    """Return the digest of what a choice says, without when and by whom it was recorded: that is the entry's matter."""
    said = {
        "about": [row.kind, row.turn, row.scope, row.purpose, row.form],
        "text": [_iso(row.version), row.version_id, row.sentence, row.language, row.text_digest],
        "arrived": [row.channel, row.through, _iso(row.chosen_at), row.proof, row.proof_digest],
        "person": [row.confirmed_how, row.confirmed_by, row.confirmed_because],
        "keys": sorted([one.identity, one.digest, one.house, one.name, one.script] for one in keys),
    }
    return sha256(json.dumps([row.controller, said], sort_keys=True).encode()).hexdigest()


def _iso(moment: date | None) -> str:
    if isinstance(moment, datetime):
        return f"{moment.timestamp():.6f}"
    return moment.isoformat() if moment else ""


def _before(row: models.Choice) -> str:
    """Return the id of the choice that this delivery recorded before, or "". :raises UnableToRecordChoice: another"""
    known = models.Choice.objects.filter(controller=row.controller, reference=row.reference).first()
    if known is None:
        return ""
    if known.content != row.content:
        raise UnableToRecordChoice(
            text("the delivery {reference} recorded another choice before, {choice}.",
                 reference=row.reference, choice=known.public_id),
            do=text("Give each delivery a reference of its own."),
        )  # fmt: skip
    return known.public_id


@contextmanager
def recording(prepared: Prepared, tag: Tag, *, by: str, now: datetime) -> Iterator[Entry]:
    """
    Write a choice with its keys and its entry; the body adds what else belongs to the deed.

    If the process dies here: all of it is there or nothing; the file outside may name a choice that was not recorded.

    :raises UnableToRecordChoice: if the same delivery was recorded meanwhile
    """
    row = prepared.row
    found = [
        models.ChoiceKey(choice=row, identity=one.identity, digest=one.digest, house=one.house, named=one.name,
                         script=one.script)
        for one in prepared.keys
    ]  # fmt: skip
    remembered.write(row, found)
    try:
        with deed(tag, log=row.controller, about=row.public_id, by=by, now=now) as entry:
            row.save(force_insert=True)
            bind_choice(row.controller, models.ChoiceKey.objects.bulk_create(found))
            entry.say(
                kind=row.kind, turn=row.turn, scope=row.scope, content=row.content, keys=len(found),
                whose=whose(prepared.keys),
            )  # fmt: skip
            yield entry
    except IntegrityError:
        if not _before(row):
            raise
        raise UnableToRecordChoice(
            text("the delivery {reference} is recorded already.", reference=row.reference),
            do=text("Nothing needs to be done."),
        ) from None


def _check_actor(controller: str, turn: Turn, by: str, now: datetime) -> None:
    """Let a member of the desk act, a program by its key, or a system by its code."""
    if is_id(by):
        staff.require_at_desk(by=by, controller=controller, deed=_DEEDS.get(turn, Deed.CONSENTS), now=now)
    elif not (by.isascii() and is_code(by)):
        raise UnableToRecordChoice(
            text("who records it is neither a member of staff nor the code of a system."),
            do=text("Give the id of a member, or a code such as web-shop."),
        )


def _check(controller: str, about: About, arrived: Arrived, now: datetime) -> None:
    form = wired().policies(controller, wired().day(now, controller)).form
    if not is_scope(about.kind, about.scope, form) or (about.purpose and about.purpose not in form.purposes):
        raise UnableToRecordChoice(
            text("“{scope}” is nothing that {company} declares, or no such choice can be about it.",
                 scope=about.scope if is_code(about.scope) else "?", company=controller),
            do=text("Name it as the policy does, such as purposes.news or, for a stop, email."),
        )  # fmt: skip
    if arrived.chosen_at > now:
        raise UnableToRecordChoice(
            text("it was chosen at a time that is still to come."),
            do=text("Give the time at which it arrived."),
        )
    for name, fits in (
        ("channel", arrived.channel in CHANNELS),
        ("through", arrived.through.isascii() and is_code(arrived.through)),
        ("proof", not arrived.proof or is_reference(arrived.proof)),
        ("reference", not arrived.reference or _is_short(arrived.reference)),
    ):
        if not fits:
            raise UnableToRecordChoice(
                text("{name} is no word of its list, or no short reference that names nobody.", name=name),
                do=text("Channels are: {known}. References are letters and digits, parted by -, . or /.",
                        known=", ".join(CHANNELS)),
            )  # fmt: skip


def _is_short(reference: str) -> bool:
    return is_id(reference) or is_reference(reference)
