"""The packaged companies that have sample systems."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec

from yakusoku.examples.systems.company import Company


@cache
def codes() -> tuple[str, ...]:
    """Return the ids of all companies with sample systems, sorted: those that have a module `company`."""
    packaged = sorted(folder.name for folder in (files("yakusoku.examples") / "data").iterdir())
    return tuple(code for code in packaged if _has_systems(code))


def _has_systems(code: str) -> bool:
    package = f"yakusoku.examples.{code}"
    return find_spec(package) is not None and find_spec(f"{package}.company") is not None


def company(code: str) -> Company:
    """Return the company `code`. :raises KeyError: if it has no sample systems"""
    if code not in codes():
        raise KeyError(code)
    found = import_module(f"yakusoku.examples.{code}.company").COMPANY
    assert isinstance(found, Company)  # noqa: S101  what an import finds has no type of its own
    return found
