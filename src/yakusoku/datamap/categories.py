"""
Kinds of data: the keys of fideslang and a `jp` extension, each with its name in both languages.

A category permits what lies below it, cut at dots. Special-care information (要配慮個人情報) is never
permitted by what lies above it: it must be named.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from yakusoku.terms.bilingual import Bilingual

Kind = Literal["special_care", "identification_code", "communication_secrecy", "finance_sensitive"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of data; `kind` says which rule of law makes it particular, if one does."""

    key: str
    name: Bilingual
    kind: Kind | None


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Category]:
    """Return every packaged category by its key, in the order of keys."""
    read = tomllib.loads(files("yakusoku.datamap").joinpath("data/categories.toml").read_text("utf-8"))
    written = {**read["fideslang"], **read["jp"]}
    made: dict[str, Category] = {}
    for key in sorted(written):
        above = made.get(key.rpartition(".")[0])
        kind = written[key].get("kind") or (above.kind if above else None)
        made[key] = Category(key, Bilingual(written[key]["en"], written[key]["ja"]), kind)
    return made


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Return the keys of all packaged categories."""
    return frozenset(catalogue())


def kind_of(category: str) -> Kind | None:
    """Return the particular kind of `category`, taken from the nearest known key at or above it."""
    while category:
        if found := catalogue().get(category):
            return found.kind
        category = category.rpartition(".")[0]
    return None


def covers(permitted: str, category: str) -> bool:
    """
    Return whether leave for `permitted` is leave for `category`.

    A key covers itself and what lies below it, cut at dots: `user.contact` covers `user.contact.email` and
    not `user.contact_preferences`. Special-care information needs its own key (Act article 20(2)).
    """
    if permitted == category:
        return True
    return lies_in(category, permitted) and kind_of(category) != "special_care"


def lies_in(category: str, target: str) -> bool:
    """Return whether `category` is `target` or lies below it, cut at dots; unlike `covers` this grants nothing."""
    return category == target or category.startswith(f"{target}.")


def nearest(category: str) -> str | None:
    """Return the known key that looks most like `category`, or None where none does."""
    close = get_close_matches(category, sorted(known()), n=1, cutoff=0.6)
    return close[0] if close else None
