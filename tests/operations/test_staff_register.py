"""The register of staff: who may act for which company, and in which role."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.operations.own_states import own
from yakusoku.staff.rules import Role, conflict, ordered
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.site.home import Home
    from yakusoku.staff.queries import Member

__all__ = ["own"]


def add(name: str, *roles: Role, controller: str = "jcom") -> Member:
    from yakusoku.staff.operations import add_member

    return add_member(controller=controller, name=Personal(name), roles=roles, by="operator", now=NOW)


def change(member: Member, roles: Collection[Role]) -> Member:
    from yakusoku.staff.operations import change_roles

    return change_roles(member_id=member.public_id, roles=roles, by="operator", now=NOW)


def retire(member: Member) -> Member:
    from yakusoku.staff.operations import retire as retire_member

    return retire_member(member_id=member.public_id, by="operator", now=NOW)


def test_a_member_is_added_with_an_id_and_roles(own: Home) -> None:
    from yakusoku.staff import queries

    sato = add("  佐藤 花子 ", Role.APPROVER, Role.DESK, Role.DESK)

    assert sato.public_id.startswith("stf_")
    assert (sato.name.reveal(), sato.roles, sato.active) == ("佐藤 花子", (Role.DESK, Role.APPROVER), True)
    assert queries.member(sato.public_id) == sato
    assert queries.members(controller="jcom") == (sato,)
    assert queries.members(controller="jalux") == ()


def test_a_name_stands_in_the_register_alone(own: Home, caplog: pytest.LogCaptureFixture) -> None:
    from yakusoku.ledger import queries as ledger
    from yakusoku.ledger.models import Entry

    sato = add("佐藤 花子", Role.DESK)
    change(sato, (Role.DESK, Role.MANAGER))
    retire(sato)
    raw = b"".join(bytes(body) for body in Entry.objects.values_list("body", flat=True))
    said = [(one.tag, one.about, dict(one.facts)) for one in ledger.entries("jcom")]

    assert said == [
        ("staff:member:added", sato.public_id, {"roles": "desk"}),
        ("staff:member:roles-changed", sato.public_id, {"roles": "desk/manager"}),
        ("staff:member:retired", sato.public_id, {}),
    ]
    assert "佐藤" not in raw.decode() + caplog.text + repr(sato)


def test_manager_and_auditor_are_two_people(own: Home) -> None:
    from yakusoku.staff.models import Member as Row
    from yakusoku.staff.operations import UnableToRegister

    with pytest.raises(UnableToRegister, match="cannot be both") as refusal:
        add("鈴木 一郎", Role.MANAGER, Role.AUDITOR)
    suzuki = add("鈴木 一郎", Role.MANAGER)
    with pytest.raises(UnableToRegister, match="cannot be both"):
        change(suzuki, (Role.AUDITOR, Role.MANAGER))
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.filter(public_id=suzuki.public_id).update(roles="|manager|auditor|")

    assert "個人情報保護監査責任者" in refusal.value.say("ja")
    assert change(suzuki, (Role.AUDITOR,)).roles == (Role.AUDITOR,)


@pytest.mark.parametrize("name", ["", "   ", "長" * 101])
def test_a_name_that_says_nothing_or_too_much_is_refused(own: Home, name: str) -> None:
    from yakusoku.staff.operations import UnableToRegister

    with pytest.raises(UnableToRegister, match="the name is empty"):
        add(name, Role.DESK)


def test_a_member_has_a_role(own: Home) -> None:
    from yakusoku.staff.operations import UnableToRegister

    with pytest.raises(UnableToRegister, match="without a role"):
        add("佐藤 花子")


def test_the_same_roles_record_nothing(own: Home) -> None:
    from yakusoku.ledger import queries as ledger

    sato = add("佐藤 花子", Role.DESK, Role.APPROVER)

    assert change(sato, (Role.APPROVER, Role.DESK)) == sato
    assert len(ledger.entries("jcom")) == 1


def test_a_retired_member_stays_and_acts_no_more(own: Home) -> None:
    from yakusoku.staff import queries
    from yakusoku.staff.operations import UnableToRegister

    sato = add("佐藤 花子", Role.DESK)
    assert not retire(sato).active

    assert queries.members(controller="jcom") == ()
    assert [one.public_id for one in queries.members(retired=True)] == [sato.public_id]
    with pytest.raises(queries.UnableToAct, match="is retired"):
        queries.require(by=sato.public_id, controller="jcom", role=Role.DESK)
    for again in (partial(retire, sato), partial(change, sato, (Role.MANAGER,))):
        with pytest.raises(UnableToRegister, match="not an active member"):
            again()


def test_nor_is_the_role_taken_from_the_last_approver_unless_it_is_said_twice(own: Home) -> None:
    from yakusoku.staff.operations import UnableToRegister, change_roles

    suzuki = add("鈴木 一郎", Role.DESK, Role.APPROVER)
    with pytest.raises(UnableToRegister, match="last approver") as refused:
        change(suzuki, [Role.DESK])
    assert "--yes" in str(refused.value.do)

    left = change_roles(
        member_id=suzuki.public_id, roles=[Role.DESK], by="operator", now=NOW, last_approver=True
    )
    assert left.roles == (Role.DESK,)


def test_the_last_approver_of_a_company_stays_unless_it_is_said_twice(own: Home) -> None:
    from yakusoku.staff.operations import UnableToRegister
    from yakusoku.staff.operations import retire as retire_member

    suzuki, mori = add("鈴木 一郎", Role.APPROVER), add("森 彩", Role.DESK, Role.APPROVER)
    add("原 茂", Role.APPROVER, controller="jalux")

    assert not retire(mori).active
    with pytest.raises(UnableToRegister, match="is the last approver of jcom"):
        retire(suzuki)
    gone = retire_member(member_id=suzuki.public_id, by="operator", now=NOW, last_approver=True)
    assert not gone.active


class TestRequire:
    def test_a_member_with_the_role_may_act(self, own: Home) -> None:
        from yakusoku.staff import queries

        sato = add("佐藤 花子", Role.DESK)

        assert queries.require(by=sato.public_id, controller="jcom", role=Role.DESK) == sato

    def test_the_refusal_says_who_what_and_what_to_do(self, own: Home) -> None:
        from yakusoku.staff import queries

        sato = add("佐藤 花子", Role.DESK)

        with pytest.raises(queries.UnableToAct) as refusal:
            queries.require(by=sato.public_id, controller="jcom", role=Role.APPROVER)

        assert refusal.value.say("en") == (
            f"Unable to act as approver for jcom: {sato.public_id} does not hold the role approver (approver). "
            "Let a member act who holds it, or give it with `yakusoku staff roles`."
        )
        assert "佐藤" not in refusal.value.say("ja")

    def test_a_member_of_another_company_may_not_act(self, own: Home) -> None:
        from yakusoku.staff import queries

        sato = add("佐藤 花子", Role.DESK, controller="jalux")

        for by in (sato.public_id, "stf_0000000000000000", ""):
            with pytest.raises(queries.UnableToAct, match="not in the register"):
                queries.require(by=by, controller="jcom", role=Role.DESK)


def test_roles_are_shown_in_one_order_and_once() -> None:
    assert ordered([Role.OPERATOR, Role.DESK, Role.DESK]) == (Role.DESK, Role.OPERATOR)
    assert conflict({Role.AUDITOR, Role.MANAGER, Role.DESK}) == (Role.MANAGER, Role.AUDITOR)
    assert conflict({Role.AUDITOR, Role.DESK}) is None
