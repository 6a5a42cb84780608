"""A home in which a search was asked for and not begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.common.walked import prepared, walk

LONG_AGO = datetime(2022, 4, 1, tzinfo=UTC)  # before any worker's clock, within what the laws know


@dataclass
class Searching:
    """The home's folder, the request, and who is at the desk."""

    folder: Path
    request: str
    desk: str


def searching(folder: Path, **given: Any) -> Searching:
    """Walk to the search and ask for it; the intent is due by the clock of any worker."""
    home = prepared(folder, **given)
    from yakusoku.rights.operations import search  # its models need a home
    from yakusoku.staff import queries as members

    request = walk(home, until="ready")
    desk = members.members(controller="jcom")[0].public_id
    search.start_search(request_id=request, by=desk, now=LONG_AGO)
    home.close()
    return Searching(folder, request, desk)
