"""What can be wrong in a data map although each part has the right shape."""

from __future__ import annotations

from collections.abc import Collection

from yakusoku.datamap.checks.declared import check_collection, check_dataset, check_store
from yakusoku.datamap.checks.kinds import check_kinds
from yakusoku.datamap.checks.links import check_links
from yakusoku.datamap.checks.names import check_names
from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import Address, DataMap
from yakusoku.terms.findings import Finding, Severity


def check(
    datamap: DataMap, *, stores: Collection[str] | None = None, purposes: Collection[str] | None = None
) -> list[Finding]:
    """Return everything that is wrong with `datamap`, sorted by place; `None` leaves stores or purposes unchecked."""
    findings = [*check_names(datamap)]
    unlinked: set[Address] = set()
    if findings:  # which of two namesakes is meant, nobody can say: first they get names of their own
        return sorted(findings, key=lambda finding: finding.order)
    for dataset in datamap.datasets:
        findings += check_store(dataset, stores)
        findings += check_dataset(dataset)
        for collection in dataset.collections:
            findings += check_collection(collection)
            findings += check_kinds(collection, purposes)
            broken = list(check_links(collection, datamap))
            findings += broken
            if any(finding.severity is Severity.ERROR for finding in broken):
                unlinked.add(collection.address)
    findings += _unreached(datamap, unlinked)
    return sorted(findings, key=lambda finding: finding.order)


def _unreached(datamap: DataMap, unlinked: set[Address]) -> list[Finding]:
    """Return what nothing leads to; where a link is broken, that has been said and is enough."""
    kept = {datamap.collections[address].where for address in datamap.collections if address not in unlinked}
    return [finding for finding in walk(datamap, datamap.identities).findings if finding.where in kept]
