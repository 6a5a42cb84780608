"""No file names a machine, a registry or a folder elsewhere, and none sounds unfinished."""

from __future__ import annotations

import pytest
from tools.house import prose, source
from tools.house.source import Fault

from tests.architecture.planted import told


def test_no_file_names_a_place_outside_or_sounds_unfinished() -> None:
    found: list[Fault] = []
    for path in source.tracked():
        if prose.is_text(path):
            found += prose.faults(path, (source.ROOT / path).read_text(encoding="utf-8"))
    assert not found, told(found)


def test_every_python_file_can_be_read() -> None:
    assert not source.unreadable()


@pytest.mark.parametrize(
    "line",
    [
        "see /ro" + "ot/notes",
        "cp x /ho" + "me/ann/y",
        "url = ../sha" + "red/seeds",
        "pip install --index-" + "url http://packages.example/simple",
        "# TO" + "DO: the rest",
        "raise Not" + "ImplementedError",
        "this is not yet imple" + "mented",
    ],
)
def test_a_planted_line_is_found(line: str) -> None:
    assert len(list(prose.faults("docs/a.md", f"fine\n{line}\n"))) == 1


@pytest.mark.parametrize(
    "line", ["~/x", "a/home/b", "/usr/lib/postgresql", "https://a.example/home/x", "home/policies"]
)
def test_ordinary_paths_pass(line: str) -> None:
    assert not list(prose.faults("docs/a.md", line))
