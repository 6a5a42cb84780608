"""Trials: a snapshot of a home, a nursery to fork children, and the comparison with an undisturbed run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]

# From which state to which: each stretch has its own kinds of deeds.
STRETCHES = (("", "ready"), ("ready", "review"), ("review", "executed"), ("executed", "closed"))


@dataclass
class Nursery:
    """A running parent of children."""

    process: subprocess.Popen[str]

    def try_out(
        self, home: Path, until: str, *, armed: tuple[str, int] | None = None, record: Path | None = None
    ) -> int:
        """Run one trial and return how its child ended: 0 done, -9 died where it was armed."""
        asked = {"home": str(home), "until": until, "armed": armed, "record": str(record) if record else None}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        _send(self.process.stdin, json.dumps(asked))
        answer = self.process.stdout.readline()
        return int(json.loads(answer)["code"])


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
class Stretch:
    """A stretch of the walk: the snapshot it begins from, its points, and what an undisturbed run leaves."""

    before: Path
    until: str
    passed: dict[str, int] = field(default_factory=dict)
    expected: dict[str, Any] = field(default_factory=dict)


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Name the parts in which two summaries differ."""
    return [
        f"{key}: expected {expected[key]!r:.600}, found {found[key]!r:.600}"
        for key in expected
        if expected[key] != found[key]
    ]


def copy(source: Path, target: Path) -> Path:
    """Copy a home that nobody has open."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    return target
