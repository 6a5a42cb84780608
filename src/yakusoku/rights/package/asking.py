"""The letter that asks a person for what is missing: its content, as its templates place it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from yakusoku.laws.citations import cite
from yakusoku.rights.identity.lacking import What, basis
from yakusoku.rights.identity.shown import Whose
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.letters.typesetting import typeset
from yakusoku.rights.package import heading

if TYPE_CHECKING:
    from yakusoku.laws.documents import DocumentLaw
    from yakusoku.rights.answer import Addressee, Controller, Desk, Right
    from yakusoku.rights.identity.insufficient import Insufficient
    from yakusoku.rights.identity.lacking import Missing
    from yakusoku.terms.bilingual import Bilingual, Language
    from yakusoku.terms.personal import Personal

View = dict[str, object]
_BACK = "reverse_side"


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A paper that arrived and does not suffice, and why."""

    name: Bilingual
    why: Insufficient


@dataclass(frozen=True, kw_only=True)
class AskContent:
    """
    All that such a letter says. `addressee` is whoever asked, `person` whom the request is about.

    `papers` holds what the law knows of each paper that may be sent. `missing` is in the order in which it is told.
    """

    language: Language
    controller: Controller
    desk: Desk
    addressee: Addressee
    represented: bool
    request_id: str
    receipt_code: str
    received_on: date
    written_on: date
    person: Personal[str]
    right: Right
    method: Bilingual
    policy_version: str
    policy_digest: str
    engine: str
    missing: tuple[Missing, ...]
    papers: dict[str, DocumentLaw]
    rejected: tuple[Rejected, ...]
    reply_by: date


def letter(content: AskContent) -> bytes:
    """Return the letter as PDF/A; the same content, the same bytes. :raises TypesettingError: if it cannot be set"""
    return typeset(view(content), kind="ask", language=content.language, on=content.written_on)


def view(content: AskContent) -> View:
    """Return what the templates need, said in the content's language. Opens name and address of the addressee."""
    language = content.language
    return {
        **heading.view(content.controller, content.desk, content.addressee, language),
        "represented": content.represented,
        "request_id": content.request_id,
        "receipt_code": content.receipt_code,
        "received_on": long_day(content.received_on, language),
        "answered_on": long_day(content.written_on, language),
        "reply_by": long_day(content.reply_by, language),
        "person": content.person.reveal(),
        "right": {
            "name": content.right.name.say(language),
            "article": cite(content.right.article).say(language),
        },
        "method": {"name": content.method.say(language), "paper": True},
        "policy": {"version": content.policy_version, "digest": " ".join(wrap(content.policy_digest, 8))},
        "engine": content.engine,
        "proof": None,
        "enclosures": [],
        "missing": [_item(one, content) for one in content.missing],
        "rejected": [
            {"name": one.name.say(language), "why": one.why.says.say(language)} for one in content.rejected
        ],
        "copies": any(one.accepted for one in content.missing),
    }


def _item(one: Missing, content: AskContent) -> View:
    return {
        "what": {kind.value: kind is one.what for kind in What},
        "of_representative": one.whose is Whose.REPRESENTATIVE,
        "number": one.number,
        "months": one.months or 0,
        "papers": [_paper(content.papers[code], content.language) for code in one.accepted],
        "basis": basis(one.because).say(content.language),
    }


def _paper(law: DocumentLaw, language: Language) -> View:
    return {
        "name": law.name.say(language),
        # A back is not blacked out but left away, as the name of the paper says.
        "masked": _joined(
            [zone.name.say(language) for zone in law.required_zones if zone.code != _BACK], language
        ),
        "without_address": law.kind == "identity" and not law.shows_address,
    }


def _joined(words: Sequence[str], language: Language) -> str:
    return ("、" if language == "ja" else ", ").join(words)
