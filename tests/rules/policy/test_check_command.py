"""`yakusoku check`: what it prints, in which form, and how it exits."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rules.policy.planted import NOW, REAL
from yakusoku.cli.check import EXAMPLES, check
from yakusoku.cli.context import Door, OpenHome
from yakusoku.site.settings import read_settings


def nothing_opens(folder: Path, /, *, whole: bool = True) -> OpenHome:
    """A check that opens a home has gone too far."""
    raise AssertionError(folder, whole)


def nothing_made(*_: object, **__: object) -> None:
    """A check makes nothing."""
    raise AssertionError


def run(home: Path, *arguments: str) -> Result:
    """Run the command as the root does."""
    door = Door(home, "en", lambda: NOW, nothing_opens, nothing_made, read_settings)
    return CliRunner().invoke(check, arguments, obj=door)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with J:COM's policy and data map."""
    shutil.copytree(REAL.parent, tmp_path / "policies" / "jcom")
    shutil.copytree(EXAMPLES / "jcom" / "datamap", tmp_path / "datamap")
    return tmp_path


def test_gaps_are_shown_and_allowed(home: Path) -> None:
    done = run(home)

    assert done.exit_code == 0, done.output
    assert "gap" in done.output
    assert "errors 0" in done.output


def test_errors_end_with_one(home: Path) -> None:
    file = home / "policies" / "jcom" / "2020-04-01.yaml"
    lines = file.read_text().splitlines()
    number = lines.index("    kept_by: [rights.reasons]") + 1
    file.write_text(file.read_text().replace("kept_by: [rights.reasons]", "kept_by: [rights.raisons]"))

    done = run(home)

    assert done.exit_code == 1
    assert (
        f"policies/jcom/2020-04-01.yaml:{number}:15  error  The control “rights.raisons” is not registered."
        in done.output
    )


def test_a_home_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    assert run(tmp_path, str(tmp_path / "nowhere")).exit_code == 2
    assert run(tmp_path / "nowhere").exit_code == 2
    assert run(tmp_path, "--as-of", "soon").exit_code == 2


def test_a_home_without_a_policy_is_an_error(tmp_path: Path) -> None:
    done = run(tmp_path)

    assert done.exit_code == 1
    assert "There is no company's policy" in done.output
    assert "policies/COMPANY/" in done.output
    assert "`yakusoku policy show jcom --examples`" in done.output


def test_json_carries_every_finding(home: Path) -> None:
    told = json.loads(run(home, "--json", "--language", "ja").output)

    assert told["usable"] is True
    assert (told["policies"], told["errors"]) == (1, 0)
    assert told["gaps"] == sum(1 for finding in told["findings"] if finding["severity"] == "gap")
    assert {"file", "line", "column", "key", "kind", "says", "do", "read", "allowed", "nearest"} < set(
        told["findings"][0]
    )
    assert any("資格確認書" in finding["do"] for finding in told["findings"])


def test_the_examples_have_no_errors(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "--examples")

    assert done.exit_code == 0, done.output


def test_data_that_no_purpose_covers_is_a_gap(home: Path) -> None:
    file = home / "datamap" / "jcom-customers.yaml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("[jp.inquiry]", "[jp.fraud_score]", 1), encoding="utf-8")

    told = json.loads(run(home, "--json").output)

    assert "jp.fraud_score" in {
        found["read"] for found in told["findings"] if found["kind"] == "policy.data-without-purpose"
    }


def test_a_purpose_that_the_policy_lost_is_missed_by_the_map(home: Path) -> None:
    file = home / "datamap" / "jcom-customers.yaml"
    words = file.read_text().replace(
        "    provided_by: person\n", "    provided_by: person\n    purposes: [bills]\n", 1
    )
    file.write_text(words)

    done = run(home)

    assert done.exit_code == 1
    assert "bills" in done.output


def test_a_day_before_the_law_is_refused_with_a_reason(home: Path) -> None:
    done = run(home, "--as-of", "2019-01-01")

    assert done.exit_code == 2
    assert "known from 2022-04-01 on" in done.output


@pytest.mark.parametrize(
    "room", ["policy.queries", "policy.checks.home", "laws.queries", "laws.clocks", "cli.check"]
)
def test_pure_rooms_load_no_framework_and_no_driver(room: str) -> None:
    heavy = "django, psycopg, sqlite3, dbos, sqlalchemy, cryptography, PIL, holidays"
    program = (
        f"import sys, yakusoku.{room}; "
        f"print(sorted(name for name in sys.modules if name in {heavy.split(', ')!r}))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[own", "is not TOML"),
        ("[ghost]\na = 1\n", "key ghost"),
        ('[jobs]\npoll_seconds = "often"\n', "key jobs.poll_seconds"),
        ('[home]\nlanguage = "fr"\n', "key home.language"),
        ('[own]\ndatabase = "${YAKUSOKU_UNSET}"\n', "YAKUSOKU_UNSET, which is not set"),
        ('[own]\ndatabase = "mysql://u:secret@h/n"\n', "key own.database: this is no address of a database"),
        ('[jobs]\ndatabase = "postgresql://u:secret@h:port/n"\n', "key jobs.database: this is no address"),
        ('[stores.crm]\nurl = "secret.sqlite"\n', "key stores.crm.url: this is no address"),
    ],
)
def test_a_wrong_configuration_is_an_error(home: Path, toml: str, told: str) -> None:
    (home / "yakusoku.toml").write_text(toml)

    done = run(home)

    assert done.exit_code == 1
    assert "yakusoku.toml:1:1  error" in done.output
    assert told in done.output
    assert "secret" not in done.output
    assert run(home, "--examples").exit_code == 0


def test_a_store_that_the_configuration_lacks_is_an_error(home: Path) -> None:
    (home / "yakusoku.toml").write_text('[stores.jcom-customer]\nurl = "sqlite:///a.sqlite"\n')

    told = json.loads(run(home, "--json").output)

    assert {(one["kind"], one["read"]) for one in told["findings"] if one["severity"] == "error"} >= {
        ("datamap.unknown-store", "jcom-customers")
    }


def test_a_right_configuration_is_not_mentioned(home: Path) -> None:
    (home / "yakusoku.toml").write_text('[own]\ndatabase = "postgresql://yakusoku@h:5432/n"\n')

    done = run(home)

    assert done.exit_code == 0, done.output
    assert "yakusoku.toml" not in done.output
