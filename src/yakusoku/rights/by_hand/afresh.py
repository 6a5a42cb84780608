"""Errands of a tombstone: who erased by hand is asked to look again, since a backup may have brought it back there."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yakusoku.datamap.parts import Collection
from yakusoku.rights import ports, sender
from yakusoku.rights.by_hand import sheets
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.models import Errand, Tombstone
from yakusoku.rights.models.errands import WAITING
from yakusoku.terms.bilingual import Bilingual
from yakusoku.vault import operations as vault


@dataclass(frozen=True)
class Afresh:
    """An errand to look again that is to be noted."""

    place: Collection
    number: int
    due_on: date
    digest: str


def make_sheets(stone: Tombstone, found: Mapping[str, AnyOf[str]], *, now: datetime) -> tuple[Afresh, ...]:
    """
    Set and seal a sheet for each place in which people erased something, where the person was found again in a store.

    `found` are the identities that came back: the tombstone itself names nobody, so where no store brought one back,
    nobody can be asked. A place that still waits is not asked twice.
    """
    if not found:
        return ()
    today, datamap = ports.day(now, stone.controller), ports.datamap(stone.controller)
    waiting = {one.section for one in Errand.objects.filter(case_id=stone.public_id, state__in=WAITING)}
    known = {f"{one.address.dataset}.{one.address.collection}": one for one in datamap.collections.values()}
    places = [known[one] for one in stone.places if one in known and one not in waiting]
    if places:
        vault.ensure_case_key(case_id=stone.public_id, now=now)
    first = Errand.objects.filter(case_id=stone.public_id).count() + 1
    return tuple(
        _made(stone, place, found, number=number, today=today) for number, place in enumerate(places, first)
    )


def _made(
    stone: Tombstone, place: Collection, found: Mapping[str, AnyOf[str]], *, number: int, today: date
) -> Afresh:
    language = ports.language()
    due = today + timedelta(days=place.manual.days if place.manual else 0)
    policy = ports.policy(stone.controller, today)
    contact = next(iter(policy.controller.contacts.values()))
    fields = [
        {"title": _title(stone.controller, name).say(language), "value": value, "right": ""}
        for name, values in sorted(found.items())
        for value in sorted(values)
    ]
    said = {
        **sheets.head(sender.controller(policy), sender.desk(contact, policy)),
        "owner": place.manual.owner if place.manual else "",
        "request_id": stone.public_id,
        "number": str(number),
        "answered_on": long_day(today, language),
        "due_on": long_day(due, language),
        "erased_on": long_day(ports.day(stone.erased_as_of, stone.controller), language),
        "lifts": "",
        "kind": {code: code == "again" for code in sheets.KINDS},
        "title": (place.title or Bilingual(place.address.collection, place.address.collection)).say(language),
        "store": sheets.store_of(place).say(language),
        "records": [{"number": "1", "act": "again", "columns": "", "fields": fields}],
    }
    return Afresh(place, number, due, sheets.sealed(stone.public_id, said, on=today))


def _title(controller: str, identity: str) -> Bilingual:
    """Return what a reader calls an identity, by a column that holds it."""
    for collection in ports.datamap(controller).collections.values():
        for one in collection.fields:
            if one.identity == identity and one.title:
                return one.title
    return Bilingual(identity, identity)


def note(stone: Tombstone, made: Sequence[Afresh], *, now: datetime) -> None:
    """Note errands whose sheets were made; within the deed that notes the search."""
    Errand.objects.bulk_create(
        Errand(
            case_id=stone.public_id, controller=stone.controller, number=one.number, kind="again",
            dataset=one.place.address.dataset, collection=one.place.address.collection,
            owner=one.place.manual.owner if one.place.manual else "", rows=1, due_on=one.due_on,
            sheet_digest=one.digest, made_at=now,
        )
        for one in made
    )  # fmt: skip
