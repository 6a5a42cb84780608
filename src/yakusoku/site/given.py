"""What requests of persons learn from provisions, and provisions from requests: rooms that do not know each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from yakusoku.provision import queries as provision
from yakusoku.provision.ports import Key
from yakusoku.rights import queries as rights
from yakusoku.rights.items.records import RECEIVED, ProvisionRecord


def provided(controller: str, persons: Sequence[str]) -> tuple[ProvisionRecord, ...]:
    """Return the records about a person that law discloses, as a request shows them."""
    return tuple(
        ProvisionRecord(
            source=RECEIVED if one.received else f"{one.source}.{one.named}" if one.named else one.source,
            recipient=one.name,
            address=one.address,
            kinds=one.items,
            on=one.on,
            consent=one.consent,
            received=one.received,
        )
        for one in provision.given(controller, persons)
    )


def stopped_rows(
    *, controller: str, section: str, keys: Collection[Key], what: str = "provision"
) -> frozenset[Key]:
    """Return those rows of a collection whose provision, or use, a request has stopped."""
    return rights.stopped(controller=controller, section=section, keys=keys, what=what)
