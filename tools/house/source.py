"""What the linters read: the project's files, parsed once."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = "src/yakusoku"
_CODE = ("src", "tests", "tools", "bench")


@dataclass(frozen=True, order=True)
class Fault:
    """One broken rule: a place in a file and a sentence that teaches."""

    path: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}"


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the project's root and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.splitlines()

    @property
    def in_package(self) -> bool:
        """Whether this is the program itself, not a test or a tool."""
        return self.path.startswith(f"{PACKAGE}/")

    @property
    def room(self) -> str | None:
        """The room this file belongs to, or None for what is no part of one."""
        parts = self.path.removeprefix(f"{PACKAGE}/").split("/")
        return parts[0] if self.in_package and len(parts) > 1 else None

    @property
    def module(self) -> str:
        """The dotted name under which the program imports this file."""
        dotted = self.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
        return dotted.removesuffix(".__init__")

    def fault(self, at: ast.AST | int, says: str) -> Fault:
        """Return a fault at a node or line of this file."""
        return Fault(self.path, at if isinstance(at, int) else getattr(at, "lineno", 1), says)


@lru_cache(maxsize=1)
def tracked() -> tuple[str, ...]:
    """Return the files by path: those git does not ignore; without git, all but hidden and built ones."""
    command = ("git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode == 0:
        names = [name for name in done.stdout.decode().split("\0") if name]
    else:
        built = {"dist", "build", "__pycache__"}
        files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        names = [
            path.as_posix()
            for path in files
            if not built.intersection(path.parts) and path.parts[0][0] != "."
        ]
    return tuple(sorted({name for name in names if (ROOT / name).is_file()}))


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Source, ...], tuple[str, ...]]:
    readable, unreadable = [], []
    for name in tracked():
        if name.endswith(".py") and name.split("/")[0] in _CODE and "/migrations/" not in name:
            source = Source(name, (ROOT / name).read_text(encoding="utf-8"))
            try:
                ast.parse(source.text)
            except SyntaxError as reason:
                unreadable.append(f"{name}:{reason.lineno}: {reason.msg}")
            else:
                readable.append(source)
    return tuple(readable), tuple(unreadable)


def sources() -> tuple[Source, ...]:
    """Return every Python file of the project that parses; generated migrations are no prose and stay out."""
    return _read()[0]


def unreadable() -> tuple[str, ...]:
    """Return the places where Python files do not parse."""
    return _read()[1]


def package() -> tuple[Source, ...]:
    """Return the Python files of the program itself."""
    return tuple(source for source in sources() if source.in_package)


def rooms() -> tuple[str, ...]:
    """Return the rooms that exist."""
    return tuple(sorted({source.room for source in package() if source.room}))
