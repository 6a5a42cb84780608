"""The errors with which Fides ends instead of walking, by their names there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yakusoku.datamap.discovery import Discovery
from yakusoku.datamap.parts import DataMap
from yakusoku.datamap.rings import rings
from yakusoku.terms.text import Text, text

Trouble = Literal["ValidationError", "TraversalError", "UnreachableNodesError"]


@dataclass(frozen=True, slots=True)
class Stop:
    """The error with which Fides ends instead of walking: its name, the collections or references, what to do."""

    kind: Trouble
    about: tuple[str, ...]
    says: Text
    do: Text


def stop(datamap: DataMap, found: Discovery, unreachable: tuple[str, ...]) -> Stop | None:
    """Return the error that Fides meets first, or None; `unreachable` are addresses that nothing excuses."""
    if broken := sorted(set(_broken(datamap))):
        says = text("References lead to nothing that is walked, or back to their own collection.")
        do = text("Correct them, or declare what they name.")
        return Stop("ValidationError", tuple(broken), says, do)
    if found.held:
        says = text("Collections wait for what never comes before them.")
        do = text("Take one `after` away; references bring their keys in order by themselves.")
        return Stop("TraversalError", tuple(str(one) for one in found.held), says, do)
    if unreachable:
        says = text("Nothing leads to some collections.")
        do = text("Mark an identity among their fields, or refer to a collection that is reached.")
        return Stop("UnreachableNodesError", unreachable, says, do)
    if circle := _erased_in_a_circle(datamap, found):
        says = text("Collections are each to be erased after the other.")
        return Stop("TraversalError", circle, says, text("Take one `erase_after` away."))
    return None


def _broken(datamap: DataMap) -> Iterator[str]:
    """Yield references that no walk can follow, as `dataset:collection:field`."""
    for address, one in datamap.collections.items():
        if not one.walked:
            continue
        for leaf in one.by_path.values():
            for reference in leaf.references:
                there = datamap.collections.get(reference.to)
                lost = there is None or there.skipped or reference.field not in there.by_path
                if lost or reference.to == address:
                    yield f"{reference.to}:{reference.field}"


def _erased_in_a_circle(datamap: DataMap, found: Discovery) -> tuple[str, ...]:
    nexts = {
        address: [one for one in datamap.collections[address].erase_after if one in found.depth]
        for address in sorted(found.depth)
    }
    circles = (group for group in rings(nexts, nexts) if len(group) > 1 or group[0] in nexts[group[0]])
    return tuple(sorted(str(address) for group in circles for address in group))
