"""Why a paper that arrived does not suffice, as the desk notes it and a letter says it."""

from __future__ import annotations

from enum import StrEnum

from yakusoku.terms.bilingual import Bilingual


class Insufficient(StrEnum):
    """What is wrong with a paper; never a value that stands on it."""

    ENDED = "ended"
    NOT_ACCEPTED = "not_accepted"
    EXPIRED = "expired"
    TOO_OLD = "too_old"
    UNREADABLE = "unreadable"
    CUT_OFF = "cut_off"
    NAME_DIFFERS = "name_differs"
    ADDRESS_DIFFERS = "address_differs"
    UNSIGNED = "unsigned"
    OTHER_RIGHT = "other_right"
    RELATION_NOT_SHOWN = "relation_not_shown"
    OTHER_REPRESENTATIVE = "other_representative"

    @property
    def says(self) -> Bilingual:
        """Return it as a letter says it, in both languages."""
        return _IN_WORDS[self]


_IN_WORDS = {
    Insufficient.ENDED: Bilingual(
        "Documents of this kind are no longer valid.", "この種類の書類は、現在は有効なものではありません。"
    ),
    Insufficient.NOT_ACCEPTED: Bilingual(
        "This kind of document is not among those that we accept.",
        "当社がお受けする書類に含まれておりません。",
    ),
    Insufficient.EXPIRED: Bilingual(
        "The document's own validity has ended.", "書類の有効期限が過ぎております。"
    ),
    Insufficient.TOO_OLD: Bilingual(
        "The document was issued too long before your request.",
        "発行日が、ご請求の日からみて古すぎるものでした。",
    ),
    Insufficient.UNREADABLE: Bilingual(
        "The copy cannot be read.", "写しが不鮮明で、記載を読み取ることができません。"
    ),
    Insufficient.CUT_OFF: Bilingual(
        "A part of the document is missing on the copy.", "写しの一部が欠けております。"
    ),
    Insufficient.NAME_DIFFERS: Bilingual(
        "The name on it is not the name in the request.", "記載された氏名が、ご請求の氏名と異なっております。"
    ),
    Insufficient.ADDRESS_DIFFERS: Bilingual(
        "The address on it is not the address to answer to.",
        "記載された住所が、回答をお送りする住所と異なっております。",
    ),
    Insufficient.UNSIGNED: Bilingual(
        "It bears no signature or seal of whoever gives it.", "作成された方の署名又は押印がありません。"
    ),
    Insufficient.OTHER_RIGHT: Bilingual(
        "It is not for the right that is exercised.", "委任事項に、今回のご請求が含まれておりません。"
    ),
    Insufficient.RELATION_NOT_SHOWN: Bilingual(
        "It does not name both persons and their relation.",
        "ご本人と代理人との関係を確認できる記載がありません。",
    ),
    Insufficient.OTHER_REPRESENTATIVE: Bilingual(
        "It is about somebody else than the representative who asks now.",
        "現在の代理人に関する書類ではありません。",
    ),
}
