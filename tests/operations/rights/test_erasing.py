"""Erasure: nothing before the second person, exactly the person's rows after, and what is told."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, connection, transaction

from tests.operations.rights import rows
from tests.operations.rights.changing import (
    SUBSCRIBER,
    VIEWING,
    erasure,
    finish,
    hold,
    linked,
    vault_file,
)
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.holds import operations as holds
from yakusoku.holds.rules import Ending
from yakusoku.rights import queries
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.models import Stopped, Tombstone
from yakusoku.rights.rules import Measure, State
from yakusoku.vault import operations as vault


class TestErasure:
    def test_nothing_is_changed_before_the_second_person_agrees_and_then_the_persons_rows_alone(
        self, at: At
    ) -> None:
        desk = erasure(at)
        before = rows.everything(desk.home.folder)
        found = {one.section: one.rows for one in queries.findings(desk.request)}
        desk.decide()
        assert rows.everything(desk.home.folder) == before

        finish(desk)

        after = rows.everything(desk.home.folder)
        told = {section.partition(".")[2]: count for section, count in found.items() if count}
        assert rows.gone(before, after) == told
        assert rows.changed(before, after) == {}
        assert desk.row.outcome == "full"
        assert desk.state == State.EXECUTED
        assert desk.facts("rights:data:changed")["erased"] == sum(found.values())

    def test_each_deed_of_an_erasure_has_its_entry(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        finish(desk)
        assert [tag for tag in desk.tags() if "change" in tag or "answer" in tag] == [
            "rights:answer:prepared",
            "rights:answer:approved",
            "stores:change:intended",
            *["stores:change:finished"] * 2,
            "stores:change:confirmed",
            "rights:data:changed",
            "rights:answer:built",
        ]

    def test_the_letter_says_what_was_erased_and_holds_no_value_of_it(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        finish(desk)
        desk.release()
        data = json.loads(vault_file(desk, "data.json"))
        assert data["request"]["outcome"] == "full"
        assert {one["section"]: one["rows"] for one in data["changed"]["done"]}[SUBSCRIBER] == 1
        assert data["changed"]["kept"] == []
        assert cast.AOKI.street not in json.dumps(data, ensure_ascii=False)

    def test_who_prepared_it_does_not_let_it_happen(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        with transaction.atomic(), connection.cursor() as cursor, pytest.raises(IntegrityError):
            cursor.execute("UPDATE rights_request SET changed_at = received_at")
        with transaction.atomic(), connection.cursor() as cursor, pytest.raises(IntegrityError):
            cursor.execute(
                "UPDATE rights_request SET state = 'changed', approved_by = 'stf_1', prepared_by = 'stf_2'"
            )

    def test_a_row_that_came_after_the_review_sends_it_back_and_nothing_is_erased(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        number = linked(desk)
        desk.write(
            "customers",
            "INSERT INTO billing SELECT (SELECT max(bill_no) + 1 FROM billing), subscriber_no, billed_month,"
            f" amount_yen, tax_yen, paid_on, method FROM billing WHERE subscriber_no = '{number}' LIMIT 1",
        )
        before = rows.everything(desk.home.folder)
        counted = {one.section: one.rows for one in queries.findings(desk.request)}

        finish(desk)

        assert desk.state == State.REVIEW
        assert rows.everything(desk.home.folder) == before
        assert desk.row.approved_by == ""
        assert "jcom_customers.billing" not in {item.section for item in queries.items(desk.request)}
        assert {one.section: one.rows for one in queries.findings(desk.request)} == {
            **counted, "jcom_customers.billing": counted["jcom_customers.billing"] + 1,
        }  # fmt: skip
        assert desk.intents("mail.rights.stale") == ["done"]
        desk.decide()
        finish(desk)
        assert desk.state == State.EXECUTED

    def test_a_hold_after_the_approval_sends_it_back_and_then_keeps_its_record(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        desk.approve()
        held = hold(desk, "jcom_media:viewing")
        before = rows.everything(desk.home.folder)
        desk.work()
        assert desk.state == State.REVIEW
        assert rows.everything(desk.home.folder) == before

        desk.prepare()
        finish(desk)

        [kept] = [one for one in queries.buckets(desk.request, now=desk.now) if one.section == VIEWING]
        assert (kept.done, kept.kept > 0) == (0, True)
        assert [ground.ground for ground in kept.grounds] == ["STOP5-2"]
        assert desk.row.outcome == "partial"
        after = rows.everything(desk.home.folder)
        assert "viewing" not in rows.gone(before, after)
        assert rows.orphans(desk.home.folder) == 0, "the device to which held rows refer stays"
        assert rows.changed(before, after)["device"] >= 1
        holds.release(hold_id=held, ending=Ending.SETTLED, by=desk.tanaka, now=desk.now)
        assert [one for one in queries.buckets(desk.request, now=desk.now) if one.section == VIEWING] == [
            kept
        ]

    def test_what_staff_leave_on_a_ground_stays_and_is_told_with_clause_and_article(self, at: At) -> None:
        desk = erasure(at)
        desk.decide(jcom_customers__inquiry="STOP5-2")
        before = rows.everything(desk.home.folder)
        finish(desk)
        assert desk.row.outcome == "partial"
        assert "inquiry" not in rows.gone(before, rows.everything(desk.home.folder))
        told = json.loads(vault_file(desk, "data.json"))["changed"]["kept"]
        [kept] = [one for one in told if one["section"] == "jcom_customers.inquiry"]
        assert (kept["ground"], kept["article"], kept["whole"]) == ("STOP5-2", "GL3-8-5", True)

    def test_a_ground_that_wants_a_substitute_restricts_what_stays(self, at: At) -> None:
        desk = erasure(at)
        desk.decide(jcom_customers__inquiry="STOP5-3")
        finish(desk)
        kept = next(
            one.rows for one in queries.findings(desk.request) if one.section == "jcom_customers.inquiry"
        )
        assert Stopped.objects.filter(what="use", collection="inquiry").count() == kept
        assert json.loads(vault_file(desk, "data.json"))["changed"]["restricted"]

    def test_all_refused_changes_nothing_and_says_so(self, at: At) -> None:
        desk = erasure(at)
        before = rows.everything(desk.home.folder)
        sections = [one.section for one in queries.findings(desk.request) if one.rows]
        desk.decide(**{section.replace(".", "__"): "STOP5-1" for section in sections})
        finish(desk)
        assert desk.row.outcome == "refused"
        assert desk.state == State.EXECUTED
        assert rows.everything(desk.home.folder) == before
        assert not Tombstone.objects.exists()

    def test_a_text_that_erases_whatever_the_reason_leaves_no_ground_that_judges_it(self, at: At) -> None:
        desk = at("")
        erases = "  erasure: {law_codes: [A-STOP5], desk: customer-center, any_reason: JC-D1.2, clauses: [JC-D1.2]}\n"
        desk.policy("rights:\n", f"rights:\n{erases}")
        desk.asks("A-STOP5", measure=Measure.ERASE)
        with pytest.raises(
            UnableToReview, match=r"STOP5-1 is no ground here: .* promises it whatever the reason"
        ):
            desk.review(SUBSCRIBER, ground="STOP5-1")
        desk.review(SUBSCRIBER, ground="STOP5-3")

    def test_a_ground_of_another_right_is_none_and_a_field_cannot_be_changed_alone(self, at: At) -> None:
        desk = erasure(at)
        with pytest.raises(UnableToReview, match="DISC-1 is no lawful ground for A-STOP5"):
            desk.review(SUBSCRIBER, ground="DISC-1")
        with pytest.raises(UnableToReview, match="decided for a collection, not for the field sex"):
            desk.review(SUBSCRIBER, "sex")

    def test_a_store_that_is_down_makes_it_wait_and_then_it_goes_on(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        before = rows.everything(desk.home.folder)
        desk.take_away()
        finish(desk)
        assert desk.state == State.APPROVED
        desk.put_back()
        assert rows.everything(desk.home.folder) == before
        desk.later(minutes=6)
        desk.work()
        assert desk.state == State.EXECUTED

    def test_bursts_that_come_twice_do_nothing_twice(self, at: At) -> None:
        from yakusoku.rights.operations import change
        from yakusoku.work import queries as outbox
        from yakusoku.work.bursts import Call

        desk = erasure(at)
        desk.decide()
        finish(desk)
        entries, stones = desk.entries(), Tombstone.objects.count()
        for one in outbox.intents(about=desk.request):
            for burst in (change.BURST, change.AFTER):
                if one.kind == burst.kind:
                    call = Call(one.public_id, desk.request, one.arguments, desk.now)
                    for step in burst.steps(call):
                        burst.do(call, step)
        assert (desk.entries(), Tombstone.objects.count()) == (entries, stones)

    def test_after_closing_nothing_of_what_was_found_is_left_beside_the_database(self, at: At) -> None:
        desk = erasure(at)
        desk.decide()
        finish(desk)
        desk.release()
        desk.dispatch()
        desk.close()
        desk.work()
        assert [
            name
            for name in vault.names(case_id=desk.request)
            if name.startswith(("found-", "change-", "judged"))
        ] == []
