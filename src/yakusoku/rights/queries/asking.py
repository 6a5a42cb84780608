"""Reads about who asks: what was shown, what is missing, what was asked for and since when the request waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yakusoku.rights import cases, ports, proofs
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.identity.lacking import What, basis
from yakusoku.rights.identity.shown import Whose
from yakusoku.rights.models import IdentityCheck, PaperRequest, PhoneCheck, Representation
from yakusoku.rights.rules import State
from yakusoku.terms.bilingual import Bilingual


@dataclass(frozen=True)
class PaperView:
    """A paper that was seen: what it is, about whom, and why it does not suffice where it does not."""

    document: str
    whose: Whose
    issued_on: date | None
    clause: str
    article: str
    checked_at: datetime
    rejected_because: str
    kept: bool

    @property
    def why(self) -> Bilingual | None:
        """Return why it does not suffice, or None where it does."""
        return Insufficient(self.rejected_because).says if self.rejected_because else None


@dataclass(frozen=True)
class MissingView:
    """A proof that is missing: what, about whom, the papers that do, and by which clause and article."""

    what: What
    whose: Whose
    accepted: tuple[str, ...]
    months: int | None
    basis: Bilingual


@dataclass(frozen=True)
class PhoneView:
    """One comparison by telephone, with its result."""

    request_id: str
    way: str
    result: str
    asked: int
    agreed: int
    called_at: datetime
    noted_at: datetime
    noted_by: str
    clause: str


@dataclass(frozen=True)
class RepresentativeView:
    """Who asks in the person's place, without a name: of which kind, by which clause, and what the person said."""

    request_id: str
    kind: str
    answer_to: str
    clause: str
    article: str
    holding: str
    conflict: str
    word: str
    confirmed_at: datetime


@dataclass(frozen=True)
class Wait:
    """Days on which the company waited for proof of who asks: asked on, and answered on where it was."""

    asked_on: date
    reply_by: date
    answered_on: date | None


def papers(request_id: str) -> tuple[PaperView, ...]:
    """Return the papers of a request in the order in which they were seen; those found insufficient among them."""
    rows = IdentityCheck.objects.filter(request_id=request_id).exclude(document="").order_by("pk")
    return tuple(
        PaperView(
            r.document, Whose(r.whose), r.issued_on, r.clause, r.article, r.checked_at, r.rejected_because,
            bool(r.image_name) and r.image_destroyed_at is None,
        )
        for r in rows
    )  # fmt: skip


def missing(request_id: str, *, now: datetime) -> tuple[MissingView, ...]:
    """Return what is missing before it is known who asks; nothing where the request does not wait for it."""
    row = cases.case(request_id)
    if row.state != State.NEED_ID:
        return ()
    return tuple(
        MissingView(one.what, one.whose, one.accepted, one.months, basis(one.because))
        for one in proofs.missing(row, today=ports.day(now, row.controller))
    )


def phone_checks(*, controller: str) -> tuple[PhoneView, ...]:
    """Return the comparisons by telephone of a company's requests, in order."""
    rows = PhoneCheck.objects.filter(request__controller=controller).order_by("noted_at", "pk")
    return tuple(
        PhoneView(
            r.request_id,
            r.way,
            r.result,
            len(r.asked),
            r.agreed,
            r.called_at,
            r.noted_at,
            r.noted_by,
            r.clause,
        )
        for r in rows
    )


def representatives(*, controller: str) -> tuple[RepresentativeView, ...]:
    """Return who asked in persons' places at a company, in order."""
    rows = Representation.objects.filter(request__controller=controller).order_by("confirmed_at", "pk")
    return tuple(
        RepresentativeView(
            r.request_id,
            r.kind,
            r.answer_to,
            r.clause,
            r.article,
            r.holding,
            r.conflict,
            r.word,
            r.confirmed_at,
        )
        for r in rows
    )


def waits(request_id: str) -> tuple[Wait, ...]:
    """
    Return the days on which a request waited for proof of who asks, for the clocks that may stand still meanwhile.

    From the day on which a letter left the house; whether a clock stops is the law's question, and only the promised
    target of the Act does.
    """
    rows = PaperRequest.objects.filter(request_id=request_id, sent_on__isnull=False).order_by("number")
    return tuple(Wait(r.sent_on, r.reply_by, r.answered_on) for r in rows if r.sent_on is not None)
