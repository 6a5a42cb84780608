"""What a command is handed: the home it works in, the clock, the language; and how it prints a refusal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import click

from yakusoku.cli.upgrading import Upgrades
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import Text, text


class Working(Protocol):
    """A worker of a home: runs bursts, hands intents over, indexes the ledger."""

    def start(self) -> None:
        """Take the slot and resume what a dead worker left."""
        ...

    def drain(self, *, seconds: float = 120) -> bool:
        """Work until nothing is due; False if `seconds` were not enough."""
        ...

    def run(self) -> None:
        """Work until stopped."""
        ...

    def stop(self) -> None:
        """End `run`."""
        ...

    def close(self) -> None:
        """Let go of the slot."""
        ...


class OpenHome(Protocol):
    """A home that is open: wired and ready for deeds."""

    folder: Path

    def settle(self, now: datetime) -> None:
        """Index and sign what was recorded, as the end of each command does."""
        ...

    def worker(self, clock: Callable[[], datetime]) -> Working:
        """Return a worker for this home, not yet started."""
        ...

    def companies(self) -> tuple[str, ...]:
        """Return the ids of the companies whose policies the home holds, sorted."""
        ...

    def integrity(self) -> tuple[Finding, ...]:
        """Return what is damaged in own state and job tables, every page read."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...


class OpensHome(Protocol):
    """Opens a home."""

    def __call__(self, folder: Path, /, *, whole: bool = True) -> OpenHome:
        """Open it; `whole=False` also where own state is damaged. :raises UnableTo: if it cannot be used"""
        ...


class MakesHome(Protocol):
    """Makes a home at a folder, or finishes a half-made one."""

    def __call__(
        self,
        folder: Path,
        /,
        *,
        own: str = "sqlite:///own.sqlite",
        jobs: str = "sqlite:///jobs.sqlite",
        stores: Mapping[str, str] | None = None,
    ) -> None:
        """Make it. :raises UnableTo: if what is there cannot be used"""
        ...


@dataclass
class Door:
    """
    Handed to every command by `click.pass_obj`.

    `configuration` reads the one of a home and raises `UnableTo…` where it cannot be used; it opens nothing.
    `cache` is the folder of what may be lost at any time; None keeps nothing. `upgrader` upgrades a home.
    `server` serves the door for programs until it is stopped.
    """

    home: Path
    language: str
    clock: Callable[[], datetime]
    opener: OpensHome
    maker: MakesHome
    configuration: Callable[[Path], object]
    cache: Path | None = None
    upgrader: Upgrades | None = None
    server: Callable[[Path, Callable[[], datetime]], None] | None = None

    def now(self) -> datetime:
        """Return the moment of this call, in UTC."""
        return self.clock()

    def open(self, *, whole: bool = True) -> OpenHome:
        """Return the open home, with `whole=False` even a damaged one. :raises UnableTo: if it cannot be used"""
        return self.opener(self.home, whole=whole)

    @contextmanager
    def session(self) -> Iterator[OpenHome]:
        """Open the home for one deed; at its end what was recorded is indexed and signed."""
        home = self.open()
        try:
            yield home
            home.settle(self.now())
        finally:
            home.close()

    def say(self, said: Text | str = "", *, err: bool = False) -> None:
        """Print a text in the language of this call."""
        click.echo(said.say(self.language) if isinstance(said, Text) else said, err=err)


class Refusing(click.Group):
    """A group whose commands may raise `UnableTo…`: it is printed in the reader's language, with exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command and translate a refusal."""
        try:
            return super().invoke(ctx)
        except UnableTo as refusal:
            _refuse(ctx, refusal)
        except Exception as error:
            if not _is_of_own_state(error):
                raise
            wrong = text("own state failed ({kind}).", kind=type(error).__name__)
            _refuse(ctx, UnableToUseOwnState(wrong, do=text("Run `yakusoku doctor`: it says what is wrong.")))
        return None


class UnableToUseOwnState(UnableTo):
    """Own state failed in the middle of a command: it went away, or is damaged inside."""

    asked = text("read or write own state")


def _refuse(ctx: click.Context, refusal: UnableTo) -> None:
    door = ctx.find_object(Door)
    click.echo(refusal.say(door.language if door else "en"), err=True)
    ctx.exit(1)


def _is_of_own_state(error: Exception) -> bool:
    """Say whether the database of own state failed. The words of its driver may hold values and are never said."""
    if "django.db" not in sys.modules:  # nothing opened own state; --help ends here, too, and stays quick
        return False
    from django.db import DatabaseError, InterfaceError

    return isinstance(error, DatabaseError | InterfaceError)
