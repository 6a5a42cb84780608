"""How a mistake is planted: a copy of the good home, one small change, and what the check says beyond before."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from yakusoku.policy.checks.home import check_home
from yakusoku.terms.findings import Finding

GOOD = Path(__file__).resolve().parent.parent / "planted_home"
POLICY = "policies/example/2026-04-01.yaml"
MAP = "datamap/travel.yaml"
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = date(2026, 11, 23)
STORES = ("archive", "travel")

Change = tuple[str, str]


@dataclass(frozen=True)
class Mistake:
    """
    A mistake: its name, the kinds of all findings that it brings, and the changes that plant it.

    A change replaces the first of two texts by the second, once, in `file`; `whole` are files of their own
    (bytes, or None for a folder); `copies` are files that are copied under another name before.
    """

    name: str
    kinds: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    file: str = POLICY
    whole: dict[str, bytes | None] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)


def policy(name: str, kind: str | tuple[str, ...], *changes: Change) -> Mistake:
    """Return a mistake in the policy."""
    return Mistake(name, (kind,) if isinstance(kind, str) else kind, changes)


def datamap(name: str, kind: str | tuple[str, ...], *changes: Change) -> Mistake:
    """Return a mistake in the data map."""
    return Mistake(name, (kind,) if isinstance(kind, str) else kind, changes, MAP)


def files(name: str, kind: str | tuple[str, ...], whole: dict[str, bytes | None]) -> Mistake:
    """Return a mistake that is a file."""
    return Mistake(name, (kind,) if isinstance(kind, str) else kind, whole=whole)


def plant(mistake: Mistake, folder: Path) -> Path:
    """Return a home below `folder` with the mistake in it."""
    home = folder / "home"
    shutil.copytree(GOOD, home)
    for source, target in mistake.copies.items():
        (home / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(home / source, home / target)
    if mistake.changes:
        path = home / mistake.file
        words = path.read_text("utf-8")
        for old, new in mistake.changes:
            assert words.count(old), f"{mistake.name}: {old!r} is not in {mistake.file}"
            words = words.replace(old, new, 1)
        path.write_text(words, "utf-8")
    for name, content in mistake.whole.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
    return home


def checked(home: Path) -> list[Finding]:
    """Return all findings about a home."""
    return list(check_home(home, now=NOW, as_of=DAY, stores=STORES).findings)


@cache
def said_before() -> frozenset[tuple[object, ...]]:
    """Return what is said of the good home: gaps that its text has on purpose."""
    return frozenset(_told(one) for one in checked(GOOD))


def found(mistake: Mistake, folder: Path) -> list[Finding]:
    """Return what the mistake brings."""
    return [one for one in checked(plant(mistake, folder)) if _told(one) not in said_before()]


def _told(finding: Finding) -> tuple[object, ...]:
    """Return what makes a finding the same although it stands in another line now."""
    return (finding.kind, finding.where.key, finding.says.say("en"), finding.read)
