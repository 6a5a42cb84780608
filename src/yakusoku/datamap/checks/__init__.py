"""What can be wrong in a data map although each part has the right shape."""

from __future__ import annotations

from collections.abc import Collection

from yakusoku.datamap.checks.declared import check_collection, check_dataset
from yakusoku.datamap.checks.kinds import check_kinds
from yakusoku.datamap.checks.links import check_links
from yakusoku.datamap.checks.names import check_names
from yakusoku.datamap.graph import walk
from yakusoku.datamap.parts import DataMap
from yakusoku.terms.findings import Finding


def check(
    datamap: DataMap, *, stores: Collection[str] | None = None, purposes: Collection[str] | None = None
) -> list[Finding]:
    """Return everything that is wrong with `datamap`, sorted by place; `None` leaves stores or purposes unchecked."""
    findings = [*check_names(datamap)]
    for dataset in datamap.datasets:
        findings += check_dataset(dataset, stores)
        for collection in dataset.collections:
            findings += check_collection(collection)
            findings += check_kinds(collection, purposes)
            findings += check_links(collection, datamap)
    if not any(finding.kind == "datamap.duplicate" for finding in findings):
        findings += walk(datamap, datamap.identities).findings
    return sorted(findings, key=lambda finding: finding.order)
