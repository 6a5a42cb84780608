"""The printed letter: nothing missing, nothing outside the sheet, no heading alone, a code that reads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import cast

import pypdfium2
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL.Image import Image

from tests.rules import rights_package_content as cast_of
from yakusoku.ledger import proofs
from yakusoku.rights.answer import AnswerContent, Section
from yakusoku.rights.letters.glyphs import has_glyph
from yakusoku.rights.letters.typesetting import typeset
from yakusoku.rights.package.building import build
from yakusoku.rights.package.view import qr_text, view
from yakusoku.terms.bilingual import Language
from yakusoku.terms.personal import Personal

MM = 72 / 25.4
HASHES = ("leaf_hash", "checkpoint_hash")
LANGUAGES: tuple[Language, ...] = ("ja", "en")
HEADING = re.compile(
    r"別紙\d|項目の意味|Annex \d|What the items mean|(内容|項目意味|項目内容|項目内容項目の意味|\d+件目|"
    r"\d+[ .]+\D{4,30}|Record(s| \d+)?|Item(Meaning|Content(What it means)?)|請求月請求額.*|Month.*Method)$"
)


def letter(content: AnswerContent) -> pypdfium2.PdfDocument:
    made = typeset(view(content), language=content.language, on=content.answered_on)
    return pypdfium2.PdfDocument(made)


def said(document: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def without_breaks(words: str) -> str:
    return "".join(words.split()).replace("\u200b", "").replace("\ufffe", "").replace("\x02", "")


def long_lines() -> Section:
    return cast_of.inquiries(
        "長い内容です。" * 400,
        "https://example.jp/" + "abcdefghij" * 60,
        "ÄÖÜéñ" * 40 + "한국어" * 50,
        "改行\n" * 30,
        "",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_archival_and_says_what_it_is(language: Language) -> None:
    made = build(cast_of.answer(language)).file("letter.pdf")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    about = pypdfium2.PdfDocument(made).get_metadata_dict()
    assert about["Author"] == cast_of.answer().controller.name.say(language)
    assert about["CreationDate"].startswith("D:20261123000000")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_in_the_letter(language: Language) -> None:
    content = cast_of.answer(language)
    read = without_breaks(said(letter(content)))
    expected = [
        cast_of.NAME,
        *cast_of.ADDRESS,
        content.request_id,
        content.receipt_code,
        content.policy_digest,
    ]
    expected += [content.controller.representative.say(language), content.desk.phone, "1,100", "R-000123"]
    for withheld in content.withheld:
        expected += [withheld.title.say(language), withheld.reason.say(language), withheld.clause or ""]
    for section in content.sections:
        expected += [section.title.say(language), section.store.say(language)]
        expected += [column.title.say(language) for column in section.columns]
        expected += [
            str(cell.reveal()) for row in section.rows for cell in row if isinstance(cell.reveal(), str)
        ]
    assert not [words for words in expected if without_breaks(words) not in read]


def test_a_japanese_letter_has_the_parts_a_letter_has() -> None:
    read = without_breaks(said(letter(cast_of.answer("ja"))))
    parts = ("〒100-9999", "様", "2026年（令和8年）11月23日", "拝啓", "敬具", "記", "以上", "別紙4", "同封物")
    assert not [part for part in parts if part not in read]
    assert "個人情報保護法第33条第2項第1号" in read
    assert "2026年（令和8年）11月17日以後" in read


def outside(document: pypdfium2.PdfDocument) -> list[str]:
    """Return the letters that stand outside the margins of their sheet, or of the gap of a fold mark."""
    found = []
    for page in document:
        words = page.get_textpage()
        for at in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(at)
            if right - left <= 0:
                continue
            if left < 21 * MM or right > 189.5 * MM or bottom < 8 * MM or top > 285 * MM:
                found.append(words.get_text_range(at, 1))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_the_sheet(language: Language) -> None:
    content = cast_of.answer(language, sections=(long_lines(), cast_of.viewing(60), cast_of.SUBSCRIBER))
    assert not outside(letter(content))


def test_a_cell_keeps_its_letters_to_itself() -> None:
    """A run without spaces breaks in its column, so the next column's edge is never crossed."""
    wide = replace(cast_of.viewing(3), rows=cast_of.sealed(*[("Ω" * 90, "Σ" * 8, "W" * 11, "Δ" * 5)] * 3))
    seen = 0
    for page in letter(cast_of.answer(sections=(wide,))):
        words = page.get_textpage()
        marks = [(words.get_text_range(at, 1), words.get_charbox(at)) for at in range(words.count_chars())]
        spans = [[box for each, box in marks if each == mark] for mark in "ΩΣWΔ"]
        for before, after in pairwise(spans):
            if len(before) > 10 and len(after) > 10:
                assert max(box[2] for box in before) < min(box[0] for box in after)
                seen += 1
    assert seen


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=80), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_any_text_can_be_printed_inside_the_sheet(texts: list[str]) -> None:
    content = cast_of.answer(sections=(cast_of.inquiries(*texts),))
    assert not outside(letter(content))


def test_a_character_without_glyph_is_named_and_the_letter_says_so() -> None:
    read = without_breaks(said(letter(cast_of.answer(sections=(cast_of.inquiries("好き😀です\x07"),)))))
    assert "好き〓[U+1F600]です〓[U+0007]" in read
    assert "活字にない文字" in read
    assert "活字にない文字" not in without_breaks(said(letter(cast_of.answer())))


