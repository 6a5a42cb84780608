"""Dates of a policy stand in their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import text
from yakusoku.terms.yamlfile import KeyPath


def check(policy: Policy) -> Iterator[Finding]:
    """Yield each date that lies before the one it must follow: enacted, revised, published."""
    publication = policy.form.publication
    dates: list[tuple[KeyPath, str, object]] = [
        (("publication", "enacted"), "publication.enacted", publication.enacted),
        (("publication", "revised"), "publication.revised", publication.revised),
        (("published_from",), "published_from", policy.published_from),
    ]
    given = [(path, name, day) for path, name, day in dates if day is not None]
    for (_, earlier, before), (path, later, after) in pairwise(given):
        if str(after) < str(before):
            says = text(
                "{later} ({after}) lies before {earlier} ({before}).",
                later=later,
                after=after,
                earlier=earlier,
                before=before,
            )
            do = text("Correct the date; a policy is enacted, then revised, then published.")
            where = policy.document.where(path)
            yield Finding("policy.dates-out-of-order", where, says, do, read=str(after))
