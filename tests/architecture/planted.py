"""Small files that break a rule, so that each linter is seen to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tools.house.source import Fault, Source

Linter = Callable[[Source], Iterable[Fault]]


def file(*lines: str) -> str:
    """Return a file of these lines."""
    return "".join(f"{line}\n" for line in lines)


def found(linter: Linter, text: str, path: str = "src/yakusoku/rights/planted.py") -> list[tuple[int, str]]:
    """Return line and words of every fault that `linter` finds in `text`."""
    return [(fault.line, fault.says) for fault in linter(Source(path, text))]


def lines(linter: Linter, text: str, path: str = "src/yakusoku/rights/planted.py") -> list[int]:
    """Return only the lines."""
    return [line for line, _ in found(linter, text, path)]


def told(faults: Iterable[Fault]) -> str:
    """Return faults as one message, a line each."""
    return "\n".join(str(fault) for fault in sorted(faults))
