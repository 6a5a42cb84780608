"""A case is destroyed by a manager of its own company, when it is over; the vault's entry is the only one."""

from __future__ import annotations

import pytest

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import KEPT, At
from yakusoku.rights.cases import UnableToFind
from yakusoku.rights.operations.destroy import UnableToDestroyCase, destroy_case
from yakusoku.rights.rules import OPEN, State
from yakusoku.staff.queries import UnableToAct
from yakusoku.staff.rules import Role
from yakusoku.vault import queries as vault
from yakusoku.vault.operations import UnableToUnseal, finish_destructions


def destroy(desk: Desk, by: str) -> None:
    destroy_case(request_id=desk.request, by=by, now=desk.now)


def test_a_closed_case_is_destroyed_with_one_entry_a_deed(at: At) -> None:
    desk = at(State.CLOSED)
    manager, before = desk.employ(Role.MANAGER), len(desk.tags())

    for _ in range(2):
        destroy(desk, manager)
    assert desk.tags()[before:] == ["vault:key:destruction-intended"]
    assert finish_destructions(now=desk.now) == (desk.request,)

    assert desk.tags()[before:] == ["vault:key:destruction-intended", "vault:key:destroyed"]
    found = vault.certificate(desk.request)
    assert (found.log, found.timezone, found.by) == ("jcom", "Asia/Tokyo", manager)
    with pytest.raises(UnableToUnseal, match="was destroyed on"):
        desk.release()


def test_a_withdrawn_case_is_destroyed(at: At) -> None:
    desk = at(State.NEED_ID)
    desk.withdraw()
    destroy(desk, desk.employ(Role.MANAGER))
    assert vault.certificate(desk.request).destroyed_at is None


@pytest.mark.parametrize("state", [state for state in KEPT if state in OPEN])
def test_an_open_case_is_not_destroyed(at: At, state: str) -> None:
    desk = at(state)
    manager, before = desk.employ(Role.MANAGER), desk.entries()

    with pytest.raises(UnableToDestroyCase, match="is still open") as refused:
        destroy(desk, manager)

    assert f"yakusoku rights show {desk.request}" in str(refused.value)
    assert desk.entries() == before
    assert vault.certificates() == ()


def test_nobody_but_a_manager_of_that_company_destroys_it(at: At) -> None:
    desk = at(State.CLOSED)
    others = [desk.employ(role) for role in Role if role is not Role.MANAGER]
    before = desk.entries()

    for by in (*others, desk.employ(Role.MANAGER, controller="jalpak"), "nobody"):
        with pytest.raises(UnableToAct):
            destroy(desk, by)

    assert desk.entries() == before
    assert vault.certificates() == ()


def test_a_case_that_nobody_asked_for_is_not_destroyed(at: At) -> None:
    desk = at(State.CLOSED)
    manager = desk.employ(Role.MANAGER)
    desk.request = "req_0000000000000000"
    with pytest.raises(UnableToFind):
        destroy(desk, manager)
