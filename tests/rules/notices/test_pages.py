"""The pages of all packaged companies: golden, complete, the same in both languages, and readable for everybody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import yakusoku
from tests.common import golden
from yakusoku.notices.composing import compose
from yakusoku.notices.markup import write
from yakusoku.notices.parts import Page, read
from yakusoku.policy.history import Policy
from yakusoku.policy.queries import load
from yakusoku.terms.bilingual import Language

DATA = Path(yakusoku.__file__).parent / "examples" / "data"
COMPANIES = ("jal", "jalpak", "jalux", "japanet", "jcom")
LANGUAGES: tuple[Language, ...] = ("en", "ja")
BOTH = [(company, language) for company in COMPANIES for language in LANGUAGES]
POLICIES: Mapping[str, Policy] = {name: load(DATA / name / "policies").versions[-1] for name in COMPANIES}
JAPANESE = "぀-ヿ㐀-鿿"


def page(company: str, language: Language) -> Page:
    """Return the notice of a packaged company."""
    return compose(POLICIES[company], language)


class Outline(HTMLParser):
    """What a reader with a screen reader goes by: languages, headings, ids, links, lists, landmarks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "a":
            target, said = self.links[-1]
            self.links[-1] = (target, said + data)

    def named(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of every tag with one of these names."""
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.mark.parametrize(("company", "language"), BOTH)
def test_the_page_of_a_company_is_what_was_read(company: str, language: Language) -> None:
    golden.check(f"notices/{company}.{language}.md", write(page(company, language), "md"))


def test_the_other_forms_of_one_page_are_what_was_read() -> None:
    golden.check("notices/jal.ja.txt", write(page("jal", "ja"), "text"))
    golden.check("notices/jal.ja.html", write(page("jal", "ja"), "html"))


@pytest.mark.parametrize(("company", "language"), BOTH)
def test_no_encoded_clause_is_left_out(company: str, language: Language) -> None:
    said = {clause for one in page(company, language).sentences for clause in one.clauses}

    assert set(POLICIES[company].clauses) <= said


@pytest.mark.parametrize("company", COMPANIES)
def test_both_languages_say_the_same_under_the_same_ids(company: str) -> None:
    english, japanese = page(company, "en"), page(company, "ja")

    assert [one.id for one in english.sentences] == [one.id for one in japanese.sentences]
    assert [bool(one.text or one.items) for one in japanese.sentences].count(False) == 0


@pytest.mark.parametrize(("company", "language"), BOTH)
def test_every_sentence_has_an_id_of_its_own(company: str, language: Language) -> None:
    ids = Counter(one.id for one in page(company, language).sentences)

    assert [name for name, count in ids.items() if count > 1] == []
    assert [name for name in ids if " " in name] == []


@pytest.mark.parametrize(("company", "language"), BOTH)
def test_the_words_that_are_kept_give_the_page_back(company: str, language: Language) -> None:
    made = page(company, language)

    assert read(made.words) == made
    assert made.digest == page(company, language).digest


def test_the_id_of_a_sentence_is_its_clause_and_its_part() -> None:
    fees = [one for one in page("jcom", "en").sentences if one.label == "Fee"]

    assert [one.id for one in fees] == [
        "JC-D3.1:rights.disclosure.fee",
        "JC-D3.1:rights.purpose_notice.fee",
    ]
    assert fees[0].text == "1,100 yen (1,000 yen and 10 percent tax) for each request"


def test_facts_are_written_as_each_language_writes_them() -> None:
    said = {
        language: {one.id: one.text for one in page("jcom", language).sentences} for language in LANGUAGES
    }
    pairs = {name: (said["en"][name], said["ja"][name]) for name in said["en"]}

    assert pairs["JC-P10.1:publication.enacted"] == ("1 December 2004", "2004年12月1日")
    assert pairs["JC-D3.1:rights.disclosure.fee"][1] == "請求1件につき1,100円（本体1,000円、消費税10％）"
    assert pairs["JC-C1.1:controller.contacts.customer-center.telephone"] == (
        "0120-999-000 (within Japan)",
        "0120-999-000",
    )
    assert pairs["JC-C1.1:controller.contacts.customer-center.hours"] == (
        "9:00 to 18:00, every day",
        "毎日 9:00～18:00",
    )


@pytest.mark.parametrize(("company", "language"), BOTH)
def test_a_page_can_be_read_by_ear_and_by_keyboard(company: str, language: Language) -> None:
    made = page(company, language)
    outline = Outline(write(made, "html"))

    assert (outline.open, outline.wrong) == ([], [])
    assert outline.named("html") == [{"lang": language}]
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [str(attrs["id"]) for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert len(outline.named("main")) == 1
    for landmark in outline.named("nav", "section"):
        assert landmark["aria-labelledby"] in ids
    for target, said in outline.links:
        assert said.strip()
        assert not target.startswith("#") or target[1:] in ids
    assert [attrs for attrs in outline.named("img") if not attrs.get("alt")] == []
    assert {clause for one in made.sentences for clause in one.clauses} <= set(ids)


@pytest.mark.parametrize("company", COMPANIES)
def test_japanese_is_set_as_japanese_is_set(company: str) -> None:
    for one in page(company, "ja").sentences:
        for said in (one.text, *one.items):
            words = re.sub(r"項\([a-z]\)", "", said)  # points of the GDPR are cited with their own brackets
            assert not re.search(f"[{JAPANESE}][,.;:!?()]|[,;!?()][{JAPANESE}]", words), words
            assert not re.search(r"  |[ \t]$", words), words


def test_what_a_policy_says_never_becomes_markup() -> None:
    made = page("jal", "en")
    first = made.sections[0].blocks[0]
    from dataclasses import replace

    evil = replace(first.head, text="<script>alert(1)</script> [x](y) *z*", clauses=())
    planted = replace(made, sections=(replace(made.sections[0], blocks=(replace(first, head=evil),)),))

    assert "&lt;script&gt;" in write(planted, "html")
    assert "<script>" not in write(planted, "html")
    assert r"\<script\>alert(1)\</script\> \[x\](y) \*z\*" in write(planted, "md")
