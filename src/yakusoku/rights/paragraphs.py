"""The statements of an answer, each from a ruling: whole sentences in both languages, with clause and article."""

from __future__ import annotations

from yakusoku.rights.answer import Paragraph
from yakusoku.terms.bilingual import Bilingual


def identified(document: Bilingual, *, clause: str, article: str) -> Paragraph:
    """State by which document the person's identity was confirmed (APPI 37, Cabinet Order 12(iii))."""
    return Paragraph(
        code="identified",
        says=Bilingual(
            f"Your identity was confirmed by a copy of this document: {document.en}."
            " The copy is destroyed when this case is closed.",
            f"ご本人であることは、{document.ja}の写しにより確認いたしました。写しは、本件の終了時に廃棄いたします。",
        ),
        clause=clause,
        article=article,
    )


def searched(*, collections: int, stores: int, article: str) -> Paragraph:
    """State how far was searched, so that silence about a place is not taken for an answer about it."""
    return Paragraph(
        code="searched",
        says=Bilingual(
            f"We searched the {collections} kinds of records in our {stores} systems that can hold data about you.",
            f"お客様に関する保有個人データを管理している{stores}のシステムの{collections}種類の記録をお調べしました。",
        ),
        article=article,
    )


def withheld(*, clause: str | None, article: str) -> Paragraph:
    """State that a part is withheld with its reason told, as was promised."""
    return Paragraph(
        code="withheld",
        says=Bilingual(
            "For what is not disclosed, the reason is given.",
            "開示いたしかねる項目につきましては、その理由を併せてご説明いたします。",
        ),
        clause=clause,
        article=article,
    )


def not_held(*, article: str) -> Paragraph:
    """State that some kinds of records hold nothing about the person (APPI 33(3))."""
    return Paragraph(
        code="not-held",
        says=Bilingual(
            "Some kinds of records hold nothing about you. They are listed below.",
            "お調べした記録のうち、お客様に関するものが存在しなかったものは、後記のとおりです。",
        ),
        article=article,
    )
