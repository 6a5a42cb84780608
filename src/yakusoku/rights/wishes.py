"""What a correction shall put in: facts about the person with their right content, sealed. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection, DataMap, Field

LABEL = "wish"
_PARTS = ("prefecture", "city", "street", "building")


@dataclass(frozen=True)
class Wish:
    """The right content by fact, under the data map's words: `postal_code`, `city`, `phone_number`, `email`, …"""

    facts: Mapping[str, Personal[str]]

    def to_bytes(self) -> bytes:
        """Return the canonical bytes that are sealed."""
        plain = {name: value.reveal() for name, value in sorted(self.facts.items())}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Wish:
        """Return what `to_bytes` wrote."""
        return cls({name: Personal(value) for name, value in json.loads(content).items()})

    def unknown(self, datamap: DataMap) -> int:
        """Count the facts that no column holds."""
        return len(self.facts.keys() - facts(datamap))

    @property
    def whole(self) -> dict[str, Personal[str]]:
        """
        Return the facts, and the address in one where all its parts are given: some systems keep it so.

        A building alone does not make an address; one that has none says so by an empty part.
        """
        made = dict(self.facts)
        if "address" not in made and set(_PARTS[:3]) <= made.keys():
            parts = [made[name].reveal() for name in _PARTS if name in made]
            made["address"] = Personal("".join(parts))
        return made


def fact_of(field: Field) -> str:
    """Return which fact about the person a column holds; an identity is one, too."""
    return field.fact or field.identity or ""


def facts(datamap: DataMap) -> frozenset[str]:
    """Return all facts that some column holds."""
    return frozenset(
        fact_of(field) for one in datamap.collections.values() for field in one.fields if fact_of(field)
    )


def copies(
    collection: Collection, wish: Wish, *, referred: frozenset[str] = frozenset()
) -> dict[str, Personal[str]]:
    """
    Return the columns of a collection that hold a copy of what is to be corrected, each with its right content.

    A column that other rows are found by (its key, one that refers, one that others refer to, or that its program does
    not let anybody change) is no copy: to correct it would tear the person's rows apart.
    """
    whole = wish.whole
    return {
        one.name: whole[fact_of(one)]
        for one in collection.fields
        if fact_of(one) in whole
        and not (one.primary_key or one.read_only or one.references or one.name in referred)
    }
