"""Days as letters write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.rights.letters.dates import era_year, long_day, wareki


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(1873, 1, 1), "明治6年1月1日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1913, 1, 1), "大正2年1月1日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1927, 1, 1), "昭和2年1月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2000, 2, 29), "平成12年2月29日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(2026, 11, 23), "令和8年11月23日"),
    ],
)
def test_a_day_by_its_era(day: date, said: str) -> None:
    assert wareki(day) == said


def test_a_day_before_the_western_calendar_has_no_era_date() -> None:
    with pytest.raises(ValueError, match="moon"):
        wareki(date(1872, 12, 31))


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2200, 1, 1)))
def test_an_era_year_changes_on_new_year_and_where_an_era_begins(day: date) -> None:
    begins = {date(1912, 7, 30), date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1)}
    next_day = day + timedelta(days=1)
    changes = era_year(day) != era_year(next_day)
    assert changes == (next_day in begins or (next_day.month, next_day.day) == (1, 1))


def test_a_letter_writes_both_years() -> None:
    assert long_day(date(2026, 11, 23), "ja") == "2026年（令和8年）11月23日"
    assert long_day(date(2026, 11, 3), "en") == "3 November 2026"
