"""What must be settled before a request is closed: what is passed on, who is told, what the person asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.rights import money
from yakusoku.rights.models import (
    HandOver,
    Letter,
    Lifting,
    Passphrase,
    Recipient,
    RecipientsAsked,
    Refund,
    RightsRequest,
)
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from django.db.models import QuerySet


class UnableToClose(UnableTo):
    """Something that the answer announced is not done yet."""

    asked = text("close the request")


def check(row: RightsRequest) -> None:
    """
    Let a request pass of which nothing is open that was promised in its answer.

    :raises UnableToClose: if rows held for another were not passed on, a recipient that law wants told is not, or the
        person who asked for the recipients was not answered
    """
    waiting = open_hand_over(row)
    if waiting:
        raise UnableToClose(
            text("{section} was not passed on to whom it is held for.", section=waiting),
            do=text(
                "Pass it on, and note it with `yakusoku rights hand-over {request}`.", request=row.public_id
            ),
        )
    recipient = open_recipient(row)
    if recipient is not None:
        raise UnableToClose(
            text("recipient {number} was not told yet, nor spared for a reason.", number=recipient),
            do=text("`yakusoku rights recipients {request}` lists them.", request=row.public_id),
        )
    check_money(row)
    if Passphrase.objects.filter(request=row, told_on__isnull=True).exists():
        raise UnableToClose(
            text("the person was not told the passphrase."),
            do=text(
                "Tell it, and note it with `yakusoku rights passphrase {request}`.", request=row.public_id
            ),
        )
    if unanswered(row):
        raise UnableToClose(
            text("the person asked who the recipients are, and was not told."),
            do=text(
                "Make the letter with `yakusoku rights recipients-letter {request}`, and note that it left.",
                request=row.public_id,
            ),
        )


def check_money(row: RightsRequest) -> None:
    """:raises UnableToClose: if too much was paid and nothing goes back, or a refund is not paid"""
    if money.account(row).over or Refund.objects.filter(request=row).exclude(state="paid").exists():
        raise UnableToClose(
            text("money has to go back to the person, and it did not yet."),
            do=text("Propose it with `yakusoku rights refund {request}`, or note that it was paid.",
                    request=row.public_id),
        )  # fmt: skip


def open_hand_over(row: RightsRequest) -> str:
    """Return the first collection that waits to be passed on; empty where none does."""
    waiting = HandOver.objects.filter(request=row, handed_on__isnull=True).order_by("pk").first()
    return waiting.section if waiting else ""


def open_recipient(row: RightsRequest) -> int | None:
    """Return the number of the first recipient whom law wants told and nobody has settled, or None."""
    waiting = Recipient.objects.filter(request=row, must=True, state="open").order_by("number").first()
    return waiting.number if waiting else None


def unanswered(row: RightsRequest) -> bool:
    """Return whether the person asked who the recipients are, and no letter left."""
    return RecipientsAsked.objects.filter(request=row, letter__sent_on__isnull=True).exists()


def unsent() -> QuerySet[Letter]:
    """Return the letters beside answers that were made and have not left, but for liftings that were given up."""
    made = Letter.objects.filter(sent_on__isnull=True).exclude(kind__in=("consequences", "extension"))
    return made.exclude(lifting__state="dropped")


def pending(request_id: str | None = None) -> frozenset[str]:
    """Return the requests (or whether this one is among them) of which something beside the answer is open."""
    rows = (
        HandOver.objects.filter(handed_on__isnull=True),
        Recipient.objects.filter(must=True, state="open"),
        RecipientsAsked.objects.filter(letter__sent_on__isnull=True),
        Lifting.objects.filter(state="proposed"),
        Passphrase.objects.filter(told_on__isnull=True),
        unsent(),
    )
    about = {} if request_id is None else {"request_id": request_id}
    return frozenset(
        one for each in rows for one in each.filter(**about).values_list("request_id", flat=True)
    )
