"""
Walking a data map of a thousand collections that all hold an identity, beside the least that anybody could do.

The floor goes through the same fields and references once and notes what is reached; it orders nothing and knows
nothing of keys. Each run gets a map that nobody looked at before. The last line is the walk in Fides' terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

from yakusoku.datamap.graph import walk
from yakusoku.datamap.interchange import in_fides_terms
from yakusoku.datamap.parts import Address, Collection, DataMap, Dataset, Field, Reference
from yakusoku.stores.plans import compile_disclosure
from yakusoku.terms.findings import Where

_COLLECTIONS, _PLAIN = 1000, 7
_RUNS = 15
_PLACE = Where("datamap/large.yaml", 1, 1)


def run() -> Iterator[str]:
    """Yield the floor, the walk, the walk with its plan, and the walk in Fides' terms."""
    floor = _median(_by_hand)
    yield f"{_COLLECTIONS:,} collections, each with an identity   floor {floor:7.4f} s"
    for title, work in (
        ("walked (aim with plan 0.1)", lambda whole: walk(whole, ["email"])),
        ("walked and planned (aim 0.1)", _planned),
        ("in Fides' terms", lambda whole: in_fides_terms(whole, ["email"])),
        ("by an identity that nothing holds", lambda whole: in_fides_terms(whole, ["phone_number"])),
    ):
        taken = _median(work)
        yield f"{title:34} {taken:7.4f} s   {taken / floor:6.1f} times the floor"


def _planned(whole: DataMap) -> None:
    plan = compile_disclosure(whole, walk(whole, ["email"]), {"main": "sqlite"})
    assert len(plan.steps) == _COLLECTIONS


def _by_hand(whole: DataMap) -> None:
    seeds: list[Address] = []
    nexts: dict[Address, list[Address]] = {}
    for dataset in whole.datasets:
        for one in dataset.collections:
            for field in one.fields:
                if field.identity == "email":
                    seeds.append(one.address)
                for reference in field.references:
                    nexts.setdefault(reference.to, []).append(one.address)
    reached = set(seeds)
    while seeds:
        for target in nexts.get(seeds.pop(), ()):
            if target not in reached:
                reached.add(target)
                seeds.append(target)
    assert len(reached) == _COLLECTIONS


def _large() -> DataMap:
    """Return a map in which every collection holds the identity and is filled from the one before."""
    made = tuple(_collection(number) for number in range(_COLLECTIONS))
    return DataMap((Dataset("d", _PLACE, "main", None, made),))


def _collection(number: int) -> Collection:
    before = (Reference(Address("d", f"c{number - 1:04}"), "id", "from", _PLACE),) if number else ()
    fields = (
        Field("id", _PLACE, data_type="integer", primary_key=True),
        Field("email", _PLACE, data_type="string", identity="email"),
        Field("before", _PLACE, data_type="integer", references=before),
        *(Field(f"fact_{each}", _PLACE, ("user.contact",), "string") for each in range(_PLAIN)),
    )
    return Collection(Address("d", f"c{number:04}"), _PLACE, "main", None, fields)


def _median(work: Callable[[DataMap], object]) -> float:
    taken = []
    for _ in range(_RUNS):
        whole = _large()
        began = perf_counter()
        work(whole)
        taken.append(perf_counter() - began)
    return median(taken)
