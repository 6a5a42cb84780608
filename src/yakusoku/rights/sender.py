"""Who writes a letter and to whom: the company, its desk, its authorized body, the person or a representative."""

from __future__ import annotations

import json

from yakusoku.policy.form.controller import Contact, Hours
from yakusoku.policy.queries import Policy
from yakusoku.rights import answer, cases
from yakusoku.rights.models import Representation, RightsRequest
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

_DAYS = {
    "every_day": Bilingual("every day", "年中無休"),
    "monday_to_friday": Bilingual("Monday to Friday", "月曜日から金曜日まで"),
    "business_days": Bilingual("on business days", "営業日"),
}


def controller(policy: Policy) -> answer.Controller:
    """Return the three facts of APPI 32(1)(i)."""
    company = policy.controller
    return answer.Controller(name=company.name, address=company.seat, representative=company.signature)


def desk(contact: Contact, policy: Policy) -> answer.Desk:
    """Return a desk as letters name it; the company's own address where it publishes none."""
    address = policy.controller.seat
    return answer.Desk(
        name=contact.name,
        phone=contact.telephone or "",
        hours=_hours(contact.hours),
        address=contact.address or address,
        email=contact.email,
    )


def _hours(hours: Hours | None) -> Bilingual:
    if hours is None:
        return Bilingual("no hours published", "受付時間の公表なし")
    span = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    days = _DAYS[hours.days]
    return Bilingual(f"{span}, {days.en}", f"{hours.opens:%-H:%M}～{hours.closes:%-H:%M}（{days.ja}）")


def addressee(row: RightsRequest) -> answer.Addressee:
    """Return the person as the envelope names them. :raises UnableToUnseal: if the case was destroyed"""
    asked = cases.asked(row)
    return answer.Addressee(name=asked.name, postal_code=asked.postal_code, address=asked.address)


def sent_to(row: RightsRequest) -> answer.Addressee | None:
    """Return the representative to whom the letter goes, or None where it goes to the person."""
    return _named(row, Representation.objects.filter(request=row, answer_to="representative").first())


def representative(row: RightsRequest) -> answer.Addressee | None:
    """Return whoever asks in the person's place, also where the answer goes to the person; None where nobody does."""
    return _named(row, Representation.objects.filter(request=row).first())


def _named(row: RightsRequest, found: Representation | None) -> answer.Addressee | None:
    if found is None:
        return None
    plain = json.loads(vault.unseal(case_id=row.public_id, label="representative", sealed=bytes(found.who)))
    return answer.Addressee(
        name=Personal(plain["name"]),
        postal_code=Personal(plain["postal_code"]),
        address=Personal(tuple(plain["address"])),
    )


def body(policy: Policy) -> answer.AuthorizedBody | None:
    """Return the authorized body that takes complaints (APPI 47), or None."""
    known = next(iter(policy.controller.bodies.values()), None)
    if known is None:
        return None
    return answer.AuthorizedBody(name=known.name, scope=known.scope, url=known.url, clause=known.clauses[0])
