"""The first words of an answer that tells: its title and first sentence, by right and outcome, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yakusoku.rights.answer import AnswerContent, Outcome
from yakusoku.terms.bilingual import Bilingual


@dataclass(frozen=True)
class Lead:
    """What an answer to one right begins with. `points` heads what is told; `held_back` what is withheld."""

    title: Bilingual
    full: Bilingual
    partial: Bilingual
    refused: Bilingual
    not_held: Bilingual
    points: Bilingual
    held_back: Bilingual

    def says(self, outcome: Outcome) -> Bilingual:
        """Return the first sentence for an outcome."""
        return {
            "full": self.full,
            "partial": self.partial,
            "refused": self.refused,
            "not_held": self.not_held,
        }[outcome]


_HELD_BACK = Bilingual("What we withhold, and why", "お知らせしないもの及びその理由")
_NOT_FOLLOWED = Bilingual(
    "We regret that we do not follow your request. The reasons are listed below.",
    "誠に恐れ入りますが、ご請求には応じかねます。その理由は、後記のとおりです。",
)

LEADS = {
    "G-ACC": Lead(
        title=Bilingual("Access to your personal data", "個人データへのアクセスについて（ご回答）"),
        full=Bilingual(
            "We process personal data about you. What the law wants you to know about that is set out below, and a"
            " copy of the data is in the annexes to this letter.",
            "当社は、お客様の個人データを取り扱っております。法令に基づきお知らせする事項は後記のとおりであり、"
            "個人データの写しは別紙のとおりです。",
        ),
        partial=Bilingual(
            "We process personal data about you. What the law wants you to know about that is set out below. A copy of"
            " the data is in the annexes to this letter, but for what is listed below with its reason.",
            "当社は、お客様の個人データを取り扱っております。法令に基づきお知らせする事項は後記のとおりです。"
            "個人データの写しは、後記の理由により交付しないものを除き、別紙のとおりです。",
        ),
        refused=_NOT_FOLLOWED,
        not_held=Bilingual(
            "We searched our systems and process no personal data about you.",
            "お調べしましたところ、当社は、お客様の個人データを取り扱っておりません。",
        ),
        points=Bilingual("What you have a right to know", "法令に基づきお知らせする事項"),
        held_back=Bilingual("What we give no copy of, and why", "写しを交付しないもの及びその理由"),
    ),
    "G-POR": Lead(
        title=Bilingual(
            "Your data, to carry over", "個人データの移行（データポータビリティ）について（ご回答）"
        ),
        full=Bilingual(
            "You receive the data that this right reaches, in files that programs read (JSON and CSV), with what each"
            " column means.",
            "この権利の対象となる個人データを、機械可読な形式（JSON及びCSV）により、各項目の意味を添えて提供いたします。",
        ),
        partial=Bilingual(
            "You receive the data that this right reaches, in files that programs read (JSON and CSV), but for what is"
            " listed below with its reason.",
            "この権利の対象となる個人データを、後記の理由により提供しないものを除き、"
            "機械可読な形式（JSON及びCSV）により提供いたします。",
        ),
        refused=_NOT_FOLLOWED,
        not_held=Bilingual(
            "We searched our systems and hold no data about you that this right reaches.",
            "お調べしましたところ、この権利の対象となるお客様の個人データはありませんでした。",
        ),
        points=Bilingual("What you receive", "提供するもの"),
        held_back=Bilingual("What we do not hand over, and why", "提供しないもの及びその理由"),
    ),
    "A-PURP": Lead(
        title=Bilingual("Notice of the purposes of use", "利用目的の通知について（ご回答）"),
        full=Bilingual(
            "These are the purposes for which we use the retained personal data about you.",
            "お客様が識別される保有個人データの利用目的を、次のとおり通知いたします。",
        ),
        partial=Bilingual(
            "These are purposes for which we use the retained personal data about you. What we do not notify, and why,"
            " is listed below.",
            "お客様が識別される保有個人データの利用目的のうち、次のものを通知いたします。"
            "通知しないもの及びその理由は、後記のとおりです。",
        ),
        refused=Bilingual(
            "We regret that we do not notify you of the purposes. The reasons are listed below.",
            "誠に恐れ入りますが、利用目的の通知はいたしません。その理由は、後記のとおりです。",
        ),
        not_held=Bilingual(
            "We searched our systems and hold no retained personal data about you, so that there is no purpose to"
            " notify.",
            "お調べしましたところ、お客様が識別される保有個人データは存在せず、通知すべき利用目的はありませんでした。",
        ),
        points=Bilingual("Purposes of use", "利用目的"),
        held_back=Bilingual("What we do not notify, and why", "通知しない利用目的及びその理由"),
    ),
    "A-REC": Lead(
        title=Bilingual(
            "Disclosure of records of provision to third parties", "第三者提供記録の開示について（ご回答）"
        ),
        full=Bilingual(
            "We disclose the records of provision of your personal data to third parties that we hold.",
            "お客様の個人データに係る第三者提供記録を、次のとおり開示いたします。",
        ),
        partial=Bilingual(
            "We disclose the records of provision of your personal data to third parties that are set out below. What"
            " we do not disclose, and why, is listed, too.",
            "お客様の個人データに係る第三者提供記録のうち、次のものを開示いたします。"
            "開示しないもの及びその理由は、後記のとおりです。",
        ),
        refused=Bilingual(
            "We regret that we do not disclose the records that you asked for. The reasons are listed below.",
            "誠に恐れ入りますが、ご請求に係る第三者提供記録は開示いたしません。その理由は、後記のとおりです。",
        ),
        not_held=Bilingual(
            "We looked, and there is no record of a provision of your personal data to a third party.",
            "お調べしましたところ、お客様の個人データに係る第三者提供記録は存在しませんでした。",
        ),
        points=Bilingual("Records", "第三者提供記録"),
        held_back=Bilingual("Records that we do not disclose, and why", "開示しない記録及びその理由"),
    ),
    "A-EQV": Lead(
        title=Bilingual(
            "Measures taken by recipients abroad",
            "外国にある第三者による相当措置に関する情報の提供について（ご回答）",
        ),
        full=Bilingual(
            "This is what you asked to know about the measures of recipients abroad.",
            "外国にある第三者による相当措置の継続的な実施を確保するための措置に関する情報を、次のとおり提供いたします。",
        ),
        partial=Bilingual(
            "This is what we can tell about the measures of recipients abroad. What we do not tell, and why, is listed"
            " below.",
            "外国にある第三者による相当措置に関する情報のうち、次のものを提供いたします。"
            "提供しないもの及びその理由は、後記のとおりです。",
        ),
        refused=Bilingual(
            "We regret that we do not give the information that you asked for. The reasons are listed below.",
            "誠に恐れ入りますが、ご請求に係る情報は提供いたしません。その理由は、後記のとおりです。",
        ),
        not_held=Bilingual(
            "There is no recipient abroad with such measures.", "該当する外国にある第三者はありません。"
        ),
        points=Bilingual("Information on the measures", "相当措置に関する情報"),
        held_back=Bilingual("What we do not tell, and why", "提供しない情報及びその理由"),
    ),
    "A-CPL": Lead(
        title=Bilingual("Your complaint", "苦情のお申出について（ご回答）"),
        full=Bilingual(
            "Thank you for telling us. We looked into it, and this is our answer.",
            "お申出をいただき、ありがとうございました。お申出の内容を調査いたしましたので、次のとおりご回答いたします。",
        ),
        partial=_NOT_FOLLOWED,
        refused=_NOT_FOLLOWED,
        not_held=_NOT_FOLLOWED,
        points=Bilingual("Our answer", "ご回答の内容"),
        held_back=_HELD_BACK,
    ),
    "G-ADM": Lead(
        title=Bilingual(
            "Review of an automated decision by a person",
            "自動化された決定に対する人の関与について（ご回答）",
        ),
        full=Bilingual(
            "A person has looked at the decision again, with your view of it.",
            "お客様のご意見を踏まえ、担当者が当該決定を改めて検討いたしました。",
        ),
        partial=_NOT_FOLLOWED,
        refused=_NOT_FOLLOWED,
        not_held=Bilingual(
            "We searched our systems and process no personal data about you, so that there is no such decision.",
            "お調べしましたところ、当社はお客様の個人データを取り扱っておらず、該当する決定はありませんでした。",
        ),
        points=Bilingual("What came of the review", "再検討の結果"),
        held_back=_HELD_BACK,
    ),
    "G-SAF": Lead(
        title=Bilingual("Copy of the safeguards of transfers", "移転の保護措置の写しについて（ご回答）"),
        full=Bilingual(
            "This is by what transfers of data to other countries are protected, and where a copy of it is had.",
            "第三国への移転に係る保護措置及びその写しは、次のとおりです。",
        ),
        partial=_NOT_FOLLOWED,
        refused=_NOT_FOLLOWED,
        not_held=_NOT_FOLLOWED,
        points=Bilingual("Safeguards", "保護措置"),
        held_back=_HELD_BACK,
    ),
    "G-CPL": Lead(
        title=Bilingual("Complaint to a supervisory authority", "監督機関への苦情申立てについて（ご回答）"),
        full=Bilingual(
            "You wrote to us about a complaint to an authority. We do not decide about it; this is how it can be made.",
            "監督機関への苦情申立てにつきましては、当社が判断するものではありませんので、申立ての方法をご案内いたします。",
        ),
        partial=_NOT_FOLLOWED,
        refused=_NOT_FOLLOWED,
        not_held=_NOT_FOLLOWED,
        points=Bilingual("How to complain", "申立ての方法"),
        held_back=_HELD_BACK,
    ),
    "G-OBJ": Lead(
        title=Bilingual("Your objection", "異議のお申立てについて（ご回答）"),
        full=Bilingual(
            "We follow your objection. These uses of your data stopped when it reached us.",
            "お申立てのとおり、次の利用を停止いたしました。停止は、お申立てを受け付けた時からのものです。",
        ),
        partial=Bilingual(
            "We follow your objection for these uses, which stopped when it reached us. What goes on, and why, is"
            " listed below; it stood still while we looked into it.",
            "お申立てのうち、次の利用を停止いたしました。停止は、お申立てを受け付けた時からのものです。"
            "再開する利用及びその理由は後記のとおりであり、検討の間は停止しておりました。",
        ),
        refused=Bilingual(
            "We looked into your objection, and regret that we do not follow it. The reasons are listed below. The uses"
            " stood still while we looked into it, and go on only now that you have been told.",
            "お申立てを検討いたしましたが、誠に恐れ入りますが、後記の理由により応じかねます。"
            "検討の間は利用を停止しており、本書によるお知らせの後に再開いたします。",
        ),
        not_held=Bilingual(
            "We searched our systems and process no personal data about you. We keep your objection on record.",
            "お調べしましたところ、当社はお客様の個人データを取り扱っておりません。お申立ては記録いたしました。",
        ),
        points=Bilingual("Uses that we stopped", "停止した利用"),
        held_back=Bilingual("Uses that go on, and why", "再開する利用及びその理由"),
    ),
    "G-WDR": Lead(
        title=Bilingual("Withdrawal of your consent", "同意の撤回について（ご回答）"),
        full=Bilingual(
            "Your consent is withdrawn. These uses of your data stopped when your withdrawal reached us; what was done"
            " before stays lawful.",
            "同意の撤回を承りました。撤回を受け付けた時から、次の利用を停止しております。"
            "撤回前の取扱いの適法性は、影響を受けません。",
        ),
        partial=_NOT_FOLLOWED,
        refused=_NOT_FOLLOWED,
        not_held=Bilingual(
            "Your withdrawal is on record. We searched our systems and process no personal data about you.",
            "同意の撤回を記録いたしました。お調べしましたところ、当社はお客様の個人データを取り扱っておりません。",
        ),
        points=Bilingual("Uses that we stopped", "停止した利用"),
        held_back=_HELD_BACK,
    ),
}
"""By the code of the right."""

_BOTH = replace(
    LEADS["G-ACC"],
    title=Bilingual("Disclosure of your personal data", "保有個人データの開示について（ご回答）"),
    held_back=Bilingual("What we do not disclose, and why", "開示いたしかねる項目及びその理由"),
)


def lead_of(content: AnswerContent) -> Lead | None:
    """Return what an answer that tells begins with; a disclosure tells where a second law wants points told."""
    if content.right.code == "A-DISC" and content.items:
        return _BOTH
    return LEADS.get(content.right.code)
