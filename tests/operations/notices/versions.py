"""Versions of J:COM's policy as tests write, prepare and publish them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import NOW

if TYPE_CHECKING:
    from tests.operations.notices.conftest import Staff
    from yakusoku.notices.queries import VersionView

FIRST = date(2020, 4, 1)


def write(folder: Path, day: date, *words: tuple[str, str]) -> Path:
    """Write the version of `day`: the newest with some words replaced."""
    policies = folder / "policies" / "jcom"
    newest = max(policies.glob("*.yaml"))
    said = newest.read_text(encoding="utf-8")
    for old, new in ((f"published_from: {newest.stem}", f"published_from: {day}"), *words):
        assert old in said, old
        said = said.replace(old, new, 1)
    file = policies / f"{day}.yaml"
    file.write_text(said, encoding="utf-8")
    return file


def prepare(staff: Staff, day: date = FIRST, *, now: datetime = NOW) -> VersionView:
    """Let the desk prepare a version."""
    from yakusoku.notices import operations

    return operations.prepare(controller="jcom", version=day, by=staff.desk, now=now)


def publish(
    staff: Staff, day: date = FIRST, *, now: datetime = NOW, prepared: datetime | None = None
) -> VersionView:
    """Let the desk prepare a version and the manager publish it."""
    from yakusoku.notices import operations

    prepare(staff, day, now=prepared or now)
    return operations.publish(controller="jcom", version=day, by=staff.manager, now=now)
