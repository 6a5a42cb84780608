"""
What a policy means, checked: every clause kept, every word known, nothing against the law.

An ERROR makes the file unusable. A GAP is what the published text lacks or promises less than the law
gives: the file says what was published, and the law is applied when it runs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from yakusoku.policy.checks import clauses, dates, gaps, relations, rights, words
from yakusoku.policy.controls import Control
from yakusoku.policy.controls import known as known_controls
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding, Severity


def check(
    policy: Policy,
    *,
    as_of: date,
    categories: Collection[str] | None = None,
    controls: Mapping[str, Control] | None = None,
) -> list[Finding]:
    """
    Return all findings about one version, sorted by place, under the law in force on `as_of`.

    `categories` are the kinds of data that the data map knows; left out, the packaged ones.
    `controls` are the registered controls; left out, the packaged ones.
    """
    kinds = categories if categories is not None else _packaged_categories()
    found = [
        *clauses.check(policy, controls if controls is not None else known_controls()),
        *words.check(policy, kinds),
        *dates.check(policy),
        *relations.check(policy),
        *rights.check(policy, as_of),
        *gaps.check(policy, as_of),
    ]
    return sorted(_without_what_follows(found), key=lambda finding: finding.order)


def _without_what_follows(found: list[Finding]) -> list[Finding]:
    """
    Leave out each gap of a part that holds an error: it may be nothing but the error seen from elsewhere.

    A citation that leads nowhere says nothing about the part that cites.
    """
    errors = {
        finding.where.key
        for finding in found
        if finding.severity is Severity.ERROR and ".clauses[" not in finding.where.key
    }
    return [one for one in found if one.severity is not Severity.GAP or not _holds(one.where.key, errors)]


def _holds(part: str, errors: set[str]) -> bool:
    """Tell whether an error stands at a part or below it; a whole section is no part."""
    if "." not in part and "[" not in part:
        return False
    return any(error == part or error.startswith((f"{part}.", f"{part}[")) for error in errors)


def _packaged_categories() -> Collection[str]:
    from yakusoku.datamap import categories

    return categories.known()
