"""What a second person approves: a digest over every decision and finding, and over what becomes of each row."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from yakusoku.rights import cases, itemizing, judging, ports
from yakusoku.rights.models import ColumnDecision, Finding, OtherMethod, ReviewItem, RightsRequest


def answer_digest(row: RightsRequest, *, now: datetime) -> str:
    """
    Return the digest of what the second person approves: every decision and finding, and what becomes of each row.

    A change is judged as of the day on which it was prepared; before that, of today.
    """
    items = ReviewItem.objects.filter(request=row).order_by("section", "field")
    findings = Finding.objects.filter(request=row).order_by("step")
    content: dict[str, object] = {
        "request": row.public_id,
        "right": row.right,
        "policy": row.policy_digest,
        "items": [[i.section, i.field, i.decision, i.ground, i.other_law] for i in items],
        "found": [[f.step, f.dataset, f.collection, f.rows, f.digest] for f in findings],
    }
    if cases.changes_rows(row):
        columns = ColumnDecision.objects.filter(request=row).order_by("section", "column")
        content["columns"] = [[one.section, one.column, one.fact] for one in columns]
        content["rows"] = judging.judge(row, as_of=prepared_on(row, now)).digest
    other = OtherMethod.objects.filter(request=row).first()
    if other is not None:
        content["method"] = [row.method, other.digest]
    both = [[i.section, i.field, i.also_ground, i.also_law] for i in items if i.also_ground]
    if both:
        content["also"] = both
    if itemizing.tells(row):
        content["said"] = itemizing.said_digest(row)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def prepared_on(row: RightsRequest, now: datetime) -> date:
    """Return the day as of which a change is judged: that of its preparation, before that today."""
    return ports.day(row.prepared_at or now, row.controller)
