"""How days and months are counted: examples of the codes, and what holds for every date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.laws import counting

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 12, 31))
MONTHS = st.integers(min_value=0, max_value=240)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
    ],
)
def test_a_month_of_the_union_ends_on_the_same_number(day: date, months: int, later: date) -> None:
    assert counting.same_day_later(day, months) == later


@pytest.mark.parametrize(
    ("day", "months", "counted", "last"),
    [
        (date(2026, 4, 1), 12, False, date(2027, 4, 1)),
        (date(2026, 4, 1), 12, True, date(2027, 3, 31)),
        (date(2026, 2, 28), 1, False, date(2026, 3, 31)),  # begins with a month and ends with it
        (date(2027, 2, 28), 12, False, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, False, date(2029, 2, 28)),
        (date(2028, 2, 29), 12, True, date(2029, 2, 28)),  # no such day in 2029: the end of the month
        (date(2026, 1, 30), 1, False, date(2026, 2, 28)),
        (date(2026, 3, 31), 2, False, date(2026, 5, 31)),
    ],
)
def test_the_civil_code_begins_on_the_day_after(day: date, months: int, counted: bool, last: date) -> None:
    assert counting.kept_through(day, months, counted=counted) == last


@given(DAYS, MONTHS)
def test_a_same_day_has_the_same_number_or_is_the_last_of_its_month(day: date, months: int) -> None:
    later = counting.same_day_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + ONE_DAY).day == 1)


@given(DAYS, DAYS, MONTHS)
def test_who_begins_later_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))

    for count in (counting.same_day_later, counting.kept_through, counting.safe_kept_through):
        assert count(first, months) <= count(second, months)


@given(DAYS, MONTHS)
def test_counting_the_day_itself_never_makes_a_period_longer(day: date, months: int) -> None:
    assert counting.kept_through(day, months, counted=True) <= counting.kept_through(day, months)


@given(DAYS, MONTHS)
def test_the_safe_day_is_never_before_the_anniversary_nor_more_than_three_days_after(
    day: date, months: int
) -> None:
    safe = counting.safe_kept_through(day, months)
    anniversary = counting.same_day_later(day, months)

    assert anniversary <= safe <= anniversary + 3 * ONE_DAY


@given(DAYS, st.integers(min_value=1, max_value=400))
def test_a_period_that_counts_its_first_day_ends_one_day_earlier(day: date, days: int) -> None:
    assert counting.days_later(day, days, counted=True) + ONE_DAY == counting.days_later(day, days)


@pytest.mark.parametrize("counted", [True, False])
def test_nothing_is_counted_backwards(counted: bool) -> None:
    with pytest.raises(ValueError, match="backwards"):
        counting.days_later(date(2026, 4, 1), -1, counted=counted)
    with pytest.raises(ValueError, match="backwards"):
        counting.kept_through(date(2026, 4, 1), -1, counted=counted)
