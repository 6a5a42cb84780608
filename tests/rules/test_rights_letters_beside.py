"""Letters beside the answer: what follows, to a recipient, who the recipients are, before a lifting."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest

from tests.common import golden
from tests.rules import rights_package_content as cast_of
from yakusoku.laws.citations import cite
from yakusoku.rights.letters.dates import long_day
from yakusoku.rights.letters.typesetting import typeset
from yakusoku.rights.package import heading
from yakusoku.rights.package.view import view
from yakusoku.terms.bilingual import Language
from yakusoku.terms.personal import Personal

ON = date(2026, 11, 23)
KINDS = [
    "consequences",
    "recipient",
    "recipients",
    "lifting",
    "extension",
    "forwarded",
    "receipt",
    "refund",
    "reminder",
    "lapsed",
]


def base(language: Language, **more: Any) -> dict[str, Any]:
    """Return what a letter to the person places."""
    said: Any = view(cast_of.answer(language, sections=(), proof=None))
    return {
        **said,
        "method": {**said["method"], "paper": False},
        "law": {"appi": False, "gdpr": True},
        **more,
    }


def listed(language: Language) -> str:
    return "氏名、住所" if language == "ja" else "Name, Postal address"


def views(language: Language) -> dict[str, dict[str, Any]]:
    """Return one view for each kind, with its longest turns."""
    content = cast_of.answer(language)
    first = "保証を受けられなくなります。" if language == "ja" else "No warranty service afterwards."
    word = "お届け先を改めて登録していただきます。" if language == "ja" else "Addresses must be given anew."
    party = "北海航空貨物株式会社" if language == "ja" else "Hokkai Air Cargo Ltd."
    reason = "通知に過大な負担を要する場合" if language == "ja" else "That takes disproportionate effort"
    case = (
        "正確性が争われている（確認の間）"
        if language == "ja"
        else "Accuracy is contested, until it is verified"
    )
    why = (
        "現在は使われていない三つのシステムの記録を、担当者が手作業で確認しております。"
        if language == "ja"
        else "Our staff look through the records of three systems that are no longer in use, by hand."
    )
    title = "住所" if language == "ja" else "Address"
    store = "顧客管理システム" if language == "ja" else "Customer system"
    return {
        "consequences": base(
            language,
            consequences=[
                {"says": one, "clause": "JN-9.2", "article": "", "based": True} for one in (first, word)
            ],
            needs_word=True, reply_by=long_day(date(2026, 12, 4), language), due_on="",
        ),
        "recipient": {
            **heading.view(content.controller, content.desk, replace(content.person, name=Personal(party)), language),
            "language": language, "honorific": "御中", "receipt_code": "", "person": cast_of.NAME,
            "request_id": content.request_id,
            "answered_on": long_day(ON, language), "done_on": long_day(ON, language),
            "measure": {"erase": False, "correct": True, "restrict": False},
            "article": cite("G19").say(language), "reference": "HK-20931", "kinds": listed(language),
            "corrected": [{"title": title, "value": cast_of.ADDRESS[0]}],
        },
        "recipients": base(
            language,
            article=cite("G19").say(language),
            told=[{"name": party, "kinds": listed(language), "on": long_day(ON, language)}],
            spared=[{"name": party, "reason": reason, "article": cite("G19").say(language)}],
        ),
        "lifting": base(
            language,
            since=long_day(date(2026, 3, 1), language), provision=False, wish=False, case=case,
            article=cite("G18(3)").say(language), stops=[{"title": title, "store": store, "rows": "3"}],
        ),
        "extension": base(
            language, complexity=True, reason=why, first_due=long_day(date(2026, 12, 30), language),
            due=long_day(date(2027, 3, 1), language),
        ),
        "receipt": base(
            language, amount="1,100", net="1,000", tax="100", tax_percent="10",
            paid_on=long_day(date(2026, 11, 5), language), receipt_no="rcp_3V8MQ2R7T1A0K9ZC",
            basis={"clause": "JC-D3.1", "article": cite("A38(1)").say(language)},
        ),
        "refund": base(
            language, amount="1,100", article=cite("G12(5)").say(language),
            because={"overpaid": False, "our_fault": False, "not_payable": True},
        ),
        "reminder": base(language, fee=False, yen="0", reply_by=long_day(date(2026, 12, 21), language)),
        "lapsed": base(language, fee=True, yen="1,100", reply_by=long_day(date(2026, 12, 21), language)),
        "forwarded": base(
            language, party=party, passed_on=long_day(ON, language),
            right={"name": "個人情報に関するお申出" if language == "ja" else "Your letter about personal data",
                   "article": ""},
            method={"name": "", "paper": False},
        ),
    }  # fmt: skip


def read(content: bytes) -> str:
    """Return what is on all sheets, line by line."""
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_reads_as_the_golden_one(language: Language, kind: str) -> None:
    made = typeset(views(language)[kind], kind=kind, language=language, on=ON)
    golden.check(f"letters/{language}/{kind}.txt", read(made).strip() + "\n")
    again = typeset(views(language)[kind], kind=kind, language=language, on=ON)
    assert hashlib.sha256(made).digest() == hashlib.sha256(again).digest()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nobody_received_anything_and_the_letter_says_so(language: Language) -> None:
    said = {**views(language)["recipients"], "told": [], "spared": [], "article": ""}
    words = read(typeset(said, kind="recipients", language=language, on=ON))
    assert ("提供先はございません" if language == "ja" else "gave these data to nobody") in words.replace(
        "\n", " "
    )


@pytest.mark.parametrize("measure", ["erase", "restrict"])
def test_a_recipient_is_asked_for_what_was_done(measure: str) -> None:
    said = {
        **views("en")["recipient"],
        "measure": {one: one == measure for one in ("erase", "correct", "restrict")},
        "corrected": [],
        "reference": "",
        "article": "",
    }
    words = read(typeset(said, kind="recipient", language="en", on=ON)).replace("\n", " ")
    assert ("please erase them, too" if measure == "erase" else "use them for nothing but storing") in words
    assert "Your reference" not in words
    assert "as the law requires" not in words
