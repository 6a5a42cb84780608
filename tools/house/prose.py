"""What no file of the project says: names of a machine, places outside it, words of unfinished work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.house.source import Fault

_BEGINS = r"(?<![\w./~:-])/"
_OUTSIDE = re.compile(
    _BEGINS + r"(work|farm|root|home|Users|mnt|opt|srv|private)/[\w.]"
    r"|" + _BEGINS + r"tmp/\w"
    r"|\.\./" + r"shared\b"
    r"|index-url\s*[=h ]\s*\"?http|--find-links\s+\S|--trusted-host\s+\S"
    r"|registry\s*=\s*\"?(http|file)|\"resolved\":\s*\"http|pypi\.org/simple|before" + r"-stop"
)
_UNFINISHED = re.compile(
    "Not" + r"ImplementedError|\bTO" + r"DO\b|\bFIX" + r"ME\b|\bX" + r"XX\b"
    r"|not (yet )?imple"
    + r"mented|\bwould (be|do|call) (done|sent|here)|\blorem"
    + r" ipsum|\bcoming"
    + r" soon\b",
    re.IGNORECASE,
)
_READ_BY_PEOPLE = frozenset({".py", ".md", ".html", ".txt", ".toml", ".yaml", ".po", ".typ", ".css", ".js"})
_BINARY = frozenset({".png", ".pdf", ".woff2", ".ttf", ".otf", ".gz", ".ico", ".mo", ".jpg", ".zip", ".bin"})


def faults(path: str, text: str) -> Iterator[Fault]:
    """Yield the lines that name a place outside the project, or sound unfinished."""
    unfinished = PurePosixPath(path).suffix in _READ_BY_PEOPLE
    for number, line in enumerate(text.splitlines(), 1):
        if found := _OUTSIDE.search(line):
            yield Fault(
                path, number, f"names a machine, a registry or a folder outside the project: {found[0]!r}"
            )
        if unfinished and (found := _UNFINISHED.search(line)):
            yield Fault(path, number, f"sounds unfinished: {found[0]!r}; do it, or take it out")


def is_text(path: str) -> bool:
    """Say whether a file holds text."""
    return PurePosixPath(path).suffix not in _BINARY
