"""Reads of the register: who is stopped, what somebody chose, which checks are open, what was screened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.consent import models
from yakusoku.consent.audiences.views import AudienceView, Verified, audience, audiences, verified
from yakusoku.consent.chosen import Row, Whom
from yakusoku.consent.folding import UnableToRead
from yakusoku.consent.keys import Given, Key, Keyed, whose
from yakusoku.consent.matching import Found, Register
from yakusoku.consent.ports import HandedOver, wired
from yakusoku.consent.rules import ANY, Form, Kind, Turn
from yakusoku.consent.writing import content

__all__ = ["AudienceView", "CheckView", "ChoiceView", "Given", "Row", "ScreeningView", "Stopping", "Verified", "Whom",
           "audience", "audiences", "checks", "choice",
           "choices", "handed_over", "screenings", "stopped", "timezone", "today",
           "verified"]  # fmt: skip


@dataclass(frozen=True)
class ChoiceView:
    """A choice as it was recorded; on whom it acts nobody can read."""

    public_id: str
    controller: str
    kind: Kind
    turn: Turn
    scope: str
    purpose: str
    form: Form
    version: date | None
    version_id: str
    sentence: str
    language: str
    text_digest: str
    channel: str
    through: str
    proof: str
    proof_digest: str
    confirmed_how: str
    reference: str
    chosen_at: datetime
    recorded_at: datetime
    recorded_by: str
    content: str
    identities: tuple[str, ...]
    household: bool
    whose: str
    ended_at: datetime | None
    """
    `content` is the digest of the row as it stands now; the ledger names that of the row as it was recorded.
    `ended_at`: when it ended with the request that had made it.
    """


@dataclass(frozen=True)
class CheckView:
    """A check on erasure that a withdrawal started."""

    public_id: str
    controller: str
    choice: str
    scope: str
    special_care: bool
    opened_at: datetime
    opened_on: date
    closed_at: datetime | None
    closed_by: str
    outcome: str
    reference: str


@dataclass(frozen=True)
class ScreeningView:
    """A list that was held against the register, with counts alone."""

    public_id: str
    controller: str
    mailing: str
    way: str
    purpose: str
    as_of: datetime
    screened_at: datetime
    screened_by: str
    rows: int
    stopped: int
    without_consent: int
    unread: int


@dataclass(frozen=True)
class Stopping:
    """
    What keeps a line of a list from being addressed: `choice` by its id, or `reason` alone.

    `reason`: `stopped`, `no-consent` (e-mail and the like without the consent that law wants), `unread` (a value that
    is no mailbox, number or address, so that nobody knows whether it is stopped).
    """

    reason: str
    choice: str = ""


def stopped(
    rows: Sequence[Row],
    *,
    controller: str,
    way: str,
    purpose: str = "",
    as_of: datetime,
    opt_in: bool = False,
) -> dict[int, Stopping]:
    """
    Return which of many lines must not be addressed by `way` for `purpose`, by their place in `rows`.

    Stops, objections, suspensions and restrictions in force at `as_of` count; with `opt_in` also that no consent to the
    way (`channels.<way>`) is there. What cannot be read is not addressed. Thousands are asked in a few statements.
    """
    keyed = Keyed(controller)
    found: dict[int, Stopping] = {}
    keys: dict[int, tuple[Key, ...]] = {}
    for place, row in enumerate(rows):
        try:
            keys[place] = tuple(keyed.of(one, name=row.name) for one in row.given)
        except UnableToRead:
            found[place] = Stopping("unread")
            continue
        if not keys[place]:
            found[place] = Stopping("unread")
    register = Register(controller, {key for of_row in keys.values() for key in of_row})
    for place, of_row in keys.items():
        stop = register.stop(of_row, way=way, purpose=purpose, as_of=as_of)
        if stop is not None:
            found[place] = Stopping("stopped", stop.public_id)
        elif opt_in and place not in found and not _agreed(register, of_row, way, as_of):
            found[place] = Stopping("no-consent")
    return found


def _agreed(register: Register, keys: Sequence[Key], way: str, as_of: datetime) -> bool:
    word = register.consents(keys, as_of=as_of).get(f"channels.{way}")
    return word is not None and word.event.turn is Turn.GIVEN


def choice(public_id: str) -> ChoiceView:
    """Return one choice. :raises KeyError: if there is none"""
    for row in (
        models.Choice.objects.filter(public_id=public_id).select_related("ended").prefetch_related("keys")
    ):
        return view(row)
    raise KeyError(public_id)


def choices(*, controller: str) -> tuple[ChoiceView, ...]:
    """Return every choice of a company in the order of recording."""
    rows = (
        models.Choice.objects.filter(controller=controller)
        .select_related("ended")
        .prefetch_related("keys")
        .order_by("pk")
    )
    return tuple(map(view, rows))


def checks(*, controller: str | None = None, closed: bool = False) -> tuple[CheckView, ...]:
    """Return the open checks on erasure (of one company), the oldest first; with `closed` the others too."""
    rows = models.ErasureCheck.objects.select_related("choice").order_by("pk")
    if controller is not None:
        rows = rows.filter(controller=controller)
    if not closed:
        rows = rows.filter(state="open")
    return tuple(
        CheckView(
            one.public_id, one.controller, one.choice.public_id, one.choice.scope, one.special_care, one.opened_at,
            one.opened_on, one.closed_at, one.closed_by, one.outcome, one.reference,
        )
        for one in rows
    )  # fmt: skip


def screenings(*, controller: str) -> tuple[ScreeningView, ...]:
    """Return the lists that were held against the register, the oldest first."""
    rows = models.Screening.objects.filter(controller=controller).order_by("screened_at", "pk")
    return tuple(
        ScreeningView(
            one.public_id, one.controller, one.mailing, one.way, one.purpose, one.as_of, one.screened_at,
            one.screened_by, one.rows, one.stopped, one.without_consent, one.unread,
        )
        for one in rows
    )  # fmt: skip


def handed_over(controller: str, way: str, *, since: datetime) -> tuple[HandedOver, ...]:
    """Return the mailings by `way` that left the house since then: those screened here, and those others know of."""
    rows = models.Screening.objects.filter(controller=controller, screened_at__gte=since)
    if way != ANY:
        rows = rows.filter(way__in=(way, ANY))
    own = [HandedOver(one.mailing, one.screened_at) for one in rows.order_by("screened_at", "pk")]
    known = {one.mailing for one in own}
    others = [one for one in wired().mailings(controller, way, since) if one.mailing not in known]
    return tuple(sorted([*own, *others], key=lambda one: (one.handed_over_at, one.mailing)))


def today(controller: str, now: datetime) -> date:
    """Return the day that `now` is for the company."""
    return wired().day(now, controller)


def timezone(controller: str) -> str:
    """Return the zone in which the company's days begin and end."""
    return wired().timezones(controller)


