"""What the policy does not say about a point of the answer, staff say: with a reason, sealed."""

from __future__ import annotations

import json
from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, itemizing, tags
from yakusoku.rights.letters import glyphs
from yakusoku.rights.models import Statement
from yakusoku.rights.rules import State
from yakusoku.rights.stated import Stated
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_SHORTEST_REASON = 5


class UnableToSay(UnableTo):
    """Nothing can be said like this about a point of the answer."""

    asked = text("say what is so about a point of the answer")


def say_item(*, request_id: str, item: str, stated: Stated, by: str, now: datetime) -> None:
    """
    Say about a point of the answer what the policy does not say (GDPR 15(1), APPI 32(2)), with a sealed reason.

    A later statement on the same point replaces the earlier one as long as the request is under review. If the
    process dies here, nothing is said.

    :raises UnableToSay: for a point that this answer does not have, one that the policy settles, or a missing reason
    :raises UnableToMove: if the request is not under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    check_stated(stated)
    says, content = {}, json.dumps(stated.plain, ensure_ascii=False, sort_keys=True).encode()
    says["says"] = vault.seal(case_id=request_id, label=f"{itemizing.LABEL}:{item}", content=content)
    says["reason"] = vault.seal(
        case_id=request_id, label=f"{itemizing.LABEL}:{item}:reason", content=stated.reason.reveal().encode()
    )
    digest = vault.digester(purpose=f"statement:{request_id}")(content)
    with deed(tags.ITEM_SAID, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        known = {one.code: one for one in itemizing.drawn(row)}
        if item not in known or known[item].sure:
            open_ = ", ".join(one.code for one in itemizing.drawn(row) if not one.sure)
            raise UnableToSay(
                text("{item} is no point of this answer that staff speak about.", item=item),
                do=text("Its points are: {known}.", known=open_ or "-"),
            )
        Statement.objects.filter(request=row, item=item).delete()
        Statement.objects.create(request=row, item=item, digest=digest, said_by=by, said_at=now, **says)
        entry.say(item=item, digest=digest)


def check_stated(stated: Stated) -> None:
    """Let words pass that a letter can hold and a reason stands behind. :raises UnableToSay: otherwise"""
    if len(stated.reason.reveal().strip()) < _SHORTEST_REASON:
        raise UnableToSay(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write by what staff know that it is so."),
        )
    for words in stated.plain.values():
        if places := glyphs.missing(words):
            raise UnableToSay(
                text("the font has no glyph for letter {place} of the statement.", place=places[0]),
                do=text("Write that letter in another way."),
            )
