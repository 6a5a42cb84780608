"""A page as plain text, Markdown or HTML. The words are the same in all three; only what stands around them differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Literal

from yakusoku.notices.parts import Block, Page, Sentence

Format = Literal["text", "md", "html"]

_STYLE = """\
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; line-height: 1.7; font-size: 1rem; overflow-wrap: anywhere; }
:lang(ja) { line-height: 1.9; line-break: strict; text-autospace: normal; text-spacing-trim: trim-start; }
h1 { font-size: 1.6rem; line-height: 1.3; } h2 { font-size: 1.3rem; margin-top: 2.5rem; }
h3 { font-size: 1rem; margin: 1.6rem 0 0.3rem; } section ul { margin: 0; padding-left: 1.5rem; }
.clauses { font-size: 0.8rem; font-weight: normal; }
a:focus-visible { outline: 3px solid; }
"""


def write(page: Page, form: Format) -> str:
    """Return the page in the form that is asked for; the same page gives the same text."""
    writers: Mapping[Format, Callable[[Page], Iterator[str]]] = {"text": _text, "md": _md, "html": _html}
    return "\n".join(writers[form](page)) + "\n"


def _labeled(sentence: Sentence, page: Page) -> str:
    colon = "：" if page.language == "ja" else ": "
    return f"{sentence.label}{colon}{sentence.text}".rstrip() if sentence.label else sentence.text


def _clauses(block: Block) -> str:
    return " ".join(block.head.clauses)


def _text(page: Page) -> Iterator[str]:
    yield from (page.title, page.dated)
    for section in page.sections:
        yield from ("", f"■ {section.title}" if page.language == "ja" else section.title.upper())
        for block in section.blocks:
            clauses = _clauses(block)
            yield ""
            yield f"{block.head.text} [{clauses}]" if clauses else block.head.text
            for fact in block.facts:
                yield f"  {_labeled(fact, page)}"
                yield from (
                    f"    ・{item}" if page.language == "ja" else f"    - {item}" for item in fact.items
                )


def _plain(words: str) -> str:
    """Return words in which Markdown reads nothing but words."""
    for sign in "\\`*_[]<>#|":
        words = words.replace(sign, f"\\{sign}")
    return words


def _md(page: Page) -> Iterator[str]:
    yield from (f"# {_plain(page.title)}", "", page.dated)
    for section in page.sections:
        yield from ("", f"## {section.title}")
        for block in section.blocks:
            clauses = _clauses(block)
            yield from ("", f"### {_plain(block.head.text)}")
            if clauses:
                yield from ("", f"*{clauses}*")
            if block.facts:
                yield ""
            for fact in block.facts:
                yield f"- {_md_fact(fact, page)}"
                yield from (f"    - {_plain(item)}" for item in fact.items)


def _md_fact(fact: Sentence, page: Page) -> str:
    words = _plain(fact.text)
    if fact.link and fact.text:
        bare = not any(sign in fact.link for sign in " ()<>")
        words = f"[{words}]({fact.link})" if bare else f"[{words}](<{fact.link}>)"
    if not fact.label:
        return words
    colon = "：" if page.language == "ja" else ":"
    return f"**{fact.label}{colon}** {words}".rstrip()


def _html(page: Page) -> Iterator[str]:
    language = escape(page.language)
    yield from ("<!DOCTYPE html>", f'<html lang="{language}">', "<head>", '<meta charset="utf-8">')
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(page.title)}</title>"
    yield from (f"<style>\n{_STYLE}</style>", "</head>", "<body>", "<main>")
    yield from (f"<h1>{escape(page.title)}</h1>", f"<p>{escape(page.dated)}</p>")
    yield from (f'<nav aria-labelledby="contents"><h2 id="contents">{escape(page.contents)}</h2>', "<ul>")
    for section in page.sections:
        yield f'<li><a href="#{section.id}">{escape(section.title)}</a></li>'
    yield from ("</ul>", "</nav>")
    anchored: set[str] = set()
    for section in page.sections:
        yield f'<section aria-labelledby="{section.id}">'
        yield f'<h2 id="{section.id}">{escape(section.title)}</h2>'
        for block in section.blocks:
            yield from _html_block(block, page, anchored)
        yield "</section>"
    yield from ("</main>", "</body>", "</html>")


def _html_block(block: Block, page: Page, anchored: set[str]) -> Iterator[str]:
    head = block.head
    clauses = f' <span class="clauses">{escape(_clauses(block))}</span>' if head.clauses else ""
    yield f'<h3 id="{escape(head.id)}">{_anchors(head, anchored)}{escape(head.text)}{clauses}</h3>'
    if not block.facts:
        return
    yield "<ul>"
    for fact in block.facts:
        yield _html_fact(fact, page, anchored)
    yield "</ul>"


def _html_fact(fact: Sentence, page: Page, anchored: set[str]) -> str:
    words = escape(fact.text)
    if fact.link and fact.text:
        words = f'<a href="{escape(fact.link)}">{words}</a>'
    if fact.items:
        words += "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in fact.items) + "</ul>"
    colon = "：" if page.language == "ja" else ": "
    label = f"<b>{escape(fact.label)}{colon}</b>" if fact.label else ""
    return f'<li id="{escape(fact.id)}">{_anchors(fact, anchored)}{label}{words}</li>'


def _anchors(sentence: Sentence, anchored: set[str]) -> str:
    """Return a place to link to for each clause that is first kept here."""
    new = [clause for clause in sentence.clauses if clause not in anchored]
    anchored.update(new)
    return "".join(f'<span id="{escape(clause)}"></span>' for clause in new)
