"""
One attempt to deliver a message, and what comes of it.

At least once: where the process dies after sending and before noting it, the message is sent again under its own id.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from time import perf_counter

from django.db import transaction

from yakusoku.ledger.deeds import deed
from yakusoku.terms import entropy
from yakusoku.webhooks import models, tags
from yakusoku.webhooks.operations.announcing import DELIVER
from yakusoku.webhooks.ports import wired
from yakusoku.webhooks.queries import secrets_of
from yakusoku.webhooks.rules import MOST_ATTEMPTS, is_gone, is_taken, retry_after, signatures, target
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

SYSTEM = "system"


def _steps(call: Call) -> Sequence[str]:
    del call
    return ("deliver",)


def _deliver(call: Call, step: str) -> Tally:
    """If the process dies here: nothing was noted, and the same message is sent again under the same id."""
    del step
    row = models.Delivery.objects.select_related("endpoint").filter(public_id=call.about).first()
    if row is None or row.state != "waiting" or row.endpoint.state != "active":
        return _closed(call)
    paused = row.endpoint.pause_until
    if paused is not None and call.now < paused:
        return _put_off(call, paused)
    began = perf_counter()
    outcome = _sent(row, call.now)
    took = round((perf_counter() - began) * 1000)
    _note(row, call, outcome, took)
    return {"outcome": outcome}


def _closed(call: Call) -> Tally:
    with transaction.atomic():
        work.done(call.intent, now=call.now)
    return {"outcome": "nothing"}


def _put_off(call: Call, until: datetime) -> Tally:
    """An endpoint that just failed is not asked for each of its messages: that would hold up all other work."""
    with transaction.atomic():
        if work.done(call.intent, now=call.now):
            work.intend(DELIVER, about=call.about, now=call.now, not_before=until)
    return {"outcome": "paused"}


def _sent(row: models.Delivery, now: datetime) -> str:
    ports = wired()
    found = target(row.endpoint.url, hosts=ports.hosts, inner_hosts=ports.inner_hosts)
    if found is None:
        return "not-allowed"
    body = row.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Yakusoku",
        "webhook-id": row.public_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signatures(
            secrets_of(row.endpoint, as_of=now), message=row.public_id, at=now, body=body
        ),
    }
    return ports.send(found, headers, body, ports.timeout)


def _note(row: models.Delivery, call: Call, outcome: str, took: int) -> None:
    """Note an attempt: taken, to be tried again, given up, or the endpoint disabled; each once."""
    with transaction.atomic():
        endpoint = models.Endpoint.objects.select_for_update().get(pk=row.endpoint_id)
        if not work.done(call.intent, now=call.now):
            return
        number = row.tries.count() + 1
        models.Attempt.objects.create(
            delivery=row, number=number, tried_at=call.now, outcome=outcome, duration_ms=took
        )
        models.Delivery.objects.filter(pk=row.pk).update(attempts=number)
        if is_taken(outcome):
            _taken(row, endpoint, number, call.now)
        else:
            _missed(row, endpoint, number, outcome, call.now)


def _taken(row: models.Delivery, endpoint: models.Endpoint, number: int, now: datetime) -> None:
    about = {"log": endpoint.controller, "about": row.public_id}
    with deed(tags.DELIVERED, **about, by=SYSTEM, now=now) as entry:
        row.move("delivered", of=("waiting",), ended_at=now)
        models.Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, pause_until=None)
        entry.say(attempts=number, endpoint=endpoint.public_id, choice=row.about)


def _missed(
    row: models.Delivery, endpoint: models.Endpoint, number: int, outcome: str, now: datetime
) -> None:
    since = endpoint.failing_since or now
    if is_gone(outcome) or now - since >= wired().disable_after:
        _disable(endpoint, outcome, now)
        return
    wait = retry_after(
        number, entropy.draw(2, why=f"webhooks:retry:{row.public_id}:{number}"), failing=now - since
    )
    models.Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=since, pause_until=now + wait)
    if number < MOST_ATTEMPTS:
        work.intend(DELIVER, about=row.public_id, now=now, not_before=now + wait)
        return
    about = {"log": endpoint.controller, "about": row.public_id}
    with deed(tags.GIVEN_UP, **about, by=SYSTEM, now=now) as entry:
        row.move("given-up", of=("waiting",), ended_at=now)
        entry.say(attempts=number, endpoint=endpoint.public_id, choice=row.about)


def _disable(endpoint: models.Endpoint, outcome: str, now: datetime) -> None:
    """Hold what waits for an endpoint, and tell the desk; nothing is lost: it is sent once it is enabled."""
    with deed(tags.DISABLED, log=endpoint.controller, about=endpoint.public_id, by=SYSTEM, now=now) as entry:
        endpoint.move("disabled", of=("active",), pause_until=None)
        endpoint.deliveries.filter(state="waiting").update(state="held")
        work.intend("mail.webhooks.disabled", about=endpoint.public_id, now=now)
        entry.say(outcome=outcome if outcome.isalpha() else f"http-{outcome}")


BURST = Burst(DELIVER, _steps, _deliver)


def forget(*, now: datetime) -> int:
    """Delete messages that ended long ago, with their attempts, and return how many; their entries stay."""
    old = models.Delivery.objects.filter(state__in=("delivered", "given-up"), ended_at__lt=now - wired().keep)
    numbers = list(old.values_list("pk", flat=True)[:1000])
    models.Attempt.objects.filter(delivery__in=numbers).delete()
    models.Delivery.objects.filter(pk__in=numbers).delete()
    return len(numbers)
