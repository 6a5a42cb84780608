"""Reads of what is told beside the answer, and of what is open: letters, recipients, columns, stops, liftings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min

from yakusoku.rights import cases, judging, ports, telling
from yakusoku.rights.models import (
    ColumnDecision,
    HandOver,
    Letter,
    Lifting,
    Recipient,
    RecipientsAsked,
    RightsRequest,
    Stopped,
)
from yakusoku.rights.rules import Measure, State
from yakusoku.terms.bilingual import Bilingual


@dataclass(frozen=True)
class LetterView:
    """A letter beside the answer, of a kind of `models.told.LETTERS`; `sent_on` once it left."""

    request_id: str
    number: int
    kind: str
    language: str
    reply_by: date | None
    built_at: datetime
    sent_on: date | None


def letters(request_id: str) -> tuple[LetterView, ...]:
    """Return the letters beside the answer, in the order in which they were made."""
    rows = Letter.objects.filter(request_id=request_id).order_by("number")
    return tuple(
        LetterView(r.request_id, r.number, r.kind, r.language, r.reply_by, r.built_at, r.sent_on)
        for r in rows
    )


@dataclass(frozen=True)
class RecipientView:
    """
    Who may have been, or was (`named`), given what was changed; no name or address is in it.

    `state` is open, named (a class of which somebody was named), told or spared (`because`).
    """

    request_id: str
    number: int
    source: str
    says: Bilingual
    clause: str
    named: bool
    must: bool
    article: str
    owner: str
    due_on: date
    state: str
    because: str
    letter: int | None
    settled_on: date | None


def recipients(request_id: str) -> tuple[RecipientView, ...]:
    """Return the recipients of a request by number; none before the change was done."""
    row = cases.case(request_id)
    found = Recipient.objects.select_related("letter").filter(request=row).order_by("number")
    return tuple(_recipient(row, one) for one in found)


def _recipient(row: RightsRequest, one: Recipient) -> RecipientView:
    return RecipientView(
        request_id=row.public_id,
        number=one.number,
        source=one.source,
        says=telling.of(row, one).says,
        clause=one.clause,
        named=one.who is not None,
        must=one.must,
        article=one.article,
        owner=one.owner,
        due_on=one.due_on,
        state=one.state,
        because=one.because,
        letter=one.letter.number if one.letter else None,
        settled_on=one.settled_on,
    )


@dataclass(frozen=True)
class ColumnView:
    """A column of the same kind of data that no fact names: a copy of `fact`, none (empty), or not `decided` yet."""

    section: str
    column: str
    rows: int
    decided: bool
    fact: str


def columns(request_id: str) -> tuple[ColumnView, ...]:
    """
    Return the columns about which a correction asks staff; nothing outside the review.

    :raises UnableToReadFindings: if sealed rows are not those that the ledger names
    """
    row = cases.case(request_id)
    if row.state not in (State.REVIEW, State.DECIDED) or cases.measure(row) is not Measure.CORRECT:
        return ()
    said = {(one.section, one.column): one.fact for one in ColumnDecision.objects.filter(request=row)}
    return tuple(
        ColumnView(one.section, one.column, one.rows, key in said, said.get(key, ""))
        for one in judging.columns_alike(row)
        for key in [(one.section, one.column)]
    )


@dataclass(frozen=True)
class LiftingView:
    """A lifting: proposed, approved, lifted or dropped; `tell_article` wants the person told first."""

    request_id: str
    number: int
    state: str
    because: str
    tell_article: str
    letter: int
    told_on: date | None
    proposed_at: datetime
    approved_by: str
    done_at: datetime | None


def liftings(request_id: str) -> tuple[LiftingView, ...]:
    """Return the liftings of what a request stopped, in their order."""
    rows = Lifting.objects.select_related("letter").filter(request_id=request_id).order_by("number")
    return tuple(
        LiftingView(
            r.request_id, r.number, r.state, r.because, r.tell_article, r.letter.number if r.letter else 0,
            r.letter.sent_on if r.letter else None, r.proposed_at, r.approved_by, r.done_at,
        )
        for r in rows
    )  # fmt: skip


@dataclass(frozen=True)
class Restriction:
    """
    Rows of a collection whose `use` or `provision` a request stopped and that nobody lifted since.

    `in_store`: the store's own column says so, too.
    """

    request_id: str
    controller: str
    what: str
    section: str
    rows: int
    since: datetime
    in_store: bool


def restrictions(*, controller: str, request_id: str | None = None) -> tuple[Restriction, ...]:
    """Return the restrictions and stops of a company that are in force, the oldest first."""
    rows = Stopped.objects.filter(controller=controller, ended_at__isnull=True)
    if request_id is not None:
        rows = rows.filter(request_id=request_id)
    grouped = rows.values("request_id", "what", "dataset", "collection", "in_store").annotate(
        rows=Count("pk"), begun=Min("since")
    )
    found = [
        Restriction(
            one["request_id"], controller, one["what"], f"{one['dataset']}.{one['collection']}",
            one["rows"], one["begun"], one["in_store"],
        )
        for one in grouped
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.since, one.request_id, one.section, one.what)))


@dataclass(frozen=True)
class Open:
    """
    What an answer announced, and nobody has done yet, since and until when; `must`: it holds the closing up.

    `what` is `hand_over`, `recipient`, `recipients` (the person asked) or `reply` (a word of the person is late).
    """

    request_id: str
    controller: str
    what: str
    item: str
    since: date
    due_on: date | None
    must: bool

    def days(self, as_of: date) -> int:
        """Return for how many days it has been open."""
        return (as_of - self.since).days

    def is_late(self, as_of: date) -> bool:
        """Return whether its day has passed."""
        return self.due_on is not None and self.due_on < as_of


def open_hand_overs(*, controller: str | None = None) -> tuple[Open, ...]:
    """Return what waits to be passed on to principals, the oldest first."""
    rows = (
        HandOver.objects.select_related("request").filter(handed_on__isnull=True).order_by("noted_at", "pk")
    )
    return tuple(
        Open(
            one.request_id, one.request.controller, "hand_over", one.section,
            ports.day(one.noted_at, one.request.controller), one.request.due_on, must=True,
        )
        for one in rows
        if controller in (None, one.request.controller)
    )  # fmt: skip


def untold_recipients(*, controller: str | None = None) -> tuple[Open, ...]:
    """Return the recipients that law wants told and nobody has settled, the earliest day first."""
    rows = Recipient.objects.select_related("request").filter(state="open", must=True)
    return tuple(
        Open(
            one.request_id, one.request.controller, "recipient", str(one.number), _changed_on(one.request),
            one.due_on, must=True,
        )
        for one in rows.order_by("due_on", "request_id", "number")
        if controller in (None, one.request.controller)
    )  # fmt: skip


def _changed_on(row: RightsRequest) -> date:
    return ports.day(row.changed_at, row.controller) if row.changed_at else row.received_on


def unanswered_questions(*, controller: str | None = None) -> tuple[Open, ...]:
    """Return the requests whose person asked who the recipients are and was not told."""
    rows = RecipientsAsked.objects.select_related("request").filter(letter__sent_on__isnull=True)
    return tuple(
        Open(one.request_id, one.request.controller, "recipients", "", one.asked_on, None, must=True)
        for one in rows.order_by("asked_on", "pk")
        if controller in (None, one.request.controller)
    )


def awaited_words(*, controller: str | None = None) -> tuple[Open, ...]:
    """Return the requests in which a word of the person is awaited before anything is carried out, with its day."""
    rows = Letter.objects.select_related("request").filter(
        kind="consequences", sent_on__isnull=False, request__state=State.REVIEW,
        request__consequences__needs_word=True, request__consequences__known_on__isnull=True,
    )  # fmt: skip
    return tuple(
        Open(one.request_id, one.request.controller, "reply", "", one.sent_on, one.reply_by, must=False)
        for one in rows.distinct().order_by("reply_by", "pk")
        if controller in (None, one.request.controller) and one.sent_on is not None
    )


def everything_open(*, controller: str | None = None) -> tuple[Open, ...]:
    """Return all that is open: passed on to nobody, told to nobody, asked and not answered, awaited."""
    return (
        *open_hand_overs(controller=controller),
        *untold_recipients(controller=controller),
        *unanswered_questions(controller=controller),
        *awaited_words(controller=controller),
    )
