"""Which columns are carried over (GDPR 20(1)): provided by the person or observed, on consent or contract. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakusoku.rights.items.drawing import serving

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection, Field
    from yakusoku.policy.queries import Policy

_GIVEN = ("person", "observed")
_BASES = {"consent", "contract"}
GROUND = "POR-1"
"""The ground on which everything else stays out."""


@dataclass(frozen=True)
class Portable:
    """The columns of a collection that the right reaches, those that it does not, and those that nobody can tell."""

    reached: tuple[str, ...]
    outside: tuple[str, ...]
    unclear: tuple[str, ...]


def portable(collection: Collection, columns: tuple[str, ...], policy: Policy) -> Portable:
    """
    Return what of a collection is carried over.

    A column that the data map does not say who gave, or whose purposes name no basis, is unclear: nobody can tell
    whether it rests on consent or contract. Where a purpose names several bases and not which holds for what, it
    counts as resting on each: what is given is then rather too much than too little.
    """
    sorts: dict[str, list[str]] = {"reached": [], "outside": [], "unclear": []}
    for name in columns:
        sorts[_sort(collection.by_path[name], policy)].append(name)
    return Portable(tuple(sorts["reached"]), tuple(sorts["outside"]), tuple(sorts["unclear"]))


def _sort(column: Field, policy: Policy) -> str:
    if column.origin.provided_by is None:
        return "unclear"
    if column.origin.provided_by not in _GIVEN:
        return "outside"
    purposes = [policy.form.purposes[name] for name in serving(policy, column)]
    if any(_BASES & set(one.basis) for one in purposes):
        return "reached"
    return "outside" if purposes and all(one.basis for one in purposes) else "unclear"
