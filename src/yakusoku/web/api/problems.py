"""Refusals as RFC 9457 problems, in the caller's language: what was asked, what was wrong, what to do."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from yakusoku.consent.operations import UnableToConfirm
from yakusoku.ledger.operations import UnableToRecord
from yakusoku.staff.operations import UnableToRepeat
from yakusoku.staff.queries import UnableToAct, UnableToKnowKey
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text
from yakusoku.web.api.ports import UnableToAsk

_log = logging.getLogger("yakusoku.web")
_STATUS: Mapping[type[UnableTo], int] = {
    UnableToKnowKey: 401,
    UnableToAct: 403,
    UnableToConfirm: 403,
    UnableToRepeat: 409,
    UnableToAsk: 503,
    UnableToRecord: 503,
}
_OWN_FIELD = re.compile(r"[a-z_]{1,30}|Idempotency-Key")
_LANGUAGE = re.compile(r"\s*(en|ja)\b[^;,]*(?:;\s*q=([01](?:\.[0-9]{1,3})?))?", re.IGNORECASE)


class WrongField(BaseModel):
    """One field that was not taken: where it stands, and what is wrong; its value is never repeated."""

    where: str
    wrong: str


class Problem(BaseModel):
    """Why a call was refused (RFC 9457): what was asked, what was wrong, what to do."""

    type: str = Field(description="Names the refusal, whatever the language.")
    title: str
    status: int
    asked: str
    wrong: str
    do: str
    errors: list[WrongField] = []


class UnableToTake(UnableTo):
    """The call itself is not of the form that the door takes."""

    asked = text("take the call")


def language(request: HttpRequest) -> str:
    """Return the language that the caller reads: English where neither of ours is asked for."""
    wanted = [
        (float(found[2] or 1), found[1].lower())
        for part in request.headers.get("Accept-Language", "").split(",")
        if (found := _LANGUAGE.match(part))
    ]
    return max(wanted, key=lambda one: one[0], default=(1.0, "en"))[1]


def refuse(
    request: HttpRequest,
    refusal: UnableTo,
    *,
    status: int | None = None,
    errors: Sequence[tuple[str, Text]] = (),
) -> HttpResponse:
    """Return a refusal as a problem in the caller's language."""
    code = status or next((one for kind, one in _STATUS.items() if isinstance(refusal, kind)), 422)
    reads = language(request)
    problem = Problem(
        type=f"urn:yakusoku:{re.sub('(?<!^)(?=[A-Z])', '-', type(refusal).__name__).lower()}",
        title=refusal.say(reads), status=code, asked=refusal.asked.say(reads), wrong=refusal.wrong.say(reads),
        do=refusal.do.say(reads),
        errors=[WrongField(where=where, wrong=wrong.say(reads)) for where, wrong in errors],
    )  # fmt: skip
    made = HttpResponse(
        json.dumps(problem.model_dump(), ensure_ascii=False),
        content_type="application/problem+json",
        status=code,
    )
    made["Content-Language"] = reads
    if code == 401:
        made["WWW-Authenticate"] = "Bearer"
    return made


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a call to an address that is not there."""
    del exception
    wrong = UnableToTake(
        text("nothing is at this address."),
        do=text("docs/api.md lists the addresses; each begins with /v1/."),
    )
    return refuse(request, wrong, status=404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Answer a call by a method that an address does not take."""
    wrong = UnableToTake(text("this address takes another method."), do=text("Compare with docs/api.md."))
    return refuse(request, wrong, status=405)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Answer a call whose body is larger than the door takes."""
    wrong = UnableToTake(
        text("the body is larger than {most} bytes.", most=most), do=text("Ask in several calls.")
    )
    return refuse(request, wrong, status=413)


def wrong_host(request: HttpRequest) -> HttpResponse:
    """Answer a call under a name that this server does not have."""
    wrong = UnableToTake(
        text("this server does not go by the name in the call."),
        do=text("Call it by one of the names under [web] hosts."),
    )
    return refuse(request, wrong, status=400)


def handle(api: NinjaAPI) -> None:
    """Let every error of an interface be answered as a problem."""
    answers: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        UnableTo: refuse,
        AuthenticationError: _without_key,
        ValidationError: _invalid,
        HttpError: _malformed,
        DatabaseError: _away,
        Exception: _unexpected,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def _without_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    del error
    wrong = UnableToKnowKey(
        text("no key was sent."), do=text("Send it with each call: `Authorization: Bearer <key>`.")
    )
    return refuse(request, wrong)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = list(_fields(error.errors))
    header = any(where.startswith("header.") for where, _ in found)
    wrong = UnableToTake(
        text("fields of the call are missing, unknown or of another form: {count}.", count=len(found)),
        do=text("Compare each of them with docs/api.md."),
    )
    return refuse(request, wrong, status=400 if header else 422, errors=found)


def _fields(errors: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Text]]:
    """Yield where each fault stands, by names of ours and numbers alone: a caller's own words may be a person's."""
    for one in errors[:20]:
        parts = [str(part) for part in one["loc"] if part != "form"]
        yield (
            ".".join(part if part.isdecimal() or _OWN_FIELD.fullmatch(part) else "?" for part in parts),
            _says(one),
        )


def _says(error: Mapping[str, Any]) -> Text:
    known = {
        "missing": text("It is missing."),
        "extra_forbidden": text("No field is called so."),
        "string_too_long": text("It is too long."),
        "string_too_short": text("It is empty or too short."),
        "too_long": text("There are too many of them."),
        "too_short": text("There are too few of them."),
        "enum": text("It is no word of its list."),
        "literal_error": text("It is no word of its list."),
    }
    return known.get(str(error["type"]), text("It is of another form than this field takes."))


def _malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
    wrong = UnableToTake(
        text("the body is no JSON in UTF-8."),
        do=text("Send one JSON object with Content-Type: application/json."),
    )
    return refuse(request, wrong, status=error.status_code)


def _away(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    _tell(error)
    wrong = UnableToAsk(
        text("own state does not answer ({kind}).", kind=type(error).__name__),
        do=text("Ask again; nothing was done. `yakusoku doctor` says what is wrong."),
    )
    return refuse(request, wrong)


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    _tell(error)
    wrong = UnableToTake(
        text("this is an error of the program."),
        do=text("Tell whoever runs it the time of the call; nothing was done."),
    )
    return refuse(request, wrong, status=500)


def _tell(error: Exception) -> None:
    """Log where an error came from; its words may hold a person's values and are never said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    _log.error(json.dumps({"web": type(error).__name__, "at": place}, sort_keys=True))
