"""What other companies are to the controller: no circle, no relation twice, none that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from yakusoku.policy.form.companies import Relation
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlfile import KeyPath

_ABOVE_AND_BELOW = {"parent", "subsidiary"}


def check(policy: Policy) -> Iterator[Finding]:
    """Yield what cannot be true of one company's relations at the same time."""
    for name, company in policy.form.companies.items():
        path: KeyPath = ("companies", name, "relations")
        for number, one in enumerate(company.relations):
            if one.begins and one.ends and one.ends < one.begins:
                yield _reversed(policy, (*path, number, "ends"), one)
        for (_, one), (number, other) in combinations(enumerate(company.relations), 2):
            if not _at_once(one, other):
                continue
            if one.kind == other.kind:
                says = text("The relation “{kind}” stands twice for the same time.", kind=other.kind)
                do = text("Keep one of the two, or give them times that do not overlap.")
                yield _finding("relation-twice", policy, (*path, number, "kind"), says, do, other)
            elif {one.kind, other.kind} == _ABOVE_AND_BELOW:
                says = text("“{company}” is parent and subsidiary at the same time.", company=company.says)
                do = text("Remove one of the two, or write “begins” and “ends” where the relation changed.")
                yield _finding("circular-relation", policy, (*path, number, "kind"), says, do, other)


def _finding(kind: str, policy: Policy, path: KeyPath, says: Text, do: Text, one: Relation) -> Finding:
    where = policy.document.where(path)
    return Finding(f"policy.{kind}", where, says, do, read=one.kind)


def _reversed(policy: Policy, path: KeyPath, one: Relation) -> Finding:
    says = text("This relation ends ({ends}) before it begins ({begins}).", ends=one.ends, begins=one.begins)
    do = text("Correct one of the two days.")
    where = policy.document.where(path)
    return Finding("policy.relation-reversed", where, says, do, read=str(one.ends))


def _at_once(one: Relation, other: Relation) -> bool:
    begins = max(one.begins or date.min, other.begins or date.min)
    ends = min(one.ends or date.max, other.ends or date.max)
    return begins <= ends
