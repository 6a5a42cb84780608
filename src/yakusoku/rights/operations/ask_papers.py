"""Asking for what is missing: a letter is made and sealed, and leaves the house; the request waits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from yakusoku import __version__
from yakusoku.laws import queries as laws
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, proofs, sender, tags
from yakusoku.rights.answer import Right
from yakusoku.rights.identity.insufficient import Insufficient
from yakusoku.rights.identity.lacking import Missing
from yakusoku.rights.models import IdentityCheck, PaperRequest, RightsRequest
from yakusoku.rights.package import asking
from yakusoku.rights.rules import METHODS, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

ASKING = "ask-"
"""How the names of sealed letters that ask begin."""


class UnableToAsk(UnableTo):
    """There is nothing to ask for, or not like this."""

    asked = text("ask for what is missing")


def ask_for_papers(*, request_id: str, reply_by: date, by: str, now: datetime) -> bytes:
    """
    Make and seal the letter that asks for what is missing, and return it for printing.

    It says what is missing, why what was sent does not suffice, by which clause and article it is asked for, what to
    black out, until when, and that the answer waits. It goes to whoever asked. It holds nothing of what the company
    knows. If the process dies after the sealing, a letter that no row names is left, which goes with the papers.

    :raises UnableToAsk: if nothing is missing that a letter can ask for, or the day is not after today
    :raises UnableToMove: if the request does not wait for proof
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.NEED_ID,))
    today = ports.day(now, row.controller)
    if reply_by <= today:
        raise UnableToAsk(
            text("the day for the reply is not after today."), do=text("Leave the person some weeks.")
        )
    content = _content(row, today=today, reply_by=reply_by)
    made = asking.letter(content)
    digest = hashlib.sha256(made).hexdigest()
    name = f"{ASKING}{digest[:16]}.pdf"
    vault.put(case_id=request_id, name=name, content=made)
    missing = [[one.whose.value, one.what.value] for one in content.missing]
    with deed(tags.PAPERS_ASKED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.NEED_ID,))
        known = PaperRequest.objects.filter(request=row)
        if not known.filter(letter_digest=digest, sent_on__isnull=True).exists():
            PaperRequest.objects.create(
                request=row, number=known.count() + 1, missing=missing, reply_by=reply_by, letter_name=name,
                letter_digest=digest, made_by=by, made_on=today,
            )  # fmt: skip
        entry.say(count=len(missing), reply_by=reply_by, letter=digest)
    return made


def record_asked(*, request_id: str, sent_on: date, by: str, now: datetime) -> None:
    """
    Note that the newest letter left the house; from that day on the request waits for the person.

    :raises UnableToAsk: if no letter waits to be sent, or the day lies before it was made or after today
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    with deed(tags.PAPERS_ASK_SENT, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=proofs.PROVABLE)
        letter = PaperRequest.objects.filter(request=row, sent_on__isnull=True).order_by("number").last()
        if letter is None:
            raise UnableToAsk(
                text("no letter waits to be sent."), do=text("Make one first (`yakusoku rights ask`).")
            )
        if not letter.made_on <= sent_on <= ports.day(now, row.controller):
            raise UnableToAsk(
                text("the day lies before the letter was made or after today."),
                do=text("Give the day on the post office's receipt."),
            )
        letter.send(on=sent_on, by=by)
        entry.say(sent=sent_on)


def _content(row: RightsRequest, *, today: date, reply_by: date) -> asking.AskContent:
    missing = tuple(one for one in proofs.missing(row, today=today) if one.what.by_post)
    if not missing:
        raise UnableToAsk(
            text("nothing is missing that a letter can ask for."),
            do=text("`yakusoku rights show {request}` says what is missing.", request=row.public_id),
        )
    policy, promise = cases.policy(row), cases.promise(row)
    law, represented = laws.right(row.right, as_of=row.received_on), sender.representative(row)
    return asking.AskContent(
        language="en" if row.language == "en" else "ja",
        controller=sender.controller(policy),
        desk=sender.desk(policy.controller.contacts[promise.desk], policy),
        addressee=represented or sender.addressee(row),
        represented=represented is not None,
        request_id=row.public_id,
        receipt_code=row.receipt_code,
        received_on=row.received_on,
        written_on=today,
        person=cases.asked(row).name,
        right=Right(code=law.code, name=law.name, article=law.article),
        method=METHODS[row.method],
        policy_version=policy.published_from.isoformat(),
        policy_digest=policy.digest,
        engine=f"Yakusoku {__version__}",
        missing=missing,
        papers={code: laws.document(code, as_of=today) for code in _codes(missing)},
        rejected=_rejected(row, today),
        reply_by=reply_by,
    )


def _codes(missing: Iterable[Missing]) -> set[str]:
    return {code for one in missing for code in one.accepted}


def _rejected(row: RightsRequest, today: date) -> tuple[asking.Rejected, ...]:
    """Return the papers found insufficient, each once; those of a former representative are nobody's business."""
    found = (
        IdentityCheck.objects.filter(request=row, rejected_at__isnull=False)
        .exclude(rejected_because=Insufficient.OTHER_REPRESENTATIVE)
        .order_by("pk")
    )
    told = {
        (one.document, one.rejected_because): asking.Rejected(
            name=laws.document(one.document, as_of=today).name, why=Insufficient(one.rejected_because)
        )
        for one in found
        if one.document
    }
    return tuple(told.values())
