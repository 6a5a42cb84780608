"""Policies and data map: without errors; what the published texts lack is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.policy.checks.home import check_home
from yakusoku.promises.doctor.lines import Area, Line, look, ok, wrong
from yakusoku.promises.ports import wired
from yakusoku.terms.findings import Severity
from yakusoku.terms.text import text


def look_at_files(now: datetime) -> Iterator[Line]:
    """Yield how many errors and gaps the files of the home have."""
    checked = check_home(wired().folder, now=now)
    errors, gaps = checked.count(Severity.ERROR), checked.count(Severity.GAP)
    repair = text("Run `yakusoku check`: it says where and what to do.")
    if errors:
        first = next(finding for finding in checked.findings if finding.severity is Severity.ERROR)
        says = text("Errors: {count}, the first at {place}.", count=errors, place=str(first.where))
        yield wrong(Area.FILES, says, repair)
    else:
        says = text(
            "Policies {policies}, collections {collections}; no errors.",
            policies=checked.policies,
            collections=checked.collections,
        )
        yield ok(Area.FILES, says)
    if gaps:
        yield look(
            Area.FILES,
            text("What the texts lack, or promise less than law gives: {count}.", count=gaps),
            repair,
        )
