"""Letters beside the answer: set, sealed, opened for printing, and noted when they left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yakusoku import __version__
from yakusoku.laws import queries as laws
from yakusoku.laws.citations import cite
from yakusoku.rights import answer, cases, ports, regime, sender
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.letters.typesetting import TypesettingError, typeset
from yakusoku.rights.models import Letter, RightsRequest
from yakusoku.rights.package import heading, view
from yakusoku.rights.package.building import UnableToBuild, check_addressee
from yakusoku.rights.rules import METHODS
from yakusoku.terms.bilingual import Bilingual, Language
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

View = dict[str, object]
FILE = "letter-"
"""How the names of these sealed files begin."""


@dataclass(frozen=True)
class Made:
    """A letter that was set and sealed; no row names it yet."""

    kind: str
    language: Language
    digest: str


def language_of(row: RightsRequest) -> Language:
    """Return the language in which the person is answered."""
    return "en" if row.language == "en" else "ja"


def to_person(row: RightsRequest, *, on: date) -> View:
    """Return what every letter to the person (or the representative who gets the letters) places."""
    language, law = language_of(row), laws.right(row.right, as_of=row.received_on)
    person, instead, policy = sender.addressee(row), sender.sent_to(row), cases.policy(row)
    check_addressee(instead or person)
    return {
        **_head(row, instead or person, language, on),
        "represented": instead is not None,
        "person": person.name.reveal(),
        "receipt_code": row.receipt_code,
        "received_on": long_day(row.received_on, language),
        "right": {"name": law.name.say(language), "article": cite(law.article).say(language)},
        "law": {code: code in regime.laws(row) for code in regime.LAWS},
        "method": {"name": METHODS[row.method].say(language), "paper": False},
        "enclosures": [],
        "proof": None,
        "policy": {"version": policy.published_from.isoformat(), "digest": view.grouped(policy.digest)},
        "engine": f"Yakusoku {__version__}",
    }


def to_sender(row: RightsRequest, *, on: date) -> View:
    """Return what a letter places to whoever wrote something that is assigned to no right."""
    language, policy = language_of(row), cases.policy(row)
    person = sender.addressee(row)
    check_addressee(person)
    desk = sender.desk(next(iter(policy.controller.contacts.values())), policy)
    return {
        **heading.view(sender.controller(policy), desk, person, language),
        "language": language,
        "request_id": row.public_id,
        "answered_on": long_day(on, language),
        "represented": False,
        "person": person.name.reveal(),
        "receipt_code": row.receipt_code,
        "received_on": long_day(row.received_on, language),
        "right": {"name": _NO_RIGHT.say(language), "article": ""},
        "law": {code: code in regime.declared(policy) for code in regime.LAWS},
        "method": {"name": "", "paper": False},
        "enclosures": [],
        "proof": None,
        "policy": {"version": policy.published_from.isoformat(), "digest": view.grouped(policy.digest)},
        "engine": f"Yakusoku {__version__}",
    }


_NO_RIGHT = Bilingual("Your letter about personal data", "個人情報に関するお申出")


def to_recipient(row: RightsRequest, who: answer.Addressee, *, language: Language, on: date) -> View:
    """Return what a letter to a recipient places: nothing of the person but the name."""
    check_addressee(who)
    return {
        **_head(row, who, language, on),
        "honorific": "御中",
        "receipt_code": "",
        "person": sender.addressee(row).name.reveal(),
    }


def _head(row: RightsRequest, who: answer.Addressee, language: Language, on: date) -> View:
    policy, promise = cases.policy(row), cases.promise(row)
    desk = sender.desk(policy.controller.contacts[promise.desk], policy)
    return {
        **heading.view(sender.controller(policy), desk, who, language),
        "language": language,
        "request_id": row.public_id,
        "answered_on": long_day(on, language),
    }


def make(row: RightsRequest, kind: str, said: Mapping[str, object], *, on: date) -> Made:
    """
    Set a letter and seal it; called before the deed that notes it with `note`.

    If the process dies here: a sealed file that no row names; the same letter made again on that day replaces it.

    :raises UnableToBuild: if it cannot be set
    """
    language: Language = "en" if said["language"] == "en" else "ja"
    try:
        content = typeset(dict(said), kind=kind, language=language, on=on)
    except TypesettingError:
        content = b""
    if not content:
        raise UnableToBuild(
            text("the letter could not be typeset."),
            do=text("Check the install with yakusoku doctor, and report the software's version."),
        )
    digest = vault.keyed_digest(purpose="letter", value=content)
    vault.put(case_id=row.public_id, name=f"{FILE}{digest[:32]}", content=content)
    return Made(kind, language, digest)


def note(row: RightsRequest, made: Made, *, by: str, now: datetime, reply_by: date | None = None) -> Letter:
    """Note a letter that was made; within a deed that holds the request."""
    last = Letter.objects.filter(request=row).order_by("number").last()
    return Letter.objects.create(
        request=row, number=last.number + 1 if last else 1, kind=made.kind, language=made.language,
        digest=made.digest, reply_by=reply_by, built_by=by, built_at=now,
    )  # fmt: skip


def made_on(letter: Letter) -> date:
    """Return the day on which a letter was made, where the company is."""
    return ports.day(letter.built_at, letter.request.controller)
