"""An inspection is a count by a second person; faults stay open until a later look finds none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.operations.management.looks import DAY, TRAINED, faulty, look, note

if TYPE_CHECKING:
    from tests.operations.management.conftest import Staff
    from yakusoku.staff.queries import Member


def entries(about: str) -> list[tuple[str, dict[str, Any]]]:
    from yakusoku.ledger import queries as ledger

    return [(one.tag, dict(one.facts)) for one in ledger.entries("jcom", about=about)]


def open_actions() -> list[str]:
    from yakusoku.management import queries

    return [one.opened_by for one in queries.actions(controller="jcom", only_open=True)]


def test_a_look_is_noted_with_its_counts_its_day_and_its_inspector(staff: Staff) -> None:
    from yakusoku.management import queries

    noted = note(staff, look=look(exhibit="ab" * 32))

    assert queries.inspection(noted.public_id) == noted
    assert (noted.population, noted.sample, noted.faults, noted.on) == (120, 30, 0, DAY)
    assert (noted.inspector, noted.answerable, noted.roles) == (staff.auditor, staff.manager, ("auditor",))
    assert noted.parameters == TRAINED_BY_CLAUSE
    assert noted.policy_version == date(2020, 4, 1)
    [(tag, facts)] = entries(noted.public_id)
    assert tag == "management:inspection:added"
    assert facts == {
        "answerable": staff.manager, "clause": "JC-X5.1", "closed": 0, "control": "training.given",
        "exhibit": "ab" * 32, "faults": 0, "inspected": "2026-11-20", "opened": 0,
        "policy": noted.policy_digest, "population": 120, "promised": noted.promised, "sample": 30,
    }  # fmt: skip


TRAINED_BY_CLAUSE = {"whom": "all", "about": "proper_handling"}


def test_faults_open_an_action_that_a_later_look_without_faults_closes(staff: Staff) -> None:
    from yakusoku.management import queries

    first = note(staff, look=faulty())
    assert open_actions() == [first.public_id]
    [action] = queries.actions(controller="jcom")
    assert (action.faults, action.due_on, action.closed_by) == (2, date(2026, 12, 15), None)
    assert not action.overdue(date(2026, 12, 15))
    assert action.overdue(date(2026, 12, 16))

    later = note(staff, look=look(on=DAY + timedelta(days=3), period_until=DAY + timedelta(days=3)))

    [action] = queries.actions(controller="jcom")
    assert (action.closed_by, action.closed_at) == (later.public_id, NOW)
    assert open_actions() == []
    assert entries(later.public_id)[0][1]["closed"] == 1


def test_a_second_faulty_look_opens_no_second_action(staff: Staff) -> None:
    first = note(staff, look=faulty())
    second = note(staff, look=faulty(faults=5))

    assert open_actions() == [first.public_id]
    assert [entries(one.public_id)[0][1]["opened"] for one in (first, second)] == [1, 0]


@pytest.mark.parametrize(
    "harmless",
    [
        {"population": 0, "sample": 0, "seen": {}},
        {"on": DAY - timedelta(days=1), "period_until": DAY - timedelta(days=1)},
    ],
    ids=["nothing to look at", "an earlier look, noted later"],
)
def test_an_action_is_not_closed_by(harmless: dict[str, Any], staff: Staff) -> None:
    first = note(staff, look=faulty())
    note(staff, look=look(**harmless))
    assert open_actions() == [first.public_id]


def test_an_action_is_not_closed_by_a_look_before_later_faults(staff: Staff) -> None:
    first = note(staff, look=faulty(on=DAY - timedelta(days=9), period_until=DAY - timedelta(days=9)))
    note(staff, look=faulty())

    note(staff, look=look(on=DAY - timedelta(days=5), period_until=DAY - timedelta(days=5)))

    assert open_actions() == [first.public_id]


def test_a_look_at_another_control_closes_nothing(staff: Staff) -> None:
    first = note(staff, look=faulty())
    note(
        staff, clause="JC-X4.2", control="security.locked", look=look(seen={}), by=staff.auditor,
        answerable=staff.operator,
    )  # fmt: skip
    assert open_actions() == [first.public_id]


def test_which_of_two_controls_is_meant_is_said_by_its_parameters(staff: Staff) -> None:
    from yakusoku.management.operations import UnableToInspect

    given: dict[str, Any] = {
        "clause": "JC-X3.3", "control": "audit.regular", "look": look(seen={"sort": ("audit",)}),
        "by": staff.manager, "answerable": staff.auditor,
    }  # fmt: skip
    with pytest.raises(UnableToInspect, match=r"names audit\.regular 2 times"):
        note(staff, **given)
    noted = note(staff, **given, parameters={"sort": "audit"})
    assert noted.parameters == {"sort": "audit"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"clause": "JC-X9.9"}, "does not name training.given"),
        ({"clause": "JC-X4.2"}, "does not name training.given"),
        ({"control": "rights.fee"}, "no control that people look at"),
        ({"parameters": {"whom": "some"}}, "does not name training.given"),
        ({"controller": "jalux"}, "jalux"),
        ({"by": "stf_0000000000000000"}, "no active member"),
        ({"answerable": "operator"}, "no active member"),
        ({"look": {"sample": 0}}, "none of 120 cases was looked at"),
        ({"look": {"sample": 121}}, "do not fit"),
        ({"look": {"faults": 31, "due": date(2026, 12, 1)}}, "do not fit"),
        ({"look": {"population": -1, "sample": -1}}, "do not fit"),
        ({"look": {"on": date(2026, 11, 25)}}, "has not come yet"),
        ({"look": {"period_from": date(2026, 11, 21)}}, "does not end before"),
        ({"look": {"period_until": date(2026, 11, 21)}}, "does not end before"),
        ({"look": {"faults": 1}}, "a day by which to put things right"),
        ({"look": {"due": date(2026, 12, 1)}}, "a day by which to put things right"),
        ({"look": {"faults": 1, "due": date(2026, 11, 19)}}, "lies before the look"),
        ({"look": {"seen": {}}}, "whom=all, about=proper_handling was not seen"),
        ({"look": {"seen": {**TRAINED, "whom": ("regular",)}}}, "does not name whom=regular"),
        ({"look": {"exhibit": "a scan"}}, "not 64 hexadecimal digits"),
    ],
    ids=str,
)
def test_it_is_refused(values: dict[str, Any], says: str, staff: Staff) -> None:
    from yakusoku.ledger import queries as ledger
    from yakusoku.management import queries
    from yakusoku.terms.errors import UnableTo

    before = len(ledger.entries("jcom"))
    given = {**values, **({"look": look(**values["look"])} if "look" in values else {})}
    with pytest.raises(UnableTo, match=says):
        note(staff, **given)
    assert queries.inspections(controller="jcom") == ()
    assert len(ledger.entries("jcom")) == before


def test_what_was_not_seen_is_a_fault(staff: Staff) -> None:
    noted = note(staff, look=faulty(seen={"whom": ("all",)}))
    assert noted.seen == {"whom": ("all",)}


def test_nobody_inspects_what_they_answer_for(staff: Staff) -> None:
    from yakusoku.management.operations import UnableToInspect

    with pytest.raises(UnableToInspect, match="would look at it alone"):
        note(staff, by=staff.manager)


def test_nobody_inspects_what_their_role_owns_even_where_another_answers(staff: Staff) -> None:
    from yakusoku.management.operations import UnableToInspect

    second = _manager()
    with pytest.raises(UnableToInspect, match=r"holds the role that owns training\.given"):
        note(staff, by=second.public_id)


def test_who_is_answerable_holds_the_role_that_owns_the_control(staff: Staff) -> None:
    from yakusoku.management.operations import UnableToInspect

    with pytest.raises(UnableToInspect, match=r"does not hold the role that owns training\.given"):
        note(staff, answerable=staff.desk)


def test_a_retired_member_does_not_look(staff: Staff) -> None:
    from yakusoku.management.operations import UnableToInspect
    from yakusoku.staff.operations import retire

    retire(member_id=staff.auditor, by="operator", now=NOW)
    with pytest.raises(UnableToInspect, match="no active member"):
        note(staff)


def _manager() -> Member:
    from yakusoku.staff.operations import add_member
    from yakusoku.staff.rules import Role
    from yakusoku.terms.personal import Personal

    return add_member(controller="jcom", name=Personal("次席"), roles=(Role.MANAGER,), by="operator", now=NOW)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"answerable": "same", "inspector": "same"}, "inspection_four_eyes"),
        ({"inspector_roles": "|desk|manager|"}, "inspection_not_by_the_owner"),
        ({"owner": "systems", "inspector_roles": "|operator|"}, "inspection_not_by_the_owner"),
        ({"faults": 31}, "inspection_counts_in_order"),
        ({"sample": 121}, "inspection_counts_in_order"),
        ({"sample": 0}, "inspection_looked_at_something"),
        ({"period_until": date(2026, 11, 22)}, "inspection_days_in_order"),
    ],
    ids=str,
)
def test_the_database_itself_refuses(columns: dict[str, Any], constraint: str, staff: Staff) -> None:
    from yakusoku.management.models import Inspection

    noted = note(staff)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Inspection.objects.filter(public_id=noted.public_id).update(**columns)


def test_the_database_knows_every_owner_that_has_a_role(staff: Staff) -> None:
    from yakusoku.management.models import Inspection
    from yakusoku.management.rules import role_of
    from yakusoku.policy import controls

    noted = note(staff)
    owners = {control.owner.code for control in controls.known().values()}
    roles = {owner: role_of(owner) for owner in owners}
    assert [owner for owner, role in roles.items() if role is None] == ["legal"]
    for owner, role in roles.items():
        if role is not None:
            same = Inspection.objects.filter(public_id=noted.public_id)
            with pytest.raises(IntegrityError, match="not_by_the_owner"), transaction.atomic():
                same.update(owner=owner, inspector_roles=f"|approver|{role}|")


def test_the_database_itself_keeps_one_open_action_a_sentence(staff: Staff) -> None:
    from yakusoku.management.models import CorrectiveAction, Inspection

    note(staff, look=faulty())
    second = note(staff, look=faulty())
    row = Inspection.objects.get(public_id=second.public_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.create(
            opened_by=row, controller="jcom", promised=row.promised, due_on=date(2027, 1, 1)
        )


def test_the_database_itself_refuses_an_action_closed_by_its_own_faults(staff: Staff) -> None:
    from django.db.models import F

    from yakusoku.management.models import CorrectiveAction

    note(staff, look=faulty())
    with pytest.raises(IntegrityError, match="not_closed_by_its_opening"), transaction.atomic():
        CorrectiveAction.objects.update(closed_by=F("opened_by"), closed_at=NOW)


def test_an_inspection_of_no_id_is_not_shown(staff: Staff) -> None:
    from yakusoku.management import queries

    with pytest.raises(queries.UnableToFindInspection, match="isp_none"):
        queries.inspection("isp_none")
