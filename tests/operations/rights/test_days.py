"""Days of two laws, an extension that was told in time, and waits that move the house's own day alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction

from tests.operations.rights.changing import under_gdpr
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from yakusoku.promises.doctor.lines import Verdict
from yakusoku.promises.doctor.requests import look_at_requests
from yakusoku.rights import clocks, queries
from yakusoku.rights.models import Extension, RightsRequest
from yakusoku.rights.operations.clarify import UnableToClarify
from yakusoku.rights.operations.extend import UnableToExtend
from yakusoku.rights.operations.letters import UnableToNoteLetter
from yakusoku.rights.rules import Channel

TARGET = 14


def arrived(at: At, day: date, *, country: str = "") -> Desk:
    """Return a desk with a request under both laws that arrived on `day` and was assigned that day."""
    desk = at("")
    under_gdpr(desk)
    desk.now = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    desk.receive("C-1", channel=Channel.COUNTER)
    desk.regime(country=country)
    desk.triage()
    return desk


def promised(at: At) -> Desk:
    """Return a desk with a request that was answered in so many days, as promised."""
    desk = at("")
    desk.policy(
        "    fee: {amount_yen: 1000,",
        f"    target: {{days: {TARGET}, clauses: [JC-D3.1]}}\n    fee: {{amount_yen: 1000,",
    )
    desk.receive("C-1", channel=Channel.COUNTER)
    desk.triage()
    return desk


class TestMonth:
    @pytest.mark.parametrize(
        ("received", "country", "due"),
        [
            (date(2026, 11, 30), "", date(2026, 12, 30)),
            (date(2027, 1, 31), "", date(2027, 3, 1)),  # 28 February 2027 is a Sunday
            (date(2026, 11, 26), "", date(2026, 12, 28)),  # a Saturday, and then a Sunday
            (date(2026, 11, 25), "", date(2026, 12, 25)),  # no state, no holiday
            (date(2026, 11, 25), "DE", date(2026, 12, 28)),
        ],
    )
    def test_the_month_ends_on_a_working_day(self, received: date, country: str, due: date) -> None:
        assert clocks.month(received, country=country) == due

    def test_the_request_is_due_by_the_holidays_of_its_state(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 25), country="DE")
        assert desk.row.due_on == date(2026, 12, 28)


class TestExtension:
    def test_it_counts_from_the_day_on_which_the_letter_left(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        number = desk.extend()
        assert desk.row.due_on == date(2026, 12, 30)
        desk.later(days=3)
        assert desk.extended() == date(2027, 3, 1)
        assert desk.row.due_on == date(2027, 3, 1)
        assert desk.row.suit_open_on == date(2026, 12, 15)
        assert desk.facts("rights:extension:dispatched") == {"sent": "2026-12-03", "due": "2027-03-01"}
        found = queries.clocks_of(desk.request).extension
        assert found is not None
        assert (found.because, found.until, found.letter) == ("complexity", date(2027, 3, 1), number)

    def test_the_letter_says_why_and_both_days(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        files = desk.open_letter(desk.extend())
        [content] = files.values()
        words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
        for said in ("複数の旧システム", "12月30日", "3月1日", "GDPR第12条第3項"):
            assert said in words.replace("\r\n", "")

    def test_a_letter_that_left_after_the_month_extends_nothing_and_is_noted(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        desk.extend()
        desk.later(days=31)
        assert desk.extended() is None
        assert desk.row.due_on == date(2026, 12, 30)
        found = queries.clocks_of(desk.request).extension
        assert found is not None
        assert (found.told_on, found.until) == (date(2026, 12, 31), None)

    def test_its_letter_is_not_noted_as_an_ordinary_one(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        with pytest.raises(UnableToNoteLetter, match="waits to leave"):
            desk.posted(desk.extend())

    def test_there_is_one_and_none_after_the_month(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        desk.extend()
        with pytest.raises(UnableToExtend, match="no second one"):
            desk.extend()
        desk = arrived(at, date(2026, 11, 30))
        desk.later(days=31)
        with pytest.raises(UnableToExtend, match=r"first month ended on 2026-12-30\. Answer at once"):
            desk.extend()

    def test_the_act_gives_no_month_to_extend(self, at: At) -> None:
        desk = at("need_id")
        with pytest.raises(
            UnableToExtend, match=r"gives a month that could be extended\. Answer without delay"
        ):
            desk.extend()

    @pytest.mark.parametrize("more", [{"because": "holidays"}, {"reason": "忙しい"}, {"reason": "あ" * 601}])
    def test_the_reason_is_one_of_the_law_and_in_words(self, at: At, more: dict[str, str]) -> None:
        desk = arrived(at, date(2026, 11, 30))
        with pytest.raises(UnableToExtend, match="the law's reason is none of complexity, number"):
            desk.extend(**more)
        assert not Extension.objects.exists()

    def test_the_database_holds_no_extension_that_was_not_told(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        desk.extend()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE rights_extension SET in_force_until = '2027-03-01'")


class TestWaits:
    def test_an_open_question_lets_the_target_stand_still_and_no_day_of_law(self, at: At) -> None:
        desk = promised(at)
        before = queries.clocks_of(desk.request)
        assert before.target_on == before.promised_on == desk.row.received_on + timedelta(days=TARGET)
        desk.clarify()
        found = queries.clocks_of(desk.request)
        assert found.still_since == desk.now.date()
        assert found.suit_open_on == before.suit_open_on
        assert [one.what for one in found.days] == ["suit"]

    def test_an_answered_question_moves_the_target_by_the_days_waited(self, at: At) -> None:
        desk = promised(at)
        desk.later(days=1)
        desk.clarify()
        desk.later(days=5)
        desk.clarified()
        found = queries.clocks_of(desk.request)
        assert found.target_on is not None
        assert found.promised_on is not None
        assert found.target_on - found.promised_on == timedelta(days=5)
        assert found.still_since is None
        assert desk.row.suit_open_on == desk.row.received_on + timedelta(days=15)

    def test_papers_that_were_asked_for_move_it_too(self, at: At) -> None:
        desk = promised(at)
        desk.ask()
        desk.asked()
        assert queries.clocks_of(desk.request).still_since == desk.now.date()

    def test_one_question_at_a_time(self, at: At) -> None:
        desk = promised(at)
        desk.clarify()
        with pytest.raises(UnableToClarify, match="has not answered the question before"):
            desk.clarify()
        desk.clarified()
        with pytest.raises(UnableToClarify, match="no question was open"):
            desk.clarified()
        assert desk.clarify() == 2

    def test_a_question_has_days_in_order_and_words(self, at: At) -> None:
        desk = promised(at)
        for more in ({"reply_by": desk.now.date()}, {"asked_on": desk.now.date() + timedelta(days=1)}):
            with pytest.raises(UnableToClarify, match="or the reply does not lie after it"):
                desk.clarify(**more)
        with pytest.raises(UnableToClarify, match="the question is missing"):
            desk.clarify(asked=" ")


class TestDoctor:
    def says(self, desk: Desk) -> list[tuple[Verdict, str]]:
        lines = look_at_requests(desk.now)
        return [(one.verdict, one.says.say("en")) for one in lines if desk.request in one.says.say("en")]

    def test_it_warns_of_the_month_and_alarms_after_it(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        RightsRequest.objects.filter(pk=desk.request).update(suit_open_on=date(2027, 12, 1))
        desk.now = datetime(2026, 12, 24, 3, tzinfo=UTC)
        assert self.says(desk) == [(Verdict.LOOK, f"{desk.request}: by law the answer is due by 2026-12-30.")]
        desk.now = datetime(2026, 12, 31, 3, tzinfo=UTC)
        assert self.says(desk) == [
            (Verdict.WRONG, f"{desk.request}: by law the answer was due by 2026-12-30.")
        ]

    def test_it_asks_for_a_letter_that_has_to_leave(self, at: At) -> None:
        desk = arrived(at, date(2026, 11, 30))
        desk.extend()
        said = f"{desk.request}: the letter about the extension has to leave by 2026-12-30."
        assert self.says(desk) == [(Verdict.LOOK, said)]

    def test_it_asks_for_the_law_that_nobody_decided(self, at: At) -> None:
        desk = at("received")
        under_gdpr(desk)
        desk.now = datetime(2026, 11, 5, tzinfo=UTC)
        assert self.says(desk) == [(Verdict.LOOK, f"{desk.request}: nobody decided which law applies.")]

    def test_it_does_not_alarm_for_a_target_that_stands_still(self, at: At) -> None:
        desk = promised(at)
        desk.clarify()
        RightsRequest.objects.filter(pk=desk.request).update(suit_open_on=date(2027, 12, 1))
        desk.later(days=40)
        assert self.says(desk) == []
        desk.clarified()
        assert self.says(desk) == []
        desk.later(days=15)
        assert [one for one, _ in self.says(desk)] == [Verdict.WRONG]
