"""`yakusoku doctor` in a whole home, and in homes in which one thing or another is broken."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.common import golden
from tests.conftest import NOW
from tests.operations import doors

if TYPE_CHECKING:
    from yakusoku.site.home import Home

Found = dict[tuple[str, str], str]


def looked(folder: Path, now: datetime = NOW) -> Found:
    """Return what the doctor says that is not ok, by area and gravity; its exit code must fit."""
    shown = doors.run(folder, "doctor", "--json", now=now)
    whole = json.loads(shown.output)
    lines = whole["lines"]
    assert shown.exit_code == (0 if whole["fine"] else 1)
    assert whole["fine"] == all(line["verdict"] != "wrong" for line in lines)
    assert all(line["do"] for line in lines if line["verdict"] != "ok")
    return {
        (line["area"], line["verdict"]): f"{line['says']} → {line['do']}"
        for line in reversed(lines)
        if line["verdict"] != "ok" and (line["area"], line["verdict"]) != ("files", "look")
    }


@pytest.mark.parametrize("language", ["en", "ja"])
def test_in_a_whole_home_nothing_is_wrong(walked_home: Home, language: str) -> None:
    shown = doors.run(walked_home.folder, "doctor", now=NOW, language=language)

    assert shown.exit_code == 0
    plain = shown.output.replace(str(walked_home.folder), "HOME")
    plain = re.sub(r"SQLite [0-9.]+", "SQLite 3", plain)
    plain = re.sub(r"(?<=this version: )[0-9]+|(?<=（変更)[0-9]+(?=件を適用済み)", "N", plain)
    golden.check(f"promises/doctor.{language}.txt", plain)


def test_a_fresh_home_connects_no_store_and_has_no_policy(home: Home) -> None:
    assert set(looked(home.folder)) == {("stores", "look"), ("files", "wrong")}


def test_looking_changes_no_file(walked_home: Home) -> None:
    walked_home.close()
    watched = [path for path in sorted(walked_home.folder.rglob("*")) if path.is_file()]
    before = {path: path.read_bytes() for path in watched}

    assert not looked(walked_home.folder)

    assert {path: path.read_bytes() for path in watched} == before


def test_no_home_is_one_line_and_a_failure(tmp_path: Path) -> None:
    shown = doors.run(tmp_path / "nowhere", "doctor", now=NOW)

    assert shown.exit_code == 1
    assert shown.output.startswith("wrong   configuration ")
    assert "yakusoku init" in shown.output
    assert not (tmp_path / "nowhere").exists()


def test_a_wrong_configuration_is_named_with_its_key(walked_home: Home) -> None:
    file = walked_home.folder / "yakusoku.toml"
    file.write_text(file.read_text() + "\n[ghost]\na = 1\n")

    assert "ghost" in looked(walked_home.folder)["configuration", "wrong"]


def test_an_address_of_no_kind_we_know_is_a_finding(walked_home: Home) -> None:
    file = walked_home.folder / "yakusoku.toml"
    file.write_text(file.read_text().replace("sqlite:///own.sqlite", "mysql://root:secret@host/own"))

    found = looked(walked_home.folder)

    assert set(found) == {("configuration", "wrong")}
    assert "secret" not in found["configuration", "wrong"]


def test_an_own_state_that_is_gone_hides_neither_stores_nor_files(walked_home: Home) -> None:
    walked_home.close()
    for file in walked_home.folder.glob("own.sqlite*"):
        file.unlink()

    found = looked(walked_home.folder)

    assert "There is no file own.sqlite." in found["own-state", "wrong"]
    assert set(found) == {
        ("own-state", "wrong"), ("ledger", "look"), ("keys", "look"), ("work", "look"), ("requests", "look"),
        ("uses", "look"),
    }  # fmt: skip
    assert not (walked_home.folder / "own.sqlite").exists()


def test_a_cut_own_state_is_named_with_its_length(walked_home: Home) -> None:
    walked_home.close()
    file = walked_home.folder / "own.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    assert (
        f"it has {len(whole) // 2} of {len(whole)} bytes" in looked(walked_home.folder)["own-state", "wrong"]
    )


def test_a_file_that_is_no_database_is_named(walked_home: Home) -> None:
    walked_home.close()
    (walked_home.folder / "own.sqlite").write_bytes(b"x" * 4096)

    assert "is not a SQLite database" in looked(walked_home.folder)["own-state", "wrong"]


def test_another_journal_mode_is_seen(walked_home: Home) -> None:
    walked_home.close()
    with sqlite3.connect(walked_home.folder / "own.sqlite") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()

    assert "is not in WAL mode" in looked(walked_home.folder)["own-state", "look"]


@pytest.mark.parametrize(
    ("change", "gravity", "says"),
    [
        ("DELETE FROM django_migrations WHERE app = 'rights'", "wrong", "of an older version"),
        ("INSERT INTO django_migrations (app, name, applied) VALUES ('rights', '9999_later', 'x')",
         "look", "of a newer version"),
    ],
)  # fmt: skip
def test_tables_of_another_version_are_seen(walked_home: Home, change: str, gravity: str, says: str) -> None:
    with sqlite3.connect(walked_home.folder / "own.sqlite") as connection:
        connection.execute(change.replace("'x'", "'2026-11-24'"))
    connection.close()

    assert says in looked(walked_home.folder)["own-state", gravity]


def test_an_entry_that_waits_for_its_index_is_an_alarm_after_ten_seconds(walked_home: Home) -> None:
    from yakusoku.staff import operations as staff
    from yakusoku.staff.rules import Role
    from yakusoku.terms.personal import Personal

    staff.add_member(controller="jcom", name=Personal("増田 誠"), roles=(Role.MANAGER,), by="system", now=NOW)

    assert not looked(walked_home.folder, NOW + timedelta(seconds=10))
    late = looked(walked_home.folder, NOW + timedelta(seconds=11))
    assert "Entries of log jcom without an index: 1" in late["ledger", "wrong"]


def test_a_file_outside_that_is_gone_is_seen(walked_home: Home) -> None:
    (walked_home.folder / "outside" / "jcom.jsonl").unlink()

    assert "missing or empty" in looked(walked_home.folder)["ledger", "wrong"]


def test_a_key_file_open_to_others_is_seen(walked_home: Home) -> None:
    next((walked_home.folder / "keys").glob("*.sqlite")).chmod(0o644)

    assert ("keys", "wrong") in looked(walked_home.folder)


def test_a_key_of_a_case_that_never_came_to_be_is_counted(walked_home: Home) -> None:
    from yakusoku.vault import operations as vault

    vault.ensure_case_key(case_id="req_00000000000A0K1A", now=NOW)

    assert not looked(walked_home.folder, NOW + timedelta(minutes=59))
    later = looked(walked_home.folder, NOW + timedelta(hours=2))
    assert "never came to be: 1" in later["keys", "look"]


def test_a_store_that_is_down_is_a_finding_and_the_other_still_answers(walked_home: Home) -> None:
    store = next((walked_home.folder / "stores").glob("*media*"))
    store.unlink()

    shown = doors.run(walked_home.folder, "doctor", now=NOW)

    assert shown.exit_code == 1
    assert "Stores that answer: 1 of 2." in shown.output
    assert "jcom-media does not answer" in looked(walked_home.folder)["stores", "wrong"]


def test_a_column_that_the_data_map_does_not_know_is_drift(walked_home: Home) -> None:
    with sqlite3.connect(next((walked_home.folder / "stores").glob("*media*"))) as connection:
        connection.execute("ALTER TABLE viewing ADD COLUMN mood TEXT")
    connection.close()

    assert "mood" in looked(walked_home.folder)["stores", "wrong"]


def test_an_error_in_a_policy_is_counted(walked_home: Home) -> None:
    file = walked_home.folder / "policies" / "jcom" / "2020-04-01.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("laws:", "lawz:", 1), encoding="utf-8")

    assert "2020-04-01.yaml" in looked(walked_home.folder)["files", "wrong"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"state": "failed"}, "Failed work"),
        ({"state": "waiting", "not_before": NOW - timedelta(hours=1)}, "Overdue work"),
        ({"state": "started", "started_at": NOW - timedelta(hours=1)}, "Work begun and not ended"),
    ],
)
def test_work_that_does_not_go_on_is_named_by_its_id(
    walked_home: Home, values: dict[str, object], says: str
) -> None:
    from yakusoku.work.models import Intent

    intent = Intent.objects.order_by("number")[0]
    Intent.objects.filter(pk=intent.pk).update(**values)

    assert f"{says}: {intent.public_id}." in looked(walked_home.folder)["work", "wrong"]


def test_a_slot_whose_worker_beats_no_more_needs_a_look(walked_home: Home) -> None:
    from yakusoku.work.models import WorkerSlot

    WorkerSlot.objects.create(name="worker-9", holder="gone:1", beat_at=NOW - timedelta(minutes=1))

    assert "worker-9" in looked(walked_home.folder)["work", "look"]


@pytest.mark.parametrize(
    ("state", "suit_in", "target_in", "gravity"),
    [
        ("ready", 10, None, None),
        ("ready", 4, None, None),
        ("ready", 3, None, "look"),
        ("ready", 1, None, "look"),
        ("ready", 0, None, "wrong"),
        ("executed", -5, None, "wrong"),
        ("notified", -5, None, None),
        ("ready", 10, -1, "wrong"),
        ("ready", 10, 0, None),
    ],
)
def test_requests_alarm_before_a_suit_is_possible_and_when_the_promised_day_is_over(
    walked_home: Home, state: str, suit_in: int, target_in: int | None, gravity: str | None
) -> None:
    from tests.operations.promises_scene import request

    today = NOW.date()
    made = request(
        state=state,
        received_on=today - timedelta(days=20),
        suit_open_on=today + timedelta(days=suit_in),
        target_on=None if target_in is None else today + timedelta(days=target_in),
        outcome="full",
        prepared_by="stf_1",
        approved_by="stf_2",
        package_digest="0" * 64,
    )

    found = looked(walked_home.folder)

    assert set(found) == ({("requests", gravity)} if gravity else set())
    assert all(made.public_id in line for line in found.values())


def test_an_unexpected_error_is_named_by_its_kind_and_never_by_its_words(
    walked_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yakusoku.work import queries

    def fails(**_: object) -> None:
        raise LookupError("090-1111-2222")

    monkeypatch.setattr(queries, "health", fails)

    found = looked(walked_home.folder)

    assert "(LookupError)" in found["work", "wrong"]
    assert "090" not in json.dumps(list(found.values()))


def test_a_postgresql_that_does_not_answer_is_a_finding(walked_home: Home) -> None:
    file = walked_home.folder / "yakusoku.toml"
    address = "postgresql://own:secret@127.0.0.1:1/own"
    file.write_text(file.read_text().replace("sqlite:///own.sqlite", address))

    found = looked(walked_home.folder)

    assert "does not answer" in found["own-state", "wrong"]
    assert "secret" not in json.dumps(list(found.values()))


def test_a_postgresql_that_answers_is_named_with_its_version(tmp_path: Path, postgres_url: str) -> None:
    from yakusoku.site.home import make_home

    make_home(tmp_path / "home", own=postgres_url).close()

    shown = doors.run(tmp_path / "home", "doctor", now=NOW)

    assert re.search(r"ok +own state +PostgreSQL [0-9]+\.[0-9]+ answers\.", shown.output)
    assert "The tables are of this version" in shown.output
