"""Days as letters write them: the Japanese era beside the western year, and English in full."""

from __future__ import annotations

from datetime import date

from yakusoku.terms.bilingual import Language

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),
)
_MEIJI_BEGAN = 1868
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def era_year(day: date) -> str:
    """
    Return the era and its year: `令和8年`, and `令和元年` for the first.

    The day an era began belongs to it (its proclamation took effect that day). Meiji is told from
    1 January 1873, the first day of the western calendar in Japan; months and days before were lunar.

    :raises ValueError: for an earlier day
    """
    for first, name in _ERAS:
        if day >= first:
            year = day.year - (_MEIJI_BEGAN if name == "明治" else first.year) + 1
            return f"{name}{'元' if year == 1 else year}年"
    raise ValueError("days before 1873-01-01 were counted by the moon and have no era date here")


def wareki(day: date) -> str:
    """Return the day by its era: `令和8年11月23日`. :raises ValueError: for a day before 1873"""
    return f"{era_year(day)}{day.month}月{day.day}日"


def long_day(day: date, language: Language) -> str:
    """Return the day as a letter's head writes it: `2026年（令和8年）11月23日` or `23 November 2026`."""
    if language == "ja":
        return f"{day.year}年（{era_year(day)}）{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
