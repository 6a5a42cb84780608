"""
The question that looks for a person's rows in one collection.

Every condition compares a plain column with a list of writings, so that an index on the column can answer it; no
function is called on a column, and no pattern is used. What a condition finds too much is left out afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from yakusoku.datamap.parts import Collection
from yakusoku.stores import latin, likeness
from yakusoku.stores.candidates import Facts, held_columns, in_latin
from yakusoku.stores.comparing import parts
from yakusoku.stores.dialects import Dialect, KeyKind, select
from yakusoku.stores.ports import Family

_BETWEEN = ("", " ", "\u3000")
_MOST_WHOLE = 600
_NEVER_ALONE = frozenset({"postal_code", "address", "romaji", "name", "kana", "family_name", "given_name",
                          "family_kana", "given_kana"})  # fmt: skip


@dataclass
class Question:
    """What is asked of one collection; `families` are the types of its columns, where they matter."""

    speech: Dialect
    collection: Collection
    families: Mapping[str, Family]
    conditions: list[str] = field(default_factory=list)
    parameters: list[object] = field(default_factory=list)

    def ask(self, facts: Facts) -> None:
        """Look up every fact, and those together that name too many people alone."""
        held = held_columns(self.collection)
        for fact, given in sorted(facts.items()):
            if fact not in _NEVER_ALONE:
                for (column,) in held.get(fact, []):
                    self._ask((column, _each(fact, given)))
        for fact, own in (("name", ("family_name", "given_name")), ("kana", ("family_kana", "given_kana"))):
            for way in held.get(fact, []):
                self._ask_name(fact, own, way, facts)
            self._ask_by_postal_code(own[1], fact, held, facts)
        self._ask_latin(held, facts)

    def sql(self, columns: tuple[str, ...]) -> str:
        """Return the whole statement."""
        order = [self.speech.ordered(name, None) for name in self.collection.key or columns]
        table = self.speech.table(self.collection.schema, self.collection.address.collection)
        return select(self.speech, columns, table, self.conditions, order)

    def _ask_name(self, fact: str, own: tuple[str, str], way: tuple[str, ...], facts: Facts) -> None:
        given = facts.get(fact, ())
        if not given:
            return
        if len(way) == 1:
            self._ask((way[0], sorted({words for one in given for words in _whole(fact, own, one)})))
            return
        pairs = [pair for one in given for pair in _splits(one)]
        written = [
            sorted({words for pair in pairs for words in likeness.writings(own[place], pair[place])})
            for place in (0, 1)
        ]
        self._ask(*zip(way, written, strict=True))

    def _ask_by_postal_code(
        self, own: str, fact: str, held: Mapping[str, list[tuple[str, ...]]], facts: Facts
    ) -> None:
        """Look for a given name at the postal code: the family name may be another, the telephone too."""
        firsts = [pair[1] for one in facts.get(fact, ()) if (pair := parts(one))]
        if not firsts or "postal_code" not in facts or own not in held or "postal_code" not in held:
            return
        [(code,), *_], [(column,), *_] = held["postal_code"], held[own]
        self._ask((code, _each("postal_code", facts["postal_code"])), (column, _each(own, firsts)))

    def _ask_latin(self, held: Mapping[str, list[tuple[str, ...]]], facts: Facts) -> None:
        words = {one.strip() for one in in_latin(facts, held).get("romaji", ())}
        for one in facts.get("kana", ()):
            if (pair := parts(one)) is not None:
                words.update(latin.writings(*map(likeness.kana, pair)))
        for (column,) in held.get("romaji", []) if "name" not in held and words else []:
            self._ask((column, sorted(words)))

    def _ask(self, *wanted: tuple[str, Iterable[str]]) -> None:
        parted = [(column, [*writings]) for column, writings in wanted]
        if all(writings for _, writings in parted):
            made = [self._within(column, writings) for column, writings in parted]
            self.conditions.append(made[0] if len(made) == 1 else f"({' AND '.join(made)})")

    def _within(self, column: str, writings: list[str]) -> str:
        family = self.families.get(column, "text")
        kind: KeyKind = "date" if family == "date" else "text"
        if kind == "date":
            writings = sorted({day for one in writings if (day := likeness.day(one))})
        self.parameters += self.speech.parameters([(one,) for one in writings], 1)
        expression = (
            self.speech.column(column) if family in ("text", "date") else f"({self.speech.joined((column,))})"
        )
        return self.speech.within(expression, kind, len(self.parameters))


def _each(fact: str, given: Iterable[str]) -> list[str]:
    return sorted({words for one in given for words in likeness.writings(fact, one)})


def _whole(fact: str, own: tuple[str, str], words: str) -> Iterator[str]:
    """Yield the writings of a whole name in one column: with a space of either width, or none."""
    yield from likeness.writings(fact, words)
    yield words.strip()
    if (pair := parts(words)) is not None:
        ways = product(
            *(likeness.writings(fact_of, part) for fact_of, part in zip(own, pair, strict=True)), _BETWEEN
        )
        yield from (f"{family}{between}{first}" for family, first, between in islice(ways, _MOST_WHOLE))


def _splits(words: str) -> list[tuple[str, str]]:
    """Return family and given name; without a space, every way to part the name."""
    if (pair := parts(words)) is not None:
        return [pair]
    plain = "".join(words.split())
    return [(plain[:place], plain[place:]) for place in range(1, len(plain))]