def of_person(controller: str, keys: Sequence[Key]) -> tuple[Found, ...]:
    """Return every choice under somebody's keys, in the order of recording; the way in is `operations.show`."""
    near = Register(controller, keys).near(keys)
    found = [one for one in near if any(one.key.reaches(key) for key in keys)]
    return tuple({one.public_id: one for one in found}.values())


def views(public_ids: Iterable[str]) -> tuple[ChoiceView, ...]:
    """Return these choices in the order in which they were made."""
    rows = (
        models.Choice.objects.filter(public_id__in=list(public_ids))
        .select_related("ended")
        .prefetch_related("keys")
    )
    return tuple(map(view, rows.order_by("chosen_at", "pk")))


def view(row: models.Choice) -> ChoiceView:
    """Return a row as the rest of the program sees it."""
    keys = [Key(one.identity, one.digest, one.house, one.named, one.script) for one in row.keys.all()]
    return ChoiceView(
        public_id=row.public_id, controller=row.controller, kind=Kind(row.kind), turn=Turn(row.turn), scope=row.scope,
        purpose=row.purpose, form=Form(row.form), version=row.version, version_id=row.version_id, sentence=row.sentence,
        language=row.language, text_digest=row.text_digest, channel=row.channel, through=row.through,
        proof=row.proof, proof_digest=row.proof_digest, confirmed_how=row.confirmed_how, reference=row.reference,
        chosen_at=row.chosen_at, recorded_at=row.recorded_at, recorded_by=row.recorded_by, content=content(row, keys),
        identities=tuple(sorted({one.identity for one in keys})), household=not any(one.name for one in keys),
        whose=whose(keys), ended_at=row.ended.ended_at if hasattr(row, "ended") else None,
    )  # fmt: skip
