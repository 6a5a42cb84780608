"""The page of dependencies names every package that is locked, with the licence its metadata states."""

from __future__ import annotations

import importlib.metadata
import re

import pytest
from tools import lock
from tools.house import source

PAGE = (source.ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
SAID = {
    name.lower(): licence for name, licence in re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", PAGE, re.MULTILINE)
}
BASE = lock.pins((lock.FOLDER / "base.txt").read_text())
INSTALLED = BASE | lock.pins((lock.FOLDER / "extras.txt").read_text())
ASKED = lock.declared() | {
    line.strip().lower()
    for name in ("boot.in", "build.in", "dev.in")
    for line in (lock.FOLDER / name).read_text().splitlines()
    if line.strip() and not line.startswith(("-", "#"))
}
_FAMILIES = ("Apache", "BSD", "LGPL", "MIT-CMU", "MIT", "MPL", "OFL", "PSF")


def stated(package: str) -> str:
    """Return what an installed package states about its licence, in one line."""
    read = importlib.metadata.metadata(package).json
    marks = [mark.split("::")[-1] for mark in read.get("classifier", []) if mark.startswith("License")]
    said = (str(read.get("license_expression", "")), str(read.get("license", ""))[:80], *marks)
    return " ".join(said).strip() or _head_of_file(package)


def _head_of_file(package: str) -> str:
    """Return how the licence file of a package begins: some state their licence nowhere else."""
    files = importlib.metadata.files(package) or []
    return next(
        (" ".join(one.read_text().split())[:80] for one in files if one.name.startswith("LICENSE")), ""
    )


def families(licence: str) -> set[str]:
    """Return the families of licences that a text names; `Mozilla` and `Open Font` are written out at times."""
    text = licence.replace("Mozilla Public License", "MPL").replace("HPND", "MIT-CMU")
    return {family for family in _FAMILIES if re.search(rf"(?<![A-Z]){family}", text)} - (
        {"MIT"} if "MIT-CMU" in text else set()
    )


def test_every_package_has_its_row() -> None:
    missing = sorted((set(INSTALLED) | ASKED) - set(SAID))
    assert not missing, f"docs/dependencies.md has no row for {', '.join(missing)}"


def test_no_row_is_about_a_package_that_is_gone() -> None:
    assert not sorted(set(SAID) - set(INSTALLED) - ASKED)


@pytest.mark.parametrize("package", sorted(set(SAID) - {"tzdata", "uv"}))
def test_the_licence_is_what_the_package_states(package: str) -> None:
    assert families(SAID[package]) <= families(stated(package)) or SAID[package] in stated(package), stated(
        package
    )


def test_no_package_that_is_installed_is_under_a_licence_that_binds_ours() -> None:
    assert not [name for name in INSTALLED if re.search(r"\bA?GPL", SAID[name])]
