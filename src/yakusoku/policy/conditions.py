"""Conditions that a use or a provision may require: consent, a case, a contract, an article of law."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yakusoku.terms.bilingual import Bilingual

_FILE = Path(__file__).resolve().parent / "data" / "conditions.toml"


@dataclass(frozen=True)
class Condition:
    """A condition by its name (`accident_case`), in words that complete "only with …"."""

    name: str
    says: Bilingual


@cache
def known() -> Mapping[str, Condition]:
    """Return the packaged conditions by name."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Condition(name, Bilingual(one["en"], one["ja"])) for name, one in data["condition"].items()}
