"""The letter and the package, made by a burst after the approval and sealed under the case's key."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yakusoku.ledger import queries as ledger
from yakusoku.ledger import sequencer
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, composing, ports, tags
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.operations.review import BUILD
from yakusoku.rights.operations.search import SYSTEM
from yakusoku.rights.package.building import build
from yakusoku.rights.package.zipping import to_zip
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

PACKAGE = "package.zip"
LETTER = "letter.pdf"


class UnableToRelease(UnableTo):
    """There is no package to open."""

    asked = text("open the package")


def build_answer(*, request_id: str, intent: str, now: datetime) -> Tally:
    """
    Make letter and package of the approved answer, seal them, and note their digest; a second call makes nothing.

    The proof that the letter carries is of the entry that records the approval, at that entry's own size of
    the log, so the same approval gives the same bytes on every attempt. If the process dies after the
    sealing, the next attempt writes the same bytes again.
    """
    row = cases.case(request_id)
    if row.state != State.APPROVED:
        with transaction.atomic():
            work.done(intent, now=now)
        return {"package": row.package_digest}
    sequencer.sequence(now=now)
    made = build(composing.content(row, proof=_proof(row), on=ports.day(row.approved_at or now)))
    vault.put(case_id=request_id, name=LETTER, content=made.file("letter.pdf"))
    vault.put(case_id=request_id, name=PACKAGE, content=to_zip(made))
    with deed(tags.BUILT, log=row.controller, about=request_id, by=SYSTEM, now=now) as entry:
        cases.moved(row, State.EXECUTED, of=(State.APPROVED,), package_digest=made.digest, built_at=now)
        work.done(intent, now=now)
        work.intend("mail.rights.built", about=request_id, now=now)
        entry.say(package=made.digest, files=len(made.files))
    return {"package": made.digest}


def _proof(row: RightsRequest) -> ledger.Proof:
    """Return the proof of the latest approval of this request."""
    entries = ledger.entries(row.controller, about=row.public_id)
    approved = [entry for entry in entries if entry.tag == tags.APPROVED.name]
    return ledger.proof(row.controller, approved[-1].id)


def release_package(*, request_id: str, by: str, now: datetime) -> dict[str, bytes]:
    """
    Return letter and package for printing or sending, and note that they were opened.

    :raises UnableToRelease: before they are made
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if not row.package_digest:
        raise UnableToRelease(
            text("{request} has no package yet.", request=request_id),
            do=text("It is made after a second person approved the answer."),
        )
    files = {name: vault.get(case_id=request_id, name=name) for name in (LETTER, PACKAGE)}
    with deed(tags.RELEASED, log=row.controller, about=request_id, by=by, now=now) as entry:
        entry.say(package=row.package_digest)
    return files


def _do(call: Call, step: str) -> Tally:
    del step
    return build_answer(request_id=call.about, intent=call.intent, now=call.now)


BURST = Burst(BUILD, steps=lambda call: ["build"], do=_do)
