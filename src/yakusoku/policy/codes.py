"""The codes of everything that a check may find: stable words, with their weight and meaning in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.findings import Severity

_FILE = Path(__file__).resolve().parent / "data" / "findings.toml"
_SHAPED = ("policy", "datamap")


@dataclass(frozen=True)
class Code:
    """A code (`policy.clause-not-kept`), how much it weighs, and what it means."""

    name: str
    severity: Severity
    means: Bilingual


@cache
def shapes() -> frozenset[str]:
    """Return the codes that say what a shape lacks, without the file's kind before them."""
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["shape"])


@cache
def known() -> Mapping[str, Code]:
    """Return every code by its name, sorted; what a shape lacks stands once for each kind of file."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    codes = [
        Code(name, Severity(one["severity"]), Bilingual(one["en"], one["ja"]))
        for name, one in data["finding"].items()
    ]
    codes += [
        Code(f"{file}.{name}", Severity.ERROR, Bilingual(one["en"], one["ja"]))
        for file in _SHAPED
        for name, one in data["shape"].items()
    ]
    return {code.name: code for code in sorted(codes, key=lambda code: code.name)}
