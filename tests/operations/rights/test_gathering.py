"""What a search finds: circles, loose matches, two workers at one step, and sealed rows that nobody exchanges."""

from __future__ import annotations

from typing import Any

import pytest

from tests.operations.rights import loops
from tests.operations.rights.stages import At
from yakusoku.rights import found, queries
from yakusoku.rights.models import Finding, RightsRequest
from yakusoku.rights.operations import gather
from yakusoku.rights.operations.search import UnableToSearch
from yakusoku.rights.rules import State
from yakusoku.stores.found import Found
from yakusoku.stores.operations import StoreDrifted
from yakusoku.vault import operations as vault
from yakusoku.work import queries as outbox
from yakusoku.work.bursts import Call


class TestTwoWorkers:
    def test_two_that_read_one_step_note_it_once_and_its_file_opens(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = found.keep
        once: list[bool] = []

        def keep(request: str, result: Found) -> str:
            digest = real(request, result)
            if not once:
                once.append(True)
                desk.write("customers", "UPDATE subscriber SET sex = 'x'")
                gather.gather(call=call[0], first=1, last=1, now=desk.now)
            return digest

        call: list[Call] = []
        desk = at("ready")
        desk.search()
        monkeypatch.setattr(found, "keep", keep)
        real_gather = gather.gather

        def remember(**given: Any) -> Any:
            call.append(given["call"])
            return real_gather(**given)

        monkeypatch.setattr(gather, "gather", remember)
        desk.work()
        assert desk.state == State.REVIEW
        assert desk.tags().count("rights:data:gathered") == 6
        for row in Finding.objects.all():
            found.read(row)
        assert len(desk.kept()) == 6

    def test_two_that_find_a_store_down_wait_once(self, at: At) -> None:
        desk = at("ready")
        desk.search()
        desk.take_away("customers")
        (intent,) = [one for one in outbox.intents(about=desk.request) if one.kind == "rights.search"][-1:]
        call = Call(intent.public_id, desk.request, intent.arguments, desk.now)
        for _ in range(2):
            assert gather.gather(call=call, first=1, last=1, now=desk.now) == {"park": 1}
        assert desk.intents("rights.search")[-2:] == ["done", "waiting"]
        assert desk.tags().count("rights:request:waiting") == 1

    def test_a_search_that_was_finished_is_finished_once(self, at: At) -> None:
        desk = at("review")
        before = desk.tags()
        call = Call("int_0000000000000000", desk.request, {"search": desk.row.search.pk}, desk.now)
        gather.finish_search(call=call, now=desk.now)
        assert desk.tags() == before

    def test_a_search_with_a_step_unread_is_not_finished(self, at: At) -> None:
        desk = at("review")
        RightsRequest.objects.update(state=State.SEARCHING)
        Finding.objects.get(step=6).delete()
        call = Call("int_0000000000000000", desk.request, {"search": desk.row.search.pk}, desk.now)
        with pytest.raises(UnableToSearch, match="5 of 6 steps were read"):
            gather.finish_search(call=call, now=desk.now)


class TestWhatIsFound:
    def test_a_circle_is_followed_until_nothing_is_new(self, at: At) -> None:
        desk = at("ready")
        loops.plant(desk.home.folder, desk.subscriber())
        desk.search()
        assert "repeat steps" in queries.plan_text(desk.request)
        desk.work()
        rows = {one.section: one.rows for one in queries.findings(desk.request)}
        assert (rows["circle.hop"], rows["circle.step"]) == (5, 5)
        assert desk.state == State.REVIEW

    def test_a_circle_that_was_half_noted_is_noted_whole(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = at("ready")
        loops.plant(desk.home.folder, desk.subscriber())
        desk.search()
        real = found.keep

        def keep(request: str, result: Found) -> str:
            if getattr(result, "address", "") == "circle:step" and not seen:
                seen.append(True)
                raise KeyboardInterrupt
            return real(request, result)

        seen: list[bool] = []
        monkeypatch.setattr(found, "keep", keep)
        with pytest.raises(KeyboardInterrupt):
            desk.work()
        assert Finding.objects.filter(collection="hop").exists()
        assert not Finding.objects.filter(collection="step").exists()
        desk.work()
        rows = {one.section: one.rows for one in queries.findings(desk.request)}
        assert (rows["circle.hop"], rows["circle.step"]) == (5, 5)

    def test_rows_that_match_by_collation_only_are_candidates_and_never_in_the_answer(self, at: At) -> None:
        desk = at("ready")
        desk.write(
            "customers",
            "CREATE TABLE b AS SELECT * FROM billing",
            "DROP TABLE billing",
            "CREATE TABLE billing (bill_no INTEGER PRIMARY KEY, subscriber_no TEXT COLLATE RTRIM,"
            " billed_month TEXT, amount_yen INTEGER, tax_yen INTEGER, paid_on TEXT, method TEXT)",
            "INSERT INTO billing SELECT * FROM b",
            f"INSERT INTO billing VALUES (99999, '{desk.subscriber()}  ', '2026-10', 1, 0, NULL, 'x')",
        )
        desk.search()
        desk.work()
        seen = next(one for one in queries.findings(desk.request) if one.section == "jcom_customers.billing")
        assert (seen.rows, seen.candidates) == (12, 1)
        files = desk.preview()
        assert b"99999" in files["loose-jcom_customers.billing.csv"]
        assert not any(b"99999" in content for name, content in files.items() if not name.startswith("loose"))

    @pytest.mark.parametrize("column", ["amount_yen", "subscriber_no"])
    def test_a_store_that_is_not_as_declared_any_more_is_not_read(self, at: At, column: str) -> None:
        desk = at("ready")
        desk.search()
        desk.write("customers", f"ALTER TABLE billing RENAME COLUMN {column} TO renamed")
        with pytest.raises(StoreDrifted, match=f"jcom_customers:billing has no column {column}"):
            desk.work()
        assert desk.state == State.SEARCHING
        assert not Finding.objects.exists()

    @pytest.mark.parametrize("state", ["review", "decided"])
    def test_sealed_rows_that_were_exchanged_are_refused(self, at: At, state: str) -> None:
        desk = at("review")
        if state == "decided":
            desk.review_all()
        row = Finding.objects.get(step=2)
        other = found.read(Finding.objects.get(step=3))
        vault.put(case_id=desk.request, name=found.name(2, row.digest), content=other.to_bytes())
        with pytest.raises(found.UnableToReadFindings, match="step 2 differ from their digest"):
            desk.preview() if state == "review" else desk.prepare()
        assert desk.state == State.REVIEW

    def test_a_sealed_file_of_which_a_bit_was_flipped_does_not_open(self, at: At) -> None:
        desk = at("review")
        path = desk.home.folder / "sealed" / desk.request / desk.kept()[0]
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(bytes(content))
        with pytest.raises(vault.UnableToUnseal):
            desk.preview()
