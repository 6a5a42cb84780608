"""What happened becomes a message for each endpoint that wants it, in the transaction of the deed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yakusoku.terms import ids
from yakusoku.terms.personal import Personal
from yakusoku.webhooks import models
from yakusoku.webhooks.queries import person_key
from yakusoku.webhooks.rules import Event
from yakusoku.work import operations as work

DELIVER = "webhooks.deliver"


@dataclass(frozen=True)
class Whose:
    """What the person gave, in its one form. It leaves the house as a digest under the receiver's own key alone."""

    identity: str
    folded: Personal[str]


def announce(
    *,
    event: Event,
    controller: str,
    about: str,
    data: Mapping[str, str | None],
    whose: Sequence[Whose],
    now: datetime,
) -> int:
    """
    Write, in the running transaction, a message for each endpoint of the company that wants `event`; return how many.

    `data` are ids and codes. Persons are named by keyed ids, which only the receiver's own key makes.
    """
    count = 0
    for endpoint in (
        models.Endpoint.objects.filter(controller=controller).exclude(state="retired").order_by("id")
    ):
        if event.value not in endpoint.events.split("/"):
            continue
        message = ids.public_id("msg", why=f"{endpoint.public_id}:{about}")
        active = endpoint.state == "active"
        models.Delivery.objects.create(
            public_id=message, endpoint=endpoint, event=event.value, about=about, made_at=now,
            body=_body(endpoint, event, {"company": controller, "choice": about, **data}, whose, now),
            state="waiting" if active else "held",
        )  # fmt: skip
        if active:
            work.intend(DELIVER, about=message, now=now)
        count += 1
    return count


def _body(
    endpoint: models.Endpoint,
    event: Event,
    data: Mapping[str, str | None],
    whose: Sequence[Whose],
    now: datetime,
) -> str:
    key = bytes.fromhex(person_key(endpoint.public_id))
    persons = [
        {
            "identity": one.identity,
            "keyed": hmac.new(
                key, f"{one.identity}:{one.folded.reveal()}".encode(), hashlib.sha256
            ).hexdigest(),
        }
        for one in whose
    ]
    said = {"type": event.value, "timestamp": now.isoformat(), "data": {**data, "persons": persons}}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
