"""What a walk tells as it goes: what happened, why it was allowed or owed, and where things now lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from yakusoku.terms.text import Text


@dataclass(frozen=True)
class Told:
    """One line of the story. `kind` is `stage`, `did`, `why` or `where`."""

    kind: str
    says: Text
    at: datetime | None = None


Tell = Callable[[Told], None]
