"""Reads of the register of uses: what asks, how often, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from yakusoku.gates.models import Tally, Use
from yakusoku.gates.rules import Point, Sort


@dataclass(frozen=True)
class UseView:
    """A registered use."""

    public_id: str
    controller: str
    system: str
    sort: Sort
    purpose: str
    point: Point
    owner: str
    registered_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class AskedView:
    """How often a use asked since a moment, by reason; `last_at` is None where it never did. `lost` counts gaps."""

    use: UseView
    allowed: int
    refused: int
    reasons: tuple[tuple[str, int], ...]
    last_at: datetime | None
    lost: int


def uses(*, controller: str, retired: bool = False) -> tuple[UseView, ...]:
    """Return the uses of a company by system; those that ended with `retired`."""
    rows = Use.objects.filter(controller=controller).order_by("system", "purpose", "sort", "registered_at")
    return tuple(view(row) for row in rows if retired or row.retired_at is None)


def companies() -> tuple[str, ...]:
    """Return the companies of which a use is registered."""
    return tuple(sorted(set(Use.objects.values_list("controller", flat=True))))


def use(use_id: str) -> UseView | None:
    """Return one use, or None where the register has none."""
    row = Use.objects.filter(pk=use_id).first()
    return view(row) if row else None


def asked(*, controller: str, since: datetime) -> tuple[AskedView, ...]:
    """Return how often each use of a company, also an ended one, asked from `since` on."""
    rows: dict[str, list[Tally]] = {}
    for row in Tally.objects.filter(use__controller=controller, until__gte=since).order_by("until", "pk"):
        rows.setdefault(row.use_id, []).append(row)
    return tuple(
        _asked(one, rows.get(one.public_id, [])) for one in uses(controller=controller, retired=True)
    )


def _asked(one: UseView, rows: list[Tally]) -> AskedView:
    reasons: Counter[str] = Counter()
    allowed = refused = 0
    for row in rows:
        for _, _, outcome, reason, count in row.counts:
            if outcome == "allowed":
                allowed += count
            else:
                refused += count
                reasons[reason] += count
    counting = [row.until for row in rows if row.counts]
    lost = sum(row.lost for row in rows)
    return AskedView(one, allowed, refused, tuple(reasons.most_common()), max(counting, default=None), lost)


def view(row: Use) -> UseView:
    """Return a row as a view."""
    return UseView(
        row.public_id, row.controller, row.system, Sort(row.sort), row.purpose, Point(row.point), row.owner,
        row.registered_at, row.retired_at,
    )  # fmt: skip
