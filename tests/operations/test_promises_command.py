"""`yakusoku promises`, as typed, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.common import golden
from tests.conftest import NOW
from tests.operations import doors

if TYPE_CHECKING:
    from click.testing import Result

    from yakusoku.site.home import Home


# What an entry hashes to changes with every word of a letter; that it is shown is what a reader sees.
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def typed(home: Home, *words: str, language: str = "en") -> Result:
    return doors.run(home.folder, "promises", *words, now=NOW, language=language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_clauses_are_listed(walked_home: Home, language: str) -> None:
    shown = typed(walked_home, "jcom", "--language", language)

    assert shown.exit_code == 0
    golden.check(f"promises/jcom.{language}.txt", shown.output)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("clause", ["JC-D1.2", "JC-D3.1", "JC-O1.4", "JC-S3.0"])
def test_one_clause_is_shown_with_everything(walked_home: Home, clause: str, language: str) -> None:
    shown = typed(walked_home, "jcom", "--clause", clause, language=language)

    assert shown.exit_code == 0
    golden.check(f"promises/{clause}.{language}.txt", DIGEST.sub("<digest>", shown.output))


def test_the_same_is_told_to_a_program(walked_home: Home) -> None:
    whole = json.loads(typed(walked_home, "jcom", "--json").output)

    assert sum(whole["sums"].values()) == len(whole["clauses"]) == 142
    fee = next(clause for clause in whole["clauses"] if clause["id"] == "JC-D3.1")
    assert fee == json.loads(typed(walked_home, "jcom", "--clause", "JC-D3.1", "--json").output)
    (evidence,) = fee["controls"][0]["evidence"]
    assert (evidence["state"], evidence["newest"]) == ("kept", "2026-11-05T05:00:00+00:00")
    assert evidence["entries"][0]["index"] == 7


def test_every_clause_without_evidence_says_what_it_waits_for(walked_home: Home) -> None:
    whole = json.loads(typed(walked_home, "jcom", "--json").output)

    bare = [clause for clause in whole["clauses"] if clause["state"] == "no-evidence"]
    assert bare
    assert all(
        part["says"] for clause in bare for control in clause["controls"] for part in control["evidence"]
    )


def test_a_refusal_is_said_in_the_readers_language(walked_home: Home) -> None:
    refused = typed(walked_home, "acme", language="ja")

    assert refused.exit_code == 1
    assert "acmeのポリシーはありません" in refused.output


def test_only_clauses_for_which_something_was_seen_are_shown_after_the_demo(
    walked_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    from yakusoku.cli.context import Door
    from yakusoku.cli.promises import show_promises
    from yakusoku.site.home import open_home
    from yakusoku.site.settings import read_settings

    def make(at: Path, /, **given: object) -> None:
        del at, given

    door = Door(walked_home.folder, "en", lambda: NOW, open_home, make, read_settings)

    show_promises(door, "jcom", only_evident=True)

    shown = capsys.readouterr().out
    assert "JC-D3.1" in shown
    assert "JC-P5.1" not in shown
    assert "Clauses: 142" in shown
