"""The command `yakusoku`: hands every command its home, its clock and its language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from yakusoku.cli import root
from yakusoku.cli.context import Door, OpenHome


def _open(folder: Path, /, *, whole: bool = True) -> OpenHome:
    """Open a home only when a command needs one: `check` and `--help` never load Django."""
    from yakusoku.site.home import open_home

    return open_home(folder, whole=whole)


def _make(
    folder: Path,
    /,
    *,
    own: str = "sqlite:///own.sqlite",
    jobs: str = "sqlite:///jobs.sqlite",
    stores: Mapping[str, str] | None = None,
) -> None:
    """Make a home."""
    from yakusoku.site.home import make_home

    make_home(folder, own=own, jobs=jobs, stores=stores).close()


def main() -> None:
    """Run the command line."""
    language = os.environ.get("YAKUSOKU_LANGUAGE") or os.environ.get("LANG", "")
    door = Door(
        home=Path(os.environ.get("YAKUSOKU_HOME", "home")),
        language="ja" if language.startswith("ja") else "en",
        clock=lambda: datetime.now(UTC),
        opener=_open,
        maker=_make,
    )
    root.commands(prog_name="yakusoku", obj=door)
