"""The data map against the policy: every kind of data that is held serves a purpose that was published."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.datamap import categories
from yakusoku.datamap.parts import Collection, DataMap
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding, Severity, Where
from yakusoku.terms.text import text


def check_uses(policy: Policy, datamap: DataMap) -> list[Finding]:
    """Return a gap for each kind of data in the map that no purpose of the policy covers, at its first field."""
    permitted = sorted({use for purpose in policy.purposes.values() for use in purpose.uses})
    first: dict[str, Where] = {}
    for dataset in datamap.datasets:
        for collection in dataset.collections:
            for category, where in _held(collection):
                if not any(categories.covers(use, category) for use in permitted):
                    first.setdefault(category, where)
    return [_unserved(category, where) for category, where in sorted(first.items())]


def _held(collection: Collection) -> Iterator[tuple[str, Where]]:
    if collection.not_personal is not None:
        return
    for column in collection.by_path.values():
        if column.not_personal is None and column.origin.retained in (None, "ours"):
            yield from ((category, column.at()) for category in column.categories)


def _unserved(category: str, where: Where) -> Finding:
    known = categories.catalogue().get(category)
    says = text(
        "No published purpose covers “{kind}”, which is held here.", kind=known.name if known else category
    )
    do = text("Publish the purpose it serves and add it to that purpose's “uses”, or stop keeping it.")
    return Finding("policy.data-without-purpose", where, says, do, Severity.GAP, read=category)
