"""Sizes that keep code readable: lines of files and functions, silenced checks, broad excepts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from tools.house.source import Fault, Source

FILE_EXPLAINS, FILE_MOST = 400, 600
FUNCTION_MOST, TEST_MOST = 50, 80
SILENCED_PER_THOUSAND, BROAD_PER_THOUSAND = 1.0, 0.5
_EXPLAINED = re.compile(r"^# Long because \S+ \S+", re.MULTILINE)
_SILENCED = re.compile(
    r"#\s*(noqa|type:\s*ignore)"
    r"(?P<codes>:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*|\[[a-z]+[a-z, -]*\])?(?P<reason>.*)$"
)


def sizes(source: Source) -> Iterator[Fault]:
    """Yield files and functions that are too long."""
    lines = len(source.lines)
    if lines > FILE_MOST:
        yield source.fault(1, f"{lines} lines; at most {FILE_MOST}: make it a folder of deeds")
    elif lines > FILE_EXPLAINS and not _EXPLAINED.search(source.text):
        yield source.fault(
            1, f"{lines} lines; above {FILE_EXPLAINS} make it a folder, or say `# Long because …`"
        )
    most = TEST_MOST if source.path.startswith("tests/") else FUNCTION_MOST
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > most:
                yield source.fault(
                    node, f"`{node.name}` has {length} lines; at most {most}: give its parts names"
                )


def silenced(source: Source) -> Iterator[tuple[int, bool]]:
    """Yield the line of every comment that silences a check, and whether it names the check and a reason."""
    for number, comment in _comments(source):
        if found := _SILENCED.search(comment):
            yield number, bool(found["codes"]) and len(found["reason"].strip(" #-")) > 5


def _comments(source: Source) -> Iterator[tuple[int, str]]:
    strings = {
        line
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant | ast.JoinedStr) and (node.end_lineno or 0) > node.lineno
        for line in range(node.lineno, node.end_lineno or 0)
    }
    for number, line in enumerate(source.lines, 1):
        if number not in strings and "#" in line:
            yield number, line[line.index("#") :]


def unreasoned(source: Source) -> Iterator[Fault]:
    """Yield silencing comments that do not say which check and why."""
    for number, reasoned in silenced(source):
        if not reasoned:
            yield source.fault(number, "a silenced check names its code and, after two blanks, the reason")


def broad_excepts(source: Source) -> Iterator[int]:
    """Yield the line of every `except` that catches everything."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type
            if caught is None or (
                isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"}
            ):
                yield node.lineno


def per_thousand(count: int, sources: Iterable[Source]) -> float:
    """Return `count` by thousand lines of `sources`, which count as a thousand at least."""
    return 1000 * count / max(1000, sum(len(source.lines) for source in sources))
