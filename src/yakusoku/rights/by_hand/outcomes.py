"""A judgment as it went where people carried it out: what they could not do is left on its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from yakusoku.rights.models import Errand, RightsRequest

if TYPE_CHECKING:
    from yakusoku.rights.judged import Judged


def as_it_went(row: RightsRequest, sections: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return what was judged, but for the places of which a second person agreed that it cannot be done."""
    left = {
        one.section: one.ground
        for one in Errand.objects.filter(request=row, state="refused", substitute=False)
    }
    return tuple(
        replace(one, refused=left[one.finding.section], fates={}, puts={}, wrong={})
        if one.finding.section in left
        else one
        for one in sections
    )
