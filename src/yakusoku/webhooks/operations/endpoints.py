"""Endpoints: added, their secrets renewed, enabled again, retired; messages sent once more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text
from yakusoku.webhooks import models, tags
from yakusoku.webhooks.operations.announcing import DELIVER
from yakusoku.webhooks.ports import wired
from yakusoku.webhooks.queries import EndpointView, endpoint_view, person_key, secrets_of
from yakusoku.webhooks.rules import Event, secret_of, target
from yakusoku.work import operations as work


class UnableToAnnounce(UnableTo):
    """The endpoint is not as it would have to be."""

    asked = text("send messages to a system")


@dataclass(frozen=True)
class Made:
    """An endpoint and what its receiver needs: the secret that signs, and the key of persons' ids."""

    endpoint: EndpointView
    secret: Personal[str]
    person_key: Personal[str]


def add_endpoint(*, controller: str, url: str, events: Collection[Event], by: str, now: datetime) -> Made:
    """
    Register a system that gets messages about `events` from now on.

    :raises UnableToAnnounce: if the configuration lets no message go to `url`, or nothing is wanted
    :raises UnableToAct: if `by` is no manager of the company
    """
    staff.require(by=by, controller=controller, role=Role.MANAGER)
    ports = wired()
    if target(url, hosts=ports.hosts, inner_hosts=ports.inner_hosts) is None:
        raise UnableToAnnounce(
            text("the configuration lets no message go to this address."),
            do=text("Give an https address whose host stands under [webhooks] hosts or inner_hosts."),
        )
    if not events:
        raise UnableToAnnounce(
            text("it would get no message."),
            do=text("Name at least one of: {events}.", events=", ".join(Event)),
        )
    public_id = ids.public_id("whe", why=f"{controller}:{models.Endpoint.objects.count()}:{now.isoformat()}")
    with deed(tags.ADDED, log=controller, about=public_id, by=by, now=now) as entry:
        row = models.Endpoint.objects.create(
            public_id=public_id, controller=controller, url=url, added_by=by, added_at=now,
            events="/".join(one.value for one in Event if one in events),
        )  # fmt: skip
        entry.say(events=len(set(events)))
    return _made(row, now)


def rotate(*, endpoint_id: str, by: str, now: datetime) -> Made:
    """
    Renew the secret of an endpoint. For a day messages carry two signatures, so that the receiver can change over.

    :raises UnableToAnnounce: if there is no such endpoint, or it was renewed within the last day
    :raises UnableToAct: if `by` is no manager of the company
    """
    row = _known(endpoint_id, by)
    if len(secrets_of(row, as_of=now)) > 1:
        raise UnableToAnnounce(
            text("its secret was renewed less than a day ago."),
            do=text("Wait until the one before is of no use any more."),
        )
    with deed(tags.ROTATED, log=row.controller, about=endpoint_id, by=by, now=now) as entry:
        row.move(row.state, of=("active", "disabled"), generation=row.generation + 1, rotated_at=now)
        entry.say(generation=row.generation + 1)
    return _made(models.Endpoint.objects.get(pk=row.pk), now)


def enable(*, endpoint_id: str, by: str, now: datetime) -> int:
    """
    Let an endpoint have messages again, those that were held first; return how many were.

    :raises UnableToAnnounce: if there is no such endpoint, or it is not disabled
    :raises UnableToAct: if `by` is no manager of the company
    """
    row = _known(endpoint_id, by)
    with deed(tags.ENABLED, log=row.controller, about=endpoint_id, by=by, now=now):
        if not row.move("active", of=("disabled",), failing_since=None, pause_until=None):
            raise UnableToAnnounce(
                text("{endpoint} is not disabled.", endpoint=endpoint_id),
                do=text("Nothing needs to be done."),
            )
        return _again(row, ("held",), now)


def retire(*, endpoint_id: str, by: str, now: datetime) -> None:
    """
    Let an endpoint have no messages any more; what waits for it is given up. The row stays.

    :raises UnableToAnnounce: if there is no such endpoint
    :raises UnableToAct: if `by` is no manager of the company
    """
    row = _known(endpoint_id, by)
    with deed(tags.RETIRED, log=row.controller, about=endpoint_id, by=by, now=now):
        row.move("retired", of=("active", "disabled"))
        row.deliveries.filter(state__in=("waiting", "held")).update(state="given-up", ended_at=now)


def replay(*, endpoint_id: str, since: datetime, by: str, now: datetime) -> int:
    """
    Send once more what was made for an endpoint since a moment, under the same ids; return how many messages.

    :raises UnableToAnnounce: if there is no such endpoint, or it is disabled
    :raises UnableToAct: if `by` is no manager of the company
    """
    row = _known(endpoint_id, by)
    if row.state != "active":
        raise UnableToAnnounce(
            text("{endpoint} is disabled.", endpoint=endpoint_id),
            do=text("Enable it first: `yakusoku webhooks enable`."),
        )
    with deed(tags.REPLAYED, log=row.controller, about=endpoint_id, by=by, now=now) as entry:
        models.Endpoint.objects.filter(pk=row.pk).update(pause_until=None)
        count = _again(row, ("delivered", "given-up", "held"), now, since=since)
        entry.say(deliveries=count)
    return count


def _again(row: models.Endpoint, of: tuple[str, ...], now: datetime, *, since: datetime | None = None) -> int:
    count = 0
    wanted = row.deliveries.filter(state__in=of).order_by("id")
    for one in wanted.filter(made_at__gte=since) if since else wanted:
        if one.move("waiting", of=of, ended_at=None):
            work.intend(DELIVER, about=one.public_id, now=now)
            count += 1
    return count


def _known(endpoint_id: str, by: str) -> models.Endpoint:
    row = models.Endpoint.objects.filter(public_id=endpoint_id).exclude(state="retired").first()
    if row is None:
        raise UnableToAnnounce(
            text("there is no endpoint {endpoint}.", endpoint=endpoint_id),
            do=text("`yakusoku webhooks list` lists them."),
        )
    staff.require(by=by, controller=row.controller, role=Role.MANAGER)
    return row


def _made(row: models.Endpoint, now: datetime) -> Made:
    return Made(
        endpoint_view(row),
        Personal(secret_of(secrets_of(row, as_of=now)[0])),
        Personal(person_key(row.public_id)),
    )
