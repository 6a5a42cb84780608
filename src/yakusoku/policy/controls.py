"""The registered controls: what a system does so that a clause is kept, who answers for it, what it takes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yakusoku.terms.bilingual import Bilingual

_FILE = Path(__file__).resolve().parent / "data" / "controls.toml"


@dataclass(frozen=True)
class Owner:
    """A role that answers for controls."""

    code: str
    name: Bilingual


@dataclass(frozen=True)
class Control:
    """A control by its name (`rights.fee`); `takes` are the parameters that a clause may fix, `needs` those it must."""

    name: str
    owner: Owner
    says: Bilingual
    takes: tuple[str, ...]
    needs: tuple[str, ...] = ()


@cache
def known() -> Mapping[str, Control]:
    """Return the packaged controls by name."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    owners = {code: Owner(code, Bilingual(one["en"], one["ja"])) for code, one in data["owner"].items()}
    return {
        name: Control(
            name,
            owners[one["owner"]],
            Bilingual(one["en"], one["ja"]),
            tuple(one.get("takes", ())),
            tuple(one.get("needs", ())),
        )
        for name, one in data["control"].items()
    }
