"""Looks as an inspector of J:COM would note them; what a test is about is what it changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

if TYPE_CHECKING:
    from tests.operations.management.conftest import Staff
    from yakusoku.management.queries import InspectionView, Look

DAY = date(2026, 11, 20)
TRAINED = {"whom": ("all",), "about": ("proper_handling",)}


def look(**values: Any) -> Look:
    """Return a look at training: 30 of 120 members of staff in the year, nobody without it."""
    from yakusoku.management.queries import Look

    facts: dict[str, Any] = {
        "on": DAY, "period_from": date(2025, 11, 21), "period_until": DAY, "population": 120, "sample": 30,
        "seen": TRAINED,
    }  # fmt: skip
    return Look(**{**facts, **values})


def note(staff: Staff, **values: Any) -> InspectionView:
    """Let the auditor look at training, for which the manager answers."""
    from yakusoku.management import operations

    facts: dict[str, Any] = {
        "controller": "jcom", "clause": "JC-X5.1", "control": "training.given", "look": look(),
        "by": staff.auditor, "answerable": staff.manager, "now": NOW,
    }  # fmt: skip
    return operations.note(**{**facts, **values})


def faulty(**values: Any) -> Look:
    """Return a look that found two faults, to be put right by the middle of December."""
    return look(**{"faults": 2, "due": date(2026, 12, 15), **values})
