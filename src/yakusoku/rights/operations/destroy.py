"""The whole case goes: its key, and with it all that is sealed."""

from __future__ import annotations

from datetime import datetime

from yakusoku.rights import cases, ports
from yakusoku.rights.rules import OPEN, State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import operations as vault


class UnableToDestroyCase(UnableTo):
    """The case is still needed."""

    asked = text("destroy the case")


def destroy_case(*, request_id: str, by: str, now: datetime) -> None:
    """
    Decide that a case is to be destroyed; `vault.finish_destructions` does it. A second call changes nothing.

    Company, ledger and time zone are those of the request. The entry is the vault's, and the only one. No
    state is locked: a request that is closed or withdrawn stays so.

    :raises UnableToFind: if there is no such request
    :raises UnableToAct: unless `by` is a manager of the request's own company
    :raises UnableToDestroyCase: as long as the request is open
    :raises UnableToDestroy: if the case never had a key
    """
    row = cases.case(request_id)
    company = row.controller
    staff.require(by=by, controller=company, role=Role.MANAGER)
    if row.state in OPEN:
        raise UnableToDestroyCase(
            text("{request} is still open: {state}.", request=request_id, state=State(row.state).says),
            do=text(
                "Answer and close it, or withdraw it if the person takes it back;"
                " `yakusoku rights show {request}` says what comes next.",
                request=request_id,
            ),
        )
    vault.intend_destruction(
        case_id=request_id, log=company, by=by, now=now, timezone=ports.timezone(company)
    )
