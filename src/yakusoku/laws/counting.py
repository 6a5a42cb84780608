"""
How days, months and years are counted: by the Civil Code of Japan and by the European Union's rules.

The two differ. A month of the Union ends on the day with the same number as the event; where that month has
no such day, on its last (Regulation 1182/71, article 3(2)). The Civil Code begins on the day after the event
and ends on the day before the day that corresponds to that beginning (articles 140 and 143): one month
from 28 February ends on 28 March there, and on 31 March here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_DAY = timedelta(days=1)


def same_day_later(day: date, months: int) -> date:
    """
    Return the day with the same number `months` later, or the last day of that month where it has none.

    So a month of the Union is counted, and so an anniversary: 29 February has its own on 28 February.

    :raises ValueError: if `months` is negative
    """
    if months < 0:
        raise ValueError("a period does not run backwards")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def kept_through(day: date, months: int, *, counted: bool = False) -> date:
    """
    Return the last day of a period of the Civil Code that begins on the day after `day`.

    With `counted` the day itself is the first (から起算して).

    :raises ValueError: if `months` is negative
    """
    first = day if counted else day + _DAY
    corresponding = same_day_later(first, months)
    # Where the last month lacks the corresponding day, the period ends with that month (article 143(2)).
    return corresponding - _DAY if corresponding.day == first.day else corresponding


def safe_kept_through(day: date, months: int) -> date:
    """
    Return the last day on which something must still be there, by whichever way of counting is longer.

    Statutes say "from the day" and "counted from the day"; the anniversary itself is always inside.
    """
    return max(kept_through(day, months), same_day_later(day, months))


def days_later(day: date, days: int, *, counted: bool = False) -> date:
    """
    Return the last day of a period of `days`; with `counted`, `day` itself is the first of them.

    :raises ValueError: if a period that counts its first day has none, or `days` is negative
    """
    if days < int(counted):
        raise ValueError("a period does not run backwards")
    return day + (days - int(counted)) * _DAY
