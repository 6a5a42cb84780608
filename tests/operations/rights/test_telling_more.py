"""Answers in words of staff: complaints, human review, transfers; and the records of provision to third parties."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.operations.rights.changing import party, under_gdpr
from tests.operations.rights.desk import Desk
from tests.operations.rights.desk_told import stated
from tests.operations.rights.stages import At
from yakusoku.laws import queries as laws
from yakusoku.rights import itemizing, ports, queries
from yakusoku.rights.grounds import UnableToReview
from yakusoku.rights.items.records import ProvisionRecord
from yakusoku.rights.measures import ABOUT_NOBODY, OF_RIGHT
from yakusoku.rights.operations.review import UnableToPrepare
from yakusoku.rights.operations.search import UnableToSearch
from yakusoku.rights.rules import Measure, Outcome, State
from yakusoku.terms.personal import Personal


def taken(at: At, right: str) -> Desk:
    """Return a desk with a request that needs no search, under review."""
    desk = at("")
    under_gdpr(desk)
    desk.receive("E-4")
    desk.decide_regime()
    desk.triage(right=right)
    return desk


def codes(data: dict[str, Any]) -> list[str]:
    return [one["code"] for one in data["items"]]


@pytest.mark.parametrize("right", ABOUT_NOBODY)
class TestWithoutASearch:
    def test_it_is_under_review_at_once_and_asks_nobody_who_they_are(self, at: At, right: str) -> None:
        desk = taken(at, right)
        assert desk.state == State.REVIEW
        with pytest.raises(UnableToSearch, match="nothing is searched"):
            desk.search_again()

    def test_staff_say_what_is_so_and_a_second_person_agrees(self, at: At, right: str) -> None:
        desk = taken(at, right)
        desk.say_all()
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        assert data["items"]
        assert data["sections"] == []
        assert "システムの" not in words
        desk.dispatch()
        desk.close()
        assert desk.state == State.CLOSED


class TestComplaint:
    def test_it_is_not_answered_before_somebody_says_what_came_of_it(self, at: At) -> None:
        desk = taken(at, "A-CPL")
        with pytest.raises(UnableToPrepare, match="CPL-answer"):
            desk.prepare()
        desk.say("CPL-answer", stated=stated(ja="訪問営業の記録を確認し、今後の訪問を停止しました。"))
        desk.prepare()
        _, words = desk.answered()
        assert "今後の訪問を停止しました" in words

    def test_a_complaint_is_answered_and_not_refused_since_law_gives_no_ground(self, at: At) -> None:
        desk = taken(at, "A-CPL")
        with pytest.raises(UnableToReview, match="CPL-answer is not among what was searched"):
            desk.review("CPL-answer", ground="DISC-2")

    def test_what_is_said_of_the_authority_is_fixed(self, at: At) -> None:
        desk = taken(at, "G-CPL")
        with pytest.raises(Exception, match="no point of this answer that staff speak about"):
            desk.say("CPL-authority")


class TestMeasuresAbroad:
    def test_all_seven_items_of_the_rules_are_told(self, at: At) -> None:
        desk = taken(at, "A-EQV")
        assert len(desk.say_all()) == 7
        desk.prepare()
        data, _ = desk.answered()
        assert codes(data) == [one.code for one in laws.right("A-EQV", as_of=desk.row.received_on).contents]

    def test_one_is_kept_back_where_telling_it_would_seriously_hinder_the_business(self, at: At) -> None:
        desk = taken(at, "A-EQV")
        desk.say_all()
        desk.review("EQV-measures", ground="EQV-1")
        assert desk.prepare() == Outcome.PARTIAL
        data, _ = desk.answered()
        assert "EQV-measures" not in codes(data)
        assert data["withheld"][0]["article"] == "R18(3)"


class TestHumanReview:
    def test_a_person_says_what_came_of_looking_again(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("G-ADM")
        desk.say("ADM-review", stated=stated(ja="担当者が再検討し、決定を取り消しました。"))
        assert desk.prepare() == Outcome.FULL
        _, words = desk.answered()
        assert "決定を取り消しました" in words

    def test_it_is_refused_where_no_decision_was_made_by_a_program_alone(self, at: At) -> None:
        desk = at("")
        under_gdpr(desk)
        desk.asks("G-ADM")
        desk.review("ADM-review", ground="ADM-1")
        assert desk.prepare() == Outcome.REFUSED
        data, words = desk.answered()
        assert data["withheld"][0]["article"] == "G22(1)"
        assert "監督機関" in words


class TestRecords:
    def test_where_no_record_exists_each_declared_provision_is_named_as_not_held(self, at: At) -> None:
        desk = at("")
        desk.asks("A-REC")
        assert desk.prepare() == Outcome.NOT_HELD
        data, words = desk.answered()
        named = [one["section"] for one in data["not_held"]]
        assert len(named) > 3
        assert all(one.startswith(("provisions.", "transfers.", "credit.")) for one in named)
        assert "第三者提供記録は存在しませんでした" in words

    def test_a_record_that_another_room_keeps_is_disclosed_with_the_items_of_law(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = at("")
        desk.asks("A-REC")
        source = itemizing.drawn(desk.row)[0].code
        record = ProvisionRecord(
            source=source,
            recipient=Personal("東京都民調査株式会社"),
            address=Personal("東京都中央区99番9号"),
            kinds=("user.name", "user.contact.phone_number"),
            on=date(2026, 5, 1),
            consent=True,
        )
        monkeypatch.setattr(ports._ports, "provided", lambda controller, persons: [record])
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        assert codes(data) == [source]
        assert "東京都民調査株式会社" in words
        assert "電話番号" in words
        assert "ご本人の同意を得て提供" in words

    def test_a_withheld_record_tells_its_ground_and_nothing_of_itself(
        self, at: At, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = at("")
        desk.asks("A-REC")
        source = itemizing.drawn(desk.row)[0].code
        record = ProvisionRecord(source, Personal("秘匿株式会社"), Personal("東京都"), ("user.name",), None)
        monkeypatch.setattr(ports._ports, "provided", lambda controller, persons: [record])
        desk.review(source, ground="REC-1")
        assert desk.prepare() == Outcome.REFUSED
        data, words = desk.answered()
        assert "items" not in data
        assert "秘匿株式会社" not in words
        assert data["withheld"][0]["article"] == "A33(2)(i)"

    def test_whom_staff_named_as_given_the_data_is_a_record_of_a_later_request(self, at: At) -> None:
        desk = at("")
        desk.asks("A-STOP5", measure=Measure.ERASE, law_case="STOP5-a", ref="E-7")
        from yakusoku.rights.models import Recipient, RightsRequest
        from yakusoku.rights.telling import seal_named

        first = RightsRequest.objects.get(pk=desk.request)
        source = "provisions." + next(iter(ports.policy("jcom", first.received_on).form.provisions))
        Recipient.objects.create(
            request=first, number=1, source=source, who=seal_named(first, party()), must=False, owner="窓口",
            due_on=date(2026, 12, 24), state="named", settled_on=date(2026, 11, 30), settled_by=desk.sato,
        )  # fmt: skip
        desk.asks("A-REC", ref="E-8")
        assert desk.prepare() == Outcome.FULL
        data, words = desk.answered()
        assert codes(data) == [source]
        assert "北海設備工事株式会社" in words


def test_a_stop_of_opt_out_stops_provision_and_says_so(at: At) -> None:
    desk = at("")
    desk.asks("A-OPT")
    desk.decide()
    desk.approve()
    desk.work()
    assert desk.state == State.EXECUTED
    assert queries.change_traces(controller="jcom")[-1].measure == "stop_provision"


def test_each_right_of_either_law_is_known_to_the_program(at: At) -> None:
    assert set(laws.right_codes()) == OF_RIGHT.keys()
