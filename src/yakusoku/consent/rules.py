"""Pure logic of choices: their kinds, what may follow what, and how the newest of several is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import get_args

from yakusoku.policy.form.common import Channel
from yakusoku.policy.form.purposes import Marketing
from yakusoku.policy.form.root import PolicyForm
from yakusoku.terms.text import Text, text

CHANNELS: tuple[str, ...] = get_args(Channel)
"""By which way a choice reached the company."""
WAYS: tuple[str, ...] = get_args(Marketing)
"""By which way somebody is addressed; `any` is all of them."""
ANY = "any"
_REFERENCE = re.compile(r"[A-Za-z][A-Za-z0-9]*([-/.][A-Za-z0-9]+)*")


class Kind(StrEnum):
    """
    What a choice is about.

    `suspension` ceases a use or a provision; `restriction` leaves data where they are and lets nothing else be done.
    """

    CONSENT = "consent"
    STOP = "stop"
    OBJECTION = "objection"
    SUSPENSION = "suspension"
    RESTRICTION = "restriction"

    @property
    def says(self) -> Text:
        """Return the kind in words."""
        return {
            Kind.CONSENT: text("consent"),
            Kind.STOP: text("stop of advertising"),
            Kind.OBJECTION: text("objection"),
            Kind.SUSPENSION: text("suspension of use or provision"),
            Kind.RESTRICTION: text("restriction of processing"),
        }[self]


class Turn(StrEnum):
    """What became of it: a consent is given, refused or withdrawn; anything else is made or loosened."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MADE = "made"
    LOOSENED = "loosened"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return {
            Turn.GIVEN: text("given"),
            Turn.REFUSED: text("refused"),
            Turn.WITHDRAWN: text("withdrawn"),
            Turn.MADE: text("declared"),
            Turn.LOOSENED: text("loosened"),
        }[self]

    @property
    def forbids(self) -> bool:
        """Whether a use stands still by it. Of two choices of one moment this one counts."""
        return self in (Turn.REFUSED, Turn.WITHDRAWN, Turn.MADE)


class Form(StrEnum):
    """How a consent was expressed; written means on paper or by electronic record."""

    PLAIN = "plain"
    EXPLICIT = "explicit"
    WRITTEN = "written"


class How(StrEnum):
    """How it was known that it is the person: needed to loosen or to see a choice, never to stop."""

    REQUEST = "request"
    CALL_BACK = "call-back"
    PAPERS = "papers"
    ACCOUNT = "account"
    MAILBOX = "mailbox"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return {
            How.REQUEST: text("identity confirmed in a request"),
            How.CALL_BACK: text("called back at the registered number"),
            How.PAPERS: text("papers seen"),
            How.ACCOUNT: text("signed in to the account"),
            How.MAILBOX: text("answered from the mailbox in question"),
        }[self]


class Came(StrEnum):
    """What came of a check on erasure."""

    ERASED = "erased"
    REQUEST = "request"
    OTHER_GROUND = "other-ground"
    NOT_HELD = "not-held"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return {
            Came.ERASED: text("the data were erased"),
            Came.REQUEST: text("a request takes care of it"),
            Came.OTHER_GROUND: text("another ground lets them stay"),
            Came.NOT_HELD: text("nothing is held"),
        }[self]


_TURNS = {Kind.CONSENT: (Turn.GIVEN, Turn.REFUSED, Turn.WITHDRAWN)}
_OTHERS = (Turn.MADE, Turn.LOOSENED)


def turns(kind: Kind) -> tuple[Turn, ...]:
    """Return what can become of a choice of this kind."""
    return _TURNS.get(kind, _OTHERS)


@dataclass(frozen=True)
class TextShown:
    """The sentence that stood before the person: version of the notice, its id there, and the SHA-256 of the words."""

    version: date
    version_id: str
    sentence: str
    language: str
    words: str
    digest: str


@dataclass(frozen=True)
class Confirmation:
    """By whose and which look it was the person: `reference` is a request or a note, `reason` a short code."""

    how: How
    reference: str
    reason: str


@dataclass(frozen=True)
class Event:
    """One choice as far as the reckoning needs it. `order` is the order in which choices were recorded."""

    kind: Kind
    turn: Turn
    scope: str
    purpose: str
    form: Form
    chosen_at: datetime
    order: int
    ended_at: datetime | None = None
    """When it ended with the request that had made it: from then on it counts no more."""

    @property
    def about(self) -> tuple[Kind, str, str]:
        """What a later choice replaces this one by: kind, scope and purpose."""
        return self.kind, self.scope, self.purpose

    @property
    def rank(self) -> tuple[datetime, bool, int]:
        """Later counts; of one moment what forbids counts; else what was recorded later."""
        return self.chosen_at, self.turn.forbids, self.order


def newest(events: Iterable[Event], *, as_of: datetime) -> dict[tuple[Kind, str, str], Event]:
    """
    Return the choice in force about each thing at `as_of`, in whatever order the events come.

    One that ended with its request before that is passed over, so that what else was chosen about it counts.
    """
    found: dict[tuple[Kind, str, str], Event] = {}
    for one in events:
        if not counts(one, as_of):
            continue
        if one.about not in found or found[one.about].rank < one.rank:
            found[one.about] = one
    return found


def counts(one: Event, as_of: datetime) -> bool:
    """Return whether a choice was made by `as_of`, and had not ended."""
    return one.chosen_at <= as_of and (one.ended_at is None or as_of < one.ended_at)


def stops_by(event: Event, *, way: str, purpose: str) -> bool:
    """Return whether a choice keeps somebody from being addressed by `way` for `purpose` ("" is any)."""
    if not event.turn.forbids:
        return False
    if event.kind is Kind.STOP:
        reached = event.scope in (ANY, way) or way == ANY
        return reached and (not event.purpose or not purpose or event.purpose == purpose)
    if event.kind is Kind.OBJECTION or event.kind is Kind.SUSPENSION:
        return event.scope in (ANY, f"purposes.{purpose}")
    return event.kind is Kind.RESTRICTION


_OUTSIDE = ("person_related", "recipients", "countries")
"""What a consent may be about besides declarations: a company by its id, or a country (articles 27, 28, 31)."""
_SECTIONS: dict[Kind, tuple[str, ...]] = {
    Kind.CONSENT: ("purposes", "provisions", "joint_use", "special_care", "transfers", "credit", *_OUTSIDE),
    Kind.OBJECTION: ("purposes",),
    Kind.SUSPENSION: ("purposes", "provisions", "joint_use"),
    Kind.RESTRICTION: (),
}  # fmt: skip


def is_scope(kind: Kind, scope: str, form: PolicyForm) -> bool:
    """Return whether a choice of this kind can be about `scope`: what the policy declares, or a way of addressing."""
    if kind is Kind.STOP:
        return scope in WAYS
    section, _, name = scope.partition(".")
    if kind is Kind.CONSENT and section == "channels":
        return name in WAYS and name != ANY
    if scope == ANY:
        return kind is not Kind.CONSENT
    if scope == "household":
        return kind is Kind.CONSENT
    if section not in _SECTIONS[kind]:
        return False
    if section in _OUTSIDE:
        return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name))
    return name in (getattr(form, section, None) or {})


def is_reference(words: str) -> bool:
    """Return whether `words` refer to something without naming anybody: at most 40 letters, digits, `-`, `.`, `/`."""
    return len(words) <= 40 and bool(_REFERENCE.fullmatch(words))
