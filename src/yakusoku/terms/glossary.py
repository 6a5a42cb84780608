"""The words of the house: each bound to one Japanese word, with what it means and what it is not called."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from yakusoku.terms.bilingual import Bilingual

_FILE = Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True)
class Term:
    """
    One word: `code` stands in Python names, `label` is what people read.

    The English label may be a word of the GDPR, as readers of English expect; the Japanese one is the Act's.
    `not_code` says which words are rejected for it and why. `later` marks a word that no code uses yet.
    """

    code: str
    label: Bilingual
    reading: str
    means: Bilingual
    law: str | None
    not_code: Mapping[str, str]
    forms: tuple[str, ...]
    later: bool


@dataclass(frozen=True)
class Allowed:
    """A rejected word that is right in one place, with the reason."""

    word: str
    place: str
    because: str


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _term(raw: dict[str, Any]) -> Term:
    code = raw["code"]
    return Term(
        code=code,
        label=Bilingual(en=raw.get("en", code.replace("_", " ")), ja=raw["ja"]),
        reading=raw["reading"],
        means=Bilingual(**raw["means"]),
        law=raw.get("law"),
        not_code=raw["not_code"],
        forms=tuple(raw.get("forms", ())),
        later=raw.get("later", False),
    )


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return every word in the order of the file."""
    return tuple(_term(raw) for raw in _raw()["term"])


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Term]:
    return {term.code: term for term in terms()}


def term(code: str) -> Term:
    """Return the word that code calls `code`. :raises KeyError: if the glossary has none"""
    return _by_code()[code]


def spellings() -> Mapping[str, str]:
    """Return the American spelling by each rejected one."""
    return dict(_raw()["spelling"])


def allowed() -> tuple[Allowed, ...]:
    """Return where a rejected word is right."""
    return tuple(Allowed(raw["word"], raw["place"], raw["because"]) for raw in _raw().get("allowed", ()))
