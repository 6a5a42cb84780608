"""The statements of an answer, each from a ruling: whole sentences in both languages, with clause and article."""

from __future__ import annotations

from collections.abc import Sequence

from yakusoku.rights.answer import Paragraph
from yakusoku.terms.bilingual import Bilingual


def identified(documents: Sequence[Bilingual], *, clause: str | None, article: str) -> Paragraph:
    """State by which documents the person's identity was confirmed (APPI 37, Cabinet Order 12(iii); GDPR 12(6))."""
    whole = _listed(documents)
    one = len(documents) == 1
    return Paragraph(
        code="identified",
        says=Bilingual(
            f"Your identity was confirmed by a copy of this document: {whole.en}."
            " The copy is destroyed when this case is closed."
            if one
            else f"Your identity was confirmed by copies of these documents: {whole.en}."
            " The copies are destroyed when this case is closed.",
            f"ご本人であることは、{whole.ja}の写しにより確認いたしました。写しは、本件の終了時に廃棄いたします。",
        ),
        clause=clause or None,
        article=article,
    )


def authorized(documents: Sequence[Bilingual], *, clause: str | None, article: str) -> Paragraph:
    """State by which documents a representative's identity and authority were confirmed (APPI 37(3); GDPR 12(6))."""
    whole = _listed(documents)
    return Paragraph(
        code="authorized",
        says=Bilingual(
            f"The representative's identity and authority were confirmed by: {whole.en}."
            " Copies are destroyed when this case is closed.",
            f"代理人の本人確認及び代理権の確認は、{whole.ja}により行いました。写しは、本件の終了時に廃棄いたします。",
        ),
        clause=clause or None,
        article=article,
    )


def called_back(*, clause: str | None, article: str) -> Paragraph:
    """State that identity was confirmed by calling back the registered number (GL3-8-7)."""
    return Paragraph(
        code="called-back",
        says=Bilingual(
            "Your identity was confirmed by calling back the telephone number that is registered with us.",
            "ご本人であることは、ご登録の電話番号に当社からおかけ直しすることにより確認いたしました。",
        ),
        clause=clause or None,
        article=article,
    )


def told_facts(*, clause: str | None, article: str) -> Paragraph:
    """State that identity was confirmed by registered facts that were told on the telephone (GL3-8-7)."""
    return Paragraph(
        code="told-facts",
        says=Bilingual(
            "Your identity was confirmed by telephone, by facts that are registered with us.",
            "ご本人であることは、お電話で伺った内容とご登録の内容との照合により確認いたしました。",
        ),
        clause=clause or None,
        article=article,
    )


def _listed(documents: Sequence[Bilingual]) -> Bilingual:
    return Bilingual("; ".join(one.en for one in documents), "、".join(one.ja for one in documents))


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


def searched_by_hand(*, places: int, article: str) -> Paragraph:
    """State that people searched, too, where no program can: on paper, in recordings, in mailboxes."""
    return Paragraph(
        code="searched-by-hand",
        says=Bilingual(
            f"Our staff also searched by hand in {places} places that no system reads, such as papers on file.",
            f"このほか、書類の保管場所等、システムによらず管理している{places}か所を担当者が直接お調べしました。",
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


def recognized(*, article: str) -> Paragraph:
    """State that no paper was asked for: identity was confirmed by what is registered (GDPR 12(6); GL3-8-7)."""
    return Paragraph(
        code="recognized",
        says=Bilingual(
            "Your identity was confirmed by comparing what you told us with what is registered;"
            " we asked for no papers.",
            "ご本人であることは、お申出の内容とご登録の内容との照合により確認いたしました（書類のご提出は不要です）。",
        ),
        article=article,
    )


def represented(who: Bilingual, *, clause: str | None, article: str) -> Paragraph:
    """State that the request came from a representative whose authority was confirmed."""
    return Paragraph(
        code="represented",
        says=Bilingual(
            f"The request was made in the person's place; we confirmed the authority to do so ({who.en}).",
            f"本件は代理人によるご請求であり、その権限（{who.ja}）を確認いたしました。",
        ),
        clause=clause,
        article=article,
    )


def case_met(case: Bilingual, *, article: str) -> Paragraph:
    """State which case of the law is met."""
    return Paragraph(
        code="case",
        says=Bilingual(
            f"We find that this case of the law is met: {case.en}.",
            f"本件は、次の場合に該当するものと判断いたしました：{case.ja}。",
        ),
        article=article,
    )


def consequences_told(*, clause: str) -> Paragraph:
    """State that what follows from the request was told beforehand, as was promised."""
    return Paragraph(
        code="consequences",
        says=Bilingual(
            "We told you beforehand what follows from this.",
            "お手続に伴って生じることにつきましては、あらかじめご案内したとおりです。",
        ),
        clause=clause,
    )


def both_laws(right: Bilingual, *, article: str) -> Paragraph:
    """State that the other law gives what was asked for, too, and that the stricter of both was followed."""
    return Paragraph(
        code="both-laws",
        says=Bilingual(
            f"A second law gives you this as well ({right.en}). On each point we followed the law that asks more of"
            " us; where something is refused, each of the two has a reason for it.",
            f"本件のご請求については、他の法令（{right.ja}）も適用されます。当社は、項目ごとに、"
            "当社にとってより厳しい法令の定めに従っております。ご請求に応じない部分がある場合は、双方の法令に基づく理由をお示しします。",
        ),
        article=article,
    )
