"""Arrival: everything that reaches the house is taken in and dated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError

from yakusoku.laws import clocks
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, doubles, ports, tags
from yakusoku.rights.asked import FACTS, Asked
from yakusoku.rights.models import Forwarding, RightsRequest
from yakusoku.rights.rules import AMENDABLE, Channel, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import LANGUAGES, text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work

_ARRIVAL = re.compile(r"[A-Za-z0-9-]{1,40}")


class UnableToReceive(UnableTo):
    """An arrival could not be taken in as it was described."""

    asked = text("take in the request")


@dataclass(frozen=True)
class Received:
    """What the desk tells the person: the id, the code to quote, and the days that count."""

    request_id: str
    receipt_code: str
    received_on: date
    suit_open_on: date


def _received(row: RightsRequest) -> Received:
    return Received(row.public_id, row.receipt_code, row.received_on, row.suit_open_on)


def receive_request(
    *,
    controller: str,
    channel: Channel,
    arrival_ref: str,
    asked: Asked,
    language: str,
    by: str,
    now: datetime,
    received_at: datetime | None = None,
    party: str = "",
) -> Received:
    """
    Take in a request, start its clock and give it a receipt code.

    `arrival_ref` is the number on the envelope, the call or the counter slip: one arrival is taken in once,
    however often this is called. `party` is the company through which it came, sealed. `received_at` is when it
    arrived, if that was before `now`. No policy is needed for that: an arrival is dated even where the policy of
    the day cannot be read. The case key is written and synced before the deed that needs it; if the process dies
    between, the key is an orphan that the nightly sweep removes.

    :raises UnableToReceive: if the reference is not a plain number, or was another arrival's, the arrival lies
        in the future, answers are not given in that language, or nobody can be found by one of the facts
    :raises UnableToAct: if `by` is not of the desk
    """
    staff.require(by=by, controller=controller, role=Role.DESK)
    arrived = received_at or now
    _check_arrival(arrival_ref, arrived, now, language)
    _check_facts(asked)
    _check_party(channel, party)
    place = {"controller": controller, "channel": channel, "arrival_ref": arrival_ref}
    known = RightsRequest.objects.filter(**place).first()
    if known is None:
        try:
            return _received(
                _take_in(place, asked, arrived=arrived, language=language, by=by, now=now, party=party)
            )
        except IntegrityError:
            known = RightsRequest.objects.filter(**place).first()
            if known is None:
                raise  # else another process took in the same arrival at this moment
    return _received(_same(known, asked))


def _take_in(
    place: dict[str, str],
    asked: Asked,
    *,
    arrived: datetime,
    language: str,
    by: str,
    now: datetime,
    party: str = "",
) -> RightsRequest:
    controller, channel = place["controller"], place["channel"]
    why = f"{controller}:{channel}:{place['arrival_ref']}"
    request_id = ids.public_id("req", why=why)
    received_on = ports.day(arrived, controller)
    suit = clocks.suit_open(received_on)
    vault.ensure_case_key(case_id=request_id, now=now)
    with deed(tags.RECEIVED, log=controller, about=request_id, by=by, now=now) as entry:
        row = RightsRequest.objects.create(
            public_id=request_id,
            **place,
            receipt_code=ids.receipt_code(why=why),
            received_at=arrived,
            received_on=received_on,
            suit_open_on=suit.on,
            language=language,
            asked=vault.seal(case_id=request_id, label=cases.ASKED, content=asked.to_bytes()),
            **_version(controller, received_on),
        )
        doubles.note(row, asked)
        if party:
            _note_forwarding(row, party)
        entry.say(channel=channel, received=received_on, suit_open=suit.on)
        work.intend("mail.rights.arrived", about=request_id, now=now)
    return row


def _note_forwarding(row: RightsRequest, party: str) -> None:
    sealed = vault.seal(case_id=row.public_id, label="forwarding", content=" ".join(party.split()).encode())
    Forwarding.objects.create(request=row, party=sealed)


def _check_party(channel: Channel, party: str) -> None:
    if (channel is Channel.FORWARDED) != bool(party.strip()):
        raise UnableToReceive(
            text("it is not said through which company the request came, or it came through none."),
            do=text("Name that company where a request was passed on to you, and nowhere else."),
        )


def _version(controller: str, received_on: date) -> dict[str, object]:
    """Name the policy in force; nothing where it cannot be read now, which the triage makes up for."""
    try:
        policy = ports.policy(controller, received_on)
    except UnableTo:
        return {}
    return {"policy_version": policy.published_from, "policy_digest": policy.digest}


def _same(known: RightsRequest, asked: Asked) -> RightsRequest:
    """Return the request that is known where it is the same arrival. :raises UnableToReceive: where it is another"""
    if cases.asked(known).to_bytes() != asked.to_bytes():
        raise UnableToReceive(
            text(
                "this number was taken in on {day} as {request}, and with other words.",
                day=known.received_on.isoformat(),
                request=known.public_id,
            ),
            do=text(
                "Give this arrival a number of its own; to correct what was entered, use"
                " `yakusoku rights amend {request}`.",
                request=known.public_id,
            ),
        )
    return known


def _check_arrival(arrival_ref: str, arrived: datetime, now: datetime, language: str) -> None:
    if not _ARRIVAL.fullmatch(arrival_ref):
        raise UnableToReceive(
            text("the arrival's reference may hold only letters, digits and hyphens, at most forty."),
            do=text("Use the number on the envelope, or give it one and write it there."),
        )
    if arrived > now:
        raise UnableToReceive(
            text("the arrival lies in the future."), do=text("Give the day on which it reached the house.")
        )
    if language not in LANGUAGES:
        raise UnableToReceive(
            text("answers are not given in {language}.", language=language),
            do=text("Choose one of: {languages}.", languages=", ".join(LANGUAGES)),
        )


def _check_facts(asked: Asked) -> None:
    """
    Refuse facts by which nobody can be found: a word the stores do not know, a birth date of another form.

    Where the data map cannot be read now, no word is unknown: an arrival is dated all the same.
    """
    try:
        known = FACTS | set(ports.datamap().identities)
    except UnableTo:
        known = FACTS | set(asked.facts)
    unknown = len(asked.facts.keys() - known)
    if unknown:
        raise UnableToReceive(
            text("{count} of the facts have no name by which the stores can be searched.", count=unknown),
            do=text("Known names are: {known}.", known=", ".join(sorted(known))),
        )
    born = asked.facts.get("birth_date")
    if born is not None and not _is_day(born.reveal()):
        raise UnableToReceive(
            text("the birth date is not written as year, month and day."),
            do=text("Write it as 1978-04-12, in quotes."),
        )


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def amend_request(*, request_id: str, asked: Asked, by: str, now: datetime) -> None:
    """
    Correct what was entered of an arrival: a name, the address to answer to, what helps to find the data.

    The clock and the number stay. The same words again change nothing and record nothing.

    :raises UnableToReceive: if nobody can be found by one of the facts
    :raises UnableToMove: once a paper was compared with what was entered
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    _check_facts(asked)
    if cases.asked(row).to_bytes() == asked.to_bytes():
        return
    sealed = vault.seal(case_id=request_id, label=cases.ASKED, content=asked.to_bytes())
    with deed(tags.AMENDED, log=row.controller, about=request_id, by=by, now=now):
        row = cases.held(row, of=AMENDABLE)
        cases.moved(row, State(row.state), of=AMENDABLE, asked=sealed)
        doubles.note(row, asked)
