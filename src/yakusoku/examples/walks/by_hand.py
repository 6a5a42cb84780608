"""What people do by hand in a walk: they hand in what they find, and do what they are asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yakusoku.ledger import queries as ledger
from yakusoku.rights import queries
from yakusoku.rights.operations import beforehand, errands, upload
from yakusoku.rights.operations.upload import Handed
from yakusoku.rights.tags import ERRAND_RELEASED
from yakusoku.terms.text import text

if TYPE_CHECKING:
    from yakusoku.examples.walks.changing import ChangeWalk

Finds = Mapping[str, Sequence[Handed]]


def search(walk: ChangeWalk, finds: Finds) -> None:
    """Let every place that waits answer: with what was found there, or signed that nothing was."""
    waiting = [one for one in queries.tasks(walk.request_id) if one.answered_at is None]
    given: dict[str, Any] = {"request_id": walk.request_id, "by": walk.staff["sato"], "now": walk.clock()}
    if waiting:
        walk.said("stage", text("Where no program can look"))
    for one in waiting:
        files = finds.get(one.section, ())
        if files:
            made = upload.upload_find(section=one.section, files=files, **given)
            walk.said(
                "did",
                text(
                    "{section}: {owner} hands in {rows} rows, {files} enclosures among them.",
                    section=one.section, owner=one.owner, rows=made.rows, files=made.enclosures,
                ),
            )  # fmt: skip
        else:
            beforehand.answer_task(section=one.section, **given)
            walk.said(
                "did",
                text(
                    "{section}: {owner} found nothing, before {day}.",
                    section=one.section, owner=one.owner, day=one.due_on,
                ),
            )  # fmt: skip


def do(walk: ChangeWalk) -> None:
    """Let every errand be done: its sheet is printed, it is reported, and Suzuki agrees."""
    for one in queries.errands(walk.request_id):
        given: dict[str, Any] = {"request_id": walk.request_id, "number": one.number, "now": walk.clock()}
        if one.state == "open":
            _print_once(walk, given)
            errands.report_errand(
                done_on=walk.clock().date(), reason="管理者が裁断し、実施報告書を提出。", by=walk.staff["sato"], **given
            )  # fmt: skip
        if one.state in ("open", "done"):
            errands.confirm_errand(by=walk.staff["suzuki"], **given)
            walk.said(
                "did",
                text(
                    "{section}: {owner} does by hand what was approved, to {rows} records; Suzuki agrees to"
                    " the report.",
                    section=one.section, owner=one.owner, rows=one.rows,
                ),
            )  # fmt: skip


def _print_once(walk: ChangeWalk, given: dict[str, Any]) -> None:
    """Open the sheet of an errand; where the process died after that, it was printed already."""
    noted = ledger.entries(walk.company, about=walk.request_id)
    if not any(
        one.tag == ERRAND_RELEASED.name and one.facts.get("number") == given["number"] for one in noted
    ):
        errands.open_sheet(by=walk.staff["sato"], **given)
