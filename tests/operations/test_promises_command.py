"""`yakusoku promises`, as typed, in both languages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import yakusoku
from tests.common import golden
from tests.conftest import NOW
from tests.operations import doors
from tests.operations import promises_scene as planted

if TYPE_CHECKING:
    from click.testing import Result

    from yakusoku.site.home import Home


# What an entry hashes to changes with every word of a letter; that it is shown is what a reader sees.
DATA = Path(yakusoku.__file__).parent / "examples" / "data"
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


@pytest.fixture
def five(walked_home: Home) -> Home:
    """The walked home with the policies of all packaged companies."""
    for policies in DATA.glob("*/policies"):
        shutil.copytree(policies, walked_home.folder / "policies" / policies.parent.name, dirs_exist_ok=True)
    return walked_home


@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_companies_are_shown_with_each_of_their_clauses(five: Home, language: str) -> None:
    shown = typed(five, language=language)

    ids = [line.split()[0] for line in shown.output.splitlines() if re.match(r"[A-Z]{2,}-[A-Z0-9]", line)]
    assert len(ids) == len(set(ids)) == 359
    assert "359" in shown.output.splitlines()[-1]
    golden.check(f"promises/all.{language}.txt", shown.output)


def test_all_companies_are_told_to_a_program(five: Home) -> None:
    whole = json.loads(typed(five, "--json").output)

    counts = {one["company"]: len(one["clauses"]) for one in whole["companies"]}
    assert counts == {"jal": 22, "jalpak": 55, "jalux": 54, "japanet": 86, "jcom": 142}
    assert sum(whole["sums"].values()) == 359
    for one in whole["companies"]:
        assert one == json.loads(typed(five, one["company"], "--json").output)
    parts = [
        part
        for one in whole["companies"]
        for clause in one["clauses"]
        for control in clause["controls"]
        for part in control["evidence"]
    ]
    assert {part["by"] for part in parts} == {"program", "people"}
    assert all(part["newest"] for part in parts if part["state"] == "kept")


def test_a_broken_clause_ends_with_one_and_a_whole_policy_with_nothing(five: Home) -> None:
    assert typed(five, "jal").exit_code == 0
    assert typed(five, "jcom", "--clause", "JC-D3.1").exit_code == 0
    planted.rows("rights.Fee", yen=900)
    assert typed(five, "jcom", "--clause", "JC-D3.1").exit_code == 1
    assert typed(five, "jcom").exit_code == 1
    assert typed(five).exit_code == 1
    assert typed(five, "jal").exit_code == 0


def test_what_is_asked_wrongly_and_what_is_not_there_have_codes_of_their_own(five: Home) -> None:
    assert typed(five, "--clause", "JC-D3.1").exit_code == 2
    assert typed(five, "acme").exit_code == 1
    assert typed(five, "jcom", "--clause", "JC-D9").exit_code == 1


def test_the_systems_of_one_company_show_nothing_of_another(five: Home) -> None:
    assert "Fields of the data map" in typed(five, "jcom", "--clause", "JC-P2.4").output
    assert (
        "The data map holds nothing about people." in typed(five, "jalpak", "--clause", "JALPAK-B2.1").output
    )
