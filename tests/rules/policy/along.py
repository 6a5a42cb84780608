"""What tables of facts share: the way to a fact in a policy, the clauses cited on it, and what controls name."""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.policy.checks.cited import citations
from yakusoku.policy.queries import Policy
from yakusoku.terms.yamlfile import dotted

# parameter of a control, and the section whose names it holds
SECTIONS = {
    "at": "controller.contacts",
    "case": "special_care",
    "companies": "companies",
    "contact": "controller.contacts",
    "desk": "controller.contacts",
    "for": "special_care",
    "items": "items",
    "kind": "representatives",
    "norm": "norms",
    "notice": "notices",
    "page": "pages",
    "policy": "norms",
    "procedure": "procedures",
    "purpose": "purposes",
    "restriction": "restrictions",
    "right": "rights",
    "rule": "retention",
    "rules": "norms",
    "source": "sources",
    "standard": "norms",
    "transfer": "transfers",
}


def along(policy: Policy, path: str) -> Iterator[object]:
    """Yield each thing on the way to a fact (keys, attributes and numbers, joined by dots), the fact last."""
    here: object = policy.form
    for step in path.split("."):
        if isinstance(here, dict):
            here = here[step]
        elif isinstance(here, tuple):
            here = here[int(step)]
        else:
            here = getattr(here, step)
        yield here


def cited(policy: Policy, path: str) -> set[str]:
    """Return the clauses that are cited on the way to a fact, or below it."""
    on_the_way = {
        one for step in along(policy, path) for one in getattr(step, "clauses", ()) if isinstance(one, str)
    }
    below = {clause for place, clause in citations(policy.form) if dotted(place).startswith(f"{path}.")}
    return on_the_way | below


def named(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield each clause with the path of each declaration that one of its controls names."""
    for clause, body in policy.clauses.items():
        for kept in body.kept_by:
            for parameter, value in kept.with_.items():
                if parameter in SECTIONS:
                    yield clause, f"{SECTIONS[parameter]}.{value}"
