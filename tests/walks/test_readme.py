"""What a page tells to run, runs: every shell block whose fence says `sh run`, in a folder of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools.house import source

_FENCE = re.compile(r"^```sh run\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def runnable(text: str) -> list[str]:
    """Return the shell blocks that are marked as runnable."""
    return _FENCE.findall(text)


BLOCKS = [
    pytest.param(block, id=f"{path}-{number}")
    for path in source.tracked()
    if path.endswith(".md")
    for number, block in enumerate(runnable((source.ROOT / path).read_text(encoding="utf-8")), 1)
]


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


def test_only_marked_blocks_are_run() -> None:
    assert runnable("```sh run\nyakusoku --help\n```\n\n```sh\nmake demo\n```\n") == ["yakusoku --help\n"]
