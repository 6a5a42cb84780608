"""Choices of persons over HTTP. A stop asks nobody who they are; to loosen or to see asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel

from yakusoku.consent import operations as consent
from yakusoku.consent.operations import About
from yakusoku.consent.rules import Kind, Turn
from yakusoku.staff.rules import Deed
from yakusoku.web.api.answers import ChoiceAnswer, ChoicesAnswer, MailingAnswer, StopAnswer, choice_answer
from yakusoku.web.api.calls import (
    DONE_ONCE,
    REFUSED,
    Call,
    IdempotencyKey,
    arrived,
    by,
    confirmed,
    once,
    whom,
)
from yakusoku.web.api.forms import (
    ChoicesForm,
    ConsentForm,
    LooseningForm,
    ObjectionForm,
    ReceiptForm,
    StopForm,
    WithdrawalForm,
)
from yakusoku.web.api.ports import wired

router = Router(tags=["choices"])
_MADE = {201: ChoiceAnswer, **DONE_ONCE}


def _purpose(scope: str) -> str:
    """Return the purpose that a scope is about, or "": then the key must be one for all purposes."""
    section, _, name = scope.partition(".")
    return name if section == "purposes" else ""


@router.post(
    "/consents", response=_MADE, operation_id="record_consent", summary="Record a consent or a refusal"
)
def record_consent(request: Call, form: ConsentForm, reference: IdempotencyKey) -> HttpResponse:
    """A consent needs the version and sentence that stood before the person, and a reference of its proof."""
    caller = by(request, Deed.CONSENTS, _purpose(form.scope))

    def do(now: datetime) -> BaseModel:
        return choice_answer(
            consent.record(
                controller=caller.controller, about=About(Kind.CONSENT, form.scope, form=form.form),
                turn=Turn.GIVEN if form.answer == "given" else Turn.REFUSED, whom=whom(form.person),
                arrived=arrived(form.arrival, now), by=caller.public_id, now=now, version=form.version,
                sentence=form.sentence, language=form.language,
            )
        )  # fmt: skip

    return once(request, caller, reference, do)


@router.post("/withdrawals", response=_MADE, operation_id="withdraw_consent", summary="Withdraw a consent")
def withdraw(request: Call, form: WithdrawalForm, reference: IdempotencyKey) -> HttpResponse:
    """It acts at once, and a check on erasure is opened. No purpose of the key stands in its way."""
    caller = by(request, Deed.CONSENTS)

    def do(now: datetime) -> BaseModel:
        return choice_answer(
            consent.withdraw(
                controller=caller.controller, scope=form.scope, whom=whom(form.person),
                arrived=arrived(form.arrival, now), by=caller.public_id, now=now,
            )
        )  # fmt: skip

    return once(request, caller, reference, do)


@router.post(
    "/stops", response={201: StopAnswer, **DONE_ONCE}, operation_id="stop", summary="Stop advertising"
)
def stop(request: Call, form: StopForm, reference: IdempotencyKey) -> HttpResponse:
    """It acts at once. The answer names mailings that had left the house. No purpose of the key stands in its way."""
    caller = by(request, Deed.STOPS)

    def do(now: datetime) -> BaseModel:
        made = consent.stop(
            controller=caller.controller, way=form.way, purpose=form.purpose or "", whom=whom(form.person),
            arrived=arrived(form.arrival, now), by=caller.public_id, now=now,
        )  # fmt: skip
        mailings = [
            MailingAnswer(mailing=one.mailing, handed_over_at=one.handed_over_at) for one in made.handed_over
        ]
        return StopAnswer(**choice_answer(made.choice).model_dump(), handed_over=mailings)

    return once(request, caller, reference, do)


@router.post(
    "/objections",
    response=_MADE,
    operation_id="object",
    summary="Record an objection, suspension, restriction",
)
def object_to(request: Call, form: ObjectionForm, reference: IdempotencyKey) -> HttpResponse:
    """It acts at once, whatever purposes the key was made for."""
    caller = by(request, Deed.STOPS)

    def do(now: datetime) -> BaseModel:
        return choice_answer(
            consent.record(
                controller=caller.controller, about=About(Kind(form.kind), form.scope), turn=Turn.MADE,
                whom=whom(form.person), arrived=arrived(form.arrival, now), by=caller.public_id, now=now,
            )
        )  # fmt: skip

    return once(request, caller, reference, do)


@router.post("/loosenings", response=_MADE, operation_id="loosen", summary="Loosen a stop or the like")
def loosen(request: Call, form: LooseningForm, reference: IdempotencyKey) -> HttpResponse:
    """Only once it was confirmed who asks."""
    caller = by(request, Deed.LOOSENINGS, form.purpose or _purpose(form.scope))

    def do(now: datetime) -> BaseModel:
        return choice_answer(
            consent.loosen(
                controller=caller.controller, about=About(Kind(form.kind), form.scope, form.purpose or ""),
                whom=whom(form.person), arrived=arrived(form.arrival, now), confirmation=confirmed(form.confirmation),
                by=caller.public_id, now=now,
            )
        )  # fmt: skip

    return once(request, caller, reference, do)


@router.post(
    "/choices", response={200: ChoicesAnswer, **REFUSED}, operation_id="show_choices", summary="Read choices"
)
def show(request: Call, form: ChoicesForm) -> ChoicesAnswer:
    """Only once it was confirmed who asks. Each telling is a deed; a key for some purposes is told nothing."""
    caller = by(request, Deed.CHOICES, "")
    found = consent.show(
        controller=caller.controller, whom=whom(form.person), confirmation=confirmed(form.confirmation),
        by=caller.public_id, now=wired().clock(),
    )  # fmt: skip
    return ChoicesAnswer(choices=[choice_answer(one) for one in found])


@router.post(
    "/receipts",
    response={200: dict[str, Any], **REFUSED},
    operation_id="give_receipt",
    summary="Receipt of a consent",
)
def receipt(request: Call, form: ReceiptForm) -> HttpResponse:
    """The receipt of a consent (ISO/IEC TS 27560, JSON-LD) for the person who gave it, once that was confirmed."""
    caller = by(request, Deed.CHOICES, "")
    made = consent.give_receipt(
        choice_id=form.choice, whom=whom(form.person), confirmation=confirmed(form.confirmation), by=caller.public_id,
        now=wired().clock(),
    )  # fmt: skip
    return HttpResponse(made, content_type="application/json")
