"""Homes whose walk changes rows in two kinds of store, walked by children that die, and all that must be equal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.common import changed
from tests.common.cells import Cells, Where, cells, places, theirs
from tests.common.mariadb import Server as Mariadb
from tests.common.postgres import Server as Postgres
from tests.faults import rows
from tests.faults.trials import OWN, Nursery
from yakusoku.examples import homes

PERSONS = {"jalux": "endo", "jal": "fukuda", "jalpak": "aoki"}
"""Who asks in the walk of a company."""


@dataclass(frozen=True)
class Servers:
    """The servers that a world may use; each is asked for when it is first needed."""

    postgres: Callable[[], Postgres]
    mariadb: Callable[[], Mariadb]

    def of(self, url: str) -> Postgres | Mariadb:
        """Return the server of a database."""
        return self.postgres() if url.startswith("postgresql:") else self.mariadb()

    def keep(self, url: str) -> str:
        """Copy a database that nobody has open, and return where the copy is."""
        kept = self.of(url).create()
        self.of(url).put_back(kept, url)
        return kept


@dataclass(frozen=True)
class Story:
    """A company's walk, with the kinds of its stores by name; `own` is the kind of own state."""

    company: str
    kinds: Mapping[str, str]
    own: str = "sqlite"
    receipts: bool = True


@dataclass
class Crossing:
    """
    A home and its databases, which are brought back to the day on which they were kept before each trial.

    They keep their names, since a plan knows a table by its place. `room` also holds what is true.
    """

    story: Story
    room: Path
    servers: Servers
    own: str = ""
    stores: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, story: Story, room: Path, servers: Servers) -> Crossing:
        """Make one in which nothing was asked yet."""
        new = {kind: servers.of(f"{kind}:") for kind in {story.own, *story.kinds.values()} - {"sqlite"}}
        own = new[story.own].create() if story.own in new else ""
        stores = {name: new[kind].create() for name, kind in story.kinds.items() if kind in new}
        made = cls(story, room, servers, own, stores)
        os.environ[OWN] = own
        own_and_jobs = (f"${{{OWN}}}",) * 2 if own else ("sqlite:///own.sqlite", "sqlite:///jobs.sqlite")
        changed.prepared(
            made.home, story.company, own=own_and_jobs[0], jobs=own_and_jobs[1], stores=stores,
            receipts=story.receipts, truths=room,
        ).close()  # fmt: skip
        return made

    @property
    def home(self) -> Path:
        """Return the home's folder."""
        return self.room / "home"

    def databases(self) -> list[str]:
        """Return the addresses of what lies on servers."""
        return [url for url in (self.own, *self.stores.values()) if url]

    def keep(self) -> None:
        """Keep home and databases as they are now."""
        shutil.copytree(self.home, self.room / "kept")
        self.kept = {url: self.servers.keep(url) for url in self.databases()}

    def begin_again(self) -> None:
        """Bring home and databases back to how they were kept."""
        shutil.rmtree(self.home)
        shutil.copytree(self.room / "kept", self.home)
        self.deaths_file.unlink(missing_ok=True)
        for url, kept in self.kept.items():
            self.servers.of(url).put_back(url, kept)

    def drop(self) -> None:
        """Give the databases back."""
        for url in (*self.databases(), *self.kept.values()):
            self.servers.of(url).drop(url)

    def walk(self, parent: Nursery, until: str, *, kinds: tuple[str, ...] | None = None) -> int:
        """Let a child walk to a state; with `kinds`, it dies as the next of a chain. Return how it ended."""
        chain = "" if kinds is None else str(self.deaths_file)
        return parent.ask(
            home=str(self.home), own=self.own, until=until, company=self.story.company, chain=chain,
            kinds=kinds or (),
        )  # fmt: skip

    @property
    def deaths_file(self) -> Path:
        """Return the file with a line for each death."""
        return self.room / "deaths.txt"

    def deaths(self) -> list[str]:
        """Return where processes died, in order."""
        return self.deaths_file.read_text(encoding="utf-8").splitlines() if self.deaths_file.exists() else []

    def die_and_go_on(self, parent: Nursery, until: str, kinds: tuple[str, ...] = ()) -> int:
        """
        Die at every point that begins with one of `kinds`, each process going on where the last one died.

        Return how many processes were killed; each of them noted one point.
        """
        died = 0
        while (code := self.walk(parent, until, kinds=kinds)) != 0:
            assert code == -9, self.complaints()
            died += 1
            assert len(self.deaths()) == died
        return died

    def complaints(self) -> str:
        """Return what children wrote to standard error."""
        file = self.room / "child.txt"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def cells(self, *, ours: bool = False) -> Cells:
        """Return what the stores hold; with `ours`, also the receipts that they hold for us."""
        return cells(places(self.home, {**homes.stores_of([self.story.company]), **self.stores}), ours=ours)

    def theirs(self) -> set[Where]:
        """Return the rows of whoever asks."""
        return theirs(self.room / f"{self.story.company}.jsonl", PERSONS[self.story.company])

    def summary(self) -> dict[str, Any]:
        """Return all that must be equal."""
        os.environ[OWN] = self.own
        return {
            "stores": self.cells(ours=True).digests,  # with our receipts
            **rows.summary(self.home, self.story.company),
        }
