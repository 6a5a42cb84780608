"""What came of a pair: a planted fault, and its repair."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.terms.text import Text


@dataclass(frozen=True)
class Tried:
    """One pair as it was tried: whose evidence, for which company and clauses; `wrong` says why it did not turn."""

    control: str
    company: str
    clauses: tuple[str, ...]
    by_people: bool
    wrong: Text | None
