"""
Resolve the dependencies anew and write the lock files: with hashes, without addresses, for every platform.

What is locked stays as it is; `tools/lock.py --upgrade` moves it (`--upgrade-package name`: only that).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
OLDEST_PYTHON = "3.11"
LOCKS = {
    "boot.txt": "requirements/boot.in",
    "build.txt": "requirements/build.in",
    "base.txt": "pyproject.toml",
    "extras.txt": "pyproject.toml",
    "dev.txt": "requirements/dev.in",
}
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
_NAMED = re.compile(r"://|--(extra-)?index|--find-links|--trusted-host|@ ")


def command(lock: str, more: tuple[str, ...] = ()) -> list[str]:
    """Return the resolver's command for one lock file; `more` are arguments that move what is locked."""
    options = (
        "--universal",
        "--generate-hashes",
        "--no-header",
        "--no-emit-index-url",
        "--no-emit-find-links",
    )
    uv = (str(ROOT / ".boot" / "bin" / "uv"), "pip", "compile", "--quiet", *options)
    wide = ("--all-extras", "-c", "requirements/base.txt") if lock == "extras.txt" else ()
    out = ("-o", f"requirements/{lock}")
    return [*uv, "--python-version", OLDEST_PYTHON, *wide, *more, LOCKS[lock], *out]


def pins(lock: str) -> dict[str, str]:
    """Return version by name of one lock file's text."""
    return {found[1].lower(): found[2] for line in lock.splitlines() if (found := _PINNED.match(line))}


def declared() -> set[str]:
    """Return the names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {re.split(r"[\[<>=~! ;]", line, maxsplit=1)[0].lower() for line in project["dependencies"]}


def faults(lock: str) -> Iterator[str]:
    """Yield what is wrong with one lock file's text: an address, a pin without hash, a stray line."""
    hashed = True
    for number, line in enumerate(lock.splitlines(), 1):
        if _NAMED.search(line):
            yield f"line {number} names an address: {line.strip()}"
        elif _PINNED.match(line):
            if not hashed:
                yield f"the pin above line {number} has no hash"
            hashed = False
        elif _HASH.match(line):
            hashed = True
        elif line.strip() and not line.lstrip().startswith("#"):
            yield f"line {number} is neither a pin, a hash nor a remark: {line.strip()}"
    if not hashed:
        yield "the last pin has no hash"


def disagreements(base: str, other: str) -> list[str]:
    """Return the packages that two lock files pin to different versions."""
    one, two = pins(base), pins(other)
    return [
        f"{name}: {one[name]} and {two[name]}"
        for name in sorted(set(one) & set(two))
        if one[name] != two[name]
    ]


def main(arguments: list[str]) -> int:
    """Write every lock file, in an order in which the later may rest on the earlier."""
    for lock in LOCKS:
        subprocess.run(command(lock, tuple(arguments)), check=True, cwd=ROOT)
        print(f"requirements/{lock}: {len(pins((FOLDER / lock).read_text()))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
