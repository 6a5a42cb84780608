"""Which company answers for a dataset, where a home holds several: nobody's data may be searched for another."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterator

from yakusoku.datamap.parts import DataMap, Dataset
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import nearest
from yakusoku.terms.text import text


def check_controllers(datamap: DataMap, companies: AnyOf[str] | None) -> Iterator[Finding]:
    """Yield datasets of nobody or of a company that has no policy here, and references into another company's data."""
    if companies is None:
        return
    allowed = tuple(sorted(companies))
    for dataset in datamap.datasets:
        if dataset.controller is None and len(allowed) > 1:
            says = text(
                "The home holds several companies, and {dataset} does not say whose it is.",
                dataset=dataset.key,
            )
            do = text("Add `yakusoku_meta: {controller: company}` with the id of its policy.")
            yield Finding("datamap.missing-controller", dataset.where, says, do, allowed=allowed)
        elif dataset.controller is not None and dataset.controller not in companies:
            says = text("No company {company} has a policy in this home.", company=dataset.controller)
            do = text("Write the id of a policy of this home, or add that policy.")
            close = nearest(dataset.controller, allowed)
            where = dataset.at("yakusoku_meta", "controller")
            yield Finding("datamap.unknown-controller", where, says, do, read=dataset.controller, allowed=allowed,
                          nearest=close)  # fmt: skip
        yield from _foreign(dataset, {one.key: one.controller for one in datamap.datasets})


def _foreign(dataset: Dataset, owners: dict[str, str | None]) -> Iterator[Finding]:
    for collection in dataset.collections:
        for path, field in collection.by_path.items():
            for reference in field.references:
                owner = owners.get(reference.to.dataset, dataset.controller)
                if owner != dataset.controller:
                    says = text(
                        "{field} refers to {other}, for which another company answers.",
                        field=f"{collection.address}:{path}",
                        other=reference.to,
                    )
                    do = text(
                        "Take the reference away: what one company gave the other is a provision, not one record."
                    )
                    yield Finding(
                        "datamap.foreign-reference", reference.where, says, do, read=str(reference.to)
                    )
