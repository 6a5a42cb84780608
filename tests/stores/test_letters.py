"""Every case that went wrong elsewhere (A to J) and K has a test that names it, on each store where it applies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_WALK = _HERE.parent / "rules" / "datamap_walk"
_TEST = re.compile(r"^def test_([a-k])_(\w+)\(([^)]*)\)", re.MULTILINE)
OF_THE_MAP_ALONE = {"c"}
"""Categories are cut at dots before any store is spoken to."""


def _letters(folder: Path, *, on_all: bool) -> set[str]:
    """Return which letters tests name, with `on_all` those that run on SQLite, PostgreSQL and MariaDB."""
    found = (match for path in sorted(folder.glob("test_*.py")) for match in _TEST.finditer(path.read_text()))
    named = (match for match in found if match[1] != "a" or "part" in match[2])  # `a` begins many a sentence
    return {match[1] for match in named if not on_all or "filled: Filled" in match[3]}


@pytest.mark.parametrize("letter", sorted(set("abcdefghijk") - OF_THE_MAP_ALONE))
def test_each_case_of_rows_is_tried_on_every_store(letter: str) -> None:
    assert letter in _letters(_HERE, on_all=True)


@pytest.mark.parametrize("letter", sorted("abcdeghijk"))
def test_each_case_of_the_map_is_tried_without_a_store(letter: str) -> None:
    assert letter in _letters(_WALK, on_all=False)
