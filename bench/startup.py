"""How long a command takes to start, beside `python -c pass` in the same run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

_RUNS = 9
_PROGRAM = Path(sys.executable).with_name("yakusoku")


def _seconds(command: list[str], folder: str) -> float:
    """Return the median wall time of `command`, with compiled modules as an installed program has them."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    taken = []
    for _ in range(_RUNS + 1):
        began = perf_counter()
        subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
        taken.append(perf_counter() - began)
    return median(taken[1:])


def run() -> Iterator[str]:
    """Yield a line a command: seconds, and how many times a bare interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        floor = _seconds([sys.executable, "-c", "pass"], folder)
        yield f"python -c pass                   {floor:6.3f} s   floor"
        for name, command in (
            ("yakusoku --help (aim 0.3)", [str(_PROGRAM), "--help"]),
            ("yakusoku check --fresh (aim 0.5)", [str(_PROGRAM), "check", "--examples", "--fresh"]),
            ("yakusoku check, remembered", [str(_PROGRAM), "check", "--examples"]),
        ):
            taken = _seconds(command, folder)
            yield f"{name:32} {taken:6.3f} s   {taken / floor:5.1f} times the floor"
