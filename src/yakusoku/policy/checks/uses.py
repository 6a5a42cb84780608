"""
The data map against the policy: what is held serves a purpose that was published, and came as the text says.

Each of these is a gap of the text or of the map; nobody can know from the files which of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yakusoku.datamap import categories, events
from yakusoku.datamap.parts import Collection, DataMap, Field
from yakusoku.policy.history import Policy
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.text import text

# which origins of the text may stand for what the map says of who gave the data (Act article 30, GDPR article 14)
_GIVERS = {
    "third_party": frozenset(
        {
            "public",
            "official_record",
            "certificate",
            "purchased",
            "third_party",
            "group_company",
            "principal",
        }
    ),
}


@dataclass(frozen=True)
class _Held:
    """A kind of data in one field."""

    category: str
    field: Field

    @property
    def where(self) -> Where:
        return self.field.at()


def check_uses(policy: Policy, datamap: DataMap) -> list[Finding]:
    """Return what is held and the text does not say so, each kind once, at the first field that shows it."""
    held = _all_held(datamap)
    return [
        *_unserved(policy, held),
        *_outside(policy, held),
    ]


def _all_held(datamap: DataMap) -> list[_Held]:
    return [one for dataset in datamap.datasets for each in dataset.collections for one in _held(each)]


def _held(collection: Collection) -> Iterator[_Held]:
    if collection.not_personal is not None:
        return
    for column in collection.by_path.values():
        if column.not_personal is None and column.origin.retained in (None, "ours"):
            yield from (_Held(key, column) for key in column.categories if key in categories.known())


def _covered(uses: Iterable[str], category: str) -> bool:
    return any(categories.covers(use, category) for use in uses)


def _unserved(policy: Policy, held: list[_Held]) -> Iterator[Finding]:
    """Yield each kind of data that no purpose covers; where a field names purposes, those are asked instead."""
    permitted = sorted({use for purpose in policy.purposes.values() for use in purpose.uses})
    first: dict[str, _Held] = {}
    for one in held:
        special = categories.kind_of(one.category) == "special_care"
        if _named(policy, one.field) or (special and not one.field.origin.purposes):
            continue  # told by `_outside`, or by the data map, which wants a purpose named
        if not _covered(permitted, one.category):
            first.setdefault(one.category, one)
    for category, one in sorted(first.items()):
        says = text("No published purpose covers “{kind}”, which is held here.", kind=_name(category))
        do = text("Publish the purpose it serves and add it to that purpose's “uses”, or stop keeping it.")
        yield Finding("policy.data-without-purpose", one.where, says, do, Severity.GAP, read=category)


def _outside(policy: Policy, held: list[_Held]) -> Iterator[Finding]:
    """Yield each kind of data that a field keeps for a purpose which does not use it."""
    seen: set[tuple[str, str]] = set()
    for one in held:
        for name in _named(policy, one.field):
            uses = policy.purposes[name].uses
            if _covered(uses, one.category) or (one.category, name) in seen:
                continue
            seen.add((one.category, name))
            above = [use for use in uses if one.category.startswith(f"{use}.")]
            if above:
                yield _not_named(one, name, above[0])
                continue
            says = text(
                "“{kind}” is held for the purpose “{purpose}”, which does not use it.",
                kind=_name(one.category),
                purpose=policy.purposes[name].says,
            )
            do = text("Name the purpose that uses it, or publish that this one does.")
            yield Finding(
                "policy.data-outside-purpose", one.where, says, do, Severity.GAP, read=one.category,
                allowed=tuple(uses),
            )  # fmt: skip


def _named(policy: Policy, field: Field) -> tuple[str, ...]:
    return tuple(name for name in field.origin.purposes if name in policy.purposes)


def _not_named(one: _Held, purpose: str, above: str) -> Finding:
    says = text(
        "“{kind}” is special-care information; the purpose {purpose} names “{above}”, "
        "which does not cover it.",
        kind=_name(one.category),
        purpose=purpose,
        above=_name(above),
    )
    do = text("Special-care information is named itself: publish it under “uses”, or stop keeping it.")
    return Finding(
        "policy.special-care-not-named", one.where, says, do, Severity.GAP, read=one.category
    )  # fmt: skip


def check_sources(policy: Policy, datamap: DataMap) -> Iterator[Finding]:
    """Yield a gap for the first field that came from others, where the text lists its sources and none of these."""
    listed = {origin for source in policy.form.sources.values() for origin in source.origin}
    if not listed:
        return
    for giver, origins in _GIVERS.items():
        came = [one for one in _all_held(datamap) if one.field.origin.provided_by == giver]
        if came and not listed & origins:
            says = text("These data came from a third party, and the text names no such source.")
            do = text("Publish the source under “sources”, or correct “provided_by”.")
            yield Finding("policy.source-not-published", came[0].where, says, do, Severity.GAP, read=giver)


def check_clocks(policy: Policy, datamap: DataMap) -> Iterator[Finding]:
    """Yield a gap for each published period that nothing in the data map starts."""
    started = {one.clock.event for one in datamap.collections.values() if one.clock}
    for name, rule in policy.retention.items():
        if rule.period is None or rule.period.after in started or rule.period.after not in events.known():
            continue
        says = text(
            "A period runs after {event}, and no collection of the data map has that day.",
            event=events.known()[rule.period.after],
        )
        do = text(
            "Add `clock_starts` with event and column to the collection that holds the day; "
            "until then nothing ends by itself."
        )
        where = policy.document.where(("retention", name, "period", "after"))
        yield Finding(
            "policy.event-without-clock", where, says, do, Severity.GAP, read=rule.period.after
        )  # fmt: skip


def _name(category: str) -> Bilingual | str:
    known = categories.catalogue().get(category)
    return known.name if known else category
