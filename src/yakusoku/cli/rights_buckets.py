"""What `rights show` prints of a change: tasks, what is told first, buckets with grounds, what was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from yakusoku.cli.rights_errands import errand_lines
from yakusoku.cli.rights_open import beside
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.rights.queries import BucketView, RequestView


def what_changes(row: RequestView, now: datetime) -> Iterator[tuple[Text, Text]]:
    """Yield labels and lines; nothing that is a person's value."""
    from yakusoku.rights import queries
    from yakusoku.rights.rules import Measure

    for one in queries.tasks(row.request_id):
        waits = text("{section}: {owner}, until {day}", section=one.section, owner=one.owner, day=one.due_on)
        found = text(
            "{section}: nothing found, signed by {member}", section=one.section, member=one.answered_by
        )
        if one.rows:
            found = text("{section}: {rows} rows found, {files} enclosures among them, signed by {member}",
                         section=one.section, rows=one.rows, files=one.enclosures, member=one.answered_by)  # fmt: skip
        yield text("by hand"), found if one.answered_at else waits
    if row.measure in (Measure.SHOW, Measure.TELL):
        return
    yield text("asked for"), row.measure.says
    for told in queries.consequences(row.request_id):
        yield text("told first"), _told(told.clause, told.told_on is not None, told.known_on is not None)
    for bucket in queries.buckets(row.request_id, now=now):
        yield from _bucket(bucket)
    for written in queries.changes_of(row.request_id):
        yield text("written"), text("{store}: {rows} rows", store=written.store, rows=written.rows)
    for passed in queries.hand_overs(row.request_id):
        yield (
            text("passed on"),
            text("{section}: {rows} rows, held for {company}", section=passed.section, rows=passed.rows,
                 company=passed.held_for),
        )  # fmt: skip
    yield from errand_lines(row.request_id)
    yield from beside(row, now)
    if row.revoked:
        yield text("package"), text("destroyed: the person's data were erased")


def _told(clause: str, told: bool, known: bool) -> Text:
    if known:
        return text("{clause}: told, and known to the person", clause=clause)
    return text("{clause}: told", clause=clause) if told else text("{clause}: not told yet", clause=clause)


def _bucket(one: BucketView) -> Iterator[tuple[Text, Text]]:
    if one.held_for:
        yield text("what happens"), text("{section}: {rows} rows, held for {company}", section=one.section,
                                         rows=one.handed, company=one.held_for)  # fmt: skip
        return
    yield (
        text("what happens"),
        text(
            "{section}: {done} rows whole, {masked} in part, {kept} stay",
            section=one.section, done=one.done, masked=one.masked, kept=one.kept,
        ),
    )  # fmt: skip
    for ground in one.grounds:
        yield (
            text("why"),
            text(
                "{section}: {ground} ({basis}), {rows} rows, until {day}",
                section=one.section, ground=ground.ground or "-", basis=ground.basis, rows=ground.rows,
                day=ground.until or text("the reason ends"),
            ),
        )  # fmt: skip
