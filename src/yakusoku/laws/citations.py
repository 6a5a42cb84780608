"""How an article is written out: `A33(2)(i)` is 個人情報保護法第33条第2項第1号."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from yakusoku.laws.values import Status, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

_FORM = re.compile(r"(?P<marker>[A-Z]+?)(?P<rest>[0-9].*)?\Z")
_ARTICLE = re.compile(r"(?P<article>[0-9]+)(?P<branches>(?:-[0-9]+)*)(?P<parts>(?:\([0-9ivx]+\))*)\Z")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


class Law(Strict):
    """A law or norm: its names, its number, and how its parts are counted."""

    marker: str
    name: Bilingual
    short: Bilingual
    number: Bilingual | None = None
    counts: Literal["articles", "sections"]
    status: Status


class LawsFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    laws: dict[str, Law]


def codes() -> frozenset[str]:
    """Return the codes of all laws and norms."""
    return frozenset(packaged(LawsFile, "laws.yaml").laws)


def law(code: str) -> Law:
    """Return the law `code`. :raises KeyError: if it is not one of `codes()`"""
    return packaged(LawsFile, "laws.yaml").laws[code]


def known_form(article: str) -> bool:
    """Return whether `article` begins with the mark of a law that is known here, such as `A33(2)`."""
    form = _FORM.match(article)
    marks = {one.marker for one in packaged(LawsFile, "laws.yaml").laws.values()}
    return form is not None and form["marker"] in marks


@cache
def cite(article: str) -> Bilingual:
    """
    Return an article as letters write it, in both languages; what has no known form is returned as it stands.

    `A33(2)(i)` gives "APPI, Article 33, paragraph 2, item 1" and 個人情報保護法第33条第2項第1号.
    """
    form = _FORM.match(article)
    known = {one.marker: one for one in packaged(LawsFile, "laws.yaml").laws.values()}
    if form is None or form["marker"] not in known:
        return Bilingual(article, article)
    named, rest = known[form["marker"]], form["rest"] or ""
    if not rest:
        return named.short
    if named.counts == "sections":
        return Bilingual(f"{named.short.en}, section {rest}", f"{named.short.ja} {rest}")
    parsed = _ARTICLE.match(rest)
    if parsed is None:
        return Bilingual(f"{named.short.en}, Article {rest}", f"{named.short.ja} {rest}")
    return _written_out(named, parsed["article"], parsed["branches"], parsed["parts"])


def _written_out(named: Law, article: str, branches: str, parts: str) -> Bilingual:
    english = f"{named.short.en}, Article {article}{branches}"
    japanese = f"{named.short.ja}第{article}条{branches.replace('-', 'の')}"
    for part in re.findall(r"\(([0-9ivx]+)\)", parts):
        if part.isdigit():
            english += f", paragraph {part}"
            japanese += f"第{part}項"
        else:
            english += f", item {_ROMAN[part]}"
            japanese += f"第{_ROMAN[part]}号"
    return Bilingual(english, japanese)
