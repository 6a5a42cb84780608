"""The search: a frozen plan, read once step by step, that waits for a store and never reads for nobody."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.rights import found, queries
from yakusoku.rights.models import Finding, PersonLink, ReviewItem, Search
from yakusoku.rights.operations.resume import UnableToResume
from yakusoku.rights.operations.search import UnableToSearch
from yakusoku.rights.rules import State
from yakusoku.stores.found import Found

MINUTE = timedelta(minutes=1)


def test_the_plan_that_is_frozen_is_the_one_that_is_read(at_both: At) -> None:
    desk = at_both("ready")
    digest = desk.search()
    assert desk.state == State.SEARCHING
    assert queries.plan_text(desk.request).startswith("yakusoku plan 1\ndisclosure by subscriber_no\n")
    assert digest == hashlib.sha256(queries.plan_text(desk.request).encode()).hexdigest()
    assert desk.facts("rights:search:started") == {"plan": digest, "steps": 6}
    desk.work()
    assert desk.state == State.REVIEW
    assert [one.section.partition(".")[2] for one in queries.findings(desk.request)] == [
        "subscriber", "billing", "inquiry", "call_recording", "device", "viewing",
    ]  # fmt: skip
    assert all(one.rows for one in queries.findings(desk.request))
    assert desk.intents("mail.rights.searched") == ["done"]


def test_what_was_found_stands_in_the_ledger_as_counts_and_keyed_digests(at: At) -> None:
    desk = at("ready")
    desk.search()
    desk.work()
    row = Finding.objects.get(step=1)
    facts = desk.facts("rights:search:finished")
    assert (facts["steps"], facts["rows"]) == (6, sum(one.rows for one in queries.findings(desk.request)))
    assert found.read(row).digest != row.digest


def test_nothing_is_searched_before_somebody_confirmed_whose_rows_these_are(at: At) -> None:
    desk = at("ready")
    PersonLink.objects.all().delete()
    with pytest.raises(UnableToSearch, match="nobody has confirmed"):
        desk.search()
    assert (desk.state, Search.objects.count()) == (State.READY, 0)


def test_a_data_map_with_errors_starts_no_search(at: At) -> None:
    desk = at("ready")
    desk.datamap("jcom-media.yaml", "store: jcom-media", "store: nowhere")
    with pytest.raises(Exception, match="yakusoku check"):
        desk.search()
    assert desk.state == State.READY


class TestAStoreThatIsDown:
    def test_the_request_waits_its_clock_runs_and_it_goes_on_when_the_store_is_back(
        self, at_both: At
    ) -> None:
        desk = at_both("ready")
        suit = desk.row.suit_open_on
        desk.search()
        desk.take_away()
        desk.work()

        seen = queries.search(desk.request)
        assert seen is not None
        assert (desk.state, seen.read, seen.next_try) == (State.SEARCHING, 3, desk.now + 5 * MINUTE)
        assert desk.facts("rights:request:waiting") == {"step": 4}
        assert desk.row.suit_open_on == suit

        desk.later(minutes=5)
        desk.put_back()
        desk.work()
        assert desk.state == State.REVIEW
        assert desk.tags().count("rights:data:gathered") == 6
        assert desk.intents("rights.search") == ["done", "done"]

    def test_it_is_asked_less_and_less_often(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        desk.take_away()
        waits = []
        for _ in range(4):
            desk.work()
            seen = queries.search(desk.request)
            assert seen is not None
            assert seen.next_try is not None
            waits.append((seen.next_try - desk.now) // MINUTE)
            desk.now = seen.next_try
        assert waits == [5, 15, 60, 60]

    def test_it_goes_down_in_the_middle_and_nothing_is_read_twice(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        desk.work(between=lambda step: desk.take_away() if step == "gather 5 5" else None)
        assert [one.step for one in queries.findings(desk.request)] == [1, 2, 3, 4]
        before = desk.kept()
        desk.put_back()
        desk.later(minutes=5)
        desk.work()
        assert desk.state == State.REVIEW
        assert set(before) < set(desk.kept())

    def test_a_request_withdrawn_while_it_waits_asks_no_store_any_more(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        desk.take_away()
        desk.work()
        desk.withdraw()
        desk.later(minutes=5)
        desk.work()
        assert desk.tags()[-2:] == ["rights:request:withdrawn", "rights:papers:destroyed"]
        assert desk.intents("rights.search") == ["done", "done"]


class TestAWithdrawnRequest:
    def test_nothing_more_is_read(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        desk.work(between=lambda step: desk.withdraw() if step == "gather 3 3" else None)
        assert [one.step for one in queries.findings(desk.request)] == [1, 2]
        assert desk.intents("rights.search") == ["done"]
        assert desk.state == State.WITHDRAWN

    def test_what_was_just_read_is_not_noted(self, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
        real = found.keep

        def keep(request: str, result: Found) -> str:
            desk.withdraw()
            return real(request, result)

        desk = at("ready")
        desk.search()
        monkeypatch.setattr(found, "keep", keep)
        desk.work()
        assert not Finding.objects.exists()
        assert desk.tags().count("rights:data:gathered") == 0
        assert desk.intents("rights.search") == ["done"]


class TestAPlanThatNoLongerFits:
    def test_a_data_map_that_changed_reads_nothing_and_says_so(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        desk.datamap("jcom-media.yaml", "name: seconds", "name: minutes")
        with pytest.raises(UnableToSearch, match="the data map changed after the plan was frozen"):
            desk.work()
        assert not Finding.objects.exists()

    def test_put_back_and_resumed_it_is_read(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        undo = desk.datamap("jcom-media.yaml", "name: seconds", "name: minutes")
        fail(desk)
        assert desk.row.state == State.SEARCHING
        seen = queries.request(desk.request)
        assert seen.next_step == f"yakusoku rights resume {desk.request} --by …"

        undo()
        desk.later(minutes=1)
        assert desk.resume() == 1
        desk.work()
        assert desk.state == State.REVIEW

    def test_searched_anew_it_is_read_by_a_new_plan(self, at: At) -> None:
        desk = at("ready")
        before = desk.search()
        desk.datamap("jcom-media.yaml", "ja: 録音番号}", "ja: 録音の番号}")
        desk.datamap("jcom-media.yaml", "      - name: called_at\n", "      - name: called_when\n")
        fail(desk)
        desk.write("media", "ALTER TABLE call_recording RENAME COLUMN called_at TO called_when")
        desk.datamap("jcom-media.yaml", "acquired_at: called_at", "acquired_at: called_when")
        desk.datamap("jcom-media.yaml", "column: called_at", "column: called_when")
        desk.search_again()
        desk.later(minutes=1)
        assert desk.search() != before
        desk.work()
        assert desk.state == State.REVIEW


def fail(desk: Desk) -> None:
    """Let the engine do what is due and note the failure, as the real one does."""
    from yakusoku.rights.operations.resume import note_stuck
    from yakusoku.work import queries as outbox

    with pytest.raises(Exception, match=r"data map|rejects|digest"):
        desk.work()
    (intent,) = [one for one in outbox.intents(about=desk.request) if one.kind == "rights.search"][-1:]
    note_stuck(intent=intent.public_id, now=desk.now)


class TestWorkThatFailed:
    def test_it_is_noted_once_and_the_desk_is_told(self, at: At) -> None:
        from yakusoku.rights.operations.resume import note_stuck
        from yakusoku.work import queries as outbox

        desk = at("ready")
        desk.search()
        desk.datamap("jcom-media.yaml", "name: seconds", "name: minutes")
        fail(desk)
        intent = next(one for one in outbox.intents(about=desk.request) if one.state == "failed")
        note_stuck(intent=intent.public_id, now=desk.now)
        assert desk.tags()[-1] == "rights:work:stuck"
        assert desk.tags().count("rights:work:stuck") == 1
        assert desk.facts("rights:work:stuck") == {"work": "rights.search"}
        assert desk.intents("mail.rights.stuck") == ["waiting"]

    def test_work_that_has_not_failed_is_not_asked_for_again(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        with pytest.raises(UnableToResume, match=r"no work on req_.* has failed"):
            desk.resume()
        assert desk.tags()[-1] == "rights:search:started"

    def test_a_failure_of_work_about_nothing_known_is_noted_in_the_outbox_alone(self, at: At) -> None:
        from django.db import transaction

        from yakusoku.rights.operations.resume import note_stuck
        from yakusoku.work import operations as work
        from yakusoku.work import queries as outbox

        desk = at("ready")
        with transaction.atomic():
            intent = work.intend("rights.search", about="nobody", now=desk.now)
        note_stuck(intent=intent, now=desk.now)
        assert [one.state for one in outbox.intents(about="nobody")] == ["failed"]


class TestSearchingAnew:
    def test_plan_findings_and_decisions_go_and_the_link_stays(self, at_both: At) -> None:
        desk = at_both("review")
        desk.review("jcom_customers.billing", "method", ground="DISC-2")
        desk.search_again()
        assert desk.state == State.READY
        assert (Search.objects.count(), Finding.objects.count(), ReviewItem.objects.count()) == (0, 0, 0)
        assert PersonLink.objects.count() == 1
        assert desk.facts("rights:search:discarded") == {"steps": 6}

    def test_a_burst_of_the_old_search_notes_nothing_in_the_new_one(self, at: At) -> None:
        def anew(step: str) -> None:
            if step == "gather 3 3" and not done:
                done.append(step)
                desk.search_again()
                desk.later(minutes=1)
                desk.search()

        done: list[str] = []
        desk = at("ready")
        desk.search()
        desk.work(between=anew)
        assert desk.state == State.REVIEW
        assert desk.tags().count("rights:data:gathered") == 2 + 6
        assert len(desk.kept()) == 6

    def test_sealed_findings_that_nothing_names_go_when_the_search_ends(self, at: At) -> None:
        desk = at("review")
        old = desk.kept()
        desk.write("customers", "UPDATE billing SET method = 'x'")
        desk.search_again()
        desk.search()
        desk.work()
        new = desk.kept()
        assert len(set(old) & set(new)) == 5
        assert len(new) == 6
