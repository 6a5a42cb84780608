"""Pure logic of a request: its states, which fee is due, which paper suffices, what the outcome is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from yakusoku.laws.grounds import Because, Refused
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.laws.documents import DocumentLaw, Zone
    from yakusoku.laws.rights import RightLaw
    from yakusoku.rights.promised import Promised

SEARCH, BUILD, PAPERS = "rights.search", "rights.build", "rights.papers"
CHANGE, CHANGED, AGAIN = "rights.change", "rights.changed", "rights.again"
LIFT, LIFTED = "rights.lift", "rights.lifted"
MINIMIZE = "rights.minimize"
"""The kinds of work that deeds of this room ask for."""


class State(StrEnum):
    """Where a request stands (`docs/design/rights.md` draws the machine)."""

    RECEIVED = "received"
    NEED_ID = "need_id"
    NEED_FEE = "need_fee"
    READY = "ready"
    SEARCHING = "searching"
    REVIEW = "review"
    DECIDED = "decided"
    APPROVED = "approved"
    CHANGED = "changed"
    EXECUTED = "executed"
    NOTIFIED = "notified"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"

    @property
    def says(self) -> Text:
        """Return the state in words."""
        return _IN_WORDS[self]


_IN_WORDS = {
    State.RECEIVED: text("received; not yet assigned to a right"),
    State.NEED_ID: text("waits for proof of identity"),
    State.NEED_FEE: text("waits for the fee"),
    State.READY: text("ready to be searched"),
    State.SEARCHING: text("the stores are being searched"),
    State.REVIEW: text("searched; under review"),
    State.DECIDED: text("the answer waits for a second person"),
    State.APPROVED: text("approved; what was decided is being carried out"),
    State.CHANGED: text("what was approved is done in the stores; the letter follows when no errand is open"),
    State.EXECUTED: text("the letter is ready to leave"),
    State.NOTIFIED: text("the answer has left the house"),
    State.CLOSED: text("closed"),
    State.WITHDRAWN: text("withdrawn by the person"),
    State.ENDED: text("ended without an answer"),
}
ENDINGS = (State.CLOSED, State.WITHDRAWN, State.ENDED)
OPEN = tuple(state for state in State if state not in ENDINGS)
AMENDABLE = (State.RECEIVED, State.NEED_ID)
LINKABLE = (State.NEED_ID, State.NEED_FEE, State.READY)
WITHDRAWABLE = (State.RECEIVED, *LINKABLE, State.SEARCHING, State.REVIEW, State.DECIDED)
APPROVED_ONCE = (State.APPROVED, State.CHANGED, State.EXECUTED, State.NOTIFIED, State.CLOSED)
MADE = (State.EXECUTED, State.NOTIFIED, State.CLOSED)
"""States in which letter and package have been made."""
METHODS = {
    "paper": Bilingual("in writing", "書面の交付"),
    "electronic": Bilingual("by electronic record, encrypted", "電磁的記録の提供（暗号化）"),
    "direct": Bilingual("straight to another controller", "他の管理者への直接移行"),
}
"""The ways of receiving an answer (APPI 33(1); GDPR 15(3), 20) that this version gives."""


class Channel(StrEnum):
    """How a request came in."""

    POST = "post"
    TELEPHONE = "telephone"
    COUNTER = "counter"
    EMAIL = "email"
    FAX = "fax"
    INTERNET = "internet"
    FORWARDED = "forwarded"

    @property
    def says(self) -> Text:
        """Return the channel in words."""
        return {
            Channel.POST: text("by post"),
            Channel.TELEPHONE: text("by telephone"),
            Channel.COUNTER: text("at the counter"),
            Channel.EMAIL: text("by e-mail"),
            Channel.FAX: text("by fax"),
            Channel.INTERNET: text("by a form on a web site"),
            Channel.FORWARDED: text("through another company"),
        }[self]


class Outcome(StrEnum):
    """What an answer comes to: all shown, a part shown, nothing shown, or nothing held."""

    FULL = "full"
    PARTIAL = "partial"
    REFUSED = "refused"
    NOT_HELD = "not_held"

    @property
    def says(self) -> Text:
        """Return the outcome in words."""
        return {
            Outcome.FULL: text("everything is shown"),
            Outcome.PARTIAL: text("a part is shown, a part is withheld"),
            Outcome.REFUSED: text("everything is withheld"),
            Outcome.NOT_HELD: text("nothing is held about the person"),
        }[self]


OUTCOMES = tuple(Outcome)


class Measure(StrEnum):
    """What is done with a person's rows; or what is told, or stopped for a purpose, without any of them."""

    SHOW = "show"
    CORRECT = "correct"
    RESTRICT = "restrict"
    STOP_PROVISION = "stop_provision"
    ERASE = "erase"
    TELL = "tell"
    STOP_PURPOSE = "stop_purpose"

    @property
    def says(self) -> Text:
        """Return the measure in words."""
        return _MEASURES[self]


