"""Faults that tests plant in a walked home, by the same means as the packaged pairs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

if TYPE_CHECKING:
    from yakusoku.promises.pairs.planting import Scene


def scene() -> Scene:
    """Return the open home as pairs of rows see it, on the day of the tests; they touch no file."""
    from yakusoku.promises.pairs.planting import Scene

    return Scene(Path(), NOW)


def rows(model: str, where: Mapping[str, Any] | None = None, /, **values: Any) -> None:
    """Change columns of rows beneath the program."""
    from yakusoku.promises.pairs.planting import rows as change

    change(model, where, **values)(scene())


def request(**values: Any) -> Any:
    """Make one more request of J:COM, as if it had come in with the one of the walk."""
    from yakusoku.promises.pairs.program import request as make

    return make(scene(), **values)


def fee_for_a_correction() -> None:
    """Ask for a fee where none is published."""
    from yakusoku.promises.pairs.program import fee_for_a_correction as make

    make(scene())


def withheld(ground: str, clause: str) -> None:
    """Withhold one more item in the walk's answer."""
    from yakusoku.promises.pairs.program import withheld as change

    change(ground, clause)(scene())
