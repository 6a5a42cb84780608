"""The second person: sees what was prepared, is another than who prepared it, and approves that and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.models import Finding, ReviewItem, RightsRequest
from yakusoku.rights.operations.prepare import UnableToApprove
from yakusoku.rights.operations.review import UnableToPrepare
from yakusoku.rights.package import building
from yakusoku.rights.rules import State
from yakusoku.staff import operations as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal


def both_roles(desk: Any) -> str:
    return staff.change_roles(
        member_id=desk.sato, roles=(Role.DESK, Role.APPROVER), by="system", now=desk.now
    ).public_id


def test_an_approval_names_the_answer_that_was_prepared(at_both: At) -> None:
    desk = at_both("decided")
    prepared = desk.facts("rights:answer:prepared")
    desk.approve()
    assert desk.state == State.APPROVED
    assert desk.facts("rights:answer:approved") == prepared == {
        "outcome": "partial", "answer": desk.row.answer_digest,
    }  # fmt: skip
    assert desk.intents("rights.build") == ["waiting"]


def test_who_prepared_an_answer_does_not_approve_it_in_whatever_role(at: At) -> None:
    desk = at("decided")
    with pytest.raises(UnableToApprove, match="who prepared an answer does not approve it"):
        desk.approve(by=both_roles(desk))
    assert desk.state == State.DECIDED


def test_who_decided_on_an_item_does_not_approve_it(at: At) -> None:
    desk = at("review")
    desk.review_all()
    second = both_roles(desk)
    third = staff.add_member(
        controller="jcom", name=Personal("三人目"), roles=(Role.DESK,), by="system", now=desk.now
    ).public_id
    desk.prepare(by=third)
    with pytest.raises(UnableToApprove, match="decided on an item"):
        desk.approve(by=second)
    desk.approve()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE rights_request SET approved_by = prepared_by",
        "UPDATE rights_request SET state = 'approved'",
        "UPDATE rights_request SET state = 'executed', package_digest = 'x'",
        "UPDATE rights_request SET state = 'closed', package_digest = 'x', closed_at = received_at",
        "UPDATE rights_request SET state = 'approved', approved_by = 'stf_1', prepared_by = ''",
        "UPDATE rights_request SET state = 'approved', approved_by = 'stf_1', outcome = ''",
        "UPDATE rights_request SET state = 'approved', approved_by = 'stf_1', outcome = 'most'",
        "UPDATE rights_request SET state = 'executed', approved_by = 'stf_1'",
        "UPDATE rights_request SET state = 'closed', approved_by = 'stf_1', package_digest = 'x'",
        "UPDATE rights_request SET state = 'answered'",
        "UPDATE rights_request SET \"right\" = ''",
        "UPDATE rights_request SET suit_open_on = received_on",
    ],
)
def test_the_database_refuses_what_must_never_be_true(at_both: At, change: str) -> None:
    desk = at_both("decided")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert desk.state == State.DECIDED


@pytest.mark.parametrize(
    "change",
    [
        lambda: ReviewItem.objects.filter(decision="withhold").delete(),
        lambda: ReviewItem.objects.filter(decision="withhold").update(ground="DISC-1"),
        lambda: ReviewItem.objects.filter(decision="withhold").update(other_law="TBA4"),
        lambda: Finding.objects.filter(step=1).update(digest="0" * 64),
        lambda: RightsRequest.objects.update(policy_digest="0" * 64),
    ],
)
def test_an_answer_that_was_changed_after_it_was_prepared_is_not_approved(at: At, change: Any) -> None:
    desk = at("decided")
    change()
    with pytest.raises(UnableToApprove, match="the decisions changed after the answer was prepared"):
        desk.approve()
    assert desk.state == State.DECIDED


def test_an_answer_sent_back_is_reviewed_prepared_and_approved_again(at: At) -> None:
    desk = at("decided")
    desk.send_back()
    row = desk.row
    assert (row.state, row.outcome, row.answer_digest, row.prepared_by, row.prepared_at) == (
        State.REVIEW, "", "", "", None,
    )  # fmt: skip
    desk.review("jcom_customers.inquiry", "handling_score")
    assert desk.prepare() == "full"
    desk.approve()
    assert desk.tags()[-5:] == [
        "rights:answer:prepared", "rights:answer:returned", "rights:item:reviewed", "rights:answer:prepared",
        "rights:answer:approved",
    ]  # fmt: skip


def test_who_sent_it_back_may_not_approve_what_they_then_prepared_themselves(at: At) -> None:
    desk = at("decided")
    both = both_roles(desk)
    desk.send_back(by=both)
    desk.prepare(by=both)
    with pytest.raises(UnableToApprove):
        desk.approve(by=both)


def test_a_decision_taken_while_the_letter_was_tried_is_not_prepared_unseen(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = building.build

    def build(content: Any) -> Any:
        desk.review("jcom_customers.inquiry", ground="DISC-1")
        return real(content)

    desk = at("review")
    desk.review_all()
    monkeypatch.setattr("yakusoku.rights.operations.prepare.build", build)
    with pytest.raises(UnableToPrepare, match="a decision was changed at this moment"):
        desk.prepare()
    assert desk.state == State.REVIEW


def test_a_letter_that_cannot_be_set_is_known_before_the_approval(at: At) -> None:
    from yakusoku.rights import cases
    from yakusoku.terms.personal import Personal
    from yakusoku.vault import operations as vault

    desk = at("review")
    desk.review_all()
    asked = cases.asked(desk.row)
    object.__setattr__(asked, "name", Personal("青木\U0001f600"))
    sealed = vault.seal(case_id=desk.request, label=cases.ASKED, content=asked.to_bytes())
    RightsRequest.objects.update(asked=sealed)
    with pytest.raises(UnableToPrepare, match="the font has no glyph for letter 3 in the name"):
        desk.prepare()
    assert desk.state == State.REVIEW


def test_the_desk_is_told_that_an_answer_waits(at: At) -> None:
    desk = at("decided")
    assert desk.intents("mail.rights.prepared") == ["done"]
    seen = queries.request(desk.request)
    assert seen.next_step == f"yakusoku rights approve {desk.request} --by …"
