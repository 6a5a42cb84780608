"""The page of a package: every value escaped, nothing fetched, readable without eyes; and what fills it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.rules import rights_package_content as cast_of
from yakusoku.rights.letters import framing
from yakusoku.rights.letters.fill import fill
from yakusoku.rights.package.building import build
from yakusoku.terms.bilingual import Language

VOID = {"meta", "br", "img"}
ATTACK = "<script>alert(1)</script>\"'&{{person}}{{#rows}}"


class Outline(HTMLParser):
    """Notes the elements of a page, and fails where they do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(language: Language = "ja", *texts: str) -> str:
    sections = (cast_of.SUBSCRIBER, cast_of.billing(5), cast_of.inquiries(*texts))
    return build(cast_of.answer(language, sections=sections)).file("letter.html").decode()


def outline(html: str) -> Outline:
    parsed = Outline()
    parsed.feed(html)
    parsed.close()
    assert not parsed.open
    return parsed


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_is_whole_and_can_be_read_aloud(language: Language) -> None:
    seen = outline(page(language, "x")).seen
    tags = [tag for tag, _ in seen]
    assert ("html", {"lang": language}) in seen
    assert [tags.count(tag) for tag in ("h1", "main", "title")] == [1, 1, 1]
    assert all(attrs.get("alt") for tag, attrs in seen if tag == "img")
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in seen if tag == "th")
    assert all(
        {"role", "aria-label", "tabindex"} <= set(attrs)
        for _, attrs in seen
        if attrs.get("class") == "scroll"
    )
    anchors = {attrs["id"] for _, attrs in seen if "id" in attrs}
    assert {attrs["href"] for tag, attrs in seen if tag == "a"} == {f"#{anchor}" for anchor in anchors}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_fetches_nothing(language: Language) -> None:
    html = page(language, "x")
    seen = outline(html).seen
    assert "default-src 'none'" in html
    assert not {tag for tag, _ in seen} & {"script", "link", "iframe", "form", "object", "base"}
    assert all((attrs.get("src") or "data:").startswith("data:") for _, attrs in seen)
    assert not re.search(r"url\(|@import", html)


def test_what_a_person_wrote_stays_text() -> None:
    html = page("ja", ATTACK)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;{{person}}{{#rows}}" in html


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_says_what_the_letter_says(language: Language) -> None:
    content, html = cast_of.answer(language), page(language, "x")
    expected = [withheld.reason.say(language) for withheld in content.withheld]
    expected += [paragraph.says.say(language) for paragraph in content.paragraphs]
    expected += [cast_of.NAME, content.receipt_code, "1,100", "jcom/1#1234", "ab12cd34 ab12cd34"]
    assert not [words for words in expected if words not in html]


KINDS = sorted({each.name.split(".")[0] for each in framing.FOLDER.glob("*.ja.html")} - {"annexes"})


@pytest.mark.parametrize("kind", KINDS)
def test_japanese_and_english_pages_have_the_same_places(kind: str) -> None:
    written = (framing.template(f"{kind}.{language}.html") for language in ("ja", "en"))
    pages = [set(re.findall(r"\{\{[#^/$<>]?[\w.]+\}\}", page)) for page in written]
    only = {"{{#represented}}", "{{^represented}}", "{{/represented}}", "{{addressee.name}}"}
    assert pages[0] - only == pages[1] - only
    assert kind == "frame" or not {place for place in pages[0] if place[2] in "$<>"}


@pytest.mark.parametrize("kind", KINDS)
def test_japanese_and_english_letters_have_the_same_places(kind: str) -> None:
    place = re.compile(r"\bd((?:\.(?!split|join|len|map)\w+)+)")
    used = [set(place.findall(framing.template(f"{kind}.{language}.typ"))) for language in ("ja", "en")]
    assert used[0] == used[1]
    assert used[0]


def test_a_letter_fills_the_blocks_of_its_frame_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(framing, "FOLDER", tmp_path)
    (tmp_path / "frame.ja.html").write_text("<{{$a}}one{{/a}}>\n{{$b}}\ntwo\n{{/b}}\n{{$c}}{{/c}}end\n")
    (tmp_path / "part.ja.html").write_text("part\n")
    (tmp_path / "good.ja.html").write_text("{{<frame}}\n{{$a}}1{{/a}}\n{{$c}}{{>part}}{{/c}}\n{{/frame}}\n")
    (tmp_path / "bad.ja.html").write_text("{{<frame}}\n{{$d}}1{{/d}}\n{{/frame}}\n")
    framing.template.cache_clear()
    assert framing.template("good.ja.html") == "<1>\ntwo\npart\nend\n"
    with pytest.raises(ValueError, match="frame lacks: d"):
        framing.template("bad.ja.html")
    framing.template.cache_clear()


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{{a}}", "&lt;1&gt;"),
        ("{{#list}}[{{name}}{{a}}]{{/list}}", "[x&lt;1&gt;][y&lt;1&gt;]"),
        ("{{#rows}}{{#.}}{{.}},{{/.}};{{/rows}}", "1,2,;3,;"),
        ("{{#none}}x{{/none}}{{^none}}y{{/none}}", "y"),
        ("{{#some.in}}{{.}}{{/some.in}}{{^some.in}}no{{/some.in}}", "z"),
        ("{{some.in}}", "z"),
        ("a\n  {{#none}}\nx\n  {{/none}}\nb\n", "a\nb\n"),
    ],
)
def test_a_template_is_filled(template: str, filled: str) -> None:
    view = {
        "a": "<1>",
        "list": [{"name": "x"}, {"name": "y"}],
        "rows": [["1", "2"], ["3"]],
        "none": [],
        "some": {"in": "z"},
    }
    assert fill(template, view) == filled


@pytest.mark.parametrize("template", ["{{b}}", "{{a.b}}", "{{#b}}x{{/b}}"])
def test_a_place_without_a_value_is_an_error(template: str) -> None:
    with pytest.raises(KeyError):
        fill(template, {"a": "1"})


@pytest.mark.parametrize("template", ["{{#a}}", "{{#a}}{{#b}}{{/a}}{{/b}}"])
def test_a_section_that_is_not_closed_is_an_error(template: str) -> None:
    with pytest.raises(ValueError, match="section"):
        fill(template, {"a": "1", "b": "2"})
