"""JALUX's sample: whoever came longest ago has bookings that lie in the calendar too."""

from __future__ import annotations

from datetime import date

from yakusoku.examples.jalux import tables, travel
from yakusoku.examples.jalux.clients import clients
from yakusoku.examples.systems.days import LONGEST, Days

AS_OF = date(2026, 11, 23)


def test_the_oldest_client_booked_no_earlier_than_the_calendar_begins() -> None:
    days, *_, drawn = Days(AS_OF), *clients(20, seed=1, as_of=AS_OF)
    first = days.on(LONGEST)
    for number in range(2_000_000, 2_000_600):
        oldest = drawn._replace(number=number, since=LONGEST - 1, traveler=True)
        booked = [
            row[2]
            for table, rows in travel.rows_of(oldest, days, seed=1)
            if table is tables.RESERVATION
            for row in rows
        ]
        assert all(first <= str(day) for day in booked)
