"""A choice that forbids is told to the systems that want to know, in the transaction of its deed."""

from __future__ import annotations

from datetime import datetime

from yakusoku.consent import models
from yakusoku.consent.chosen import Whom
from yakusoku.consent.folding import ADDRESS, fold
from yakusoku.consent.rules import Kind, Turn
from yakusoku.terms.personal import Personal
from yakusoku.webhooks.operations import Whose
from yakusoku.webhooks.operations import announce as send
from yakusoku.webhooks.rules import Event


def announce(row: models.Choice, whom: Whom, *, now: datetime) -> None:
    """
    Write what happened for each system that wants it: ids, scope and keyed ids, never a value.

    An address has no keyed id, since its one form takes our folding; who is sent one holds its lists against the
    register.
    """
    if row.turn == Turn.MADE.value:
        event = Event.STOPPED if row.kind == Kind.STOP.value else Event.RESTRICTED
    elif row.turn == Turn.WITHDRAWN.value:
        event = Event.WITHDRAWN
    else:
        return
    whose = [
        Whose(one.identity, Personal(fold(one.identity, one.value.reveal()).whole))
        for one in whom.given
        if one.identity != ADDRESS
    ]
    data = {
        "kind": row.kind, "scope": row.scope, "purpose": row.purpose or None, "chosen_at": row.chosen_at.isoformat(),
    }  # fmt: skip
    send(event=event, controller=row.controller, about=row.public_id, data=data, whose=whose, now=now)
