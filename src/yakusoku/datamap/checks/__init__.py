"""What can be wrong in a data map although each part has the right shape."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yakusoku.datamap.checks.bundles import check_bundles
from yakusoku.datamap.checks.controllers import check_controllers
from yakusoku.datamap.checks.days import check_days
from yakusoku.datamap.checks.declared import check_collection, check_dataset, check_store
from yakusoku.datamap.checks.identities import check_identities
from yakusoku.datamap.checks.kinds import check_kinds
from yakusoku.datamap.checks.links import check_links
from yakusoku.datamap.checks.masks import check_masks
from yakusoku.datamap.checks.names import check_names
from yakusoku.datamap.checks.objects import check_objects
from yakusoku.datamap.checks.order import check_order
from yakusoku.datamap.checks.statutes import check_statutes
from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.parts import Collection as DataCollection
from yakusoku.terms.findings import Finding, Severity


def check(
    datamap: DataMap,
    *,
    stores: Collection[str] | None = None,
    purposes: Collection[str] | None = None,
    versions: Collection[date] | None = None,
    companies: Collection[str] | None = None,
) -> list[Finding]:
    """Return everything that is wrong with `datamap`, sorted by place; what is `None` is not compared."""
    findings = [*check_names(datamap)]
    unlinked: set[Address] = set()
    if findings:  # which of two namesakes is meant, nobody can say: first they get names of their own
        return sorted(findings, key=lambda finding: finding.order)
    for dataset in datamap.datasets:
        findings += check_store(dataset, stores)
        findings += check_dataset(dataset)
        for collection in dataset.collections:
            findings += check_collection(collection)
            findings += check_days(collection, versions)
            findings += check_statutes(collection)
            findings += check_kinds(collection, purposes)
            findings += check_objects(collection)
            findings += check_masks(collection)
            broken = list(check_links(collection, datamap))
            findings += broken
            if any(finding.severity is Severity.ERROR for finding in broken):
                unlinked.add(collection.address)
    findings += check_controllers(datamap, companies)
    nobody = list(check_identities(datamap))
    order = list(check_order(datamap))
    findings += [*nobody, *order, *check_bundles(datamap)]
    unlinked |= {one.address for one in datamap.collections.values() if _holds(one, nobody)}
    circular = any(finding.kind == "datamap.circular-after" for finding in order)
    findings += _unreached(datamap, unlinked, circular=circular)
    return sorted(findings, key=lambda finding: finding.order)


def _holds(collection: DataCollection, findings: list[Finding]) -> bool:
    """Tell whether one of the findings stands in a collection."""
    places = {finding.where for finding in findings}
    return any(
        leaf.at("fides_meta", "identity") in places for leaf in collection.by_path.values() if leaf.identity
    )


def _unreached(datamap: DataMap, unlinked: set[Address], *, circular: bool) -> list[Finding]:
    """Return what the walk finds; where a link or an order is broken, that has been said and is enough."""
    kept = {datamap.collections[address].where for address in datamap.collections if address not in unlinked}
    return [
        finding
        for finding in walk(datamap, datamap.identities).findings
        if (finding.where in kept if finding.kind == "datamap.unreachable" else not circular)
    ]
