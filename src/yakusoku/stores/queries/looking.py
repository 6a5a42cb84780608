"""Reads of the company's stores: who may this be, and do the tables still match the data map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.stores import likeness, registry
from yakusoku.stores.candidates import Agreement, Candidate, Given, held_columns, judge, whole_facts
from yakusoku.stores.dialects import Dialect, dialect, select
from yakusoku.stores.drifting import compare, unreachable
from yakusoku.stores.ports import UnableToRead
from yakusoku.stores.values import plain_rows
from yakusoku.terms.findings import Finding

_SPACES = (" ", "\u3000")
_PHONE_MARKS = ("-", " ", "(", ")", "‐", "−", "－", "ー", "（", "）", "\u3000")


def find_candidates(datamap: DataMap, given: Given) -> tuple[Candidate, ...]:
    """
    Return the rows that agree with what a person gave about herself, the best first.

    `given` is by the data map's words (`family_name`, `birth_date`, `phone_number`, `email`, a membership
    number's identity key, …). A row is looked up by number, telephone, e-mail, name and kana, and by birth date
    together with the family name; every given fact is then compared and explained.

    :raises UnableToRead: if a store does not answer or refuses; none is left out in silence
    """
    facts = whole_facts(given)
    family = {key: given[key].reveal() for key in ("family_name", "family_kana") if key in given}
    found: list[Candidate] = []
    for collection in datamap.collections.values():
        if collection.walked and any(one.identity for one in collection.fields):
            found += _candidates(collection, facts, family)
    found.sort(key=lambda one: (-one.score, one.dataset, one.collection, str(one.key.reveal())))
    return tuple(found)


def drift(datamap: DataMap) -> list[Finding]:
    """
    Return where the connected stores and the data map say different things, sorted by place.

    A store that does not answer is itself a finding.
    """
    findings: list[Finding] = []
    for name in datamap.stores:
        try:
            tables = registry.get(name).tables()
        except UnableToRead as unable:
            findings.append(unreachable(datamap, name, unable))
        else:
            findings += compare(datamap, name, tables)
    return sorted(findings, key=lambda finding: finding.order)


def _candidates(
    collection: Collection, facts: Mapping[str, str], family: Mapping[str, str]
) -> list[Candidate]:
    store = registry.get(collection.store)
    question = _Question(dialect(store.dialect), collection)
    for fact, words in sorted(facts.items()):
        question.ask(fact, words)
    question.ask_day_and_family(facts.get("birth_date", ""), family)
    if not question.conditions:
        return []
    used = dict.fromkeys(
        (*collection.key, *(one.name for one in collection.fields if one.fact or one.identity))
    )
    columns = tuple(used)
    found = []
    for batch in store.read(question.sql(columns), question.parameters, columns):
        for row in plain_rows(batch):
            candidate = judge(collection, columns, row, facts)
            if any(fact.agreement is Agreement.SAME for fact in candidate.facts):
                found.append(candidate)
    return found


@dataclass
class _Question:
    """One statement that looks up a collection by several facts at once."""

    speech: Dialect
    collection: Collection
    conditions: list[str] = field(default_factory=list)
    parameters: list[object] = field(default_factory=list)

    def ask(self, fact: str, words: str) -> None:
        """Look up `fact` in every column that holds it; postal code and address alone name too many people."""
        if fact in ("postal_code", "address", "romaji", "birth_date"):
            return
        for way in held_columns(self.collection).get(fact, []):
            self.conditions.append(self._within(fact, way, words))

    def ask_day_and_family(self, day: str, family: Mapping[str, str]) -> None:
        """Look up the birth date together with the family name or its kana, where a given name may be miswritten."""
        held = {one.fact: one.name for one in self.collection.fields if one.fact}
        if not day or "birth_date" not in held:
            return
        for word, fact in (("family_name", "name"), ("family_kana", "kana")):
            if family.get(word, "").strip() and word in held:
                born = self._within("birth_date", (held["birth_date"],), day)
                self.conditions.append(f"({born} AND {self._within(fact, (held[word],), family[word])})")

    def sql(self, columns: tuple[str, ...]) -> str:
        """Return the whole statement."""
        order = [self.speech.ordered(name, None) for name in self.collection.key or columns]
        table = self.speech.table(self.collection.schema, self.collection.address.collection)
        return select(self.speech, columns, table, self.conditions, order)

    def _within(self, fact: str, way: tuple[str, ...], words: str) -> str:
        expression = self.speech.joined(way)
        if fact == "phone_number":
            expression = _without(expression, _PHONE_MARKS)
        elif fact in ("name", "kana"):
            expression = _without(expression, _SPACES)
        elif fact == "email":
            expression = f"LOWER(TRIM({expression}))"
        self.parameters += self.speech.parameters([(one,) for one in likeness.writings(fact, words)], 1)
        return self.speech.within(f"({expression})", "text", len(self.parameters))


def _without(expression: str, marks: tuple[str, ...]) -> str:
    for mark in marks:
        expression = f"REPLACE({expression}, '{mark}', '')"
    return expression
