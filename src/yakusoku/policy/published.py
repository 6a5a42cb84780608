"""
Published files by their digests: whether one of them was changed or is gone.

The list `published.sha256` stands beside a company's versions, so that a check knows it without own state. It is
written by the deed that publishes, and can be read by `sha256sum --check`. What counts is own state; `doctor` compares
the two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from yakusoku.terms.files import write_whole
from yakusoku.terms.findings import Finding, Where
from yakusoku.terms.text import text

LIST = "published.sha256"


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each version's bytes by file name: what the ledger remembers of it."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.glob("*.yaml"))
    }


def changed(folder: Path, published: Mapping[str, str]) -> list[Finding]:
    """Return a finding for each published version that is gone or whose bytes have changed."""
    now = digests(folder)
    found = []
    for name in sorted(published):
        if now.get(name) != published[name]:
            says = (
                text("This version was published and has been changed since.")
                if name in now
                else text("This version was published and is gone.")
            )
            do = text("Restore the published file; write changes as a new version with a new date.")
            where = Where(f"policies/{folder.name}/{name}", 1, 1)
            found.append(Finding("policy.published-changed", where, says, do))
    return found


def write_list(folder: Path, published: Mapping[str, str]) -> None:
    """Write down which files of the folder are published, whole or not at all."""
    lines = [f"{published[name]}  {name}\n" for name in sorted(published)]
    write_whole(folder / LIST, "".join(lines).encode("ascii"), mode=0o644)


def listed(folder: Path) -> dict[str, str]:
    """Return the digests of the published files by name, as the list beside them says; none where there is no list."""
    file = folder / LIST
    if not file.is_file():
        return {}
    lines = [line.split("  ", 1) for line in file.read_text(encoding="utf-8").splitlines() if "  " in line]
    return {name: digest for digest, name in lines}


def changed_in(home: Path) -> list[Finding]:
    """Return what of all companies' lists no longer holds in a home."""
    lists = sorted((home / "policies").glob(f"*/{LIST}"))
    return [finding for file in lists for finding in changed(file.parent, listed(file.parent))]
