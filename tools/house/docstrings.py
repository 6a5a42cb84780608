"""What is public says what it promises."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.house.source import Fault, Source

Function = ast.FunctionDef | ast.AsyncFunctionDef
_PARTS_OF_DEEDS = frozenset({"work"})  # writes intents for the deed that is running, and no entry of its own
_SAID_ELSEWHERE = frozenset({"Meta", "Config"})


def public(source: Source) -> Iterator[Function | ast.ClassDef]:
    """Yield the public classes and functions of a file, and the public methods of public classes."""
    inner: list[ast.stmt] = list(source.tree.body)
    while inner:
        node = inner.pop(0)
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef) and node.name not in _SAID_ELSEWHERE:
                inner[:0] = node.body


def missing(source: Source) -> Iterator[Fault]:
    """Yield public classes and functions without a docstring, and a file without one."""
    if not ast.get_docstring(source.tree):
        yield source.fault(1, "a file begins with a docstring that says what is in it")
    for node in public(source):
        if node.name not in _SAID_ELSEWHERE and not ast.get_docstring(node) and not _is_overload(node):
            yield source.fault(node, f"`{node.name}` is public: say in a docstring what it promises")


def _is_overload(node: Function | ast.ClassDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)


def unnamed_refusals(source: Source) -> Iterator[Fault]:
    """Yield public functions that raise an `UnableTo…` without naming it in the docstring under `:raises`."""
    for node in public(source):
        if isinstance(node, ast.ClassDef):
            continue
        said = ast.get_docstring(node) or ""
        for name in sorted(set(_raised(node))):
            if not re.search(rf":raises\s+(\w+,\s*)*{name}\b", said):
                yield source.fault(node, f"`{node.name}` raises {name}: add `:raises {name}: when …`")


def _raised(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = raised.attr if isinstance(raised, ast.Attribute) else getattr(raised, "id", "")
            if name.startswith("UnableTo"):
                yield name


def is_deeds(source: Source) -> bool:
    """Say whether a file holds deeds: `operations.py`, or a file of the folder `operations`."""
    folder = re.search(r"/operations(\.py|/\w+\.py)$", source.path)
    return source.in_package and source.room not in _PARTS_OF_DEEDS and folder is not None


def positional(source: Source) -> Iterator[Fault]:
    """Yield deeds (public functions of `operations` that take `now`) with an argument by its position."""
    for node in source.tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            by_place = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            named = [argument.arg for argument in node.args.kwonlyargs]
            if by_place and "now" in (*by_place, *named):
                says = (
                    f"`{node.name}` is a deed: put `*` before {', '.join(by_place)}, so that calls name them"
                )
                yield source.fault(node, says)
