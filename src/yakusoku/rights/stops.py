"""What a request stopped and was not lifted since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yakusoku.rights.models import RightsRequest, Stopped

if TYPE_CHECKING:
    from django.db.models import QuerySet


def in_force(row: RightsRequest) -> QuerySet[Stopped]:
    """Return the rows that a request stopped, as far as no lifting has ended it."""
    return Stopped.objects.filter(request=row, ended_at__isnull=True)
