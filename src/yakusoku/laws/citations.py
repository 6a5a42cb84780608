"""How an article is written out: `A33(2)(i)` is 個人情報保護法第33条第2項第1号."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

from yakusoku.laws.values import Status, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

_FORM = re.compile(r"(?P<marker>[A-Z]+?)(?P<rest>[0-9].*)?\Z")
_ARTICLE = re.compile(r"(?P<article>[0-9]+)(?P<branches>(?:-[0-9]+)*)(?P<parts>(?:\([0-9a-z]+\))*)\Z")
_ROMAN = {"i": 1, "v": 5, "x": 10}


class Coming(Strict):
    """A change that is passed and not in force: when it was promulgated, and by when it will be in force."""

    promulgated: date
    at_latest: date
    says: Bilingual
    status: Status


class Law(Strict):
    """
    A law or norm: its names, its number, and how its parts are counted.

    Below a paragraph stand items in Roman numerals (Japan) or points with letters (European Union).
    """

    marker: str
    name: Bilingual
    short: Bilingual
    number: Bilingual | None = None
    counts: Literal["articles", "sections"]
    below: Literal["items", "points"] = "items"
    status: Status
    coming: tuple[Coming, ...] = ()


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
    if parsed is None or (named.below == "items" and re.search(r"\([a-z]*[^0-9ivx()][a-z]*\)", rest)):
        return Bilingual(f"{named.short.en}, Article {rest}", f"{named.short.ja} {rest}")
    return _written_out(named, parsed["article"], parsed["branches"], parsed["parts"])


def _written_out(named: Law, article: str, branches: str, parts: str) -> Bilingual:
    english = f"{named.short.en}, Article {article}{branches}"
    japanese = f"{named.short.ja}第{article}条{branches.replace('-', 'の')}"
    for part in re.findall(r"\(([0-9a-z]+)\)", parts):
        if part.isdigit():
            english += f", paragraph {part}"
            japanese += f"第{part}項"
        elif named.below == "points":
            english += f", point ({part})"
            japanese += f"({part})"
        else:
            english += f", item {_number(part)}"
            japanese += f"第{_number(part)}号"
    return Bilingual(english, japanese)


def _number(roman: str) -> int:
    """Return a Roman numeral as a number; a smaller sign before a larger one is taken away."""
    signs = [_ROMAN[sign] for sign in roman]
    after = [*signs[1:], 0]
    return sum(-sign if sign < following else sign for sign, following in zip(signs, after, strict=True))
