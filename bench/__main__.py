"""Run every benchmark, or those that are named: `python -m bench [startup] [ledger] …`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from importlib import import_module

NAMES = (
    "startup",
    "check",
    "datamap",
    "decisions",
    "ledger",
    "stores",
    "changes",
    "candidates",
    "records",
    "letters",
    "web",
)


def main(asked: list[str]) -> int:
    """Print the lines of each benchmark; an unknown name is refused."""
    unknown = sorted(set(asked) - set(NAMES))
    if unknown:
        print(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in asked or NAMES:
        run: Callable[[], Iterable[str]] = import_module(f"bench.{name}").run
        print(f"== {name}")
        for line in run():
            print(line, flush=True)
    return 0


sys.exit(main(sys.argv[1:]))
