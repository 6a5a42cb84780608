"""What the tests of decisions share: the packaged policies ready to be asked, and their files of cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tools.house.source import ROOT

from yakusoku.decisions.cases import Tried, read_cases, tried
from yakusoku.decisions.compiled import Compiled
from yakusoku.policy import queries

DATA = ROOT / "src" / "yakusoku" / "examples" / "data"
COMPANIES = tuple(sorted(folder.parent.name for folder in DATA.glob("*/policies")))
FILES = tuple(sorted(DATA.glob("*/cases/*.yaml")))


@cache
def compiled(company: str) -> Compiled:
    """Return a packaged company's policy, ready to be asked."""
    return Compiled.of(queries.load(DATA / company / "policies"))


@cache
def tries(file: Path) -> tuple[Tried, ...]:
    """Return every case of a file with its ruling."""
    found, lines = read_cases(file)
    return tuple(tried(found, lines, compiled(found.company)))
