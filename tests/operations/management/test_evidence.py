"""What people looked at counts as what it is: by people, on a day, for a time; it hides nothing the program sees."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.management.looks import DAY, faulty, look, note
from yakusoku.promises.rules import State

if TYPE_CHECKING:
    from datetime import datetime

    from tests.operations.management.conftest import Staff
    from yakusoku.promises.queries import ClauseView


def one(clause: str = "JC-X5.1", now: datetime = NOW) -> ClauseView:
    from yakusoku.promises import queries

    return queries.clause("jcom", clause, now=now)


def test_before_anybody_looked_there_is_no_evidence(staff: Staff) -> None:
    del staff
    [part] = one().parts
    assert (part.state, part.by) == (State.NO_EVIDENCE, "people")
    assert "no look is noted (members of staff on the roster; months for which one counts: 12)" in str(
        part.says
    )


def test_a_look_without_faults_keeps_the_clause_and_says_that_people_looked(staff: Staff) -> None:
    noted = note(staff)

    [part] = one().parts

    assert (part.state, part.by, part.seen_on, part.count) == (State.KEPT, "people", DAY, 1)
    assert str(part.says) == (
        "personal information protection auditor looked on 2026-11-20 at 30 of 120 members of staff on the roster "
        "from 2025-11-21 until 2026-11-20; faults: 0."
    )
    assert part.says.say("ja").startswith("人による点検：2026-11-20、")
    [entry] = part.entries
    assert (entry.about, entry.by) == (noted.public_id, staff.auditor)


def test_faults_break_it_until_a_later_look_finds_none(staff: Staff) -> None:
    note(staff, look=faulty())
    [part] = one().parts
    assert part.state is State.BROKEN
    assert "faults: 2. To be put right by 2026-12-15." in str(part.says)

    note(staff, look=look(population=0, sample=0, seen={}))
    assert one().state is State.BROKEN

    note(staff)
    assert one().state is State.KEPT


def test_faults_that_were_noted_late_still_break_it(staff: Staff) -> None:
    note(staff)
    note(staff, look=faulty(on=DAY - timedelta(days=30), period_until=DAY - timedelta(days=30)))
    assert one().state is State.BROKEN


def test_where_there_was_nothing_to_look_at_it_is_not_called_on_for_as_long_as_a_look_counts(
    staff: Staff,
) -> None:
    note(staff, look=look(population=0, sample=0, seen={}))
    assert one().state is State.NOT_CALLED_ON
    assert one(now=NOW + timedelta(days=370)).state is State.NO_EVIDENCE


@pytest.mark.parametrize(
    ("days", "state"),
    [(365, State.KEPT), (366, State.AT_RISK), (731, State.AT_RISK), (732, State.NO_EVIDENCE)],
)
def test_a_look_grows_old_from_the_day_looked_at_and_not_from_its_noting(
    days: int, state: State, staff: Staff
) -> None:
    note(staff)
    assert one(now=NOW - timedelta(days=4) + timedelta(days=days)).state is state


def test_a_contact_that_was_tried_counts_for_a_month(staff: Staff) -> None:
    tried = look(on=DAY, period_from=DAY, population=1, sample=1, seen={"contact": ("customer-center",)})
    note(
        staff,
        clause="JC-C1.2",
        control="contacts.published",
        look=tried,
        by=staff.auditor,
        answerable=staff.desk,
    )
    people = {now: next(p for p in one("JC-C1.2", now).parts if p.by == "people") for now in (NOW, LATER)}
    assert [people[now].state for now in (NOW, LATER)] == [State.KEPT, State.AT_RISK]
    assert people[NOW].months == 1


LATER = NOW + timedelta(days=30)


def test_it_is_the_sentence_that_was_looked_at_and_not_the_next_one(staff: Staff) -> None:
    from yakusoku.promises import queries

    note(staff)
    found = {clause.id for clause in queries.promises("jcom", now=NOW).clauses if clause.state is State.KEPT}
    assert "JC-X5.1" in found
    assert not found & {"JC-X4.2", "JC-X3.3", "JC-P3.1"}


def test_a_sentence_that_changed_must_be_looked_at_anew(staff: Staff) -> None:
    from yakusoku.promises.ports import wired

    note(staff)
    policies = wired().folder / "policies" / "jcom"
    said = (policies / "2020-04-01.yaml").read_text(encoding="utf-8")
    same = said.replace("published_from: 2020-04-01", "published_from: 2026-11-22")
    (policies / "2026-11-22.yaml").write_text(same, encoding="utf-8")
    assert one().state is State.KEPT

    assert same.count("about: proper_handling") == 1
    changed = same.replace("about: proper_handling", "about: laws_and_rules")
    (policies / "2026-11-22.yaml").write_text(changed, encoding="utf-8")
    assert one().state is State.NO_EVIDENCE


def test_counts_that_the_ledger_does_not_know_break_it(staff: Staff) -> None:
    from yakusoku.management.models import Inspection

    note(staff)
    Inspection.objects.update(sample=120)
    [part] = one().parts
    assert part.state is State.BROKEN
    assert "The ledger names other counts" in str(part.says)


def test_no_look_hides_what_the_program_sees(staff: Staff) -> None:
    from yakusoku.staff.operations import retire

    seen = look(on=DAY, period_from=DAY, population=1, sample=1, seen={"role": ("manager",)})
    note(
        staff, clause="JC-P3.1", control="governance.role_held", look=seen, by=staff.auditor,
        answerable=staff.manager,
    )  # fmt: skip
    retire(member_id=staff.manager, by="operator", now=NOW)

    states = {part.by: part.state for view in one("JC-P3.1").controls if view.name == "governance.role_held"
              for part in view.evidence}  # fmt: skip
    assert states == {"program": State.BROKEN, "people": State.KEPT}
    assert one("JC-P3.1").state is State.BROKEN


def test_an_audit_counts_for_as_long_as_its_clause_says() -> None:
    from yakusoku.management.rules import inspected

    regular = inspected()["audit.regular"]
    assert [regular.months({"months": 6}), regular.months({}), regular.months({"sort": "audit"})] == [
        6,
        12,
        12,
    ]
    assert inspected()["retention.maximum"].months({"months": 3}) == 12


def test_a_fault_that_somebody_found_counts_where_the_program_alone_is_asked(staff: Staff) -> None:
    about = {"clause": "JC-D1.2", "control": "rights.answered", "parameters": {"right": "disclosure"}}
    assert {part.by for part in one("JC-D1.2").controls[0].evidence} == {"program"}

    note(staff, **about, look=faulty(seen={}), by=staff.auditor, answerable=staff.desk)

    found = {part.by: part.state for part in one("JC-D1.2").controls[0].evidence}
    assert found == {"program": State.NOT_CALLED_ON, "people": State.BROKEN}
