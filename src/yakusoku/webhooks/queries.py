"""Reads: endpoints, what was delivered to them, and each attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yakusoku.vault.operations import digester
from yakusoku.webhooks import models
from yakusoku.webhooks.rules import OVERLAP


@dataclass(frozen=True)
class EndpointView:
    """An endpoint. `waiting` counts messages that were not yet taken, `held` those that wait until it is enabled."""

    public_id: str
    controller: str
    url: str
    events: tuple[str, ...]
    generation: int
    state: str
    failing_since: datetime | None
    waiting: int
    held: int


@dataclass(frozen=True)
class AttemptView:
    """One attempt."""

    number: int
    tried_at: datetime
    outcome: str
    duration_ms: int


@dataclass(frozen=True)
class DeliveryView:
    """One message to one endpoint, and every attempt."""

    public_id: str
    endpoint: str
    event: str
    about: str
    state: str
    made_at: datetime
    ended_at: datetime | None
    attempts: tuple[AttemptView, ...]


def endpoints(*, controller: str | None = None, retired: bool = False) -> tuple[EndpointView, ...]:
    """Return endpoints (of one company) in the order of their adding."""
    rows = models.Endpoint.objects.order_by("id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    if not retired:
        rows = rows.exclude(state="retired")
    return tuple(map(endpoint_view, rows))


def endpoint_view(row: models.Endpoint) -> EndpointView:
    """Return an endpoint as the rest of the program sees it."""
    return EndpointView(
        row.public_id, row.controller, row.url, tuple(row.events.split("/")), row.generation, row.state,
        row.failing_since, row.deliveries.filter(state="waiting").count(), row.deliveries.filter(state="held").count(),
    )  # fmt: skip


def deliveries(*, endpoint: str, limit: int = 100) -> tuple[DeliveryView, ...]:
    """Return the newest messages to an endpoint, the newest last."""
    rows = (
        models.Delivery.objects.filter(endpoint__public_id=endpoint).order_by("-id").prefetch_related("tries")
    )
    return tuple(
        DeliveryView(
            one.public_id, endpoint, one.event, one.about, one.state, one.made_at, one.ended_at,
            tuple(AttemptView(each.number, each.tried_at, each.outcome, each.duration_ms)
                  for each in sorted(one.tries.all(), key=lambda each: each.number)),
        )
        for one in reversed(rows[:limit])
    )  # fmt: skip


def secrets_of(row: models.Endpoint, *, as_of: datetime) -> tuple[str, ...]:
    """Return the secrets that sign now, as 64 hexadecimal digits, the newest first. They are kept nowhere."""
    drawn = digester(purpose="webhooks.secret")
    generations = [row.generation]
    if row.rotated_at is not None and as_of < row.rotated_at + OVERLAP:
        generations.append(row.generation - 1)
    return tuple(drawn(f"{row.public_id}:{one}".encode()) for one in generations)


def person_key(endpoint: str) -> str:
    """Return the key under which an endpoint gets keyed ids of persons, as 64 hexadecimal digits."""
    return digester(purpose="webhooks.person")(endpoint.encode())
