"""Pure logic of a request: its states, which fee is due, which paper suffices, what the outcome is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from yakusoku.laws.grounds import Because, Refused
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.laws.documents import DocumentLaw
    from yakusoku.laws.rights import RightLaw
    from yakusoku.policy.queries import RightPromise


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
    EXECUTED = "executed"
    NOTIFIED = "notified"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN = tuple(state for state in State if state not in {State.CLOSED, State.WITHDRAWN})
BEFORE_SEARCH = (State.NEED_ID, State.NEED_FEE, State.READY)
WITHDRAWABLE = (
    State.RECEIVED, State.NEED_ID, State.NEED_FEE, State.READY, State.SEARCHING, State.REVIEW, State.DECIDED,
)  # fmt: skip


class Channel(StrEnum):
    """How a request came in."""

    POST = "post"
    TELEPHONE = "telephone"
    COUNTER = "counter"


class Dispatching(StrEnum):
    """How an answer leaves the house with a proof."""

    REGISTERED = "registered_post"
    SIMPLE_REGISTERED = "simple_registered_post"
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


def charge(right: RightLaw, promise: RightPromise) -> Charge | None:
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


def paper_refused(
    paper: DocumentLaw,
    *,
    accepted: Collection[str],
    masked: Collection[str],
    address_agrees: bool,
    as_of: date,
) -> Refused | None:
    """
    Return why this identity paper does not suffice, or None where it does.

    A paper must be one the policy accepts, still be issued, have every zone masked that the law keeps
    from us, and show the address the answer goes to.
    """
    if paper.issued_until is not None and as_of > paper.issued_until:
        return Refused(
            reason=text("this kind of document is no longer valid."),
            because=Because("rights.identity", article=paper.article),
            do=text("Ask for {successor} instead.", successor=paper.successor or "another document"),
        )
    if paper.code not in accepted:
        return Refused(
            reason=text("the policy does not accept this document."),
            because=Because("rights.identity"),
            do=text("Accepted are: {accepted}.", accepted=", ".join(sorted(accepted))),
        )
    missing = [zone for zone in paper.zones if zone.required and zone.code not in masked]
    if missing:
        return Refused(
            reason=text(
                "parts that must not be kept are not masked: {zones}.",
                zones=", ".join(z.code for z in missing),
            ),
            because=Because("rights.masking", article=missing[0].article),
            do=text("Mask them on the copy and record it again."),
        )
    if paper.shows_address and not address_agrees:
        return Refused(
            reason=text("the address on the document is not the address to answer to."),
            because=Because("rights.identity"),
            do=text("Ask the person which address is right, and for a document that shows it."),
        )
    return None


def outcome(items: Iterable[Shown]) -> str:
    """
    Name the outcome over all collections (`law.md` 2.3): `full`, `partial`, `refused` or `not_held`.

    A collection with no rows is not held and withholds nothing; a collection all of whose fields are
    withheld counts as withheld whole.
    """
    held = [item for item in items if item.rows]
    if not held:
        return "not_held"
    if all(item.withheld_whole for item in held):
        return "refused"
    if any(item.withheld_whole or item.withheld_fields for item in held):
        return "partial"
    return "full"
