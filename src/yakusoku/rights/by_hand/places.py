"""Where finds of people stand among the steps of a search: behind every step of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.rights.models import Finding, ManualTask, RightsRequest

if TYPE_CHECKING:
    from django.db.models import QuerySet

FIRST = 9_001
"""The step of the first place; a plan has fewer."""
START = "found-9"
"""How the names of their sealed rows begin."""


def step_of(row: RightsRequest, task: ManualTask) -> int:
    """Return the step under which the find of a place stands; the same for as long as the request lives."""
    return FIRST + ManualTask.objects.filter(request=row, pk__lt=task.pk).count()


def finds(request_id: str) -> QuerySet[Finding]:
    """Return what people found for a request, place by place."""
    return Finding.objects.filter(request_id=request_id, step__gte=FIRST).order_by("step")


def read_by_program(row: RightsRequest) -> QuerySet[Finding]:
    """Return what the plan of a search found, without what people did."""
    return Finding.objects.filter(request=row, step__lt=FIRST).order_by("step")
