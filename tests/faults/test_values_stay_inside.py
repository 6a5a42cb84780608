"""
After the whole walk no value of a person stands anywhere but in the stores and, sealed, in the case.

Every byte of every file, every cell of every table and every name of a file is looked at, in a quiet walk and in one
that met errors whose words hold values. The scanner is shown to fail: a value is planted in each kind of place.
"""

from __future__ import annotations

import base64
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.common.postgres import Server
from tests.common.walked import prepared, walk
from tests.faults import places, values
from tests.faults.values import Scanner, spellings
from yakusoku.examples.people import cast

OWN = "YAKUSOKU_SCANNED_OWN"
PLANTED = "三軒茶屋2丁目84番7号"


@pytest.fixture(scope="module")
def scanner(crashed_folder: Path) -> Scanner:
    """Looks for every value of the cast, of Aoki's rows in both stores, and of what was written in the walk."""
    found = values.of_cast() | values.of_stores(crashed_folder) | set(values.WORDS)
    assert {PLANTED, "アオキ", "03-1000-0001", "J0001000001", "1978-04-12", "映像が乱れる", "青木"} <= found
    return Scanner(tuple(sorted(found)))


@pytest.fixture(scope="module")
def staff() -> Scanner:
    """Looks for the names of the three members of staff."""
    names = [(one.name, one.name.replace(" ", ""), one.kana, one.romaji) for one in cast.STAFF.values()]
    return Scanner(tuple(name for each in names for name in each))


def test_after_the_walk_no_value_of_a_person_stands_outside(
    crashed_folder: Path, scanner: Scanner, staff: Scanner
) -> None:
    seen = list(places.of_home(crashed_folder))

    assert scanner.look_through(seen) == {}
    assert staff.look_through(places.beside_the_register(crashed_folder)) == {}
    assert "staff_member" in {place.rpartition(":")[2] for place in staff.look_through(seen)}
    looked_at = {place for place, _ in seen}
    assert {
        "own.sqlite", "own.sqlite-wal", "jobs.sqlite-wal", "keys/case-keys.sqlite", "outside/jcom.jsonl",
        "log/deeds.jsonl", "own.sqlite:ledger_entry", "own.sqlite:ledger_tile", "own.sqlite:rights_search",
        "jobs.sqlite:operation_outputs", "jobs.sqlite:workflow_input",
    } <= looked_at  # fmt: skip
    assert any(place.startswith("sealed/req_") for place in looked_at)
    assert any(place.startswith("body of int_") for place in looked_at)


def test_nor_when_logs_are_folded_in(walked_folder: Path, scanner: Scanner, staff: Scanner) -> None:
    assert scanner.look_through(places.of_home(walked_folder)) == {}
    assert staff.look_through(places.beside_the_register(walked_folder)) == {}


def test_nor_on_a_server(
    tmp_path: Path, postgres_server: Server, scanner: Scanner, staff: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.create()
    monkeypatch.setenv(OWN, url)
    home = prepared(tmp_path / "home", own=f"${{{OWN}}}", jobs=f"${{{OWN}}}")
    walk(home)
    home.close()

    seen = list(places.of_home(tmp_path / "home", server=url))

    assert scanner.look_through(seen) == {}
    assert staff.look_through(places.beside_the_register(tmp_path / "home", server=url)) == {}
    assert {"public.ledger_entry", "dbos.operation_outputs", "dbos.workflow_status"} <= {
        name for name, _ in seen
    }
    postgres_server.drop(url)


@pytest.mark.parametrize(
    "value", [PLANTED, "青木 真由美", "アオキ", "03-1000-0001", "mayumi.aoki@example.jp"]
)
def test_the_scanner_finds_a_value_in_every_spelling(scanner: Scanner, value: str) -> None:
    assert len(spellings(value)) >= 10
    for spelling in spellings(value):
        assert value in scanner.look(b"\x00before " + spelling + b" after\xff"), spelling
    for before in range(3):
        hidden = base64.b64encode(b"x" * before + value.encode() + b"rest")
        assert value in scanner.look(hidden), before
    assert scanner.look(b"nothing of the kind") == set()


def into_file(name: str) -> Callable[[Path], str]:
    """Return what adds a value to the end of a file."""

    def plant(folder: Path) -> str:
        with (folder / name).open("ab") as file:
            file.write(PLANTED.encode("utf-16-le"))
        return name

    return plant


def into_table(database: str, statement: str, table: str) -> Callable[[Path], str]:
    """Return what writes a value into a table; triggers do not ask whether it may."""

    def plant(folder: Path) -> str:
        with closing(sqlite3.connect(folder / database)) as connection, connection:
            connection.execute(statement, (f'{{"a": "{PLANTED}"}}',))
        return f"{database}:{table}"

    return plant


def into_mail(folder: Path) -> str:
    letter = EmailMessage()
    letter["Subject"] = "mail"
    letter.set_content(f"{'何か' * 40}{PLANTED}\n", cte="base64")
    (folder / "mail" / "int_1.eml").write_bytes(letter.as_bytes())
    return "body of int_1.eml"


def into_the_title_of_a_mail(folder: Path) -> str:
    letter = EmailMessage()
    letter["Subject"] = f"{'何か' * 20}{PLANTED}"
    letter.set_content("nothing")
    (folder / "mail" / "int_2.eml").write_bytes(letter.as_bytes())
    return "headers of int_2.eml"


def into_a_name(folder: Path) -> str:
    (folder / "sealed" / f"{PLANTED}.part").touch()
    return f"name of 'sealed/{PLANTED}.part'"


def into_a_sealed_file(folder: Path) -> str:
    file = next(path for path in sorted((folder / "sealed").rglob("found-*")))
    return into_file(str(file.relative_to(folder)))(folder)


_ENTRY = "INSERT INTO ledger_entry (log_id, body, about, tag, recorded_at) SELECT id, ?, 'x', 'x', 'x' FROM ledger_log"
PLANTS: dict[str, Callable[[Path], str]] = {
    "log": into_file("log/deeds.jsonl"),
    "outside": into_file("outside/jcom.jsonl"),
    "keys": into_file("keys/wrapping.json"),
    "key store": into_file("keys/case-keys.sqlite"),
    "configuration": into_file("yakusoku.toml"),
    "sealed": into_a_sealed_file,
    "name": into_a_name,
    "mail": into_mail,
    "subject": into_the_title_of_a_mail,
    "row": into_table("own.sqlite", "UPDATE work_intent SET arguments = ?", "work_intent"),
    "entry": into_table("own.sqlite", _ENTRY, "ledger_entry"),
    "tile": into_table("own.sqlite", "UPDATE ledger_tile SET hashes = ?", "ledger_tile"),
    "input": into_table("jobs.sqlite", "UPDATE workflow_input SET inputs = ?", "workflow_input"),
    "output": into_table("jobs.sqlite", "UPDATE operation_outputs SET output = ?", "operation_outputs"),
    "error": into_table("jobs.sqlite", "UPDATE workflow_status SET error = ?", "workflow_status"),
    "log of own state": into_file("own.sqlite-wal"),
}


@pytest.mark.parametrize("kind", PLANTS)
def test_a_value_that_is_planted_is_found_in_its_place(
    crashed_folder: Path, scanner: Scanner, tmp_path: Path, kind: str
) -> None:
    folder = shutil.copytree(crashed_folder, tmp_path / "home")

    place = PLANTS[kind](folder)

    near = [one for one in places.of_home(folder) if one[0].startswith(place)]
    assert scanner.look_through(near) == {place: {PLANTED}}
