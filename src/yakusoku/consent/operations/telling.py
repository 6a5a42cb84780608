"""What asks who it is: to loosen a choice that forbids, to see what was chosen, to have a receipt of it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from yakusoku.consent import tags
from yakusoku.consent.chosen import About, Arrived, Whom
from yakusoku.consent.keys import Key, Keyed, whose
from yakusoku.consent.matching import Register
from yakusoku.consent.operations.confirming import UnableToConfirm, require_confirmed
from yakusoku.consent.ports import wired
from yakusoku.consent.queries import ChoiceView, choice, of_person, views
from yakusoku.consent.receipts import Noted, is_receipted, receipt
from yakusoku.consent.rules import Confirmation, Kind, TextShown, Turn
from yakusoku.consent.writing import UnableToRecordChoice, prepare, recording
from yakusoku.ledger.deeds import deed
from yakusoku.policy.form.root import PolicyForm
from yakusoku.staff.rules import Deed
from yakusoku.terms.text import LANGUAGES, text


def loosen(
    *,
    controller: str,
    about: About,
    whom: Whom,
    arrived: Arrived,
    confirmation: Confirmation,
    by: str,
    now: datetime,
) -> ChoiceView:
    """
    Loosen a stop, objection, suspension or restriction, once it was confirmed that the person wants it.

    It loosens what was chosen with the same scope by the same keys: who is named at an address does not loosen what the
    household chose. A stop of all ways stays where one way is loosened.

    :raises UnableToConfirm: if it is not shown that it is the person
    :raises UnableToRecordChoice: if nothing of the kind is in force, or it is a consent
    """
    require_confirmed(confirmation=confirmation, controller=controller, by=by, now=now, deed=Deed.LOOSENINGS)
    if about.kind is Kind.CONSENT:
        raise UnableToRecordChoice(
            text("a consent is not loosened."), do=text("Record that it was withdrawn, or given anew.")
        )
    made = prepare(
        controller=controller, about=about, turn=Turn.LOOSENED, whom=whom, arrived=arrived, by=by, now=now,
        confirmation=confirmation,
    )  # fmt: skip
    if made.again:
        return choice(made.again)
    if not _in_force(controller, about, made.keys, now):
        raise UnableToRecordChoice(
            text("nothing of this kind and scope is in force under what was given."),
            do=text("Look with `yakusoku consent show` by what, and for whom, it was made."),
        )
    with recording(made, tags.LOOSENED, by=by, now=now) as entry:
        entry.say(how=confirmation.how.value, because=confirmation.reason)
    return choice(made.row.public_id)


def _in_force(controller: str, about: About, keys: tuple[Key, ...], now: datetime) -> bool:
    slots = {(one.identity, one.digest, one.name) for one in keys}
    wanted = about.kind, about.scope, about.purpose
    found = Register(controller, keys).forbidding(keys, as_of=now)
    return any(one.slot in slots and one.event.about == wanted for one in found)


def show(
    *, controller: str, whom: Whom, confirmation: Confirmation, by: str, now: datetime
) -> tuple[ChoiceView, ...]:
    """
    Return what was chosen under what the person gives, in the order of choosing, and note that it was told.

    :raises UnableToConfirm: if it is not shown that it is the person
    :raises UnableToRead: if what was given is no mailbox, number or address
    """
    require_confirmed(confirmation=confirmation, controller=controller, by=by, now=now)
    keys = Keyed(controller).chosen(whom.given, name=whom.name, household=whom.household)
    found = views(one.public_id for one in of_person(controller, keys))
    with deed(tags.SEEN, log=controller, about=f"{controller}-choices", by=by, now=now) as entry:
        entry.say(
            choices=len(found), how=confirmation.how.value, because=confirmation.reason, whose=whose(keys)
        )
    return found


def give_receipt(*, choice_id: str, whom: Whom, confirmation: Confirmation, by: str, now: datetime) -> bytes:
    """
    Return the receipt of a consent (ISO/IEC TS 27560, JSON-LD) for the person who gave it, and note its digest.

    It shows the words as they were shown, in both languages, and what came after the consent.

    :raises UnableToConfirm: if it is not shown that it is the person, or they gave no such consent
    :raises UnableTo: if the version that was shown is not there any more
    """
    row = next(iter(views([choice_id])), None)
    controller = row.controller if row else ""
    require_confirmed(confirmation=confirmation, controller=controller, by=by, now=now)
    keys = Keyed(controller).chosen(whom.given, name=whom.name, household=whom.household)
    found = {one.public_id: one for one in of_person(controller, keys)}
    if row is None or choice_id not in found or not is_receipted(row.kind, row.turn):
        raise UnableToConfirm(
            text("the person gave no consent {choice}.", choice=choice_id),
            do=text("`yakusoku consent show` lists what was chosen."),
        )
    later = [
        one
        for one in views(found)
        if (one.kind, one.scope) == (row.kind, row.scope) and one.chosen_at > row.chosen_at
    ]
    made = receipt(
        _noted(row), controller=controller, form=_form(row), shown=_shown(row), read_in=row.language,
        later=_noted(later[-1]) if later else None, created=now,
    )  # fmt: skip
    with deed(tags.RECEIPT, log=controller, about=choice_id, by=by, now=now) as entry:
        entry.say(digest=sha256(made).hexdigest(), how=confirmation.how.value, because=confirmation.reason)
    return made


def _noted(row: ChoiceView) -> Noted:
    return Noted(
        row.public_id, row.turn, row.form, row.scope, row.whose[:16], row.chosen_at, row.channel, row.proof
    )


def _form(row: ChoiceView) -> PolicyForm:
    assert row.version is not None  # noqa: S101  a consent has its version, by a constraint of the database
    return wired().policies(row.controller, row.version).form


def _shown(row: ChoiceView) -> tuple[TextShown, ...]:
    """Return the words in both languages. :raises UnableToConfirm: if they are not those that were shown"""
    assert row.version is not None  # noqa: S101  a consent has its version, by a constraint of the database
    texts = [wired().texts(row.controller, row.version, row.sentence, language) for language in LANGUAGES]
    if row.text_digest not in {one.digest for one in texts if one.language == row.language}:
        raise UnableToConfirm(
            text("the words of {sentence} are not those that were shown.", sentence=row.sentence),
            do=text("Put the published file of {day} back as it was.", day=row.version),
        )
    return tuple(texts)
