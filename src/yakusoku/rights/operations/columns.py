"""Before a correction is prepared: each column of the same kind of data that no fact names is a copy, or is none."""

from __future__ import annotations

from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, judging, tags
from yakusoku.rights.models import ColumnDecision
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault

_SHORTEST_REASON = 5


class UnableToDecideColumn(UnableTo):
    """It cannot be decided like this whether a column is a copy."""

    asked = text("decide whether a column is a copy of what is corrected")


def decide_column(
    *, request_id: str, section: str, column: str, fact: str = "", reason: str, by: str, now: datetime
) -> None:
    """
    Decide that a column holds a copy of `fact`, and is corrected with it, or (no fact) that it holds something else.

    The reason is sealed. A later decision replaces the earlier as long as the request is under review.

    :raises UnableToDecideColumn: for a column that is not asked about, a fact that is not corrected, or no reason
    :raises UnableToMove: if the request is not under review
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=(State.REVIEW,))
    asked = judging.columns_alike(row)
    if (section, column) not in {(one.section, one.column) for one in asked}:
        names = ", ".join(f"{one.section}.{one.column}" for one in asked)
        raise UnableToDecideColumn(
            text("{section}.{column} is not asked about.", section=section, column=column),
            do=text("Asked about are: {columns}.", columns=names or "-"),
        )
    wish = judging.wish_of(row)
    facts = wish.whole if wish else {}
    if fact and fact not in facts:
        raise UnableToDecideColumn(
            text("{fact} is not among what is corrected.", fact=fact),
            do=text("These are: {facts}.", facts=", ".join(sorted(facts))),
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        raise UnableToDecideColumn(
            text("a reason is missing, or is shorter than {least} letters.", least=_SHORTEST_REASON),
            do=text("Write by what staff know what the column holds."),
        )
    sealed = vault.seal(case_id=request_id, label="column", content=reason.strip().encode())
    with deed(tags.COLUMN_DECIDED, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=(State.REVIEW,))
        ColumnDecision.objects.filter(request=row, section=section, column=column).delete()
        ColumnDecision.objects.create(
            request=row,
            section=section,
            column=column,
            fact=fact,
            reason=sealed,
            decided_by=by,
            decided_at=now,
        )
        entry.say(item=f"{section}.{column}", copy=fact or "none")
