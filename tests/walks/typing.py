"""Commands as staff type them one after the other, with everything that was printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from click.testing import Result

from tests.operations import doors


@dataclass
class Terminal:
    """A terminal in a home: each command and its answer is kept as it stood on the screen."""

    home: Path
    language: str = "en"
    now: datetime = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
    lines: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def at(self, day: int, hour: int, minute: int = 0) -> None:
        """Let it be a time of day in November, in Tokyo."""
        self.now = datetime(2026, 11, day, hour - 9, minute, tzinfo=UTC)

    def type(self, command: str, *words: str, typed: str | None = None, fails: bool = False) -> str:
        """Run a command; `words` are arguments that hold blanks. :raises AssertionError: if it ends otherwise"""
        said = [*command.format(**self.names).split(), *words]
        result: Result = doors.run(self.home, *said, now=self.now, language=self.language, typed=typed)
        shown = " ".join(f"'{word}'" if " " in word or "　" in word else word for word in said)
        self.lines += [f"$ yakusoku {shown}", result.output]
        assert bool(result.exit_code) == fails, result.output
        return result.output

    def transcript(self) -> str:
        """Return the whole screen, without where this test's folder lies."""
        return "\n".join(self.lines).replace(str(self.home.parent), "…")
