"""Every word of a policy that stands for something else is known: laws, data, purposes, desks, checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from yakusoku.laws import citations as laws
from yakusoku.policy.history import Policy
from yakusoku.terms.findings import Finding
from yakusoku.terms.shape import unknown
from yakusoku.terms.text import Text, text
from yakusoku.terms.yamlfile import KeyPath


def check(policy: Policy, categories: Collection[str]) -> Iterator[Finding]:
    """Yield every word that nothing answers to."""
    for path, word, known, says, kind in _used(policy, categories):
        if word not in known:
            yield unknown(policy.document, path, known, says, kind=f"policy.{kind}")


def _used(
    policy: Policy, categories: Collection[str]
) -> Iterator[tuple[KeyPath, str, Collection[str], Text, str]]:
    codes = laws.codes()
    for number, law in enumerate(policy.laws):
        yield ("laws", number), law, codes, text("The law “{law}” is not known.", law=law), "unknown-law"
    yield from _data(policy, categories)
    yield from _in_rights(policy)
    for name, rule in policy.retention.items():
        path: KeyPath = ("retention", name, "purposes")
        for number, purpose in enumerate(rule.purposes):
            says = text("The purpose “{purpose}” is not declared.", purpose=purpose)
            yield (*path, number), purpose, policy.purposes, says, "unknown-purpose"
    for name, body in policy.controller.bodies.items():
        if body.ask_first is not None:
            yield _desk(policy, ("controller", "bodies", name, "ask_first"), body.ask_first)


def _data(
    policy: Policy, categories: Collection[str]
) -> Iterator[tuple[KeyPath, str, Collection[str], Text, str]]:
    for name, purpose in policy.purposes.items():
        yield from _categories(("purposes", name, "uses"), purpose.uses, categories)
    for word, right in policy.form.rights.items():
        if right.default_items:
            path: KeyPath = ("rights", word, "default_items", "uses")
            yield from _categories(path, right.default_items.uses, categories)


def _categories(
    path: KeyPath, uses: Iterable[str], categories: Collection[str]
) -> Iterator[tuple[KeyPath, str, Collection[str], Text, str]]:
    for number, use in enumerate(uses):
        says = text("The kind of data “{kind}” is not known to the data map.", kind=use)
        yield (*path, number), use, categories, says, "unknown-category"


def _in_rights(policy: Policy) -> Iterator[tuple[KeyPath, str, Collection[str], Text, str]]:
    for word, right in policy.form.rights.items():
        yield _desk(policy, ("rights", word, "desk"), right.desk)
        for number, name in enumerate(right.identity):
            says = text("The identity check “{name}” is not declared under “identity”.", name=name)
            yield (
                ("rights", word, "identity", number),
                name,
                policy.form.identity,
                says,
                "unknown-identity-check",
            )


def _desk(policy: Policy, path: KeyPath, desk: str) -> tuple[KeyPath, str, Collection[str], Text, str]:
    says = text("The desk “{desk}” is not among the contacts.", desk=desk)
    return path, desk, policy.controller.contacts, says, "unknown-desk"
