"""Pages that are made from the code are the newest, links lead somewhere, and what the README tells to run, runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import docs
from tools.house import source

_FENCE = re.compile(r"^```sh run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PROSE = tuple(path for path in source.tracked() if path.endswith(".md"))


def runnable(text: str) -> list[str]:
    """Return the shell blocks that are marked as runnable: their fence says `sh run`."""
    return _FENCE.findall(text)


def broken_links(path: str, text: str) -> list[str]:
    """Return the links of a page that lead to no file of the project."""
    folder = (source.ROOT / path).parent
    targets = [
        link.split("#")[0] for link in _LINK.findall(text) if "://" not in link and not link.startswith("#")
    ]
    return [target for target in targets if not (folder / target).exists()]


BLOCKS = [
    pytest.param(block, id=f"{path}-{number}")
    for path in PROSE
    for number, block in enumerate(runnable((source.ROOT / path).read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize("name", sorted(docs.PAGES))
def test_a_page_made_from_code_is_the_newest(name: str) -> None:
    made = docs.PAGES[name]()
    kept = source.ROOT / "docs" / name
    assert kept.exists(), f"docs/{name} is missing: run `make docs`"
    assert kept.read_text(encoding="utf-8") == made, f"docs/{name} is not what the code says: run `make docs`"


@pytest.mark.parametrize("path", PROSE)
def test_links_lead_to_files(path: str) -> None:
    assert not broken_links(path, (source.ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("block", BLOCKS)
def test_what_a_page_tells_to_run_runs(block: str, tmp_path: Path) -> None:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YAKUSOKU_")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=tmp_path,
        env={**kept, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{block}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def test_a_marked_block_and_a_broken_link_are_found() -> None:
    text = "```sh run\nyakusoku --help\n```\n\n```sh\nmake demo\n```\n[a](nowhere.md) [b](README.md#c) [d](https://x.y)\n"
    assert runnable(text) == ["yakusoku --help\n"]
    assert broken_links("README.md", text) == ["nowhere.md"]
