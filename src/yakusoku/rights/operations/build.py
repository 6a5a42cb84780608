"""The letter and the package: looked at before an approval, made by a burst after it, opened to be sent."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from time import sleep

from django.db import transaction

from yakusoku.ledger import queries as ledger
from yakusoku.ledger import sequencer
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, composing, ports, tags
from yakusoku.rights.cases import SYSTEM
from yakusoku.rights.models import Finding, RightsRequest
from yakusoku.rights.operations.passphrase import lock
from yakusoku.rights.operations.prepare import outcome_of
from yakusoku.rights.package.building import build
from yakusoku.rights.package.tables import section_csv
from yakusoku.rights.package.zipping import to_zip
from yakusoku.rights.rules import BUILD, State
from yakusoku.staff import queries as staff
from yakusoku.staff.queries import UnableToAct
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work.bursts import Burst, Call, Tally

PACKAGE = "package.zip"
LETTER = "letter.pdf"
_LOOKS, _PAUSE, _SOON = 100, 0.05, timedelta(seconds=5)


class UnableToRelease(UnableTo):
    """There is no package to open."""

    asked = text("open the package")


def preview_answer(*, request_id: str, by: str, now: datetime) -> dict[str, bytes]:
    """
    Return what an answer says as it now stands, for the desk to review and the second person to approve.

    What nobody decided on is shown. There is no letter among the files that could be posted by mistake; rows
    that a store takes for a match and our comparison does not are in files named `loose-…`.

    :raises UnableToMove: if there is nothing to look at, or the answer is approved
    :raises UnableToAct: if `by` is neither of the desk nor an approver
    """
    row = cases.case(request_id)
    try:
        staff.require(by=by, controller=row.controller, role=Role.DESK)
    except UnableToAct:
        staff.require(by=by, controller=row.controller, role=Role.APPROVER)
    cases.require_state(row, of=(State.REVIEW, State.DECIDED))
    on = ports.day(now, row.controller)
    content = composing.content(row, outcome=outcome_of(row, on=on), proof=None, on=on)
    made = build(content)
    files = {name: content for name, content in made.files if name != LETTER}
    for finding in Finding.objects.filter(request=row, candidates__gt=0).order_by("step"):
        files[f"loose-{finding.section}.csv"] = section_csv(composing.loose(finding), content.language)
    with deed(tags.PREVIEWED, log=row.controller, about=request_id, by=by, now=now) as entry:
        cases.held(row, of=(State.REVIEW, State.DECIDED))
        entry.say(files=len(files))
    return files


def build_answer(*, request_id: str, intent: str, now: datetime) -> Tally:
    """
    Make letter and package of the approved answer, seal them, and note their digest; a second call makes nothing.

    The proof that the letter carries is of the entry that records the approval, at that entry's own size of
    the log, so the same approval gives the same bytes on every attempt. If the process dies after the
    sealing, the next attempt writes the same bytes again.

    :raises UnableToJudge: if the policy was changed; UnableToCompose: if the data map was
    """
    row = cases.case(request_id)
    ready = State.CHANGED if cases.changes_rows(row) else State.APPROVED
    if row.state != ready:
        return _built_before(row, intent, now)
    proof = _proof(row, now)
    if proof is None:
        return _wait(row, intent, now)
    on = ports.day(row.approved_at or now, row.controller)
    made = build(composing.content(row, outcome=row.outcome, proof=proof, on=on))
    vault.put(case_id=request_id, name=LETTER, content=made.file(LETTER))
    vault.put(case_id=request_id, name=PACKAGE, content=to_zip(made))
    about = {"log": row.controller, "about": request_id}
    with suppress(cases.UnableToMove), deed(tags.BUILT, **about, by=SYSTEM, now=now) as entry:
        cases.moved(row, State.EXECUTED, of=(ready,), package_digest=made.digest, built_at=now)
        work.done(intent, now=now)
        work.intend("mail.rights.built", about=request_id, now=now)
        entry.say(package=made.digest, files=len(made.files))
        return {"package": made.digest}
    return _built_before(cases.case(request_id), intent, now)


def _built_before(row: RightsRequest, intent: str, now: datetime) -> Tally:
    with transaction.atomic():
        work.done(intent, now=now)
    return {"package": row.package_digest}


def _proof(row: RightsRequest, now: datetime) -> ledger.Proof | None:
    """Return the proof of the latest approval; None where another process does not come to an end of indexing it."""
    for _ in range(_LOOKS):
        sequencer.sequence(now=now)
        entries = ledger.entries(row.controller, about=row.public_id)
        approved = [entry for entry in entries if entry.tag == tags.APPROVED.name][-1]
        if approved.index is not None:
            return ledger.proof(row.controller, approved.id)
        sleep(_PAUSE)
    return None


def _wait(row: RightsRequest, intent: str, now: datetime) -> Tally:
    """Come back in some seconds, under a new intent."""
    with transaction.atomic():
        if work.done(intent, now=now):
            work.intend(BUILD, about=row.public_id, now=now, not_before=now + _SOON)
    return {"park": 1}


def release_package(*, request_id: str, by: str, now: datetime) -> dict[str, bytes]:
    """
    Return letter and package for printing or sending, and note that they were opened.

    What does not leave on paper is one encrypted file; its passphrase is told by another way.

    :raises UnableToRelease: before they are made, or once they were destroyed by an erasure
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    if not row.package_digest:
        raise UnableToRelease(
            text("{request} has no package yet.", request=request_id),
            do=text("It is made after a second person approved the answer."),
        )
    if row.revoked_at is not None:
        raise UnableToRelease(
            text(
                "the package of {request} was destroyed: the person's data were erased.", request=request_id
            ),
            do=text("Its letter stays recorded; what the person asked for later is a request of its own."),
        )
    files = {name: vault.get(case_id=request_id, name=name) for name in (LETTER, PACKAGE)}
    with deed(tags.RELEASED, log=row.controller, about=request_id, by=by, now=now) as entry:
        files = files if row.method == "paper" else lock(row=row, files=files, now=now)
        entry.say(package=row.package_digest)
    return files


def _do(call: Call, step: str) -> Tally:
    del step
    return build_answer(request_id=call.about, intent=call.intent, now=call.now)


BURST = Burst(BUILD, steps=lambda call: ["build"], do=_do)
