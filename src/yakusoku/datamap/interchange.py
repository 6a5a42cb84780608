"""
The walk in Fides' own terms, so that a company which has Fides can compare the two.

Addresses, `from` and `to`, the names of its errors and its sentence for what is skipped are Fides'. What Fides gets
wrong is not repeated: a circle of keys is a loop here and no error, and nothing depends on a hash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as AnyOf
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from yakusoku.datamap.categories import lies_in
from yakusoku.datamap.discovery import Discovery
from yakusoku.datamap.graph import Walk, trace
from yakusoku.datamap.links import Links
from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.datamap.stops import Stop, stop
from yakusoku.datamap.unreached import reaching

ROOT = "__ROOT__:__ROOT__"
END = "__TERMINATE__:__TERMINATE__"
USUAL = frozenset(
    {"email", "phone_number", "external_id", "fides_user_device_id", "ga_client_id", "ljt_readerID"}
)
"""Identities that Fides knows without a data map."""

Ends = dict[str, list[str]]
"""By the collection at the other end: `field there -> field here`, or the other way round; sorted."""


@dataclass(frozen=True)
class FidesWalk:
    """
    One walk. `collections` has Fides' root as an entry, so that it equals the map that Fides prints.

    `predecessors` are those of the graphs that Fides would run, for access and for erasure. `skipped` has Fides'
    sentences; `excused` are out of reach without being an error; `left_out` take no part at all. `order`,
    `loops` and `shared` are ours: in which order we read, what is read until nothing is new, and over which
    collections rows of other people may be reached. `matched` names fields that the targets mean.
    """

    identities: tuple[str, ...]
    targets: tuple[str, ...]
    collections: dict[str, dict[Literal["from", "to"], Ends]]
    predecessors: dict[Literal["access", "erasure"], Ends]
    order: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...]
    shared: Ends
    skipped: dict[str, str]
    excused: dict[str, str]
    left_out: dict[str, str]
    unreachable: tuple[str, ...]
    matched: Ends
    error: Stop | None = field(default=None)

    @property
    def seeds(self) -> Ends:
        """Return where the walk begins: `identity -> field` by collection."""
        return self.collections[ROOT]["to"]


def in_fides_terms(datamap: DataMap, identities: AnyOf[str], targets: AnyOf[str] = ()) -> FidesWalk:
    """
    Return the walk that begins at `identities`, as Fides would describe it.

    `targets` are categories of a policy: what holds nothing of their kind may stay out of reach.
    """
    given = frozenset(identities)
    walked, links, found = trace(datamap, given)
    skipped, excused, unreachable = _missed(datamap, links, given, tuple(targets), found)
    loops = tuple(
        tuple(str(visit.address) for visit in walked.visits[first : last + 1]) for first, last in walked.loops
    )
    return FidesWalk(
        identities=tuple(sorted(given)),
        targets=tuple(sorted(targets)),
        collections=_ends(walked),
        predecessors={"access": _access(walked), "erasure": _erasure(datamap, walked)},
        order=tuple(str(visit.address) for visit in walked.visits),
        loops=loops,
        shared={
            str(visit.address): sorted({str(edge.source) for edge in visit.shared})
            for visit in sorted(walked.visits, key=lambda one: one.address)
            if visit.shared
        },
        skipped=skipped,
        excused=excused,
        left_out=_left_out(datamap),
        unreachable=unreachable,
        matched=_matched(datamap, targets) if targets else {},
        error=stop(datamap, found, unreachable),
    )


def _ends(walked: Walk) -> dict[str, dict[Literal["from", "to"], Ends]]:
    """Return both ends of every edge of the walk, each at its own collection."""
    came: dict[str, dict[str, set[str]]] = {ROOT: {}}
    goes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for visit in walked.visits:
        here = str(visit.address)
        came[here] = defaultdict(set)
        for edge in visit.incoming:
            there = ROOT if edge.source is None else str(edge.source)
            words = {f"{out} -> {into}" for out, into in edge.pairs}
            came[here][there] |= words
            goes[there][here] |= words
    return {here: {"from": _sorted(came[here]), "to": _sorted(goes.get(here, {}))} for here in sorted(came)}


def _sorted(ends: Mapping[str, Iterable[str]]) -> Ends:
    return {there: sorted(words) for there, words in sorted(ends.items())}


def _access(walked: Walk) -> Ends:
    """Return for each collection those that give it keys; the end comes after all that give none further."""
    before = {
        str(visit.address): {ROOT if edge.source is None else str(edge.source) for edge in visit.incoming}
        for visit in walked.visits
    }
    rings_of = {
        str(visit.address): number
        for number, (first, last) in enumerate(walked.loops)
        for visit in walked.visits[first : last + 1]
    }
    giving = {
        rings_of.get(one, one) for here, each in before.items() for one in each
        if rings_of.get(one, one) != rings_of.get(here, here)
    }  # fmt: skip
    return _sorted({**before, END: {one for one in before if rings_of.get(one, one) not in giving}})


def _erasure(datamap: DataMap, walked: Walk) -> Ends:
    """Return for each collection what is erased before it: the root, and all of `erase_after` that is reached."""
    reached = {visit.address for visit in walked.visits}
    before = {
        str(one): {ROOT, *(str(first) for first in datamap.collections[one].erase_after if first in reached)}
        for one in reached
    }
    return _sorted({**before, END: before.keys() - {one for each in before.values() for one in each}})


def _missed(
    datamap: DataMap, links: Links, given: frozenset[str], targets: tuple[str, ...], found: Discovery
) -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    """Return what another identity reaches, what is excused otherwise, and what is an error."""
    missed = [
        one for address, one in datamap.collections.items() if one.walked and address not in found.depth
    ]
    alone = reaching(datamap, links) if missed else {}
    skipped, excused, unreachable = {}, {}, []
    for one in missed:
        name = str(one.address)
        if others := alone[one.address]:
            skipped[name] = _sentence(name, others, tuple(sorted(given)))
        elif any(leaf.request_field for leaf in one.by_path.values()):
            excused[name] = "custom_request_field"
        elif targets and not _means(one, targets):
            excused[name] = "targets"
        else:
            unreachable.append(name)
    return skipped, excused, tuple(unreachable)


def _sentence(name: str, others: tuple[str, ...], given: tuple[str, ...]) -> str:
    """Return Fides' own sentence for a collection that it skips; it has no other language."""
    reached, provided = (", ".join(f'"{key}"' for key in keys) for keys in (others, given))
    return (
        f'Skipping the "{name}" collection, it is reachable by the {reached} '
        f"{_number(others, 'identity', 'identities')} but only the {provided} "
        f"{_number(given, 'identity was', 'identities were')} provided"
    )


