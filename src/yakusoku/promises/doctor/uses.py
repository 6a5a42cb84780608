"""Uses of data: systems that ask nobody, guards whose counts have gaps, and uses that nobody asked about for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from yakusoku.gates import queries as gates
from yakusoku.gates.rules import Point
from yakusoku.promises.doctor.lines import Area, Line, look, ok
from yakusoku.terms.text import text

_SINCE = timedelta(days=30)


def look_at_uses(now: datetime) -> Iterator[Line]:
    """Yield what the register of uses shows; nothing where no use is registered."""
    for company in gates.companies():
        found = [one for one in gates.asked(controller=company, since=now - _SINCE) if not one.use.retired_at]
        if not found:
            continue
        yield ok(Area.USES, text("{company}: registered uses: {count}.", company=company, count=len(found)))
        listed = text("Look at `yakusoku gates list {company}`.", company=company)
        open_ = [one.use.system for one in found if one.use.point is Point.NONE]
        if open_:
            yield look(
                Area.USES, text("Uses for which nobody asks: {systems}.", systems=", ".join(open_)), listed
            )
        silent = [one.use.system for one in found if one.use.point is Point.GUARD and one.last_at is None]
        if silent:
            days = _SINCE.days
            says = text(
                "Uses that did not ask for {days} days: {systems}.", days=days, systems=", ".join(silent)
            )
            yield look(Area.USES, says, listed)
        lost = sum(one.lost for one in found)
        if lost:
            yield look(Area.USES, text("Gaps in what guards counted: {count}.", count=lost), listed)
