"""Correction, stops, and what comes beforehand: consequences, representatives, hand-overs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.operations.rights import rows
from tests.operations.rights.changing import (
    NEW,
    SUBSCRIBER,
    finish,
    linked,
    vault_file,
    wish,
)
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.rights import queries
from yakusoku.rights.models import HandOver, RowChange, Stopped
from yakusoku.rights.operations.consequences import UnableToTell
from yakusoku.rights.operations.papers import UnableToIdentify
from yakusoku.rights.operations.representatives import UnableToConfirmAuthority
from yakusoku.rights.operations.review import UnableToPrepare
from yakusoku.rights.operations.triage import UnableToTriage
from yakusoku.rights.rules import Measure
from yakusoku.rights.wishes import Wish
from yakusoku.terms.personal import Personal


class TestCorrection:
    def test_every_copy_holds_the_right_content_and_nothing_else_changed(self, at: At) -> None:
        desk = at("")
        desk.asks("A-CORR", wish=wish())
        before = rows.everything(desk.home.folder)
        desk.decide()
        finish(desk)
        after = rows.everything(desk.home.folder)
        assert rows.changed(before, after) == {"subscriber": 1}
        assert rows.gone(before, after) == {}
        assert desk.row.outcome == "full"
        assert rows.held(desk.home.folder, NEW["street"]) == ["customers.sqlite"]
        data = json.loads(vault_file(desk, "data.json"))
        assert [one["value"] for one in data["changed"]["corrected"]] == list(NEW.values())

    def test_of_two_telephones_the_one_that_is_meant_is_corrected(self, at: At) -> None:
        desk = at("received")
        new = {"phone_number": Personal("03-1000-9999")}
        with pytest.raises(UnableToTriage, match="a record may hold several of these: phone_number"):
            desk.triage(right="A-CORR", wish=Wish(new))
        desk.withdraw()
        desk.asks("A-CORR", wish=Wish(new, {"phone_number": Personal(cast.AOKI.telephone or "")}))
        desk.decide()
        finish(desk)
        assert rows.held(desk.home.folder, "03-1000-9999") == ["customers.sqlite"]
        assert rows.held(desk.home.folder, cast.AOKI.mobile or "?") == ["customers.sqlite"]

    def test_where_everything_is_right_already_it_is_refused_on_the_ground_that_says_so(self, at: At) -> None:
        desk = at("")
        desk.asks("A-CORR", wish=wish(city=cast.AOKI.city))
        with pytest.raises(UnableToPrepare, match="nothing that was found differs"):
            desk.decide()
        sections = [one.section for one in queries.findings(desk.request) if one.rows]
        desk.decide(**{section.replace(".", "__"): "CORR-3" for section in sections})
        finish(desk)
        assert desk.row.outcome == "refused"


class TestStops:
    def test_use_is_stopped_where_no_store_can_say_so_and_later_decisions_see_it(self, at: At) -> None:
        desk = at("")
        desk.asks("A-STOP5", measure=Measure.RESTRICT)
        before = rows.everything(desk.home.folder)
        desk.decide()
        finish(desk)
        assert rows.everything(desk.home.folder) == before, "no collection of the walk has a column for it"
        asked: dict[str, Any] = {"controller": "jcom", "section": SUBSCRIBER, "what": "use"}
        number = linked(desk)
        assert queries.stopped(**asked, keys=[(number,), ("40000000001",)]) == {(number,)}
        assert queries.stopped(controller="jcom", section=SUBSCRIBER, keys=[(number,)]) == frozenset()

    def test_a_column_of_restriction_is_written_with_its_day(self, at: At) -> None:
        desk = at("")
        desk.datamap(
            "jcom-customers.yaml", "      clock_starts: {event: contract-end", "      restrict_column: status\n"
            "      clock_starts: {event: contract-end",
        )  # fmt: skip
        desk.write("customers", "UPDATE subscriber SET status = ''")
        desk.asks("A-STOP5", measure=Measure.RESTRICT)
        desk.decide()
        finish(desk)
        assert desk.facts("rights:data:changed")["restricted"] == 1
        assert [(one.in_store, one.mark) for one in Stopped.objects.filter(collection="subscriber")] == [
            (True, desk.now.date().isoformat())
        ]
        assert RowChange.objects.get().change_id

    def test_provision_is_stopped_for_the_next_export(self, at: At) -> None:
        desk = at("")
        desk.asks("A-STOPP")
        desk.decide()
        finish(desk)
        number = linked(desk)
        assert queries.stopped(controller="jcom", section=SUBSCRIBER, keys=[(number,), ("x",)]) == {(number,)}
        assert queries.stopped(controller="jalux", section=SUBSCRIBER, keys=[(number,)]) == frozenset()


class TestBeforehand:
    def test_what_follows_is_told_and_known_before_an_answer_is_prepared(self, at: At) -> None:
        desk = at("")
        english = '"Correction, addition and deletion of registered data"'
        title = f"    says: {{en: {english}, ja: 登録情報の訂正、追加又は削除}}\n"
        follows = (
            "{says: {en: Bills are sent anew, ja: 請求書を再送する}, acknowledged: true, clauses: [JC-D1.2]}"
        )
        desk.policy(title, f"{title}    consequences:\n      - {follows}\n")
        desk.asks("A-CORR", wish=wish())
        assert queries.request(desk.request).next_step.startswith("yakusoku rights consequences")
        with pytest.raises(UnableToPrepare, match="promises to say first what follows from this: 1"):
            desk.decide()
        with pytest.raises(UnableToTell, match="nothing was told by that day"):
            desk.acknowledge()
        with pytest.raises(UnableToTell, match="the letter that tells it was not made"):
            desk.tell()
        with pytest.raises(UnableToTell, match="the day by which to reply is not ahead"):
            desk.write_consequences(reply_by=desk.now.date())
        assert desk.write_consequences() == 1
        assert queries.request(desk.request).next_step.startswith("yakusoku rights tell")
        assert desk.tell() == 1
        with pytest.raises(UnableToTell, match="nothing is left to be told"):
            desk.tell()
        with pytest.raises(UnableToPrepare, match="has not said that what follows is known"):
            desk.prepare()
        desk.acknowledge()
        desk.prepare()
        finish(desk)
        assert "consequences" in {
            one["code"] for one in json.loads(vault_file(desk, "data.json"))["paragraphs"]
        }

    def test_a_representative_gets_the_letter_and_the_person_is_named_in_it(self, at: At) -> None:
        desk = at("")
        desk.receive("E-2")
        desk.triage(right="A-STOP5", measure=Measure.ERASE)
        desk.authority()
        desk.link()
        desk.show_mandate()
        desk.recognize()
        desk.search()
        desk.work()
        desk.decide()
        finish(desk)
        page = vault_file(desk, "letter.html").decode()
        assert cast.BABA.name in page.partition("</header>")[0]
        assert cast.AOKI.name in page

    def test_authority_needs_a_kind_that_law_knows_and_a_reason(self, at: At) -> None:
        desk = at("")
        desk.receive("E-2")
        desk.triage(right="A-STOP5", measure=Measure.ERASE)
        with pytest.raises(UnableToConfirmAuthority, match="knows no representative neighbor"):
            desk.authority(kind="neighbor")
        with pytest.raises(UnableToConfirmAuthority, match="a reason is missing"):
            desk.authority(reason=" - ")

    def test_where_the_text_asks_for_a_paper_nobody_is_recognized_without(self, at: At) -> None:
        desk = at("need_id")
        with pytest.raises(UnableToIdentify, match="the text asks for a document"):
            desk.recognize()

    def test_rows_held_for_another_company_are_passed_on_and_not_changed(self, at: At) -> None:
        desk = at("")
        clock = "      clock_starts: {event: inquiry-received, column: received_at}\n"
        desk.datamap("jcom-customers.yaml", clock, f"{clock}      retained: {{held_for: insurers}}\n")
        desk.asks("A-STOP5", measure=Measure.ERASE)
        before = rows.everything(desk.home.folder)
        desk.decide()
        finish(desk)
        [passed] = HandOver.objects.all()
        assert (passed.section, passed.held_for) == ("jcom_customers.inquiry", "insurers")
        assert "inquiry" not in rows.gone(before, rows.everything(desk.home.folder))
        desk.hand_over("jcom_customers.inquiry")
        assert queries.hand_overs(desk.request)[0].handed_on == desk.now.date()
