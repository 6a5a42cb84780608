"""`yakusoku policy`: a version, a part of it, the version of a day, what changed, and the schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rules.policy.planted import NOW, REAL
from tests.rules.policy.test_check_command import nothing_made, nothing_opens
from yakusoku.cli.context import Door
from yakusoku.cli.policy import policy


def run(home: Path, *arguments: str) -> Result:
    """Run the command as the root does."""
    door = Door(home, "en", lambda: NOW, nothing_opens, nothing_made, nothing_made)
    return CliRunner().invoke(policy, arguments, obj=door)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two versions of J:COM's policy: the fee changes, and one purpose is gone."""
    folder = tmp_path / "policies" / "jcom"
    folder.mkdir(parents=True)
    words = REAL.read_text(encoding="utf-8")
    (folder / "2020-04-01.yaml").write_text(words, encoding="utf-8")
    newer = words.replace("published_from: 2020-04-01", "published_from: 2027-04-01", 1)
    newer = newer.replace("amount_yen: 1000,", "amount_yen: 500,", 1).replace(
        "amount_incl_tax_yen: 1100", "amount_incl_tax_yen: 550", 1
    )
    newer = newer.replace("telephone: 0120-999-000", "telephone: 0120-999-001", 1)
    (folder / "2027-04-01.yaml").write_text(newer, encoding="utf-8")
    return tmp_path


def test_a_version_is_shown_by_its_sections(home: Path) -> None:
    shown = run(home, "show", "jcom").output

    assert "version of 2020-04-01" in shown
    assert "clauses" in shown


def test_a_part_is_shown_with_the_lines_of_the_file(home: Path) -> None:
    shown = run(home, "show", "jcom", "rights.disclosure.fee", "--as-of", "2027-04-01").output
    line = next(one for one in shown.splitlines() if "amount_yen" in one)
    number = int(line.split()[0])

    file = (home / "policies" / "jcom" / "2027-04-01.yaml").read_text(encoding="utf-8")
    assert "amount_yen: 500" in line
    assert "amount_yen: 500" in file.splitlines()[number - 1]


def test_a_clause_is_found_by_its_id(home: Path) -> None:
    assert "kind: fee" in run(home, "show", "jcom", "clauses.JC-D3.1").output


def test_a_part_that_is_not_there_is_refused_with_the_nearest(home: Path) -> None:
    done = run(home, "show", "jcom", "right")

    assert done.exit_code == 1
    assert "Try “rights”." in done.output


def test_a_day_has_its_version(home: Path) -> None:
    assert "version of 2020-04-01" in run(home, "at", "2027-03-31").output
    assert "version of 2027-04-01" in run(home, "at", "2027-04-01", "jcom").output
    assert "the first policy of jcom is of 2020-04-01" in run(home, "at", "2019-01-01").output
    assert run(home, "at", "2019-01-01", "jcom").exit_code == 1


def test_what_changed_is_told_by_key(home: Path) -> None:
    told = json.loads(run(home, "diff", "jcom", "2026-01-01", "2027-04-01", "--json").output)

    assert [(one["key"], one["kind"]) for one in told] == [
        ("published_from", "changed"),
        ("controller.contacts.customer-center.telephone", "changed"),
        ("rights.disclosure.fee.amount_yen", "changed"),
        ("rights.disclosure.fee.amount_incl_tax_yen", "changed"),
    ]
    assert "- 1000" in run(home, "diff", "jcom", "2026-01-01", "2027-04-01").output


def test_an_unknown_company_is_a_usage_error(home: Path) -> None:
    assert run(home, "show", "jcomm").exit_code == 2


def test_the_schema_offers_the_words_that_are_known(home: Path) -> None:
    made = json.loads(run(home, "schema").output)

    assert "user.name" in made["$defs"]["word-category"]["enum"]
    assert "rights.fee" in made["$defs"]["word-control"]["enum"]
    assert made["$defs"]["Purpose"]["properties"]["uses"]["items"] == {"$ref": "#/$defs/word-category"}
    assert made["additionalProperties"] is False
    assert "x-stands-for" not in json.dumps(made)
