"""Periods and closed days, with the examples of the guideline and the law's own calendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from yakusoku.laws import calendars, clocks
from yakusoku.laws.values import UnableToApplyLaw
from yakusoku.terms.yamlfile import UnreadableFile


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


FULL_2027 = "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23"


def test_the_holidays_of_2027_are_the_seventeen_of_the_act() -> None:
    listed = {date(2027, *map(int, day.split("/"))) for day in FULL_2027.split()}
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]

    found = {day for day in days if (closed := calendars.is_closed(day)) and closed.article == "HOL3"}

    assert found == listed


@pytest.mark.parametrize(
    "day",
    [
        *("2026-03-20", "2026-05-06", "2026-09-22", "2026-09-23", "2028-03-20", "2028-09-22"),
        *("2029-02-12", "2029-03-20", "2029-04-30", "2029-09-23", "2029-09-24"),
        *("2030-03-20", "2030-05-06", "2030-08-12", "2030-09-23", "2030-11-04"),
    ],
)
def test_equinoxes_substitutes_and_citizens_holidays_are_closed(day: str) -> None:
    closed = calendars.is_closed(date.fromisoformat(day))

    assert closed is not None
    assert closed.article == "HOL3"


@pytest.mark.parametrize(
    ("raw", "due"), [("2026-12-30", "2027-01-04"), ("2026-12-23", "2026-12-23"), ("2026-12-28", "2026-12-28")]
)
def test_a_limit_on_a_closed_day_moves_to_the_next_open_one(raw: str, due: str) -> None:
    assert calendars.Calendar().next_open(date.fromisoformat(raw)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    "day", ["2026-12-29", "2026-12-31", "2027-01-02", "2027-01-03", "2026-11-22", "2026-11-28"]
)
def test_year_end_and_weekends_are_closed(day: str) -> None:
    closed = calendars.is_closed(date.fromisoformat(day))

    assert closed is not None
    assert closed.name.ja


def test_a_year_that_no_rule_reaches_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="2100"):
        calendars.is_closed(date(2100, 1, 1))


def test_a_file_may_add_and_open_days(tmp_path: Path) -> None:
    file = tmp_path / "days.yaml"
    file.write_text(
        "yakusoku: 1\nholidays:\n  2031-03-24: {en: Special holiday, ja: 特別の休日}\nopen: [2031-03-21]\n"
    )

    calendar = calendars.japan(file)

    closed = calendar.is_closed(date(2031, 3, 24))
    assert closed is not None
    assert closed.name.en == "Special holiday"
    assert calendar.is_closed(date(2031, 3, 21)) is None


def test_a_wrong_override_file_says_where(tmp_path: Path) -> None:
    file = tmp_path / "days.yaml"
    file.write_text("yakusoku: 1\nholiday: {}\n")

    with pytest.raises(UnreadableFile) as refusal:
        calendars.japan(file)

    assert refusal.value.findings[0].where.line == 2
    assert refusal.value.findings[0].nearest == "holidays"
