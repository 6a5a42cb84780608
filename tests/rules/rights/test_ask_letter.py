"""The letter that asks for papers: what it says to a person and to a representative, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Literal

import pypdfium2
import pytest

from tests.common import golden
from yakusoku.laws import queries as laws
from yakusoku.laws.grounds import Because
from yakusoku.rights.answer import Addressee, Controller, Desk, Right
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.identity.lacking import Missing, What
from yakusoku.rights.identity.shown import Whose
from yakusoku.rights.package import asking
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.personal import Personal

ON = date(2026, 11, 24)
REPRESENTATIVE = Whose.REPRESENTATIVE
ASKED = {
    "person": (
        Missing(what=What.IDENTITY, number=2, because=Because("r", "JC-D2.1", "O12(iii)"),
                accepted=("driving_licence", "qualification_certificate", "my_number_card")),
        Missing(what=What.SEAL, months=3, because=Because("r", "JC-D2.1", "O12(iii)"), accepted=("seal_certificate",)),
    ),
    "representative": (
        Missing(what=What.IDENTITY, months=3, because=Because("r", "JALUX-11.3", "G12(6)"), accepted=("passport",)),
        Missing(what=What.AUTHORITY, whose=REPRESENTATIVE, because=Because("r", "JALUX-11.6", "G12(6)"),
                accepted=("family_register", "residence_record")),
        Missing(what=What.PARENTAL_CONSENT, whose=REPRESENTATIVE, because=Because("r", "JALUX-11.6", "CIV818"),
                accepted=("parental_consent",)),
        Missing(what=What.CONFIRMATION, because=Because("r", "JALUX-11.6", "G8(1)")),
    ),
}  # fmt: skip


def content(language: Literal["en", "ja"], who: str) -> asking.AskContent:
    """Return a letter about what is missing."""
    missing = ASKED[who]
    desk = Desk(
        name=Bilingual("Handling Desk", "個人情報取扱窓口"), phone="03-0000-0000",
        hours=Bilingual("9:00–17:00", "9時～17時"), address=Bilingual("Shinagawa, Tokyo", "東京都品川区"),
    )  # fmt: skip
    return asking.AskContent(
        language=language,
        controller=Controller(
            name=Bilingual("Example Inc.", "株式会社例示"), address=Bilingual("Tokyo", "東京都"),
            representative=Bilingual("President A", "代表取締役 甲"),
        ),
        desk=desk,
        addressee=Addressee(
            name=Personal("千葉 智子"), postal_code=Personal("220-0004"), address=Personal(("神奈川県横浜市西区",))
        ),
        represented=who == "representative",
        request_id="req_0123456789ABCDEF",
        receipt_code="7K3F-9QRT-2XYZ-A",
        received_on=date(2026, 11, 20),
        written_on=ON,
        person=Personal("千葉 陽菜" if who == "representative" else "千葉 智子"),
        right=Right(code="A-DISC", name=laws.right("A-DISC", as_of=ON).name, article="A33(1)"),
        method=Bilingual("in writing", "書面の交付"),
        policy_version="2026-11-23",
        policy_digest="0123456789abcdef" * 4,
        engine="Yakusoku",
        missing=missing,
        papers={code: laws.document(code, as_of=ON) for one in missing for code in one.accepted},
        rejected=(
            asking.Rejected(name=laws.document("insurance_card", as_of=ON).name, why=Insufficient.ENDED),
        ),
        reply_by=date(2026, 12, 15),
    )  # fmt: skip


def words(letter: bytes) -> str:
    """Return what the letter says, page by page."""
    read = pypdfium2.PdfDocument(io.BytesIO(letter))
    pages = [read[number].get_textpage().get_text_range() for number in range(len(read))]
    return "\n".join(pages).replace("\r\n", "\n").replace("\u200b", "")


@pytest.mark.parametrize("who", ["person", "representative"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_says_what_is_missing_why_by_when_and_that_the_request_waits(
    language: Literal["en", "ja"], who: str
) -> None:
    letter = asking.letter(content(language, who))
    assert letter == asking.letter(content(language, who))
    golden.check(f"letters/ask.{who}.{language}.txt", words(letter) + "\n")


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize(
    ("language", "other"), [("en", "Confirmation by telephone"), ("ja", "お電話によるご本人確認")]
)
def test_every_kind_of_proof_has_its_words_in_the_letter(
    language: Literal["en", "ja"], other: str, what: What
) -> None:
    lacks = (Missing(what=what, because=Because("r", None, "O12(iii)")),)
    said = words(asking.letter(replace(content(language, "person"), missing=lacks)))
    assert (other in said) == (not what.by_post)
