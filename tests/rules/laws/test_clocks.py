"""Periods: the examples of the guideline, the vectors of the two laws, and what holds for every date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.laws import calendars, clocks
from yakusoku.laws.calendars import Calendar
from yakusoku.laws.clocks import ClockValue, Pause
from yakusoku.laws.values import UnableToApplyLaw
from yakusoku.terms.bilingual import Bilingual

DAYS = st.dates(min_value=date(2022, 4, 1), max_value=date(2060, 12, 31))
GERMANY = calendars.europe("DE", as_of=date(2026, 11, 23))
WEEKENDS = calendars.europe(None, as_of=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("arrival", "opens"),
    [
        (date(2026, 4, 1), date(2026, 4, 16)),  # the example of the guideline
        (date(2028, 2, 20), date(2028, 3, 6)),
        (date(2026, 12, 24), date(2027, 1, 8)),
    ],
)
def test_a_suit_is_open_when_two_weeks_have_passed(arrival: date, opens: date) -> None:
    due = clocks.suit_open(arrival)

    assert due.on == opens
    assert due.because.article == "A39(1)"


def test_the_house_target_names_the_clause_that_promised_it() -> None:
    due = clocks.house_target(date(2026, 4, 1), 14, clause="JN-8.10")

    assert due.on == date(2026, 4, 15)
    assert due.because.clause == "JN-8.10"


def test_a_target_before_arrival_is_refused() -> None:
    with pytest.raises(ValueError, match="after arrival"):
        clocks.house_target(date(2026, 4, 1), -1)


def test_a_clock_before_the_law_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw):
        clocks.suit_open(date(2021, 4, 1))


def test_a_refusal_opens_the_way_to_court_at_once() -> None:
    assert clocks.suit_open(date(2026, 4, 1), refused_on=date(2026, 4, 6)).on == date(2026, 4, 6)
    assert clocks.suit_open(date(2026, 4, 1), refused_on=date(2026, 5, 6)).on == date(2026, 4, 16)


@pytest.mark.parametrize(
    ("pauses", "target"),
    [
        ([], date(2026, 4, 15)),
        ([Pause(date(2026, 4, 3), date(2026, 4, 8))], date(2026, 4, 20)),
        ([Pause(date(2026, 4, 15), date(2026, 4, 16))], date(2026, 4, 16)),  # the last day is one of waiting
        ([Pause(date(2026, 4, 16), date(2026, 4, 30))], date(2026, 4, 15)),  # it began too late
        ([Pause(date(2026, 3, 1), date(2026, 4, 3))], date(2026, 4, 16)),  # of it, one day lies after arrival
        ([Pause(date(2026, 4, 3), date(2026, 4, 8)), Pause(date(2026, 4, 5), date(2026, 4, 9))], date(2026, 4, 21)),
        ([Pause(date(2026, 4, 9), date(2026, 4, 9))], date(2026, 4, 15)),
    ],
)  # fmt: skip
def test_days_of_waiting_move_the_house_target(pauses: list[Pause], target: date) -> None:
    assert clocks.house_target(date(2026, 4, 1), 14, pauses=pauses).on == target


@given(DAYS, st.integers(0, 60), st.lists(st.tuples(st.integers(-30, 90), st.integers(0, 30)), max_size=5))
def test_the_target_has_exactly_its_days_outside_pauses(
    arrival: date, days: int, waits: list[tuple[int, int]]
) -> None:
    pauses = [
        Pause(arrival + timedelta(days=at), arrival + timedelta(days=at + length)) for at, length in waits
    ]

    target = clocks.house_target(arrival, days, pauses=pauses).on

    after = [arrival + timedelta(days=number) for number in range(1, (target - arrival).days + 1)]
    counted = [day for day in after if not any(pause.begin <= day < pause.end for pause in pauses)]
    assert len(counted) == days
    assert days == 0 or target in counted


def test_only_the_house_target_may_be_paused() -> None:
    as_of = date(2026, 11, 23)
    paused = [code for code in clocks.clock_codes() if clocks.clock(code, as_of=as_of).value.pauses]
    assert paused == ["house-target"]


@pytest.mark.parametrize(
    ("known", "code", "raw", "due"),
    [
        ("2026-12-01", "full-report", "2026-12-30", "2027-01-04"),
        ("2026-11-24", "full-report", "2026-12-23", "2026-12-23"),
        ("2026-10-30", "full-report-wrongful", "2026-12-28", "2026-12-28"),
    ],
)
def test_a_full_report_is_due_on_an_open_day(known: str, code: str, raw: str, due: str) -> None:
    found = clocks.due(code, date.fromisoformat(known))

    assert found.on == date.fromisoformat(due)
    assert (found.counted_to or found.on) == date.fromisoformat(raw)
    assert found.because.article == "R8(2)"


def test_a_day_that_a_home_closes_moves_a_report() -> None:
    calendar = Calendar(holidays={date(2026, 12, 23): Bilingual("Special holiday", "特別の休日")})

    assert clocks.due("full-report", date(2026, 11, 24), calendar=calendar).on == date(2026, 12, 24)


@given(DAYS)
def test_a_moved_end_is_the_first_open_day(known: date) -> None:
    due = clocks.due("full-report", known)
    raw = known + timedelta(days=29)

    assert calendars.is_closed(due.on) is None
    assert all(calendars.is_closed(raw + timedelta(days=day)) for day in range((due.on - raw).days))
    assert due.counted_to == (raw if due.on != raw else None)


@given(DAYS)
def test_a_prompt_report_has_a_soft_target_two_days_before_its_last(known: date) -> None:
    soft, last = clocks.warned("first-report", known).on, clocks.due("first-report", known).on

    assert (soft - known, last - known) == (timedelta(days=2), timedelta(days=4))


@pytest.mark.parametrize(
    ("receipt", "answer", "extended"),
    [
        ("2026-11-30", "2026-12-30", "2027-03-01"),  # February ends on a Sunday
        (
            "2026-01-31",
            "2026-03-02",
            "2026-04-28",
        ),  # two months after 28 February come before three after 31 January
        ("2026-11-25", "2026-12-28", "2027-02-25"),  # Christmas, then its second day, a Saturday and a Sunday
        ("2026-12-31", "2027-02-01", "2027-03-31"),
    ],
)
def test_a_month_of_the_gdpr_ends_on_a_working_day_in_germany(
    receipt: str, answer: str, extended: str
) -> None:
    received = date.fromisoformat(receipt)

    due = clocks.gdpr_answer(received, calendar=GERMANY)
    later = clocks.gdpr_answer(received, calendar=GERMANY, extension_told_on=received)

    assert (due.on, later.on) == (date.fromisoformat(answer), date.fromisoformat(extended))
    assert due.because.article == "G12(3)"


def test_without_a_state_only_weekends_move_the_end() -> None:
    assert clocks.gdpr_answer(date(2026, 11, 25), calendar=WEEKENDS).on == date(2026, 12, 25)


@given(DAYS)
def test_an_extension_never_ends_after_either_reading(receipt: date) -> None:
    end = clocks.gdpr_answer(receipt, calendar=WEEKENDS, extension_told_on=receipt)
    first = clocks.gdpr_answer(receipt, calendar=WEEKENDS)

    assert (end.counted_to or end.on) <= receipt + timedelta(days=92)
    assert first.on < end.on
    assert WEEKENDS.is_closed(end.on) is None


@given(DAYS)
def test_a_state_with_more_holidays_never_makes_an_answer_earlier(receipt: date) -> None:
    assert (
        clocks.gdpr_answer(receipt, calendar=GERMANY).on >= clocks.gdpr_answer(receipt, calendar=WEEKENDS).on
    )


def test_an_extension_told_after_the_first_month_is_none() -> None:
    last = date(2026, 12, 30)

    assert clocks.gdpr_answer(date(2026, 11, 30), calendar=GERMANY, extension_told_on=last).on > last
    with pytest.raises(UnableToApplyLaw, match="told of the extension on 2026-12-31"):
        clocks.gdpr_answer(date(2026, 11, 30), calendar=GERMANY, extension_told_on=last + timedelta(days=1))


def test_a_european_period_needs_the_calendar_of_its_state() -> None:
    with pytest.raises(ValueError, match="calendar of its state"):
        clocks.due("gdpr-answer", date(2026, 11, 30))
    with pytest.raises(ValueError, match="another law"):
        clocks.due("gdpr-answer", date(2026, 11, 30), calendar=calendars.japan())
    with pytest.raises(ValueError, match="another law"):
        clocks.due("full-report", date(2026, 11, 30), calendar=GERMANY)


def test_seventy_two_hours_are_counted_in_utc_over_weekends_and_summer_time() -> None:
    berlin = datetime(
        2026, 10, 23, 18, 0, tzinfo=timezone(timedelta(hours=2))
    )  # a Friday; clocks go back on Sunday

    due = clocks.due_at("gdpr-leak-authority", berlin)

    assert due.at == datetime(2026, 10, 26, 16, 0, tzinfo=UTC)
    assert due.because.article == "G33(1)"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clocks.due_at("gdpr-leak-authority", datetime(2026, 10, 23, 18, 0))  # noqa: DTZ001  the fault that is planted


@pytest.mark.parametrize(
    "ask",
    [
        lambda: clocks.due("house-target", date(2026, 4, 1)),
        lambda: clocks.due("gdpr-leak-authority", date(2026, 4, 1)),
        lambda: clocks.warned("full-report", date(2026, 4, 1)),
        lambda: clocks.due_at("full-report", datetime(2026, 4, 1, tzinfo=UTC)),
    ],
)
def test_a_period_is_asked_for_in_its_own_measure(ask: Callable[[], object]) -> None:
    with pytest.raises(UnableToApplyLaw, match="not a period that ends in this way"):
        ask()


def test_a_clock_of_no_law_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="full-raport"):
        clocks.due("full-raport", date(2026, 4, 1))


def test_the_gdpr_has_no_clock_before_it_applied() -> None:
    with pytest.raises(UnableToApplyLaw, match="known from 2018-05-25"):
        clocks.gdpr_answer(date(2018, 5, 24), calendar=WEEKENDS)


def test_a_period_with_two_measures_is_no_period() -> None:
    words = Bilingual("a", "あ")
    with pytest.raises(ValueError, match="days, in months or in hours"):
        ClockValue(article="A1", status="verified", law="appi", starts=words, counts=words, days=1, months=1)
