"""Data that come from somebody else: who gave them, how they were acquired, and what showed it (article 30)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from yakusoku.datamap import categories
from yakusoku.laws.records import RecordDuty, Way, record_duty, record_kept
from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code, is_id
from yakusoku.provision import models, persons, tags
from yakusoku.provision.contents import content
from yakusoku.provision.ports import Batch, wired
from yakusoku.provision.queries import ReceiptView
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

WHO = "persons"
HISTORIES = ("from_person", "from_public", "from_other", "by_provider", "by_entrustment")
"""How the giver had acquired the data: from the person, from what is public, from another, made by itself."""


class UnableToReceive(UnableTo):
    """The receipt is not recorded, so the data must not be taken in."""

    asked = text("record that data were received")


@dataclass(frozen=True)
class Arrival:
    """
    What arrived. `ground`: on what the giver rested it, a code of the law's records (`consent`, `opt_out`, …).

    `persons` are values of `identity`, the company's own number of each person. `history` is how the giver had come by
    the data, seen in the document `shown`. `published`: of an opt-out, that the Commission published the filing.
    """

    controller: str
    provider: str
    ground: str
    items: tuple[str, ...]
    identity: str
    history: str
    shown: str
    on: date
    reference: str
    persons: Sequence[str] = field(repr=False)
    way: Way = "single"
    document: str = ""
    published: bool = False


def receive(*, arrival: Arrival, by: str, now: datetime) -> ReceiptView:
    """
    Record that data of persons were received and how they came about, and return the record.

    The same arrival (by its reference) recorded a second time changes nothing. Where law wants no record, one is made
    all the same, with the ground as its exemption.

    :raises UnableToReceive: if the giver is not in the register, an item law wants is missing, or the reference has
        recorded something else
    :raises UnableToApplyLaw: if no case of the law's records has that ground
    """
    _check_actor(arrival, by)
    provider = models.Recipient.objects.filter(
        controller=arrival.controller, public_id=arrival.provider
    ).first()
    if provider is None:
        raise UnableToReceive(
            text("there is no {provider} in the register.", provider=arrival.provider),
            do=text("Enter who gives the data first, with name, address and representative."),
        )
    today = wired().day(now, arrival.controller)
    duty = record_duty(arrival.ground, "receiver", as_of=arrival.on)
    _check(arrival, duty, today)
    keyed = persons.digester()
    keys = {
        persons.key_of(persons.digest_of(keyed, arrival.controller, arrival.identity, one.strip()))
        for one in arrival.persons
        if one.strip()
    }
    row = _row(arrival, provider, duty, len(keys), by=by, now=now)
    before = models.Receipt.objects.filter(controller=arrival.controller, reference=arrival.reference).first()
    if before is not None:
        return _again(before, row, keys)
    if not keys:
        raise UnableToReceive(text("it is about nobody."), do=text("Say whose data arrived."))
    vault.ensure_case_key(case_id=row.public_id, now=now)
    who = "\n".join(json.dumps([arrival.identity, one], ensure_ascii=False) for one in arrival.persons)
    vault.put(case_id=row.public_id, name=WHO, content=who.encode())
    with deed(tags.RECEIVED, log=arrival.controller, about=row.public_id, by=by, now=now) as entry:
        row.save(force_insert=True)
        wired().records.append(Batch(arrival.controller, row.public_id, arrival.on), keys)
        entry.say(
            case=row.case, content=row.content, kept_until=row.kept_until, persons=row.persons,
            provider=arrival.provider, way=row.way, **({"exemption": row.exemption} if row.exemption else {}),
        )  # fmt: skip
    return ReceiptView.of(row)


def _row(
    arrival: Arrival, provider: models.Recipient, duty: RecordDuty, count: int, *, by: str, now: datetime
) -> models.Receipt:
    row = models.Receipt(
        public_id=ids.public_id("rct", why=f"{arrival.controller}:{arrival.reference}:{now.isoformat()}"),
        controller=arrival.controller, reference=arrival.reference, provider=provider, ground=arrival.ground,
        case=duty.case, exemption="" if duty.owed else arrival.ground, consent=arrival.ground == "consent",
        way=arrival.way, document=arrival.document, items=sorted(arrival.items), history=arrival.history,
        shown=arrival.shown, published=arrival.published, persons=count, on=arrival.on,
        kept_until=record_kept(arrival.way, arrival.on).on, made_by=by, made_at=now,
    )  # fmt: skip
    row.content = content(row)
    return row


def _again(before: models.Receipt, row: models.Receipt, keys: set[bytes]) -> ReceiptView:
    same = ("provider_id", "ground", "items", "history", "shown", "on", "way", "document", "persons")
    batch = Batch(before.controller, before.public_id, before.on)
    if (
        any(getattr(before, one) != getattr(row, one) for one in same)
        or set(wired().records.persons(batch)) != keys
    ):
        raise UnableToReceive(
            text("{reference} recorded something else before.", reference=row.reference),
            do=text("Give each arrival a reference of its own."),
        )
    return ReceiptView.of(before)


def _check_actor(arrival: Arrival, by: str) -> None:
    if is_id(by):
        staff.require(by=by, controller=arrival.controller, role=Role.DESK)
    elif not is_code(by):
        raise UnableToReceive(
            text("who records is neither staff nor a system."), do=text("Give an id or a code.")
        )
    if not (is_code(arrival.reference) and len(arrival.reference) <= 40):
        raise UnableToReceive(
            text("the arrival has no short code."), do=text("Name it by a code such as list-2026-11.")
        )


def _check(arrival: Arrival, duty: RecordDuty, today: date) -> None:
    if arrival.on > today:
        raise UnableToReceive(text("the day is one to come."), do=text("Give the day of arrival."))
    strange = sorted(set(arrival.items) - set(categories.known()))
    if strange or not arrival.items:
        raise UnableToReceive(
            text("{kinds} is no kind of data.", kinds=", ".join(strange) or "-"),
            do=text("Name the kinds of data that arrived, such as user.name."),
        )
    if not duty.owed:
        return
    wanted = {one.code for one in duty.items}
    if "history" in wanted and (arrival.history not in HISTORIES or not is_code(arrival.shown or "-")):
        raise UnableToReceive(
            text("how the giver acquired the data is not said, or nothing shows it."),
            do=text(
                "Have a contract or other document shown; name it, and one of: {known}.",
                known=", ".join(HISTORIES),
            ),
        )
    if "published" in wanted and not arrival.published:
        raise UnableToReceive(
            text("nobody confirmed that the filing of the opt-out was published."),
            do=text("Look it up at the Commission; without it the data may not be taken."),
        )
    if arrival.way not in duty.ways or (arrival.way == "contract" and not arrival.document):
        raise UnableToReceive(
            text("a record of this case is never made as “{way}”.", way=arrival.way),
            do=text("Make it as one of: {ways}.", ways=", ".join(duty.ways)),
        )
