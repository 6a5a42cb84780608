"""What a correction shall put in: facts about the person with their right content, sealed. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yakusoku.stores import likeness
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection, DataMap, Field

LABEL = "wish"
_PARTS = ("prefecture", "city", "street", "building")


@dataclass(frozen=True)
class Wish:
    """
    The right content by fact, under the data map's words: `postal_code`, `city`, `phone_number`, `email`, …

    `was` is what stands there now, for facts of which a record may hold several, as of two telephone numbers: only
    that one is corrected.
    """

    facts: Mapping[str, Personal[str]]
    was: Mapping[str, Personal[str]] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the canonical bytes that are sealed."""
        plain = {
            "facts": {name: value.reveal() for name, value in sorted(self.facts.items())},
            "was": {name: value.reveal() for name, value in sorted(self.was.items())},
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Wish:
        """Return what `to_bytes` wrote."""
        plain = json.loads(content)
        facts, was = ({name: Personal(one) for name, one in plain[key].items()} for key in ("facts", "was"))
        return cls(facts, was)

    def unknown(self, datamap: DataMap) -> int:
        """Count the facts that no column holds."""
        return len({*self.facts, *self.was} - facts(datamap))

    def unclear(self, datamap: DataMap) -> tuple[str, ...]:
        """Return the facts of which a collection holds several, and that do not say which is meant."""
        several = set()
        for collection in datamap.collections.values():
            named = [fact_of(one) for one in collection.fields if fact_of(one)]
            several |= {name for name in named if named.count(name) > 1}
        return tuple(sorted(several & self.facts.keys() - self.was.keys()))

    @property
    def whole(self) -> dict[str, Personal[str]]:
        """
        Return the facts, and the address in one where its parts are given: some systems keep it so.

        A building alone does not make an address; one that has none says so by an empty part.
        """
        made = dict(self.facts)
        if "address" not in made and set(_PARTS[:3]) <= made.keys():
            made["address"] = Personal("".join(made[name].reveal() for name in _PARTS if name in made))
        return made


@dataclass(frozen=True)
class Copy:
    """A column that holds a copy of a fact: its right content, and what it must hold now to be the one meant."""

    fact: str
    right: Personal[str]
    was: Personal[str] | None

    def is_wrong(self, value: object) -> bool:
        """Return whether a row with this value is to be corrected."""
        held = "" if value is None else str(value)
        if held == self.right.reveal():
            return False
        return self.was is None or likeness.fold(self.fact, held) == likeness.fold(
            self.fact, self.was.reveal()
        )


def fact_of(column: Field) -> str:
    """Return which fact about the person a column holds; an identity is one, too."""
    return column.fact or column.identity or ""


def facts(datamap: DataMap) -> frozenset[str]:
    """Return all facts that some column holds."""
    return frozenset(
        fact_of(column) for one in datamap.collections.values() for column in one.fields if fact_of(column)
    )


def copies(collection: Collection, wish: Wish, *, referred: frozenset[str] = frozenset()) -> dict[str, Copy]:
    """
    Return the columns of a collection that hold a copy of what is to be corrected.

    A column that other rows are found by (its key, one that refers, one that others refer to, or that its program does
    not let anybody change) is no copy: to correct it would tear the person's rows apart.
    """
    whole = wish.whole
    return {
        one.name: Copy(fact_of(one), whole[fact_of(one)], wish.was.get(fact_of(one)))
        for one in collection.fields
        if fact_of(one) in whole
        and not (one.primary_key or one.read_only or one.references or one.name in referred)
    }
