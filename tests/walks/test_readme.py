"""
What a page tells to run, runs: every shell block whose fence says `sh run`, in a folder of its own.

A block whose fence says `sh run on` goes on where the one before it ended.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools.house import source

_FENCE = re.compile(r"^```sh run( on)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def runnable(text: str) -> list[str]:
    """Return the shell blocks that are marked as runnable, those that go on joined to the one before them."""
    blocks: list[str] = []
    for goes_on, block in _FENCE.findall(text):
        if goes_on:
            blocks[-1] += block
        else:
            blocks.append(block)
    return blocks


BLOCKS = [
    pytest.param(block, id=f"{path}-{number}")
    for path in source.tracked()
    if path.endswith(".md")
    for number, block in enumerate(runnable((source.ROOT / path).read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_what_a_page_tells_to_run_runs(block: str, tmp_path: Path) -> None:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))  # a page may name the program as a checkout has it
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YAKUSOKU_")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=tmp_path,
        env={**kept, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, f"{block}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def test_only_marked_blocks_are_run() -> None:
    assert runnable("```sh run\nyakusoku --help\n```\n\n```sh\nmake demo\n```\n") == ["yakusoku --help\n"]


def test_a_block_goes_on_where_the_one_before_it_ended() -> None:
    page = "```sh run\nmkdir a\n```\n\n```sh run on\ncd a\n```\n\n```sh run\nls\n```\n"
    assert runnable(page) == ["mkdir a\ncd a\n", "ls\n"]