@pytest.mark.parametrize("character", "髙﨑渡邉鄧𠮷葛辻①㈱～―−あｱÄ")
def test_names_of_japan_can_be_printed(character: str) -> None:
    assert has_glyph(character)


@pytest.mark.parametrize("character", ["\U0001f600", "\u0627", "\x00", "\u202e", "\ue000"])
def test_what_the_font_lacks_is_known(character: str) -> None:
    assert not has_glyph(character)


def last_words(page: pypdfium2.PdfPage) -> str:
    """Return the lowest line of a sheet above its number."""
    words = page.get_textpage()
    lines: dict[int, list[tuple[float, str]]] = {}
    for at in range(words.count_chars()):
        left, bottom, _, top = words.get_charbox(at, loose=True)
        if bottom > 16 * MM and top > bottom:
            lines.setdefault(round(bottom / 3), []).append((left, words.get_text_range(at, 1)))
    return "".join(each for _, each in sorted(lines[min(lines)]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("months", range(12, 48, 3))
def test_no_heading_is_left_at_the_foot_of_a_sheet(language: Language, months: int) -> None:
    family = replace(cast_of.SUBSCRIBER, collection="family", rows=cast_of.SUBSCRIBER.rows * 3)
    sections = (cast_of.billing(months), family, cast_of.viewing(9), cast_of.inquiries("x" * 200, "y"))
    document = letter(cast_of.answer(language, sections=sections))
    assert not [line for line in map(last_words, document) if HEADING.match(line)]


def corner_of_code(sheet: Image, *, modules: int) -> tuple[int, int, float]:
    """Return left, top and the size of a module, found by the solid bars of the two left finder patterns."""
    size = 30 * MM * 6 / (modules + 8)
    bars = []
    for y in range(sheet.height):
        row = sheet.crop((int(22 * MM * 6), y, int(60 * MM * 6), y + 1)).tobytes()
        dark = "".join("#" if pixel < 128 else " " for pixel in row)
        if (bar := re.search(r"(?<!#)#+", dark)) and 6.5 * size < len(bar[0]) < 7.5 * size:
            bars.append((bar.start() + int(22 * MM * 6), y))
    left, top = bars[0]
    return left, top, (bars[-1][1] + 1 - top) / modules


def test_the_code_on_the_sheet_reads_as_the_proof() -> None:
    content = cast_of.answer()
    assert content.proof is not None
    expected = [bytes(row) for row in segno.make(qr_text(content.proof), error="m", micro=False).matrix]
    sheet = letter(content)[1].render(scale=6).to_pil().convert("L")
    left, top, step = corner_of_code(sheet, modules=len(expected))
    read = [
        bytes(
            cast(int, sheet.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step)))) < 128
            for x in range(len(expected))
        )
        for y in range(len(expected))
    ]
    assert read == expected
    assert qr_text(content.proof) == f"jcom/1#1234 {content.proof.leaf_hash} {content.proof.checkpoint_hash}"
    named = proofs.Stamp(*(getattr(content.proof, name) for name in ("address", "index", *HASHES)))
    assert named.write() == qr_text(content.proof)


def test_the_window_shows_the_address_and_nothing_else() -> None:
    """In a long envelope the sheet may slide; what stands near the window is the address alone."""
    content = cast_of.answer()
    words = letter(content)[0].get_textpage()
    seen = words.get_text_bounded(left=0, bottom=(297 - 60) * MM, right=111 * MM, top=297 * MM)
    assert without_breaks(seen) == without_breaks(
        "〒100-9999" + "".join(cast_of.ADDRESS) + cast_of.NAME + "様"
    )


def test_a_long_address_becomes_small_and_stays_in_the_window() -> None:
    lines = (
        "京都府京都市中京区寺町通御池上る上本能寺前町488番地" * 2,
        "総合ビルディング南館",
        "地下2階",
        "法務部",
    )
    person = replace(cast_of.answer().person, address=Personal(lines), name=Personal("長谷川喜左衛門" * 3))
    words = letter(cast_of.answer(person=person))[0].get_textpage()
    seen = words.get_text_bounded(left=20 * MM, bottom=(297 - 40) * MM, right=91 * MM, top=(297 - 12) * MM)
    assert without_breaks(seen) == without_breaks("〒100-9999" + "".join(lines) + "長谷川喜左衛門" * 3 + "様")


def test_headings_are_numbered_without_gaps() -> None:
    for changed in (cast_of.FULL, cast_of.EMPTY, cast_of.REFUSED, {}):
        document = letter(cast_of.answer("en", **changed))
        numbers = [
            int(line.split(".")[0])
            for line in said(document).splitlines()
            if line.split(".")[0].isdigit() and ". " in line
        ]
        assert numbers == list(range(1, len(numbers) + 1)), Counter(numbers)


def test_a_letter_of_three_hundred_rows_holds_each_of_them_once() -> None:
    content = cast_of.answer(sections=(cast_of.SUBSCRIBER, cast_of.viewing(300)), request_id="req_300")
    words = without_breaks(said(letter(content)))
    for row in cast_of.viewing(300).rows:
        watched = without_breaks(str(row[0].reveal()))
        assert words.count(watched) == 1, "a row is missing, or stands there twice"
