"""
A consent receipt as ISO/IEC TS 27560:2023 structures it, in JSON-LD with terms of the Data Privacy Vocabulary. Pure.

It holds the exact words in both languages, and no value of the person: whoever has it knows whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yakusoku.consent.rules import Form, Kind, TextShown, Turn
from yakusoku.datamap.categories import catalogue, kind_of
from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.bilingual import Bilingual

_CONTEXT = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:created": {"@type": "xsd:dateTime"},
    "dct:date": {"@type": "xsd:dateTime"},
    "dct:issued": {"@type": "xsd:date"},
    "dct:conformsTo": {"@type": "@id"},
    "dpv:hasLegalBasis": {"@type": "@id"},
}
_RECORD = "https://w3id.org/dpv/schema/dpv-27560#record"
_RECEIPT = "https://w3id.org/dpv/schema/dpv-27560#receipt-record"
_STATUS = {
    Turn.GIVEN: "dpv:ConsentGiven",
    Turn.REFUSED: "dpv:ConsentRefused",
    Turn.WITHDRAWN: "dpv:ConsentWithdrawn",
}
_LAWS = {"appi": "個人情報の保護に関する法律", "gdpr": "Regulation (EU) 2016/679"}


@dataclass(frozen=True)
class Noted:
    """What one choice comes to in a receipt."""

    public_id: str
    turn: Turn
    form: Form
    scope: str
    person: str
    chosen_at: datetime
    channel: str
    proof: str


def receipt(
    consent: Noted,
    *,
    controller: str,
    form: PolicyForm,
    shown: tuple[TextShown, ...],
    read_in: str,
    later: Noted | None,
    created: datetime,
) -> bytes:
    """
    Return the receipt of a consent as JSON-LD in one spelling: the same matter gives the same bytes.

    `shown` are the words in each language, `read_in` the language that stood before the person; `later` is the choice
    that took the consent's place, such as its withdrawal.
    """
    whole = {
        "@context": _CONTEXT,
        "@id": f"urn:yakusoku:receipt:{consent.public_id}",
        "@type": "dpv:ConsentReceipt",
        "dct:identifier": consent.public_id,
        "dct:conformsTo": _RECEIPT,
        "dct:created": created.isoformat(),
        "dct:publisher": {"@id": f"urn:yakusoku:company:{controller}"},
        "schema:recipient": {"@id": f"urn:yakusoku:person:{consent.person}"},
        "dpv:hasRecordOfActivity": {
            "@id": f"urn:yakusoku:choice:{consent.public_id}",
            "@type": "dpv:ConsentRecord",
            "dct:identifier": consent.public_id,
            "dct:conformsTo": _RECORD,
            "dpv:hasDataSubject": {
                "@id": f"urn:yakusoku:person:{consent.person}",
                "@type": "dpv:DataSubject",
            },
            "dpv:hasDataController": _company(controller, form),
            "dpv:hasApplicableLaw": [_LAWS.get(law, law) for law in form.laws],
            "dpv:hasLegalBasis": "dpv:ExplicitlyExpressedConsent"
            if consent.form is Form.EXPLICIT
            else "dpv:ExpressedConsent",
            "dpv:hasProcess": _process(consent.scope, form),
            "dpv:hasNotice": [_notice(one, read_in) for one in shown],
            "dpv:hasConsentStatus": [_event(one) for one in (consent, later) if one is not None],
        },
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _company(controller: str, form: PolicyForm) -> dict[str, Any]:
    company: dict[str, Any] = {
        "@id": f"urn:yakusoku:company:{controller}",
        "@type": "dpv:DataController",
        "schema:name": _both(form.controller.name),
    }
    desks = [one for one in form.controller.contacts.values() if one.email or one.telephone or one.url]
    if desks:
        company["dpv:hasContact"] = desks[0].email or desks[0].telephone or desks[0].url
    return company


def _process(scope: str, form: PolicyForm) -> dict[str, Any]:
    section, _, name = scope.partition(".")
    declared = (getattr(form, section, None) or {}).get(name)
    process: dict[str, Any] = {"@type": "dpv:Process", "dct:identifier": scope}
    purposes = (name,) if section == "purposes" else tuple(getattr(declared, "purposes", ()) or ())
    found = [form.purposes[one] for one in purposes if one in form.purposes]
    process["dpv:hasPurpose"] = [
        {"@type": "dpv:Purpose", "dct:identifier": one, "dct:description": _both(form.purposes[one].says)}
        for one in purposes
        if one in form.purposes
    ]
    kinds = tuple(getattr(declared, "fields", ()) or ()) or tuple(kind for one in found for kind in one.uses)
    process["dpv:hasPersonalData"] = [_data(kind) for kind in dict.fromkeys(kinds)]
    withdrawal = getattr(declared, "withdrawal", None)
    if withdrawal is not None:
        process["dpv:hasConsequence"] = _both(withdrawal.says)
    return process


def _data(kind: str) -> dict[str, Any]:
    special = kind_of(kind) == "special_care" or kind.startswith("user.health_and_medical")
    one: dict[str, Any] = {
        "@type": "dpv:SensitivePersonalData" if special else "dpv:PersonalData",
        "dct:identifier": kind,
    }
    if kind in catalogue():
        one["dct:title"] = _both(catalogue()[kind].name)
    return one


def _notice(one: TextShown, read_in: str) -> dict[str, Any]:
    return {
        "@type": "dpv:ConsentNotice",
        "dct:identifier": f"{one.version_id or one.version.isoformat()}#{one.sentence}",
        "dct:issued": one.version.isoformat(),
        "dct:language": one.language,
        "dct:description": {"@language": one.language, "@value": one.words},
        "schema:sha256": one.digest,
        "schema:accessMode": "shown" if one.language == read_in else "not shown",
    }


def _event(one: Noted) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": _STATUS[one.turn],
        "dct:identifier": one.public_id,
        "dct:date": one.chosen_at.isoformat(),
        "schema:instrument": one.channel,
    }
    if one.proof:
        said["dct:source"] = one.proof
    return said


def _both(words: Bilingual) -> list[Mapping[str, str]]:
    return [{"@language": "en", "@value": words.en}, {"@language": "ja", "@value": words.ja}]


def is_receipted(kind: Kind, turn: Turn) -> bool:
    """Return whether a choice is a consent that was given, of which there is a receipt."""
    return kind is Kind.CONSENT and turn is Turn.GIVEN
