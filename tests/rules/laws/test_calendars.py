"""Closed days: the Act's own, and those of the states of the European Union and the EEA."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from yakusoku.laws import calendars
from yakusoku.laws.calendars import CalendarsFile
from yakusoku.laws.values import UnableToApplyLaw, packaged
from yakusoku.terms.yamlfile import UnreadableFile

TODAY = date(2026, 11, 23)
UNION = frozenset(
    state.code for state in packaged(CalendarsFile, "calendars.yaml").states if state.union == "eu"
)
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


def test_the_states_are_the_27_of_the_union_and_three_of_the_eea() -> None:
    assert len(UNION) == 27
    assert {"AT", "CY", "EE", "FR", "GR", "HR", "IE", "MT", "PT", "SE"} <= UNION
    assert calendars.state_codes() - UNION == {"IS", "LI", "NO"}


@pytest.mark.parametrize(
    ("state", "day", "name"),
    [
        ("DE", "2026-10-03", "ドイツ統一の日"),
        ("FR", "2026-07-14", "国民の日"),
        ("NO", "2026-05-17", "憲法記念日"),
        ("IE", "2026-03-17", "聖パトリックの日"),
        ("BG", "2027-05-24", "スラブ文字・教育文化の日"),
    ],
)
def test_a_holiday_of_a_state_is_closed_there(state: str, day: str, name: str) -> None:
    closed = calendars.europe(state, as_of=TODAY).is_closed(date.fromisoformat(day))

    assert closed is not None
    assert (closed.name.ja, closed.article) == (name, "PER2(1)")


def test_a_holiday_of_another_state_is_open() -> None:
    assert calendars.europe("FR", as_of=TODAY).is_closed(date(2025, 10, 3)) is None
    assert calendars.europe(None, as_of=TODAY).is_closed(date(2025, 12, 25)) is None


def test_europe_is_not_closed_at_year_end() -> None:
    assert calendars.europe("DE", as_of=TODAY).is_closed(date(2026, 12, 30)) is None


@pytest.mark.parametrize("state", sorted([*UNION, "IS", "LI", "NO"]))
def test_every_european_holiday_has_a_japanese_name(state: str) -> None:
    calendar = calendars.europe(state, as_of=TODAY)
    days = [day for year in range(2018, 2036) for day in holidays.country_holidays(state, years=year)]

    named = [closed.name.ja for day in days if (closed := calendar.is_closed(day))]

    assert len(named) == len(days) > 100
    assert not [name for name in named if name.startswith("祝日（")]


def test_a_state_before_it_was_bound_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="known from 2018-07-20"):
        calendars.europe("NO", as_of=date(2018, 7, 19))


def test_a_country_that_is_no_such_state_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="GB"):
        calendars.europe("GB", as_of=TODAY)


def test_a_file_may_close_and_open_days_of_a_state(tmp_path: Path) -> None:
    file = tmp_path / "days.yaml"
    file.write_text(
        "yakusoku: 1\nstates:\n  DE:\n    holidays:\n"
        "      2026-11-18: {en: Repentance Day in Saxony, ja: 懺悔と祈りの日（ザクセン）}\n    open: [2026-10-03]\n"
    )

    germany = calendars.europe("DE", as_of=TODAY, override=file)

    assert germany.is_closed(date(2026, 11, 18)) is not None
    assert germany.is_closed(date(2026, 10, 3)) is None
    assert calendars.europe("FR", as_of=TODAY, override=file).is_closed(date(2026, 11, 18)) is None
    assert calendars.japan(file).is_closed(date(2026, 11, 18)) is None
