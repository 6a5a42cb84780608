"""What a request stopped is lifted: proposed with a reason, told first where law asks, approved by another."""

from __future__ import annotations

from datetime import datetime, timedelta

from yakusoku.datamap.parts import Address
from yakusoku.laws import queries as laws
from yakusoku.laws.citations import cite
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, lettering, owed, ports, stops, tags
from yakusoku.rights.by_hand import unmarking
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import Lifting, RightsRequest
from yakusoku.rights.rules import LIFT, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

DUTY = "tell-before-lifting"
_SHORTEST_REASON = 5
_ENDED = (State.NOTIFIED, State.CLOSED)
_PATIENCE = timedelta(minutes=15)


class UnableToLift(UnableTo):
    """What a request stopped cannot be lifted like this."""

    asked = text("lift what a request stopped")


def propose_lifting(*, request_id: str, because: str, reason: str, by: str, now: datetime) -> int:
    """
    Propose to lift all that a request stopped; make the letter that tells the person, and return the letter's number.

    `because` is `wish` (the person's) or `ended` (the ground for it ended); the reason is sealed.

    :raises UnableToLift: if nothing of the request is stopped, a lifting is under way, or no reason is given
    :raises UnableToMove: before the answer left the house
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=_ENDED)
    if because not in ("wish", "ended") or len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToLift(
            text("the reason is missing, shorter than {least} letters, or of no known kind.",
                 least=_SHORTEST_REASON),
            do=text("Say whether it is the person's wish or the ground ended, and write by what staff know it."),
        )  # fmt: skip
    _require_stopped(row)
    duty = owed.duty(row, DUTY)
    article = duty.article if duty else ""
    on = ports.day(now, row.controller)
    made = lettering.make(row, "lifting", _said(row, because, article, now), on=on)
    sealed = vault.seal(case_id=request_id, label="lifting", content=reason.strip().encode())
    with deed(tags.LIFTING_PROPOSED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_ENDED)
        _require_stopped(row)
        letter = lettering.note(row, made, by=by, now=now)
        number = Lifting.objects.filter(request=row).count() + 1
        Lifting.objects.create(
            request=row, number=number, because=because, reason=sealed, tell_article=article, letter=letter,
            proposed_by=by, proposed_at=now,
        )  # fmt: skip
        entry.say(number=number, because=because, digest=made.digest)
    return letter.number


def _require_stopped(row: RightsRequest) -> None:
    """:raises UnableToLift: if nothing is stopped, or a lifting of it is under way"""
    if not stops.in_force(row).exists() and not unmarking.in_force(row).exists():
        raise UnableToLift(
            text("nothing that {request} stopped is in force.", request=row.public_id),
            do=text("`yakusoku rights show {request}` says what is.", request=row.public_id),
        )
    if Lifting.objects.filter(request=row, state__in=("proposed", "approved")).exists():
        raise UnableToLift(
            text("a lifting of {request} is under way.", request=row.public_id),
            do=text("Let it end, or give it up with `yakusoku rights lift {request} --drop`.",
                    request=row.public_id),
        )  # fmt: skip


def _said(row: RightsRequest, because: str, article: str, now: datetime) -> lettering.View:
    language = lettering.language_of(row)
    law = laws.right(row.right, as_of=row.received_on)
    case = next((one.says.say(language) for one in law.cases if one.code == row.law_case), "")
    found = list(stops.in_force(row).order_by("dataset", "collection"))
    by_hand = list(unmarking.in_force(row))
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        counts[one.dataset, one.collection] = counts.get((one.dataset, one.collection), 0) + 1
    for marked in by_hand:
        counts[marked.dataset, marked.collection] = marked.rows
    since = min([one.since for one in found] + [marked.made_at for marked in by_hand])
    kinds = {one.what for one in found} | {marked.kind for marked in by_hand}
    return {
        **lettering.to_person(row, on=ports.day(now, row.controller)),
        "since": long_day(ports.day(since, row.controller), language),
        "provision": kinds <= {"provision", "stop_provision"},
        "wish": because == "wish",
        "case": case if because == "ended" else "",
        "article": cite(article).say(language) if article else "",
        "stops": [
            {
                "title": _title(dataset, name).say(language),
                "store": _store(dataset).say(language),
                "rows": f"{count:,}",
            }
            for (dataset, name), count in counts.items()
        ],
    }


def _title(dataset: str, name: str) -> Bilingual:
    known = ports.datamap().collections.get(Address(dataset, name))
    plain = Bilingual(f"{dataset}.{name}", f"{dataset}.{name}")
    return (known.title if known else None) or plain


def _store(dataset: str) -> Bilingual:
    known = next((one for one in ports.datamap().datasets if one.key == dataset), None)
    return (known.title if known else None) or Bilingual(dataset, dataset)


def approve_lifting(*, request_id: str, by: str, now: datetime) -> None:
    """
    Agree to a lifting as the second person, and ask for it to be carried out.

    :raises UnableToLift: if none is proposed, `by` proposed it, or law wants the person told first, who was not
        (GDPR 18(3))
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    with deed(tags.LIFTING_APPROVED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_ENDED)
        lifting = _proposed(row)
        if lifting.proposed_by == by:
            raise UnableToLift(
                text("who proposed a lifting does not approve it."), do=text("Ask another approver.")
            )
        if lifting.tell_article and (lifting.letter is None or lifting.letter.sent_on is None):
            raise UnableToLift(
                text("the person was not told, as the law asks before it is lifted."),
                do=text(
                    "Post letter {number} and note it with `yakusoku rights posted {request}`.",
                    number=lifting.letter.number if lifting.letter else 0, request=request_id,
                ),
            )  # fmt: skip
        lifting.move("approved", of=("proposed",), approved_by=by, approved_at=now)
        work.intend(LIFT, about=request_id, now=now, arguments={"lifting": lifting.number})
        entry.say(number=lifting.number)


def drop_lifting(*, request_id: str, by: str, now: datetime) -> None:
    """Give a proposal to lift up; the stop stays. :raises UnableToLift: if none is proposed"""
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.LIFTING_DROPPED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=_ENDED)
        lifting = _proposed(row)
        lifting.move("dropped", of=("proposed",))
        entry.say(number=lifting.number)


def _proposed(row: RightsRequest) -> Lifting:
    found = Lifting.objects.filter(request=row, state="proposed").first()
    if found is None:
        raise UnableToLift(
            text("no lifting of {request} is proposed.", request=row.public_id),
            do=text("Propose one with `yakusoku rights lift {request}`.", request=row.public_id),
        )
    return found
