"""Who may be present when keys leave the house or come back: fills the vault's port from the register of staff."""

from __future__ import annotations

from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.text import text

_ROLES = frozenset({Role.OPERATOR, Role.MANAGER})


def company_of(by: str) -> str:
    """
    Return the company of the member `by`, who may be present.

    :raises UnableToAct: if nobody active has this id, or they are neither operator nor manager
    """
    found = staff.member(by)
    if found is None or not found.active:
        wrong = text("{by} is not in the register of staff.", by=by)
    elif not _ROLES.intersection(found.roles):
        wrong = text("{by} is neither operator nor manager.", by=by)
    else:
        return found.controller
    raise staff.UnableToAct(
        wrong,
        do=text("Pass the id of an operator or a manager; `yakusoku staff list` shows them."),
        asked=text("be present where keys are handled"),
    )
