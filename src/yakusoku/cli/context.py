"""What a command is handed: the home it works in, the clock, the language; and how it prints a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import click

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.findings import Finding
from yakusoku.terms.text import Text


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
    """Handed to every command by `click.pass_obj`."""

    home: Path
    language: str
    clock: Callable[[], datetime]
    opener: OpensHome
    maker: MakesHome

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

    def say(self, text: Text | str = "", *, err: bool = False) -> None:
        """Print a text in the language of this call."""
        click.echo(text.say(self.language) if isinstance(text, Text) else text, err=err)


class Refusing(click.Group):
    """A group whose commands may raise `UnableTo…`: it is printed in the reader's language, with exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command and translate a refusal."""
        try:
            return super().invoke(ctx)
        except UnableTo as refusal:
            door = ctx.find_object(Door)
            click.echo(refusal.say(door.language if door else "en"), err=True)
            ctx.exit(1)
