"""What a check found: where, what was read, what is allowed, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yakusoku.terms.text import Text


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    GAP = "gap"
    ADVICE = "advice"


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file. Lines and columns count from one; `key` is the path, such as `rights.disclosure.fee`."""

    file: str
    line: int
    column: int
    key: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """
    One thing a check found.

    An ERROR makes the file unusable; a GAP is what the published text lacks or promises less than
    the law gives; ADVICE is neither. `kind` is a stable code such as `policy.unknown-key`.
    """

    kind: str
    where: Where
    says: Text
    do: Text
    severity: Severity = Severity.ERROR
    read: str | None = None
    allowed: tuple[str, ...] = field(default_factory=tuple)
    nearest: str | None = None

    @property
    def order(self) -> tuple[Where, str]:
        """Sort by place, then kind, so that two runs print the same."""
        return (self.where, self.kind)
