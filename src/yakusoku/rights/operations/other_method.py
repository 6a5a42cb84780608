"""The way that the person chose is too costly or otherwise hard: it is answered in writing (APPI 33(2))."""

from __future__ import annotations

import json
from datetime import datetime

from yakusoku.laws import queries as laws
from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, tags
from yakusoku.rights.methods import LABEL
from yakusoku.rights.models import OtherMethod
from yakusoku.rights.operations.say import UnableToSay, check_stated
from yakusoku.rights.rules import State
from yakusoku.rights.stated import Stated
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault


def take_other_method(*, request_id: str, stated: Stated, by: str, now: datetime) -> str:
    """
    Answer in writing instead of the way that was chosen, because that is too costly or hard, and return the new way.

    What staff say of it stands in the answer, with the article by which the person is told (APPI 33(3)); the reason
    by which they know it is sealed. Only where law gives such a fallback. If the process dies here, nothing changed.

    :raises UnableToSay: if law gives none, the person chose that way anyway, or the reason is missing
    :raises UnableToMove: if the request is not under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    check_stated(stated)
    law = laws.right(row.right, as_of=row.received_on)
    if law.fallback is None or law.fallback.code == row.method:
        raise UnableToSay(
            text("law gives no other way of answering {right} than the chosen one.", right=row.right),
            do=text("Answer it as it was asked for."),
        )
    told = law.duty("notify-other-method")
    content = json.dumps(stated.plain, ensure_ascii=False, sort_keys=True).encode()
    kept = {
        "says": vault.seal(case_id=request_id, label=LABEL, content=content),
        "reason": vault.seal(
            case_id=request_id, label=f"{LABEL}:reason", content=stated.reason.reveal().encode()
        ),
        "digest": vault.digester(purpose=f"{LABEL}:{request_id}")(content),
        "article": told.article if told else law.fallback.article,
    }
    with deed(tags.METHOD_CHANGED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        OtherMethod.objects.create(request=row, chosen=row.method, noted_by=by, noted_at=now, **kept)
        cases.moved(row, State.REVIEW, of=(State.REVIEW,), method=law.fallback.code)
        entry.say(method=law.fallback.code, digest=str(kept["digest"]))
    return law.fallback.code
