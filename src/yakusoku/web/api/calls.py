"""A call of a program: whose key it is, in which language it reads, and that it does nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Header
from ninja.security import HttpBearer
from pydantic import BaseModel

from yakusoku.consent import operations as consent
from yakusoku.consent.operations import Arrived, Given, Whom
from yakusoku.consent.rules import Confirmation
from yakusoku.staff import operations as staff
from yakusoku.staff.queries import Caller, caller, require_scope
from yakusoku.staff.rules import Deed
from yakusoku.terms.personal import Personal
from yakusoku.web.api.forms import ArrivalForm, ConfirmationForm, PersonForm
from yakusoku.web.api.ports import wired
from yakusoku.web.api.problems import Problem

__all__ = [
    "DONE_ONCE",
    "REFUSED",
    "Call",
    "IdempotencyKey",
    "KeyOfProgram",
    "arrived",
    "by",
    "confirmed",
    "once",
    "whom",
]

IdempotencyKey = Annotated[
    str,
    Header(
        ...,
        alias="Idempotency-Key",
        min_length=1,
        max_length=100,
        pattern=r"^[!-~]+$",
        description="Of this deed alone. Asked again with the same body, the same answer is given for a week.",
    ),
]
REFUSED = dict.fromkeys((400, 401, 403, 413, 422, 503), Problem)
DONE_ONCE = {**REFUSED, 409: Problem}


class Call(HttpRequest):
    """A call whose key was known."""

    auth: Caller


class KeyOfProgram(HttpBearer):
    """The key of a program, as `Authorization: Bearer key_….…`."""

    openapi_description = "A key made with `yakusoku api-keys make`."

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return whose key it is. :raises UnableToKnowKey: if it is nobody's, or may not be used now"""
        return caller(token=Personal(token), now=wired().clock())


def by(request: Call, deed: Deed, *purposes: str) -> Caller:
    """Return the program that calls. :raises UnableToAct: if its key was not made for `deed` and `purposes`"""
    require_scope(request.auth.key, deed=deed, purposes=purposes)
    return request.auth


def once(
    request: HttpRequest,
    caller: Caller,
    reference: str,
    do: Callable[[datetime], BaseModel],
    *,
    status: int = 201,
) -> HttpResponse:
    """Do a deed once under its idempotency key, and answer; a repetition gets the answer that was given."""
    now = wired().clock()
    asked = f"{request.method} {request.path}\n".encode() + request.body
    answered = staff.once(
        caller=caller,
        reference=reference,
        asked=asked,
        do=lambda: (status, do(now).model_dump_json()),
        now=now,
    )
    made = HttpResponse(answered.body, content_type="application/json", status=answered.status)
    if answered.again:
        made["Idempotency-Replayed"] = "true"
    return made


def whom(person: PersonForm) -> Whom:
    """Return whom a call is about, each value wrapped."""
    given = tuple(Given(one.identity, Personal(one.value)) for one in person.given)
    return consent.Whom(given, Personal(person.name) if person.name else None, person.household)


def arrived(form: ArrivalForm, now: datetime) -> Arrived:
    """Return how a choice arrived: now, where nothing else is said."""
    return Arrived(
        form.channel, form.through, form.chosen_at or now, form.reference or "", form.proof or "",
        form.proof_digest or "",
    )  # fmt: skip


def confirmed(form: ConfirmationForm) -> Confirmation:
    """Return how it was known that it is the person."""
    return Confirmation(form.how, form.reference, form.reason)
