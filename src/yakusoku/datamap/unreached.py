"""What a walk leaves out, and why: another identity would reach it, or nothing does."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterator, Mapping, Sequence

from yakusoku.datamap.discovery import Discovery
from yakusoku.datamap.links import Links
from yakusoku.datamap.parts import Address, DataMap
from yakusoku.datamap.rings import rings
from yakusoku.terms.findings import Finding, Severity
from yakusoku.terms.text import text


def missing(datamap: DataMap, links: Links, identities: AnyOf[str], found: Discovery) -> Iterator[Finding]:
    """Yield a finding for each collection that is walked and that `identities` do not reach."""
    missed = [
        one for address, one in datamap.collections.items() if one.walked and address not in found.incoming
    ]
    if not missed:
        return
    otherwise = reaching(datamap, links)
    for one in missed:
        if otherwise.get(one.address):
            says = text(
                "The collection {collection} is left out: it is reached by another identity than {given}.",
                collection=one.address,
                given=", ".join(sorted(identities)) or "–",
            )
            do = text("Give one more identity of the person, or confirm that this collection is not needed.")
            yield Finding("datamap.left-out", one.where, says, do, Severity.ADVICE)
        else:
            says = text("Nothing leads to the collection {collection}.", collection=one.address)
            do = text(
                "Mark an identity among its fields, or add a reference to a collection that is reached. "
                "If people search it by hand, say `yakusoku_meta: {manual: …}`; "
                "if nobody's data is in it, say `yakusoku_meta: {not_personal: reason}`."
            )
            yield Finding("datamap.unreachable", one.where, says, do)


def waiting(datamap: DataMap, found: Discovery) -> Iterator[Finding]:
    """Yield a finding for each collection that is to come after what only it leads to."""
    for address in found.for_ever:
        one = datamap.collections[address]
        says = text("The collection {collection} is to come after what only it leads to.", collection=address)
        do = text("Take one `after` away; references bring their keys in order by themselves.")
        yield Finding("datamap.circular-after", one.at("fides_meta", "after"), says, do, read=str(address))


def reaching(datamap: DataMap, links: Links) -> dict[Address, tuple[str, ...]]:
    """
    Return for every collection that is walked the identities of which each alone reaches it, sorted.

    Each circle of links is one place, and identities flow from place to place as the bits of one number, so
    that a thousand identities cost hardly more than one.
    """
    nexts = _nexts(datamap, links)
    bits = {key: 1 << number for number, key in enumerate(datamap.identities)}
    held = {address: _held(datamap, address, bits) for address in nexts}
    for group in reversed(rings(nexts, nexts)):
        together = 0
        for address in group:
            together |= held[address]
        for address in group:  # in a circle each is a target of another
            for target in nexts[address]:
                held[target] |= together
    names: dict[int, tuple[str, ...]] = {}
    for mask in set(held.values()):
        names[mask] = tuple(key for key, bit in bits.items() if mask & bit)
    return {address: names[mask] for address, mask in held.items()}


def _held(datamap: DataMap, address: Address, bits: Mapping[str, int]) -> int:
    mask = 0
    for leaf in datamap.collections[address].by_path.values():
        if leaf.identity:
            mask |= bits[leaf.identity]
    return mask


def _nexts(datamap: DataMap, links: Links) -> dict[Address, Sequence[Address]]:
    """Return where one comes from each collection; a link without direction is open both ways."""
    return {
        address: [
            edge.target for edge in (*links.directed.get(address, ()), *links.undirected.get(address, ()))
        ]
        for address, one in datamap.collections.items()
        if one.walked
    }
