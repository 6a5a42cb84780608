"""What people found by hand is taken in: sealed like rows that a program read, and reviewed as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yakusoku.ledger.deeds import deed
from yakusoku.rights import cases, ports, tags
from yakusoku.rights.by_hand import finds, places
from yakusoku.rights.by_hand.finds import Find, Handed
from yakusoku.rights.models import Finding, ManualTask, RightsRequest
from yakusoku.rights.operations.beforehand import UnableToNoteTask, forget_decisions
from yakusoku.rights.rules import State
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms.text import text

__all__ = ["OPEN", "Handed", "Uploaded", "upload_find"]

OPEN = (State.SEARCHING, State.REVIEW)
"""States in which a find can be taken in, or replaced."""


@dataclass(frozen=True)
class Uploaded:
    """What was taken in: rows, enclosures among them, and whether it replaced an earlier answer."""

    rows: int
    enclosures: int
    again: bool


def upload_find(
    *, request_id: str, section: str, files: Sequence[Handed], by: str, now: datetime
) -> Uploaded:
    """
    Take in what was found in a place that people search; it replaces what was noted for that place before.

    What was decided on an earlier find of the place is forgotten. If the process dies here: sealed files that no row
    names; the next find of the request drops them, or the end of the case.

    :raises UnableToReadFind: if a file cannot be taken
    :raises UnableToNoteTask: if people do not search there for this request
    :raises UnableToMove: unless the request is being searched or reviewed: once an answer is prepared, the second
        person sends it back first
    """
    row = cases.case(request_id)
    staff.require(by=by, controller=row.controller, role=Role.DESK)
    cases.require_state(row, of=OPEN)
    task = _task(row, section)
    find = finds.read(files, ports.collection(section), step=places.step_of(row, task))
    with deed(tags.FOUND_BY_HAND, log=row.controller, about=request_id, by=by, now=now) as entry:
        row = cases.held(row, of=OPEN)
        task = _task(row, section)
        # Sealed while the request is held, so that two people cannot drop each other's files.
        digest = finds.keep(request_id, find)
        _note(row, task, find, digest, now)
        task.find(by=by, now=now, rows=find.found.count, enclosures=len(find.enclosed))
        finds.tidy(request_id)
        entry.say(
            item=section, due=task.due_on, rows=find.found.count, files=len(find.enclosed), found=digest
        )
    return Uploaded(find.found.count, len(find.enclosed), task.answered_at is not None)


def _task(row: RightsRequest, section: str) -> ManualTask:
    tasks = {one.section: one for one in ManualTask.objects.filter(request=row)}
    if section not in tasks:
        raise UnableToNoteTask(
            text("nobody searches {section} by hand for this request.", section=section),
            do=text("People search: {places}.", places=", ".join(sorted(tasks)) or "-"),
        )
    return tasks[section]


def _note(row: RightsRequest, task: ManualTask, find: Find, digest: str, now: datetime) -> None:
    Finding.objects.update_or_create(
        request=row,
        step=find.found.step,
        defaults={
            "dataset": task.dataset,
            "collection": task.collection,
            "rows": find.found.count,
            "columns": list(find.found.columns),
            "digest": digest,
            "found_at": now,
        },
    )
    forget_decisions(row, task.section)
