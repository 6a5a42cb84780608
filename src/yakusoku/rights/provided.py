"""
Records that data of a person were provided: what the desk noted when recipients were told and requests passed on.

The one source behind `ports.provision_records`; the room that provides data takes its place when there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from yakusoku.rights import ports, telling, tombstones
from yakusoku.rights.items.records import ProvisionRecord
from yakusoku.rights.models import Recipient, RightsRequest
from yakusoku.terms.personal import Personal

_NAMED = ("named", "told")


def records_of(row: RightsRequest) -> dict[str, list[ProvisionRecord]]:
    """Return the records about the person of a request, by the declaration under which the data went out."""
    found: dict[str, list[ProvisionRecord]] = {}
    for one in (*_noted(row), *ports.provision_records(row.controller, tombstones.persons(row))):
        found.setdefault(one.source, []).append(one)
    return found


def _noted(row: RightsRequest) -> Iterator[ProvisionRecord]:
    """Yield whom staff named as having been given data of this person, at whichever request that was."""
    persons = set(tombstones.persons(row))
    known = Recipient.objects.filter(request__controller=row.controller, state__in=_NAMED)
    for one in known.select_related("request").order_by("request__received_at", "number"):
        about = one.request
        if one.who is None or not persons & set(tombstones.persons(about)):
            continue
        party = telling.named(about, one)
        if party is not None:
            yield ProvisionRecord(
                source=one.source,
                recipient=party.who.name,
                address=Personal("、".join(party.who.address.reveal())),
                kinds=party.kinds,
                on=one.settled_on,
            )
