"""What a ruling may ask for: the packaged facts, whose they are, and the words that say what is needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from yakusoku.decisions.trees import Is, Not, Tree
from yakusoku.policy import conditions
from yakusoku.terms.bilingual import Bilingual

About = Literal["person", "data", "use", "company"]
OPEN: frozenset[str] = frozenset({"person", "data"})
"""Whose facts may stay open while the person is not known."""


@dataclass(frozen=True)
class Fact:
    """
    A fact by its name. `says` completes "This takes …".

    `about`: whose it is. `scoped`: there is one for each thing it speaks of, named after a colon. `against`: the
    use needs that it is not so. `condition`: the word of the policy format that asks for it.
    """

    name: str
    about: About
    says: Bilingual
    holds: Literal["truth", "word", "day"] = "truth"
    scoped: bool = False
    against: bool = False
    condition: str | None = None

    def tree(self, scope: str = "") -> Tree:
        """Return the condition that this fact lets a use go on."""
        leaf = Is(f"{self.name}:{scope}" if self.scoped else self.name)
        return Not(leaf) if self.against else leaf


def _packaged() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("yakusoku.decisions").joinpath("data/facts.toml").read_text("utf-8"))


@cache
def known() -> Mapping[str, Fact]:
    """Return every packaged fact by its name."""
    made = {}
    for name, one in _packaged()["fact"].items():
        condition = one.get("condition", name if name in conditions.known() else None)
        says = Bilingual(one["en"], one["ja"]) if "en" in one else conditions.known()[condition].says
        made[name] = Fact(
            name,
            one["about"],
            says,
            one.get("holds", "truth"),
            one.get("scoped", False),
            one.get("against", False),
            condition,
        )
    return made


@cache
def gate_words() -> Mapping[str, Bilingual]:
    """Return the words of each gate that joins several facts."""
    return {name: Bilingual(one["en"], one["ja"]) for name, one in _packaged()["gate"].items()}


@cache
def by_condition() -> Mapping[str, Fact]:
    """Return the fact that answers each condition of the policy format."""
    return {fact.condition: fact for fact in known().values() if fact.condition is not None}


def family(fact: str) -> str:
    """Return the name of a fact without its scope: `consent` of `consent:purposes.news`."""
    return fact.partition(":")[0]


def may_stay_open(fact: str) -> bool:
    """Return whether a fact is one of the person or of data, so that it is asked of each person."""
    return known()[family(fact)].about in OPEN