def _number(keys: tuple[str, ...], one: str, many: str) -> str:
    return one if len(keys) == 1 else many


def _means(collection: Collection, targets: AnyOf[str]) -> bool:
    """Tell whether a collection holds anything of the kind of a target, cut at dots."""
    held = {*collection.categories, *(key for leaf in collection.by_path.values() for key in leaf.categories)}
    return any(lies_in(key, target) for key in held for target in targets)


def _matched(datamap: DataMap, targets: AnyOf[str]) -> Ends:
    """Return the fields that the targets mean; categories of a collection mean whole rows."""
    found = {}
    for address, one in datamap.collections.items():
        whole = any(lies_in(key, target) for key in one.categories for target in targets)
        fields = [
            path
            for path, leaf in one.by_path.items()
            if whole or any(lies_in(key, target) for key in leaf.categories for target in targets)
        ]
        if one.walked and fields:
            found[str(address)] = sorted(fields)
    return found


def _left_out(datamap: DataMap) -> dict[str, str]:
    """Return what no walk enters, with the word that says so."""
    words: dict[str, str] = {}
    for address, one in datamap.collections.items():
        for word, holds in (
            ("skip_processing", one.skipped),
            ("manual", one.manual),
            ("not_personal", one.not_personal),
        ):
            if holds:
                words.setdefault(str(address), word)
    return words
