"""Rights that are answered in words of staff: complaint, human review, transfers, measures abroad. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.policy.form.providing import Transfer
from yakusoku.rights.answer import Paragraph
from yakusoku.rights.items.access import COMPLAINT, mechanisms
from yakusoku.rights.items.drawing import Drawn, Ground, listed, sentence
from yakusoku.terms.bilingual import Bilingual

_COUNTRY = "EQV-country"
_ABROAD = ("equivalent_measures",)


def complaint(ground: Ground) -> Iterator[Drawn]:
    """Yield what is answered to a complaint (APPI 40(1)): staff say what came of looking into it."""
    yield Drawn("CPL-answer", _COMPLAINT, ground.law.article)


def authority(ground: Ground) -> Iterator[Drawn]:
    """Yield that one may complain to an authority (GDPR 77(1)): the company is not who decides that."""
    article = ground.law.article
    yield Drawn(
        "CPL-authority",
        ground.law.name,
        article,
        (sentence("complaint", COMPLAINT, article=article),),
        sure=True,
    )


def human_review(ground: Ground) -> Iterator[Drawn]:
    """Yield what a person found who looked at an automated decision anew (GDPR 22(3)); staff say it."""
    yield Drawn("ADM-review", _REVIEW, ground.law.article, apart=True)


def transfer_copy(ground: Ground) -> Iterator[Drawn]:
    """Yield by what each transfer is protected and where a copy is had (GDPR 13(1)(f)); staff say what is enclosed."""
    said = tuple(one for way in ground.policy.form.transfers.values() for one in _protected(ground, way))
    yield Drawn("SAF-transfers", _PROTECTED, ground.law.article, said)
    yield Drawn("SAF-copy", _COPY, ground.law.article, tuple(_copies(ground)))


def _protected(ground: Ground, way: Transfer) -> Iterator[Paragraph]:
    article = ground.law.article
    yield sentence("transfer", way.says, clauses=way.clauses, article=article)
    by = mechanisms(way)
    if by is not None:
        yield sentence("mechanism", by, clauses=way.clauses, article=article)


def _copies(ground: Ground) -> Iterator[Paragraph]:
    for way in ground.policy.form.transfers.values():
        desk = ground.policy.controller.contacts.get(way.copy_from) if way.copy_from else None
        if desk is not None:
            says = Bilingual(
                f"A copy can be had from: {desk.name.en}", f"写しは、{desk.name.ja}で入手できます"
            )
            yield sentence("copy", says, clauses=way.clauses, article=ground.law.article)


def measures_abroad(ground: Ground) -> Iterator[Drawn]:
    """Yield the seven items of Rules 18(3) on recipients abroad; the text names the country, staff say the rest."""
    for one in ground.law.contents:
        says = tuple(_countries(ground, one.article)) if one.code == _COUNTRY else ()
        yield Drawn(one.code, one.says, one.article, says, apart=True)


def _countries(ground: Ground, article: str) -> Iterator[Paragraph]:
    for way in ground.policy.form.transfers.values():
        if way.to is None or not set(_ABROAD) & set(way.mechanism):
            continue
        named = [Bilingual(code, code) for code in way.to.codes] + ([way.to.rule] if way.to.rule else [])
        yield sentence("country", listed(named), clauses=way.clauses, article=article)


_COMPLAINT = Bilingual("What we found, and what we do", "調査の結果及び当社の対応")
_REVIEW = Bilingual(
    "Review by a person: your view, and what came of it", "担当者による再検討（お客様のご意見及びその結果）"
)
_PROTECTED = Bilingual("How the data are protected", "移転に係る保護措置")
_COPY = Bilingual("Copy of the safeguards", "保護措置の写し")