_MEASURES = {
    Measure.SHOW: text("shown"),
    Measure.CORRECT: text("corrected in every copy"),
    Measure.RESTRICT: text("use is stopped"),
    Measure.STOP_PROVISION: text("provision to third parties is stopped"),
    Measure.ERASE: text("erased"),
    Measure.TELL: text("told"),
    Measure.STOP_PURPOSE: text("stopped for purposes"),
}


class Dispatching(StrEnum):
    """How an answer leaves the house with a proof."""

    REGISTERED = "registered_post"
    SIMPLE_REGISTERED = "simple_registered_post"
    IN_HAND = "in_hand"
    ELECTRONIC = "electronic"
    DIRECT = "direct_transmission"


POSTED = (Dispatching.REGISTERED.value, Dispatching.SIMPLE_REGISTERED.value)
"""Ways by which an item of post leaves."""
LEAVES = {
    "paper": (Dispatching.REGISTERED, Dispatching.SIMPLE_REGISTERED, Dispatching.IN_HAND),
    "electronic": (
        Dispatching.ELECTRONIC, Dispatching.REGISTERED, Dispatching.SIMPLE_REGISTERED, Dispatching.IN_HAND,
    ),
    "direct": (Dispatching.DIRECT,),
}  # fmt: skip
"""By which ways an answer of each method leaves the house; an electronic record also on a medium by post."""


class Telling(StrEnum):
    """How a person is told a passphrase."""

    TELEPHONE = "telephone"
    POST = "post"
    IN_HAND = "in_hand"


@dataclass(frozen=True)
class Charge:
    """A fee that may be taken: published in a clause and permitted by an article. Yen, tax included in `yen`."""

    yen: int
    tax_yen: int
    tax_percent: int
    because: Because


@dataclass(frozen=True)
class Shown:
    """The decision on one item, as the outcome counts it: `rows` it concerns, and whether they are withheld."""

    rows: int
    withheld_fields: int
    withheld_whole: bool


def charge(right: RightLaw, promise: Promised) -> Charge | None:
    """
    Return the fee for exercising `right`, or None where nothing may be taken.

    Nothing may be taken where no amount is published (APPI 32(1)(iii)) or the law permits none: 38(1)
    names only the notice of purposes and disclosure.
    """
    fee = promise.fee
    if fee is None or right.fee != "allowed":
        return None
    return Charge(
        yen=fee.amount_incl_tax_yen,
        tax_yen=fee.amount_incl_tax_yen - fee.amount_yen,
        tax_percent=fee.tax_percent,
        because=Because("rights.fee", clause=fee.clauses[0], article=right.fee_article),
    )


def paper_refused(paper: DocumentLaw, *, accepted: Collection[str], as_of: date) -> Refused | None:
    """Return why a paper of this kind is not taken, or None: it must still be valid, and one the policy accepts."""
    if paper.issued_until is not None and as_of > paper.issued_until:
        return Refused(
            reason=text("this kind of document is no longer valid."),
            because=Because("rights.identity", article=paper.article),
            do=text("Ask for {successor} instead.", successor=paper.successor or text("another document")),
        )
    if paper.code not in accepted:
        return Refused(
            reason=text("the policy does not accept this document."),
            because=Because("rights.identity"),
            do=text("Accepted are: {accepted}.", accepted=", ".join(sorted(accepted))),
        )
    return None


