"""Recipients of what was changed are told of it, or spared for a reason; the person learns on request who they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from yakusoku.datamap import categories
from yakusoku.laws.citations import cite
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, judging, lettering, ports, tags, telling
from yakusoku.rights.answer import Named
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import Recipient, RecipientsAsked, RightsRequest
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

NOT_GIVEN = "not_given"
_SHORTEST_REASON = 5
_CHANGED = (State.CHANGED, State.EXECUTED, State.NOTIFIED)
_LATER = (*_CHANGED, State.CLOSED)


class UnableToNameRecipient(UnableTo):
    """A recipient cannot be named like this."""

    asked = text("name somebody who was given the data")


class UnableToSpareRecipient(UnableTo):
    """A recipient may not be left untold like this."""

    asked = text("note that a recipient is not told")


class UnableToTellOfRecipients(UnableTo):
    """The person cannot be told of the recipients like this."""

    asked = text("tell the person who the recipients are")


def name_recipient(*, request_id: str, number: int, named: Named, by: str, now: datetime) -> tuple[int, int]:
    """
    Name somebody of a class who was given the data; make the letter to them; return its number and the recipient's.

    The letter holds the person's name, the recipient's own reference, the kinds of data, and of a correction what is
    right of those kinds. The class counts as settled by it; more of it can be named.

    :raises UnableToNameRecipient: if there is no such class, it was settled otherwise, or nobody knows what they got
    :raises UnableToBuild: if the letter cannot be set
    :raises UnableToMove: before the change was done, and once the request is closed
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=_CHANGED)
    today = ports.day(now, row.controller)
    kind = _class(row, number)
    made = lettering.make(row, "recipient", _said(row, kind, named, today), on=today)
    sealed = telling.seal_named(row, named)
    with deed(tags.RECIPIENT_NAMED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_CHANGED)
        kind = _class(row, number)
        letter = lettering.note(row, made, by=by, now=now)
        kind.settle("named", on=today, by=by)
        last = Recipient.objects.filter(request=row).order_by("number").last()
        new = (last.number if last else 0) + 1
        Recipient.objects.create(
            request=row, number=new, source=kind.source, clause=kind.clause, who=sealed, must=kind.must,
            article=kind.article, owner=kind.owner, due_on=kind.due_on, letter=letter,
        )  # fmt: skip
        entry.say(item=kind.source, number=letter.number, digest=made.digest)
    return letter.number, new


def _class(row: RightsRequest, number: int) -> Recipient:
    """Return a class of which somebody can be named. :raises UnableToNameRecipient: if it is none"""
    found = Recipient.objects.filter(request=row, number=number, who__isnull=True).first()
    if found is None or found.state not in ("open", "named"):
        raise UnableToNameRecipient(
            text("number {number} is no class of recipients that is open.", number=number),
            do=text("`yakusoku rights recipients {request}` lists them.", request=row.public_id),
        )
    return found


def _said(row: RightsRequest, kind: Recipient, named: Named, today: date) -> lettering.View:
    unknown = [one for one in named.kinds if one not in categories.known()]
    judgment = judging.judge(row, as_of=today)
    given = telling.given(telling.of(row, kind), named, judgment)
    if unknown or not given:
        raise UnableToNameRecipient(
            text("it is not known which kinds of the data that were changed they had been given."),
            do=text("Name them under `kinds`, as keys of categories: {kinds}.",
                    kinds=", ".join(sorted(telling.changed_kinds(judgment)))),
        )  # fmt: skip
    language = named.language
    return {
        **lettering.to_recipient(row, named.who, language=language, on=today),
        "measure": {one: row.measure == one for one in ("erase", "correct", "restrict")},
        "done_on": long_day(ports.day(row.changed_at, row.controller), language) if row.changed_at else "",
        "article": cite(kind.article).say(language) if kind.must else "",
        "reference": named.reference.reveal(),
        "kinds": telling.in_words(given, language),
        "corrected": telling.corrected(row, judgment, given, language),
    }


