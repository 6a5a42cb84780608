"""Every name the code gives to something, split into its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.house.source import PACKAGE, ROOT, Source, tracked

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")

_KEYS = re.compile(r"[a-z][a-z_]{2,}")


@dataclass(frozen=True)
class Name:
    """A name that is given here: a class, function, argument, variable or attribute."""

    path: str
    line: int
    name: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name in small letters: `RightsRequest` and `rights_request` are the same two."""
        return split(self.name)


def split(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters."""
    return tuple(word.lower() for word in _WORDS.findall(name))


def given(source: Source) -> Iterator[Name]:
    """Yield every name that a file gives: classes, functions, arguments, and whatever is assigned."""
    for node in ast.walk(source.tree):
        for name in _given_by(node):
            yield Name(source.path, getattr(node, "lineno", 1), name)
    for part in source.module.split(".")[1:] if source.in_package else []:
        yield Name(source.path, 1, part)


def in_data() -> Iterator[Name]:
    """Yield the keys and codes that packaged data files use; the glossary's own file stays out."""
    for path in tracked():
        if path.startswith(PACKAGE) and path.endswith((".yaml", ".toml")) and "glossary" not in path:
            for word in sorted(set(_KEYS.findall((ROOT / path).read_text(encoding="utf-8")))):
                yield Name(path, 1, word)


def _given_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.arg(arg=name):
            yield name
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.alias(asname=str(name)):
            yield name
        case _:
            return


def has(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Say whether `wanted` stands in `words` in one run."""
    length = len(wanted)
    return any(words[at : at + length] == wanted for at in range(len(words) - length + 1))
