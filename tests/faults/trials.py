"""Trials: a snapshot of a home and its database, a nursery to fork children, and the comparison with a quiet run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.common.postgres import Server, database_of
from tests.common.walked import prepared
from tests.faults.summary import summary
from yakusoku.examples import homes

ROOT = Path(__file__).resolve().parents[2]
OWN = "YAKUSOKU_TRIAL_OWN"

# From which state to which: each stretch has its own kinds of deeds.
STATES = ("ready", "review", "executed", "closed")


@dataclass
class Nursery:
    """A running parent of children."""

    process: subprocess.Popen[str]

    def try_out(
        self, world: World, until: str, *, armed: tuple[str, int] | None = None, record: Path | None = None
    ) -> int:
        """Run one trial and return how its child ended: 0 done, -9 died where it was armed."""
        return self.ask(
            home=str(world.home),
            own=world.own,
            until=until,
            armed=armed,
            record=str(record) if record else None,
        )

    def ask(self, **asked: object) -> int:
        """Hand a trial over (`nursery.Trial`) and return how its child ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        _send(self.process.stdin, json.dumps(asked))
        return int(json.loads(self.process.stdout.readline())["code"])


def _send(stream: IO[str], line: str) -> None:
    stream.write(line + "\n")
    stream.flush()


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Start a parent; it ends with its standard input."""
    command = [sys.executable, "-m", "tests.faults.nursery"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()


@dataclass
class World:
    """A home and, where own state is on a server, its database; both can be copied while nobody has them open."""

    home: Path
    own: str = ""
    server: Server | None = None

    @classmethod
    def make(cls, home: Path, server: Server | None) -> World:
        """Make a home in which nothing was asked yet; with a server, own state, jobs and one store are there."""
        world = cls(home, server.create() if server else "", server)
        os.environ[OWN] = world.own
        if server is None:
            prepared(home).close()
        else:
            stores = {**homes.STORES, "jcom-media": server.create()}
            prepared(home, own=f"${{{OWN}}}", jobs=f"${{{OWN}}}", stores=stores).close()
        return world

    def copy(self, home: Path) -> World:
        """Copy it to another folder and another database."""
        if home.exists():
            shutil.rmtree(home)
        shutil.copytree(self.home, home)
        own = self.server.create(database_of(self.own)) if self.server else ""
        return World(home, own, self.server)

    def summary(self) -> dict[str, Any]:
        """Return all that must be equal."""
        os.environ[OWN] = self.own
        return summary(self.home)

    def complaints(self) -> str:
        """Return what children wrote to standard error."""
        file = self.home.parent / "child.txt"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def drop(self) -> None:
        """Give the database back."""
        if self.server:
            self.server.drop(self.own)


@dataclass
class Stretch:
    """A stretch of the walk: its snapshot, its points, those no earlier stretch has, and what a quiet run leaves."""

    before: World
    until: str
    passed: dict[str, int] = field(default_factory=dict)
    fresh: tuple[str, ...] = ()
    expected: dict[str, Any] = field(default_factory=dict)


def stretch(parent: Nursery, until: str, room: Path, server: Server | None) -> Stretch:
    """Walk quietly to where the stretch begins, snapshot, and on to its end, counting every point."""
    world = World.make(room / "home", server)
    known: set[str] = set()
    record = room / "points.json"
    for state in STATES:
        before = world.copy(room / "before") if state == until else None
        assert parent.try_out(world, state, record=record) == 0, world.complaints()
        passed: dict[str, int] = json.loads(record.read_text(encoding="utf-8"))
        if before is not None:
            fresh = tuple(sorted(set(passed) - known))
            return Stretch(before, until, passed, fresh, world.summary())
        known.update(passed)
    raise AssertionError(f"no stretch ends at {until}")


def die_and_go_on(parent: Nursery, stretch: Stretch, home: Path, label: str, passing: int) -> bool:
    """Die at a point, go on, and compare; False where threads passed the point less often this time."""
    world = stretch.before.copy(home)
    try:
        died = parent.try_out(world, stretch.until, armed=(label, passing))
        if died == 0:
            return False
        assert died == -9, world.complaints()
        assert parent.try_out(world, stretch.until) == 0, f"{label}\n{world.complaints()}"
        assert differences(stretch.expected, world.summary()) == [], f"{label} {passing}"
        return True
    finally:
        world.drop()


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Name the parts in which two summaries differ; of a list what only one of the two holds."""
    return [
        f"{key}: expected {_only(expected[key], found[key])!r:.3000}, found {_only(found[key], expected[key])!r:.3000}"
        for key in expected
        if expected[key] != found[key]
    ]


def _only(one: Any, other: Any) -> Any:
    """Return what a list holds and another does not; where it is no list, or only the order differs, all of it."""
    if not isinstance(one, list) or not isinstance(other, list):
        return one
    return [each for each in one if each not in other] or one
