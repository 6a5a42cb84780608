"""What walks do beside the answer: recipients are told, the person learns who they are, columns are decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.ledger import queries as ledger
from yakusoku.rights import queries
from yakusoku.rights.answer import Named
from yakusoku.rights.operations import columns, letters, recipients
from yakusoku.rights.rules import Dispatching
from yakusoku.rights.tags import LETTER_RELEASED
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.examples.walks.changing import ChangeWalk


def tell(walk: ChangeWalk, source: str, named: Named, *, tracking: str) -> None:
    """Name somebody who was given the data under `source`, and post the letter to them; once, however often called."""
    found = queries.recipients(walk.request_id)
    known = next((one for one in found if one.named and one.source == source), None)
    if known is None:
        [number] = [one.number for one in found if one.source == source and not one.named]
        letter, _ = recipients.name_recipient(
            request_id=walk.request_id, number=number, named=named, by=walk.staff["sato"], now=walk.clock()
        )
    else:
        letter = known.letter or 0
    post(walk, letter, tracking=tracking)
    walk.said(
        "did",
        text(
            "A recipient under {source} is told by a letter that holds no more than it was given.",
            source=source,
        ),
    )


def post(walk: ChangeWalk, number: int, *, tracking: str) -> None:
    """Open a letter beside the answer, and note that it left, once."""
    [letter] = [one for one in queries.letters(walk.request_id) if one.number == number]
    if letter.sent_on is not None:
        return
    noted = ledger.entries(walk.company, about=walk.request_id)
    if not any(one.tag == LETTER_RELEASED.name and one.facts["number"] == number for one in noted):
        letters.open_letter(
            request_id=walk.request_id, number=number, by=walk.staff["sato"], now=walk.clock()
        )
    letters.note_letter_sent(
        request_id=walk.request_id, number=number, method=Dispatching.REGISTERED, tracking=tracking,
        sent_on=walk.clock().date(), by=walk.staff["sato"], now=walk.clock(),
    )  # fmt: skip


def spare_others(walk: ChangeWalk, *, reason: str) -> None:
    """Note that nobody else was given the data, once."""
    waiting = [one.number for one in queries.recipients(walk.request_id) if one.must and one.state == "open"]
    if waiting:
        recipients.spare_recipients(
            request_id=walk.request_id, numbers=waiting, because=recipients.NOT_GIVEN, reason=reason,
            by=walk.staff["sato"], now=walk.clock(),
        )  # fmt: skip
    walk.said("did", text("Nobody else was given the data; staff note it with a reason."))


def say_who(walk: ChangeWalk, *, tracking: str) -> None:
    """Answer the person who asked who the recipients are, once."""
    made = [one.number for one in queries.letters(walk.request_id) if one.kind == "recipients"]
    number = made[0] if made else recipients.write_recipients(
        request_id=walk.request_id, by=walk.staff["sato"], now=walk.clock()
    )  # fmt: skip
    post(walk, number, tracking=tracking)
    walk.said("did", text("A letter of its own tells who they are, since that was asked."))


def decide_copies(walk: ChangeWalk, fact: str, *, reason: str) -> None:
    """Decide that columns that no fact names hold a copy of `fact`."""
    for one in queries.columns(walk.request_id):
        if not one.decided:
            columns.decide_column(
                request_id=walk.request_id, section=one.section, column=one.column, fact=fact, reason=reason,
                by=walk.staff["sato"], now=walk.clock(),
            )  # fmt: skip
        walk.said(
            "did",
            text(
                "{section}.{column} names no fact and holds data of the same kind; staff decide: a copy.",
                section=one.section, column=one.column,
            ),
        )  # fmt: skip
