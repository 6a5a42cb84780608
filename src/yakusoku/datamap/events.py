"""Events that start the clock of retention, and states in which it stands still: one list for policy and data map."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from yakusoku.terms.bilingual import Bilingual


@cache
def _read() -> Mapping[str, Mapping[str, Bilingual]]:
    data = tomllib.loads(files("yakusoku.datamap").joinpath("data/events.toml").read_text("utf-8"))
    return {
        group: {name: Bilingual(one["en"], one["ja"]) for name, one in entries.items()}
        for group, entries in data.items()
    }


def known() -> Mapping[str, Bilingual]:
    """Return the events by name (`contract-ended`), in words that complete "after …"."""
    return _read()["event"]


def states() -> Mapping[str, Bilingual]:
    """Return the states by name (`membership`), in words that complete "while …"."""
    return _read()["state"]
