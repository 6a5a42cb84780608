"""The content said in one language: plain values that the templates of the letter and the page place."""

from __future__ import annotations

import base64
import io

import segno

from yakusoku.laws.citations import cite
from yakusoku.rights.answer import AnswerContent, Paragraph, Proof, Withheld
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.package import changes, heading, sections, told
from yakusoku.rights.package.leads import lead_of
from yakusoku.terms.bilingual import Language

View = dict[str, object]


def view(content: AnswerContent) -> View:
    """Return what the templates need, said in the content's language. Opens every sealed value."""
    language, lead = content.language, lead_of(content)
    return {
        "language": language,
        **heading.view(content.controller, content.desk, content.sent_to or content.person, language),
        "person": content.person.name.reveal(),
        "represented": content.sent_to is not None,
        "request_id": content.request_id,
        "receipt_code": content.receipt_code,
        "received_on": long_day(content.received_on, language),
        "answered_on": long_day(content.answered_on, language),
        "right": {
            "name": content.right.name.say(language),
            "article": cite(content.right.article).say(language),
        },
        "law": {law: law in content.right.laws for law in ("appi", "gdpr")},
        "outcome": {name: content.outcome == name for name in ("full", "partial", "not_held", "refused")},
        "paragraphs": [_paragraph(each, language) for each in content.paragraphs],
        "sections": [
            sections.view(number, section, language) for number, section in enumerate(content.sections, 1)
        ],
        "withheld": [_withheld(each, content) for each in content.withheld],
        "not_held": [
            {"title": each.title.say(language), "store": each.store.say(language)}
            for each in content.not_held
        ],
        **{f"has_{name}": bool(getattr(content, name)) for name in ("sections", "withheld", "not_held")},
        **_procedure(content),
        "policy": {"version": content.policy_version, "digest": grouped(content.policy_digest)},
        "engine": content.engine,
        "proof": _proof(content.proof),
        **(changes.view(content.changed, language) if content.changed else {}),
        **(told.view(content, lead) if lead else {}),
    }


def _procedure(content: AnswerContent) -> View:
    """Say how the answer is given, what it cost, and what the person can do about it."""
    language, fee, body, suit = content.language, content.fee, content.body, content.suit
    return {
        "method": {"name": content.method.name.say(language), "paper": content.method.code == "paper"},
        "fee": fee
        and {
            "amount": f"{fee.amount:,}",
            "net": f"{fee.amount - fee.tax:,}",
            "tax": f"{fee.tax:,}",
            "tax_percent": str(fee.tax_percent),
            "paid_on": long_day(fee.paid_on, language),
            "receipt_no": fee.receipt_no,
            **_basis(fee.article, fee.clause, language),
        },
        "body": body
        and {
            "name": body.name.say(language),
            "scope": body.scope.say(language) if body.scope else "",
            "url": body.url,
            "phone": body.phone or "",
        },
        "suit": suit
        and {
            "on": long_day(suit.on, language),
            **_basis(suit.because.article, suit.because.clause, language),
        },
        "enclosures": [each.say(language) for each in content.enclosures],
    }


def _basis(article: str | None, clause: str | None, language: Language) -> View:
    cited = cite(article).say(language) if article else ""
    return {"article": cited, "clause": clause or "", "based": bool(cited or clause)}


def _paragraph(paragraph: Paragraph, language: Language) -> View:
    return {"says": paragraph.says.say(language), **_basis(paragraph.article, paragraph.clause, language)}


def _withheld(withheld: Withheld, content: AnswerContent) -> View:
    language = content.language
    inside = {section.key: section.title for section in content.sections}.get(withheld.section)
    return {
        "title": withheld.title.say(language),
        "within": inside.say(language) if inside and withheld.column else "",
        "is_column": withheld.column is not None,
        "whole": withheld.column is None and withheld.records is None,
        "records": "" if withheld.records is None else f"{withheld.records:,}",
        "ground": withheld.ground,
        "reason": withheld.reason.say(language),
        **_basis(withheld.article, withheld.clause, language),
    }


def _proof(proof: Proof | None) -> View | None:
    if proof is None:
        return None
    drawn = io.BytesIO()
    code = segno.make(qr_text(proof), error="m", micro=False)
    code.save(drawn, kind="svg", border=4, xmldecl=False, svgns=True, nl=False)
    svg = drawn.getvalue()
    return {
        "place": f"{proof.address}#{proof.index}",
        "leaf": grouped(proof.leaf_hash),
        "checkpoint": grouped(proof.checkpoint_hash),
        "svg": svg.decode(),
        "svg_base64": base64.b64encode(svg).decode(),
        "full": proof.full is not None,
    }


def qr_text(proof: Proof) -> str:
    """Return what the QR code holds: `address#index leaf checkpoint`, ASCII, about 140 letters."""
    return f"{proof.address}#{proof.index} {proof.leaf_hash} {proof.checkpoint_hash}"


def grouped(digits: str) -> str:
    """Return hexadecimal digits in groups of eight, so that they can be compared by eye."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
