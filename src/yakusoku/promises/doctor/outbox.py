"""Work: nothing that is due waits, hangs or has failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yakusoku.promises.doctor.lines import Area, Line, look, ok, wrong
from yakusoku.terms.text import text
from yakusoku.work import queries as work


def look_at_work(now: datetime) -> Iterator[Line]:
    """Yield intents that are overdue, that began and do not end, that failed, and slots of dead workers."""
    health = work.health(now=now)
    run = text("Start `yakusoku work run`.")
    if health.overdue:
        yield wrong(Area.WORK, text("Overdue work: {ids}.", ids=_some(health.overdue)), run)
    if health.started:
        yield wrong(Area.WORK, text("Work begun and not ended: {ids}.", ids=_some(health.started)), run)
    if health.failed:
        repair = text("`yakusoku work list` shows it; repair the cause.")
        yield wrong(Area.WORK, text("Failed work: {ids}.", ids=_some(health.failed)), repair)
    if health.dead_slots:
        says = text("Slots whose worker beats no more: {slots}.", slots=_some(health.dead_slots))
        yield look(Area.WORK, says, text("Start `yakusoku work run`: it takes over what they left."))
    if not (health.overdue or health.started or health.failed):
        yield ok(
            Area.WORK,
            text("Nothing is overdue, hangs or has failed; waiting: {count}.", count=health.waiting),
        )


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
