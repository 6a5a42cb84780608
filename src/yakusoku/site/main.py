"""The command `yakusoku`: hands every command its home, its clock and its language."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from yakusoku.cli import root
from yakusoku.cli.context import Door, OpenHome
from yakusoku.cli.upgrading import Asked, Upgraded
from yakusoku.terms.text import text


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


def _upgrade(folder: Path, /, *, asked: Asked, now: datetime) -> Upgraded:
    """Back up, migrate and verify a home."""
    from yakusoku.site.upgrade import upgrade

    return upgrade(folder, asked=asked, now=now)


def _serve(folder: Path, clock: Callable[[], datetime], /) -> None:
    """Serve the door for programs until stopped."""
    from yakusoku.site.serving import serve

    serve(folder, clock)


def _configuration(folder: Path, /) -> object:
    """Read the configuration of a home, and nothing else of it."""
    from yakusoku.site.settings import read_settings

    return read_settings(folder)


def tell_unexpected(
    language: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """
    Print where an error nobody expected came from: places in the code and kinds of errors, never their words.

    A driver, a parser or a conversion quotes what it choked on, and that may be about a person.
    """
    del kind, trace  # the error knows both
    for one in reversed(list(_chain(error))):
        for frame in traceback.extract_tb(one.__traceback__):
            sys.stderr.write(f"  {frame.filename}:{frame.lineno} {frame.name}\n")
        sys.stderr.write(f"{type(one).__module__}.{type(one).__qualname__}\n")
    told = text("This is an error of the program. Its words are not shown: they may hold a person's values.")
    sys.stderr.write(f"{told.say(language)}\n")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Give an error and what led to it, the newest first."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _of_thread(language: str, failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        tell_unexpected(language, failed.exc_type, failed.exc_value, failed.exc_traceback)


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Run the command line."""
    language = os.environ.get("YAKUSOKU_LANGUAGE") or os.environ.get("LANG", "")
    language = "ja" if language.startswith("ja") else "en"
    sys.excepthook = partial(tell_unexpected, language)
    threading.excepthook = partial(_of_thread, language)
    door = Door(
        home=Path(os.environ.get("YAKUSOKU_HOME", "home")),
        language=language,
        clock=_now,
        opener=_open,
        maker=_make,
        configuration=_configuration,
        upgrader=_upgrade,
        server=_serve,
        cache=Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yakusoku",
    )
    root.commands(prog_name="yakusoku", obj=door)