def spare_recipients(
    *, request_id: str, numbers: Collection[int], because: str, reason: str, by: str, now: datetime
) -> None:
    """
    Note that recipients are not told: they were given nothing, or in a case in which law asks for no telling.

    The reason is sealed. Where law does not bind the company to tell, its cases serve as well.

    :raises UnableToSpareRecipient: for another case, without a reason, or where a recipient was settled before
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    known = _cases(row)
    if because not in known:
        raise UnableToSpareRecipient(
            text("{because} is no case in which they need not be told.", because=because),
            do=text("Cases are: {known}.", known=", ".join(known)),
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToSpareRecipient(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write what was looked into, and what came of it."),
        )
    sealed = vault.seal(case_id=request_id, label="spared", content=reason.strip().encode())
    with deed(tags.RECIPIENT_SPARED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_LATER)
        today = ports.day(now, row.controller)
        waiting = Recipient.objects.filter(request=row, state="open", number__in=numbers)
        found = {one.number: one for one in waiting}
        if not numbers or set(numbers) != found.keys():
            raise UnableToSpareRecipient(
                text("one of these does not wait to be told."),
                do=text("`yakusoku rights recipients {request}` lists them.", request=row.public_id),
            )
        if because == NOT_GIVEN and any(one.who is not None for one in found.values()):
            raise UnableToSpareRecipient(
                text("who was named was given the data."), do=text("Say why they cannot be told.")
            )
        for one in found.values():
            one.settle("spared", on=today, by=by, because=because, reason=sealed)
        entry.say(count=len(found), because=because)


def _cases(row: RightsRequest) -> tuple[str, ...]:
    bound = telling.duty(row)
    named = tuple(one.code for one in bound.unless) if bound else ("impossible", "disproportionate")
    return (NOT_GIVEN, *named)


def note_recipients_asked(*, request_id: str, asked_on: date, by: str, now: datetime) -> None:
    """
    Note that the person asked who the recipients are (GDPR 19, second sentence); the answer is a letter of its own.

    :raises UnableToTellOfRecipients: if it was noted before, or the day lies before the arrival or after today
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.RECIPIENTS_ASKED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.select_for_update().get(pk=row.pk)
        day = row.received_on <= asked_on <= ports.day(now, row.controller)
        if not day or RecipientsAsked.objects.filter(request=row).exists():
            raise UnableToTellOfRecipients(
                text("it was noted before, or the day lies before the arrival or after today."),
                do=text("Give the day on which the person asked, once."),
            )
        RecipientsAsked.objects.create(request=row, asked_on=asked_on, noted_by=by)
        entry.say(asked=asked_on)


def write_recipients(*, request_id: str, by: str, now: datetime) -> int:
    """
    Make the letter that tells the person who the recipients are, and return its number.

    :raises UnableToTellOfRecipients: if the person did not ask, was answered, or a recipient is still open
    :raises UnableToMove: before the change was done
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=_LATER)
    _asked(row)
    today = ports.day(now, row.controller)
    made = lettering.make(row, "recipients", _listed(row, today), on=today)
    with deed(tags.LETTER_BUILT, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_LATER)
        asked = _asked(row)
        letter = lettering.note(row, made, by=by, now=now)
        RecipientsAsked.objects.filter(pk=asked.pk).update(letter=letter)
        entry.say(letter="recipients", number=letter.number, digest=made.digest)
    return letter.number


def _asked(row: RightsRequest) -> RecipientsAsked:
    """Return the question that can be answered. :raises UnableToTellOfRecipients: if there is none"""
    asked = RecipientsAsked.objects.filter(request=row).first()
    if asked is None or (asked.letter is not None and asked.letter.sent_on is not None):
        raise UnableToTellOfRecipients(
            text("the person did not ask, or was answered."), do=text("Note first that the person asked.")
        )
    if Recipient.objects.filter(request=row, state="open").exists():
        raise UnableToTellOfRecipients(
            text("not every recipient is told yet, or spared for a reason."),
            do=text("`yakusoku rights recipients {request}` lists them.", request=row.public_id),
        )
    return asked


def _listed(row: RightsRequest, today: date) -> lettering.View:
    language, bound = lettering.language_of(row), telling.duty(row)
    reasons = {one.code: one for one in bound.unless} if bound else {}
    told: list[dict[str, str]] = []
    spared: list[dict[str, str]] = []
    for one in Recipient.objects.filter(request=row).order_by("number"):
        candidate, named = telling.of(row, one), telling.named(row, one)
        name = named.who.name.reveal() if named else candidate.says.say(language)
        if one.state == "told" and named is not None and one.settled_on is not None:
            kinds = telling.in_words(named.kinds or candidate.kinds, language)
            told.append({"name": name, "kinds": kinds, "on": long_day(one.settled_on, language)})
        elif one.state == "spared" and one.because in reasons:
            case = reasons[one.because]
            article = cite(case.article).say(language)
            spared.append({"name": name, "reason": case.says.say(language), "article": article})
    return {
        **lettering.to_person(row, on=today),
        "article": cite(bound.article).say(language) if bound else "",
        "told": told,
        "spared": spared,
    }
