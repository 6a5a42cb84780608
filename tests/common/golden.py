"""Golden files: what the program made once, read by a person, and must make again byte by byte."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "golden"
ACCEPT = "YAKUSOKU_ACCEPT"
_SHOWN = 60


def check(path: str, content: str | bytes, *, folder: Path = FOLDER) -> None:
    """
    Compare `content` with the golden file at `path` below `tests/golden`.

    With `YAKUSOKU_ACCEPT=1` (`make accept`) the file is written instead, and the difference is read in git.

    :raises AssertionError: with the first differences, where the file is missing or holds something else
    """
    kept = (folder / path).resolve()
    if not kept.is_relative_to(folder.resolve()):
        raise ValueError(f"{path} leads out of {folder.name}/")
    made = content.encode() if isinstance(content, str) else content
    if os.environ.get(ACCEPT) == "1":
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.exists() or kept.read_bytes() != made:
            kept.write_bytes(made)
        return
    if not kept.exists():
        raise AssertionError(
            f"There is no golden file {path}. If this is right, run `make accept`:\n{_start(made)}"
        )
    expected = kept.read_bytes()
    if expected != made:
        told = f"{path} is not what was made now. If the new one is right, run `make accept` and commit:"
        raise AssertionError(f"{told}\n{difference(expected, made)}")


def difference(expected: bytes, made: bytes) -> str:
    """Return a unified difference of two texts, or the place of the first byte where two binaries part."""
    try:
        before, after = expected.decode().splitlines(), made.decode().splitlines()
    except UnicodeDecodeError:
        return _binary_difference(expected, made)
    lines = list(difflib.unified_diff(before, after, "golden", "made now", lineterm="", n=2))
    if not lines:
        return "The lines are the same; only line ends or the last line break differ."
    more = [f"… and {len(lines) - _SHOWN} lines more"] if len(lines) > _SHOWN else []
    return "\n".join(lines[:_SHOWN] + more)


def _binary_difference(expected: bytes, made: bytes) -> str:
    pairs = enumerate(zip(expected, made, strict=False))
    at = next((number for number, (one, other) in pairs if one != other), min(len(expected), len(made)))
    lines = [f"golden: {len(expected)} bytes, made now: {len(made)} bytes, first difference at byte {at}"]
    for name, whole in (("golden", expected), ("made now", made)):
        lines.append(f"{name:>8}: {whole[max(0, at - 16) : at + 16].hex(' ')}")
    return "\n".join(lines)


def _start(made: bytes) -> str:
    try:
        lines = made.decode().splitlines()
    except UnicodeDecodeError:
        return f"{len(made)} bytes: {made[:32].hex(' ')}"
    return "\n".join(lines[:_SHOWN])
