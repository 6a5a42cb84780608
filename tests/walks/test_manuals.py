"""Each command that a manual names exists, with the options it is given, and both languages name the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from tools.house import source

from yakusoku.cli.root import commands

MANUALS = (
    "docs/asking.ja.md",
    "docs/desk.md",
    "docs/desk.ja.md",
    "docs/operating.md",
    "docs/operating.ja.md",
    "docs/your-own.ja.md",
)
_FENCE = re.compile(r"^```sh[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(
    r"`((?:yakusoku )?(?:rights|vault|ledger|work|datamap|promises|holds|staff|notice) [a-z-]+)`"
)


def typed(page: str) -> Iterator[list[str]]:
    """Yield the words of each command of a page's shell blocks, without `yakusoku` and its own options."""
    text = (source.ROOT / page).read_text(encoding="utf-8")
    for block in _FENCE.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            for part in re.findall(r"(?:^|\(|\s)yakusoku ([^|)]*)", line):
                yield without_own_options(shlex.split(part, comments=True))
    for inline in _INLINE.findall(text):
        yield shlex.split(inline.removeprefix("yakusoku "))


def without_own_options(words: list[str]) -> list[str]:
    """Return a command's words without those that `yakusoku` itself takes before it."""
    while words and words[0] in {"--home", "--language"}:
        words = words[2:]
    return words


def leaf(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that words name, and what it is given."""
    command: click.Command = commands
    rest = list(words)
    with click.Context(commands) as context:
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            found = command.get_command(context, rest[0])
            assert found is not None, f"no such command: {' '.join(words)}"
            command, rest = found, rest[1:]
    return command, rest


@pytest.mark.parametrize("page", MANUALS)
def test_each_command_of_a_manual_exists_with_its_options(page: str) -> None:
    found = list(typed(page))
    assert found
    for words in found:
        command, given = leaf(words)
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {
            "--help",
            "--version",
        }
        unknown = {word.split("=")[0] for word in given if word.startswith("--")} - known
        assert not unknown, (words, unknown)


@pytest.mark.parametrize("page", ["docs/desk", "docs/operating"])
def test_both_languages_of_a_manual_name_the_same_commands(page: str) -> None:
    english, japanese = (
        {leaf(words)[0].name for words in typed(f"{page}{end}")} for end in (".md", ".ja.md")
    )
    assert english == japanese
