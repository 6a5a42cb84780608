"""Pages that are made from the code are the newest, and links lead somewhere."""

from __future__ import annotations

import re

import pytest
from tools import docs
from tools.house import source

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PROSE = tuple(path for path in source.tracked() if path.endswith(".md"))


def broken_links(path: str, text: str) -> list[str]:
    """Return the links of a page that lead to no file of the project."""
    folder = (source.ROOT / path).parent
    targets = [
        link.split("#")[0]
        for link in _LINK.findall(text)
        if "://" not in link and not link.startswith(("#", "mailto:", "tel:"))
    ]
    return [target for target in targets if not (folder / target).exists()]


@pytest.mark.parametrize("name", sorted(docs.PAGES))
def test_a_page_made_from_code_is_the_newest(name: str) -> None:
    made = docs.PAGES[name]()
    kept = source.ROOT / "docs" / name
    assert kept.exists(), f"docs/{name} is missing: run `make docs`"
    assert kept.read_text(encoding="utf-8") == made, f"docs/{name} is not what the code says: run `make docs`"


@pytest.mark.parametrize("path", PROSE)
def test_links_lead_to_files(path: str) -> None:
    assert not broken_links(path, (source.ROOT / path).read_text(encoding="utf-8"))


def test_a_broken_link_is_found() -> None:
    text = "[a](nowhere.md) [b](README.md#c) [d](https://x.example)"
    assert broken_links("README.md", text) == ["nowhere.md"]
