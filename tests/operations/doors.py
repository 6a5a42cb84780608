"""Commands as a person would type them, against an open test's home."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from click.testing import CliRunner, Result

from yakusoku.cli import root
from yakusoku.cli.context import Door


def run(folder: Path, *words: str, now: datetime, language: str = "en", typed: str | None = None) -> Result:
    """Run `yakusoku` with `words` in the home at `folder`; an exception that is no refusal is raised here."""
    from yakusoku.site.home import make_home, open_home
    from yakusoku.site.settings import read_settings
    from yakusoku.site.upgrade import upgrade

    def make(at: Path, /, **given: object) -> None:
        del given
        make_home(at).close()

    door = Door(folder, language, lambda: now, open_home, make, read_settings, upgrader=upgrade)
    return CliRunner().invoke(root.commands, words, obj=door, input=typed, catch_exceptions=False)
