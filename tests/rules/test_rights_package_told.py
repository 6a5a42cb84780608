"""Answers in words: the whole letter of each right and outcome in both languages, as a person reads it."""

from __future__ import annotations

import json
import re
from typing import Any, cast

import pypdfium2
import pytest

from tests.common import golden
from tests.rules import rights_package_content as made
from yakusoku.laws import queries as laws
from yakusoku.rights import paragraphs
from yakusoku.rights.answer import Item, Outcome, Paragraph, Right, Withheld
from yakusoku.rights.package.building import Package, UnableToBuild, build
from yakusoku.rights.package.leads import LEADS
from yakusoku.terms.bilingual import Language

SAID = Paragraph(
    code="said",
    says=made.both("What is so stands here.", "事実は、このとおりです。"),
    clause="JC-A3.1",
    article="A32(2)",
)
WHOLE = {"G-CPL", "A-CPL", "G-SAF", "G-WDR"}
"""Rights that law gives no ground to refuse."""
CASES = [
    (right, outcome)
    for right in LEADS
    for outcome in ("full", "refused", "not_held")
    if outcome == "full" or right not in WHOLE
]


def package(right: str, outcome: str, language: str) -> Package:
    """Return the package of an answer that tells one point, or nothing."""
    law = laws.right(right, as_of=made.answer().received_on)
    ground = law.grounds[0] if law.grounds else None
    withheld: tuple[Withheld, ...] = ()
    if outcome == "refused" and ground is not None:
        withheld = (
            Withheld(
                section="point", title=made.both("The point", "当該事項"), ground=ground.code,
                reason=ground.says, article=ground.article,
            ),
        )  # fmt: skip
    item = Item(code="point", title=made.both("The point", "当該事項"), says=(SAID,))
    content: dict[str, Any] = {
        "right": Right(code=right, name=law.name, article=law.article, laws=(law.law,)),
        "outcome": cast("Outcome", outcome),
        "sections": (made.SUBSCRIBER,) if right in {"G-ACC", "G-POR"} and outcome == "full" else (),
        "items": (item,) if outcome == "full" else (),
        "withheld": withheld,
        "not_held": (made.NONE_THERE,) if outcome == "not_held" else (),
        "fee": None,
        "suit": None,
    }
    return build(made.answer(cast("Language", language), **content))


def words(letter: bytes) -> str:
    """Return the words of a letter, a line each, without the digits of its proof."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(letter))
    lines = [line.rstrip() for page in pages for line in page.splitlines()]
    return "\n".join(line for line in lines if line and not re.fullmatch(r"[0-9a-f ]{30,}", line)) + "\n"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("right", "outcome"), CASES)
def test_the_letter_reads_as_it_was_accepted(right: str, outcome: str, language: str) -> None:
    letter = words(package(right, outcome, language).file("letter.pdf"))
    golden.check(f"letters/{language}/told.{right}.{outcome}.txt", letter)


@pytest.mark.parametrize(("right", "outcome"), CASES)
def test_page_guide_and_data_say_the_same_as_the_letter(right: str, outcome: str) -> None:
    made_ = package(right, outcome, "ja")
    page = made_.file("letter.html").decode()
    lead = LEADS[right]
    assert lead.title.ja in page
    assert lead.says(cast("Outcome", outcome)).ja in page
    data = json.loads(made_.file("data.json"))
    assert [one["code"] for one in data.get("items", [])] == (["point"] if outcome == "full" else [])
    assert ("columns.csv" in made_.file("README.txt").decode()) == bool(data["sections"])


def test_an_answer_that_tells_nothing_and_withholds_nothing_is_none() -> None:
    law = laws.right("A-PURP", as_of=made.answer().received_on)
    right = Right(code="A-PURP", name=law.name, article=law.article)
    with pytest.raises(UnableToBuild, match="does not fit the outcome full"):
        build(made.answer("ja", right=right, sections=(), withheld=(), items=(), outcome="full"))


def both_laws(language: str) -> Package:
    """Return the package of a disclosure that is access under the GDPR, too, with something withheld under both."""
    own, other = (laws.right(code, as_of=made.answer().received_on) for code in ("A-DISC", "G-ACC"))
    withheld = Withheld(
        section=made.SUBSCRIBER.key, column="note", title=made.both("Note", "備考"), ground="DISC-1",
        reason=made.both(
            f"{own.grounds[0].says.en}. Under the GDPR, too: {other.grounds[0].says.en}"
            " (GDPR, Article 15, paragraph 4).",
            f"{own.grounds[0].says.ja}に該当するため。また、GDPRにおいても、{other.grounds[0].says.ja}"
            "に該当するため（GDPR第15条第4項）。",
        ),
        article="A33(2)(i)", also_ground="ACC-1",
    )  # fmt: skip
    item = Item(code="ACC-purposes", title=other.contents[1].says, says=(SAID,))
    return build(
        made.answer(
            cast("Language", language),
            right=Right(code="A-DISC", name=own.name, article=own.article, laws=("appi", "gdpr")),
            outcome="partial", sections=(made.SUBSCRIBER,), items=(item,), withheld=(withheld,), fee=None,
            paragraphs=(paragraphs.both_laws(other.name, article=other.article),),
        )
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_disclosure_under_two_laws_reads_as_the_golden_one(language: str) -> None:
    found = both_laws(language)
    golden.check(f"letters/{language}/told.A-DISC.both.txt", words(found.file("letter.pdf")))
    data = json.loads(found.file("data.json"))
    assert data["withheld"][0]["also_ground"] == "ACC-1"
    assert ("GDPRにおいても" if language == "ja" else "Under the GDPR, too") in found.file(
        "letter.html"
    ).decode()