def copy_refused(
    paper: DocumentLaw,
    *,
    named: Collection[str],
    masked: Collection[str],
    absent: Collection[str],
    address_agrees: bool,
) -> Refused | None:
    """
    Return why this copy of a paper does not suffice, or None where it does.

    Every zone that the law keeps from us, and every one that the text names (`named`), is masked, or is not
    on the copy (`absent`, as the back of a card whose front was sent). The address to answer to is the one on
    the paper; a paper that shows none leaves that to staff, who compare it with what is registered.
    """
    unknown = sorted({*masked, *absent} - {zone.code for zone in paper.zones})
    if unknown:
        return Refused(
            reason=text("this document has no such parts: {zones}.", zones=", ".join(unknown)),
            because=Because("rights.masking"),
            do=text("It has: {zones}.", zones=", ".join(zone.code for zone in paper.zones) or "-"),
        )
    owed = [zone for zone in zones_to_mask(paper, named) if zone.code not in {*masked, *absent}]
    if owed:
        return Refused(
            reason=text(
                "parts that must not be kept are not masked: {zones}.",
                zones=", ".join(zone.code for zone in owed),
            ),
            because=Because("rights.masking", article=owed[0].article),
            do=text("Mask them on the copy and record it again; name those that are not on it as absent."),
        )
    if not address_agrees:
        return _address_refused(paper)
    return None


def zones_to_mask(paper: DocumentLaw, named: Collection[str]) -> tuple[Zone, ...]:
    """Return the zones of a paper that law or the text wants masked; the stricter of the two binds."""
    return tuple(zone for zone in paper.zones if zone.required or zone.code in named)


def _address_refused(paper: DocumentLaw) -> Refused:
    if paper.shows_address:
        return Refused(
            reason=text("the address on the document is not the address to answer to."),
            because=Because("rights.identity", article="GL3-8-7"),
            do=text("Ask the person which address is right, and for a document that shows it."),
        )
    return Refused(
        reason=text("this document shows no address, and nobody compared the address to answer to."),
        because=Because("rights.identity", article="GL3-8-7"),
        do=text("Compare it with the one that is registered, or ask for a document that shows it."),
    )


def outcome(items: Iterable[Shown]) -> Outcome:
    """
    Name the outcome over all collections.

    A collection with no rows is not held and withholds nothing; a collection all of whose fields are
    withheld counts as withheld whole.
    """
    held = [item for item in items if item.rows]
    if not held:
        return Outcome.NOT_HELD
    if all(item.withheld_whole for item in held):
        return Outcome.REFUSED
    if any(item.withheld_whole or item.withheld_fields for item in held):
        return Outcome.PARTIAL
    return Outcome.FULL


def outcome_in_words(outcome: Outcome, measure: Measure) -> Text:
    """Return what an answer comes to, said of what was asked for."""
    if measure is Measure.SHOW or outcome is Outcome.NOT_HELD:
        return outcome.says
    if measure is Measure.STOP_PURPOSE:
        return {
            Outcome.FULL: text("every use asked about is stopped"),
            Outcome.PARTIAL: text("a part of the uses is stopped, a part goes on"),
            Outcome.REFUSED: text("no use is stopped"),
        }[outcome]
    if measure is Measure.TELL:
        return {
            Outcome.FULL: text("everything asked for is told"),
            Outcome.PARTIAL: text("a part is told, a part is withheld"),
            Outcome.REFUSED: text("nothing is told"),
        }[outcome]
    return {
        Outcome.FULL: text("everything asked for is done"),
        Outcome.PARTIAL: text("a part is done, a part stays as it is"),
        Outcome.REFUSED: text("nothing is done"),
    }[outcome]
