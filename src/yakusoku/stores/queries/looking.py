"""Reads of the company's stores: who may this be, and do the tables still match the data map."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from heapq import nlargest

from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.stores import registry
from yakusoku.stores.accepting import TriggerView, compare_triggers, running
from yakusoku.stores.asking import Question
from yakusoku.stores.candidates import Agreement, Candidate, Facts, Given, judge, whole_facts
from yakusoku.stores.dialects import dialect
from yakusoku.stores.drifting import compare, unreachable
from yakusoku.stores.ports import Family, Store, StoreTable, UnableToRead
from yakusoku.stores.receipts import TABLE
from yakusoku.stores.standing import ranked
from yakusoku.stores.values import plain_rows
from yakusoku.terms.findings import Finding

_MOST = 500
_OF_MANY = frozenset({"birth_date", "postal_code", "family_name", "given_name", "family_kana", "given_kana"})


def find_candidates(datamap: DataMap, given: Given) -> tuple[Candidate, ...]:
    """
    Return the rows that agree with what a person gave about herself, the best first.

    `given` is by the data map's words (`family_name`, `birth_date`, `phone_number`, `email`, a membership
    number's identity key, …). A row is looked up by number, telephone, e-mail, name, reading and birth date, each in
    its usual writings; every given fact is then compared and explained, and the rows are judged together
    (`standing`). At most 500 are returned, those with the best score.

    :raises UnableToRead: if a store does not answer or refuses; none is left out in silence
    """
    facts = whole_facts(given)
    families = _Families()
    found: list[Candidate] = []
    for collection in datamap.collections.values():
        if collection.walked and any(one.identity for one in collection.fields):
            best = nlargest(_MOST, _candidates(collection, facts, families), key=lambda one: one.score)
            found = nlargest(_MOST, [*found, *best], key=lambda one: one.score)
    return ranked(found)


def drift(datamap: DataMap) -> list[Finding]:
    """
    Return where the connected stores and the data map say different things, sorted by place.

    A store that does not answer is itself a finding.
    """
    findings: list[Finding] = []
    for name in datamap.stores:
        store = registry.get(name)
        try:
            tables, shapes = store.tables(), store.shapes()
        except UnableToRead as unable:
            findings.append(unreachable(datamap, name, unable))
        else:
            ours = TABLE if name in registry.with_receipts() else None
            there = [one for one in tables if one.name != ours]
            findings += compare(datamap, name, there, kind=store.dialect)
            findings += compare_triggers(datamap, name, shapes)
    return sorted(findings, key=lambda finding: finding.order)


def triggers(datamap: DataMap) -> tuple[TriggerView, ...]:
    """
    Return the triggers that run when rows of a declared collection change, by store and collection.

    :raises UnableToRead: if a store does not answer or refuses
    """
    return tuple(
        one for name in datamap.stores for one in running(datamap, name, registry.get(name).shapes())
    )


def _candidates(
    collection: Collection, facts: Facts, families: Callable[[Store, Collection], Mapping[str, Family]]
) -> Iterator[Candidate]:
    store = registry.get(collection.store)
    question = Question(dialect(store.dialect), collection, families(store, collection))
    question.ask(facts)
    if not question.conditions:
        return
    used = dict.fromkeys(
        (*collection.key, *(one.name for one in collection.fields if one.fact or one.identity))
    )
    columns = tuple(used)
    for batch in store.read(question.sql(columns), question.parameters, columns):
        for row in plain_rows(batch):
            candidate = judge(collection, columns, row, facts)
            if _names_somebody(candidate):
                yield candidate


def _names_somebody(one: Candidate) -> bool:
    """Say whether more agrees than what many have: a birthday, a postal code, half a name."""
    born = one.agreement("birth_date").agrees
    return any(
        (fact.agreement is Agreement.SAME and fact.name not in _OF_MANY)
        or (fact.agreement.agrees and born and fact.name not in ("birth_date", "postal_code"))
        for fact in one.facts
    )


class _Families:
    """The types of a store's columns, read once in a search; a SQLite file compares texts whatever they are."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[StoreTable, ...]] = {}

    def __call__(self, store: Store, collection: Collection) -> Mapping[str, Family]:
        if store.dialect == "sqlite":
            return {}
        if store.name not in self._known:
            self._known[store.name] = store.tables()
        schema, name = collection.schema, collection.address.collection
        found = (one for one in self._known[store.name] if one.is_called(schema, name))
        return {column.name: column.family for one in found for column in one.columns}
