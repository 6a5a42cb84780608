"""Chains of deaths: a process dies at the first point at which none before it died, and the next one goes on."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Self

from tests.faults.points import Points, exactly

_ONE = Lock()
"""Held by the thread that kills: no other one says that it did."""


@dataclass
class Chain(Points):
    """
    Points of which one kills: the first that no earlier process of the chain died at.

    `file` has a line for each death; `kinds` are how the labels begin that count, all where there are none.
    """

    file: Path = Path()
    kinds: tuple[str, ...] = ()
    died: set[str] = field(default_factory=set)

    @classmethod
    def after(cls, file: Path, kinds: tuple[str, ...]) -> Self:
        """Return the points of the process that comes after those that `file` names."""
        died = set(file.read_text(encoding="utf-8").splitlines()) if file.exists() else set()
        return cls(who=exactly, file=file, kinds=kinds, died=died)

    def at(self, label: str) -> None:
        """Pass a point, or add it to the file and be gone."""
        self.passed[label] += 1
        if label in self.died or (self.kinds and not label.startswith(self.kinds)):
            return
        with _ONE, self.file.open("a", encoding="utf-8") as file:
            file.write(f"{label}\n")
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
