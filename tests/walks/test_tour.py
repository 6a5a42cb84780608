"""The tour at the end of the demo: each of its lines is a command that exists, with arguments that it takes."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.rules.policy.test_check_command import nothing_made, nothing_opens
from yakusoku.cli.context import Door
from yakusoku.cli.demo_tour import program, say_tour
from yakusoku.cli.root import commands

REQUESTS = {code: f"req_{code.upper()}" for code in ("jcom", "jalux", "jalpak", "jal", "japanet")}


def said(language: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines of the tour in a folder whose name has a space."""
    home = Path("my demo")
    door = Door(
        home, language, lambda: datetime(2026, 12, 7, tzinfo=UTC), nothing_opens, nothing_made, nothing_made
    )
    say_tour(door, home, REQUESTS)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_line_of_the_tour_is_a_command_that_takes_its_arguments(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line.strip() for line in said(language, capsys) if line.startswith("    yakusoku ")]
    called: list[str] = []

    def invoke(self: click.Command, context: click.Context) -> None:
        if not isinstance(self, click.Group):
            called.append(context.command_path)

    monkeypatch.setattr(click.Command, "invoke", invoke)
    for line in lines:
        done = CliRunner().invoke(commands, shlex.split(line)[1:], prog_name="yakusoku")
        assert done.exit_code == 0, (line, done.output)
    assert called == [
        "yakusoku rights show",
        "yakusoku promises",
        "yakusoku rights show",
        "yakusoku may",
        "yakusoku may",
        "yakusoku notice lint",
        "yakusoku ledger verify",
        "yakusoku doctor",
    ]


def test_the_tour_of_a_japanese_demo_goes_on_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said("ja", capsys)
    assert "五分で見て回る" in lines
    assert all("--language ja" in line for line in lines if line.startswith("    yakusoku "))


@pytest.mark.parametrize(
    ("called", "searched", "typed"),
    [
        (".venv/bin/yakusoku", "other", ".venv/bin/yakusoku"),
        (".venv/bin/yakusoku", ".venv/bin", "yakusoku"),
        (".venv/bin/yakusoku", "", ".venv/bin/yakusoku"),
        ("my venv/yakusoku", "", "'my venv/yakusoku'"),
        ("pytest", "", "yakusoku"),
    ],
)
def test_the_tour_calls_the_program_as_its_reader_can(
    called: str, searched: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (".venv/bin", "other"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "yakusoku").touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / searched) if searched else "/nowhere")
    monkeypatch.setattr("sys.argv", [called])
    assert program() == typed
