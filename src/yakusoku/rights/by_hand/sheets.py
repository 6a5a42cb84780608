"""The sheet of an errand: which records, what is done, by when; sealed, and opened only for printing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yakusoku.datamap.parts import Collection
from yakusoku.rights import cases, ports, sender
from yakusoku.rights.answer import Addressee, Controller, Desk
from yakusoku.rights.by_hand.drafts import Draft, records
from yakusoku.rights.changing import title_of
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.letters.typesetting import TypesettingError, typeset
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.package import heading
from yakusoku.rights.package.building import UnableToBuild, check_addressee
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

FILE = "errand-"
"""How the names of these sealed files begin."""
KINDS = ("erase", "correct", "restrict", "stop_provision", "again", "lift")
_NOBODY = Addressee(name=Personal(""), postal_code=Personal(""), address=Personal(()))


@dataclass(frozen=True)
class Sheet:
    """A sheet that was set and sealed; no row names it yet."""

    draft: Draft
    number: int
    owner: str
    due_on: date
    digest: str


def make(
    row: RightsRequest, draft: Draft, *, number: int, due_on: date, on: date, who: Addressee | None = None
) -> Sheet:
    """
    Set the sheet of an errand and seal it; `who` is the entrustee it goes to, None for the place's own people.

    If the process dies here: a sealed file that no row names; it goes with the case.

    :raises UnableToBuild: if it cannot be set
    """
    language = ports.language()
    manual = draft.section.collection.manual
    owner = manual.owner if manual else ""
    policy, promise = cases.policy(row), cases.promise(row)
    if who is not None:
        check_addressee(who)
    desk = sender.desk(policy.controller.contacts[promise.desk], policy)
    said = {
        **head(sender.controller(policy), desk, who),
        "owner": owner,
        "request_id": row.public_id,
        "number": str(number),
        "answered_on": long_day(on, language),
        "due_on": long_day(due_on, language),
        "erased_on": "",
        "lifts": "",
        "kind": {code: draft.kind == code for code in KINDS},
        "title": title_of(draft.section.collection).say(language),
        "store": store_of(draft.section.collection).say(language),
        "records": records(draft, language),
    }
    return Sheet(draft, number, owner, due_on, sealed(row.public_id, said, on=on))


def head(controller: Controller, desk: Desk, who: Addressee | None = None) -> dict[str, object]:
    """Return what every sheet places: who asks, which desk, and to whom it goes."""
    return {
        **heading.view(controller, desk, who or _NOBODY, ports.language()),
        "honorific": "御中",
        "entrusted": who is not None,
        "receipt_code": "",
    }


def sealed(case_id: str, said: Mapping[str, object], *, on: date) -> str:
    """Set a sheet, seal it, and return its keyed digest. :raises UnableToBuild: if it cannot be set"""
    try:
        content = typeset(dict(said), kind="errand", language=ports.language(), on=on)
    except TypesettingError:
        content = b""
    if not content:
        raise UnableToBuild(
            text("the letter could not be typeset."),
            do=text("Check the install with yakusoku doctor, and report the software's version."),
        )
    digest = vault.keyed_digest(purpose="errand", value=content)
    vault.put(case_id=case_id, name=f"{FILE}{digest[:32]}", content=content)
    return digest


def store_of(place: Collection) -> Bilingual:
    """Return what a reader calls the place's dataset."""
    key = place.address.dataset
    dataset = next((one for one in ports.datamap().datasets if one.key == key), None)
    return (dataset.title if dataset else None) or Bilingual(key, key)


def seal_who(case_id: str, who: Addressee) -> bytes:
    """Return an entrustee's name and address, sealed."""
    plain = {
        "name": who.name.reveal(),
        "postal_code": who.postal_code.reveal(),
        "address": list(who.address.reveal()),
    }
    content = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
    return vault.seal(case_id=case_id, label="errand", content=content)


def read_who(case_id: str, sealed: bytes) -> Addressee:
    """Return who an entrustee is."""
    plain: Mapping[str, str] = json.loads(vault.unseal(case_id=case_id, label="errand", sealed=sealed))
    return Addressee(
        name=Personal(plain["name"]),
        postal_code=Personal(plain["postal_code"]),
        address=Personal(tuple(plain["address"])),
    )
