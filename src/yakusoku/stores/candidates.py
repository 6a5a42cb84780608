"""
Rows that may be somebody's, each with what agrees and what does not.

A candidate decides nothing: staff confirm it with a reason, and only then is anything searched by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yakusoku.datamap.parts import Collection
from yakusoku.stores import likeness
from yakusoku.stores.values import Row, Value
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import Text, text

Given = Mapping[str, Personal[str]]
PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "name": (("full_name",), ("family_name", "given_name")),
    "kana": (("full_kana",), ("family_kana", "given_kana")),
    "address": (("address",), ("prefecture", "city", "street", "building"), ("prefecture", "city", "street")),
}
"""Facts that may be kept in parts: the words of the data map that make them up, whole first."""
_ALSO = {"telephone": "phone_number", "mobile": "phone_number", "phone": "phone_number",
         "name": "full_name", "kana": "full_kana"}  # fmt: skip
_POINTS = {"name": 25, "kana": 20, "romaji": 10, "birth_date": 25, "phone_number": 20, "email": 20,
           "address": 20, "postal_code": 5}  # fmt: skip
_NUMBER_POINTS = 60


class Agreement(StrEnum):
    """What comparing one fact shows."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_COMPARABLE = "not_comparable"

    @property
    def says(self) -> Text:
        """Return it in words."""
        match self:
            case Agreement.SAME:
                return text("the same")
            case Agreement.DIFFERENT:
                return text("different")
            case Agreement.NOT_COMPARABLE:
                return text("not comparable")


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact: what was given, what the row holds, and the points it adds to the score (or takes away)."""

    name: str
    agreement: Agreement
    points: int
    given: Personal[str]
    held: Personal[str] | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A row that agrees in at least one fact.

    `identities` are those from which a search may begin: the ones in the row's own primary key, since a
    telephone number or an e-mail address may be shared in a household; others only where there is none.
    """

    store: str
    dataset: str
    collection: str
    key: Personal[tuple[Value, ...]]
    identities: Mapping[str, Personal[str]]
    facts: tuple[Compared, ...]
    score: int


def whole_facts(given: Given) -> dict[str, str]:
    """Return given facts whole: a name of family and given name, an address of its parts; blank ones left out."""
    words = {_ALSO.get(key, key): value.reveal() for key, value in given.items()}
    facts = {key: word for key, word in words.items() if not any(key in part for part in _all_parts())}
    for fact in PARTS:
        if (made := _joined(fact, words)) is not None:
            facts[fact] = made
    return {fact: word for fact, word in facts.items() if likeness.fold(fact, word)}


def held_columns(collection: Collection) -> dict[str, list[tuple[str, ...]]]:
    """Return by fact the columns that hold it: several entries are alternatives, several columns one value."""
    by_word: dict[str, list[str]] = {}
    for field in collection.fields:
        if field.fact:
            by_word.setdefault(field.fact, []).append(field.name)
    found: dict[str, list[tuple[str, ...]]] = {}
    for fact, ways in PARTS.items():
        for way in ways:
            if fact not in found and all(word in by_word for word in way):
                found[fact] = [tuple(by_word[word][0] for word in way)]
    parts = _all_parts()
    for word, columns in by_word.items():
        if word not in parts:
            found.setdefault(word, []).extend((column,) for column in columns)
    return found


def judge(collection: Collection, columns: tuple[str, ...], row: Row, facts: Mapping[str, str]) -> Candidate:
    """Return the row as a candidate, every given fact compared."""
    values = dict(zip(columns, row, strict=True))
    held = held_columns(collection)
    compared = tuple(
        _compare(fact, words, held.get(fact, []), values) for fact, words in sorted(facts.items())
    )
    return Candidate(
        store=collection.store,
        dataset=collection.address.dataset,
        collection=collection.address.collection,
        key=Personal(tuple(values[name] for name in collection.key)),
        identities=_identities(collection, values),
        facts=compared,
        score=sum(one.points for one in compared),
    )


def _compare(fact: str, given: str, held: list[tuple[str, ...]], values: Mapping[str, Value]) -> Compared:
    wanted = likeness.fold(fact, given)
    kept = ["".join(str(values[name] or "") for name in way) for way in held]
    kept = [words for words in kept if likeness.fold(fact, words)]
    points = _POINTS.get(fact, _NUMBER_POINTS)
    if not kept:
        return Compared(fact, Agreement.NOT_COMPARABLE, 0, Personal(given), None)
    for words in kept:
        if _same(fact, wanted, likeness.fold(fact, words)):
            return Compared(fact, Agreement.SAME, points, Personal(given), Personal(words))
    return Compared(fact, Agreement.DIFFERENT, -points, Personal(given), Personal(kept[0]))


def _same(fact: str, given: str, held: str) -> bool:
    """Return whether two folded facts agree; an address may be written with the building or without."""
    if fact != "address":
        return given == held
    shorter, longer = sorted((given, held), key=len)
    return longer.startswith(shorter) and not longer[len(shorter) :][:1].isdigit()


def _identities(collection: Collection, values: Mapping[str, Value]) -> dict[str, Personal[str]]:
    holders = [field for field in collection.fields if field.identity]
    own = [field for field in holders if field.primary_key] or holders
    found: dict[str, Personal[str]] = {}
    for field in own:
        value = values.get(field.name)
        if field.identity and value not in (None, ""):
            found.setdefault(field.identity, Personal(str(value)))
    return found


def _joined(fact: str, words: Mapping[str, str]) -> str | None:
    for way in PARTS[fact]:
        if all(words.get(part, "").strip() for part in way):
            return "".join(words[part] for part in way)
    return None


def _all_parts() -> frozenset[str]:
    return frozenset(word for ways in PARTS.values() for way in ways for word in way)
