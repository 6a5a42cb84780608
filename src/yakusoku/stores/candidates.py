"""
Rows that may be somebody's, each with what agrees and what does not.

A candidate decides nothing: staff confirm it with a reason, and only then is anything searched by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from yakusoku.datamap.parts import Collection
from yakusoku.stores import latin, likeness
from yakusoku.stores.comparing import Agreement, Comparison, compare, parts
from yakusoku.stores.values import Row, Value
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import Text, text

__all__ = [
    "Agreement",
    "Candidate",
    "Compared",
    "Facts",
    "Given",
    "Standing",
    "held_columns",
    "judge",
    "whole_facts",
]

Given = Mapping[str, Personal[str]]
Facts = Mapping[str, tuple[str, ...]]
"""What was given, whole; several of one fact (two telephone numbers) are alternatives."""
PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "name": (("full_name",), ("family_name", "given_name")),
    "kana": (("full_kana",), ("family_kana", "given_kana")),
    "address": (("address",), ("prefecture", "city", "street", "building"), ("prefecture", "city", "street")),
}
"""Facts that may be kept in parts: the words of the data map that make them up, whole first."""
_ALSO = {"telephone": "phone_number", "mobile": "phone_number", "phone": "phone_number",
         "name": "full_name", "kana": "full_kana"}  # fmt: skip
_OWN = ("family_name", "given_name", "family_kana", "given_kana")
_POINTS = {"name": (25, 12), "kana": (20, 10), "romaji": (10, 5), "birth_date": (25, 8), "phone_number": (20, 8),
           "email": (20, 0), "address": (20, 10), "postal_code": (5, 0), **dict.fromkeys(_OWN, (5, 2))}  # fmt: skip
_NUMBER_POINTS = (60, 0)
_SPELLINGS = 6
ELSEWHERE = "_elsewhere"
"""Ends the name of a fact in which a row agrees with another row, not with what was given."""


class Standing(StrEnum):
    """What the facts together say of a row; staff decide all the same."""

    PROPOSED = "proposed"
    UNSURE = "unsure"
    ALIKE = "alike"

    @property
    def says(self) -> Text:
        """Return it in words."""
        match self:
            case Standing.PROPOSED:
                return text("who it is and how to reach them both agree")
            case Standing.UNSURE:
                return text("the facts do not suffice")
            case Standing.ALIKE:
                return text("cannot be told apart from somebody else by what was given")


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact: what was given, what the row holds, why they agree or not, and the points for the score."""

    name: str
    agreement: Agreement
    points: int
    given: Personal[str]
    held: Personal[str] | None
    why: Text = field(default_factory=lambda: text("the row does not hold it, or it cannot be read"))

    @property
    def word(self) -> str:
        """Return the data map's word for the fact, also where another row held it."""
        return self.name.removesuffix(ELSEWHERE)

    @property
    def reason(self) -> Text | None:
        """Return why it is held to be alike, or None where nothing has to be explained."""
        return self.why if self.agreement is Agreement.LIKE else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A row that agrees in at least one fact.

    `identities` are those from which a search may begin: the ones in the row's own primary key, since a
    telephone number or an e-mail address may be shared in a household; others only where there is none.
    `holds` is every fact that the row holds, given or not, for comparing rows with each other.
    """

    store: str
    dataset: str
    collection: str
    key: Personal[tuple[Value, ...]]
    identities: Mapping[str, Personal[str]]
    facts: tuple[Compared, ...]
    score: int
    holds: Personal[Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: Personal({}))
    standing: Standing = Standing.UNSURE

    def agreement(self, fact: str) -> Agreement:
        """Return how one fact compares; what was not given does not."""
        return next((one.agreement for one in self.facts if one.name == fact), Agreement.NOT_COMPARABLE)

    @property
    def proposed(self) -> bool:
        """Return whether the facts suffice to suggest a link to staff, who decide."""
        return self.standing is Standing.PROPOSED

    @property
    def numbered(self) -> bool:
        """Return whether a number agrees that the company gave."""
        return any(one.agreement is Agreement.SAME for one in self.facts if one.name not in _POINTS)


def whole_facts(given: Given) -> dict[str, tuple[str, ...]]:
    """
    Return given facts whole: a name of family and given name, an address of its parts; blank ones left out.

    A part stands alone where the rest was not given. Several telephone numbers are kept side by side.
    """
    words: dict[str, str] = {}
    facts: dict[str, tuple[str, ...]] = {}
    for key, value in given.items():
        word = _ALSO.get(key, key)
        words[word] = value.reveal()
        if word not in _all_parts() and likeness.fold(word, value.reveal()):
            facts[word] = tuple(dict.fromkeys((*facts.get(word, ()), value.reveal())))
    for fact in PARTS:
        whole = list(dict.fromkeys(_joined(fact, words)))
        if any(likeness.fold(fact, one) for one in whole):
            facts[fact] = tuple(whole)
    for part in _OWN:
        if ("kana" if "kana" in part else "name") not in facts and likeness.fold(part, words.get(part, "")):
            facts[part] = (words[part],)
    return facts


def held_columns(collection: Collection) -> dict[str, list[tuple[str, ...]]]:
    """Return by fact the columns that hold it: several entries are alternatives, several columns one value."""
    by_word: dict[str, list[str]] = {}
    for one in collection.fields:
        if one.fact:
            by_word.setdefault(one.fact, []).append(one.name)
    found: dict[str, list[tuple[str, ...]]] = {}
    for fact, ways in PARTS.items():
        for way in ways:
            if fact not in found and all(word in by_word for word in way):
                found[fact] = [tuple(by_word[word][0] for word in way)]
    known = _all_parts() - set(_OWN)
    for word, columns in by_word.items():
        if word not in known:
            found.setdefault(word, []).extend((column,) for column in columns)
    return found


def in_latin(facts: Facts, held: Mapping[str, object]) -> Facts:
    """Return the facts with the name in Latin letters, made of its reading, where a row holds no other writing."""
    if "romaji" in facts or "romaji" not in held or "name" in held or "kana" in held:
        return facts
    spelled = [latin.spellings(likeness.kana(part)) for part in _reading(facts)]
    if len(spelled) != 2 or not all(spelled):
        return facts
    return {
        **facts,
        "romaji": tuple(" ".join(pair) for pair in product(*(ways[:_SPELLINGS] for ways in spelled))),
    }


def judge(collection: Collection, columns: tuple[str, ...], row: Row, facts: Facts) -> Candidate:
    """Return the row as a candidate, every given fact compared."""
    values = dict(zip(columns, row, strict=True))
    held = held_columns(collection)
    holds = {fact: kept for fact, ways in held.items() if (kept := _kept(fact, ways, values))}
    compared = tuple(
        _compared(fact, words, holds.get(fact, ())) for fact, words in sorted(in_latin(facts, held).items())
    )
    return Candidate(
        store=collection.store,
        dataset=collection.address.dataset,
        collection=collection.address.collection,
        key=Personal(tuple(values[name] for name in collection.key)),
        identities=_identities(collection, values),
        facts=compared,
        score=sum(one.points for one in compared),
        holds=Personal(holds),
    )


def points(fact: str, agreement: Agreement) -> int:
    """Return what an agreement of a fact adds to the score; a difference takes away what the same would add."""
    same, like = _POINTS.get(fact, _NUMBER_POINTS)
    match agreement:
        case Agreement.SAME:
            return same
        case Agreement.LIKE:
            return like
        case Agreement.DIFFERENT:
            return -same
        case Agreement.NOT_COMPARABLE:
            return 0


def _compared(fact: str, given: tuple[str, ...], kept: tuple[str, ...]) -> Compared:
    """Compare each that was given with each that is kept, and take the best."""
    if not kept:
        return Compared(fact, Agreement.NOT_COMPARABLE, 0, Personal(given[0]), None)
    pairs = [(one, words, compare(fact, one, words)) for one in given for words in kept]
    told, words, comparison = max(pairs, key=lambda pair: _strength(fact, pair[2]))
    worth = points(fact, comparison.agreement)
    return Compared(fact, comparison.agreement, worth, Personal(told), Personal(words), comparison.why)


def _strength(fact: str, comparison: Comparison) -> tuple[int, bool]:
    return points(fact, comparison.agreement), comparison.agreement is not Agreement.DIFFERENT


def _kept(fact: str, held: list[tuple[str, ...]], values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return what a row holds of a fact; parts of a name stay parted by a space."""
    between = " " if fact in ("name", "kana", "address") else ""
    kept = (between.join(str(values[name]) for name in way if values[name]) for way in held)
    return tuple(words for words in kept if likeness.fold(fact, words))


def _reading(facts: Facts) -> tuple[str, ...]:
    return next((found for words in facts.get("kana", ()) if (found := parts(words))), ())


def _identities(collection: Collection, values: Mapping[str, Value]) -> dict[str, Personal[str]]:
    holders = [one for one in collection.fields if one.identity]
    own = [one for one in holders if one.primary_key] or holders
    found: dict[str, Personal[str]] = {}
    for one in own:
        value = values.get(one.name)
        if one.identity and value not in (None, ""):
            found.setdefault(one.identity, Personal(str(value)))
    return found


def _joined(fact: str, words: Mapping[str, str]) -> Iterator[str]:
    for way in PARTS[fact]:
        if all(words.get(part, "").strip() for part in way):
            yield " ".join(words[part].strip() for part in way)


def _all_parts() -> frozenset[str]:
    return frozenset(word for ways in PARTS.values() for way in ways for word in way)
