"""Job tables that are lost, cut or damaged: moved aside and made anew; what was in flight is done under its own id."""

from __future__ import annotations

import logging
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.common.walked import walk
from tests.conftest import NOW
from tests.faults.power import cut
from tests.faults.searching import Searching
from tests.operations.doors import run

if TYPE_CHECKING:
    from yakusoku.ledger.queries import Verification
    from yakusoku.rights.queries import RequestView


@pytest.fixture
def in_flight(begun: Searching, tmp_path: Path) -> Path:
    """A home whose search was handed to the engine, and whose worker then died; the job file is whole."""
    folder = shutil.copytree(begun.folder, tmp_path / "home")
    with closing(sqlite3.connect(folder / "own.sqlite")) as own, own:
        own.execute(
            "UPDATE work_intent SET state = 'started', started_at = made_at WHERE kind = 'rights.search'"
        )
    return folder


def finished(folder: Path) -> tuple[RequestView, Verification]:
    """Walk on to the end, and return the request and what the ledger says."""
    from yakusoku.site.home import open_home

    home = open_home(folder)
    from yakusoku.ledger import queries as ledger
    from yakusoku.rights import queries
    from yakusoku.work import queries as work

    request = walk(home, seed="again")
    found = queries.request(request), ledger.verify("jcom")
    assert {intent.state for intent in work.intents()} == {"done"}
    home.close()
    return found


def whole(file: Path) -> None:
    """Leave the file as it is: it knows nothing of the burst."""


def missing(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    cut(file, 0)


def halved(file: Path) -> None:
    cut(file, file.stat().st_size // 2)


def headless(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"\0" * 16)


def filled_inside(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(size // 2)
        opened.write(b"\xa5" * (size // 4))


@pytest.mark.parametrize(
    ("damage", "aside"),
    [(whole, 0), (missing, 0), (empty, 0), (halved, 1), (headless, 1), (filled_inside, 1)],
)
def test_a_burst_in_flight_is_done_whatever_became_of_the_job_file(
    in_flight: Path,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], None],
    aside: int,
) -> None:
    folder = in_flight
    damage(folder / "jobs.sqlite")
    before = (folder / "jobs.sqlite").read_bytes() if aside else b""

    with caplog.at_level(logging.ERROR, "yakusoku.jobs"):
        request, verification = finished(folder)

    assert request.state == "closed"
    assert verification.holds
    damaged = sorted(file for file in folder.glob("jobs.sqlite.damaged-*") if file.name[-1].isdigit())
    assert [file.name for file in damaged] == ["jobs.sqlite.damaged-1"] * aside
    assert [file.read_bytes() for file in damaged] == [before] * aside
    assert caplog.text.count('"moved_to": "jobs.sqlite.damaged-1"') == aside


def test_a_second_damaged_file_gets_the_next_number(tmp_path: Path) -> None:
    from yakusoku.site.job_tables import set_aside

    file = tmp_path / "jobs.sqlite"
    for number in (1, 2):
        file.write_bytes(b"no database")
        assert set_aside(file) == tmp_path / f"jobs.sqlite.damaged-{number}"
    assert set_aside(file) is None


def test_tables_that_know_more_than_a_restored_own_state_are_made_anew_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from yakusoku.site.job_tables import prepare

    kept = []
    for origins in (["jcom/1"], ["jcom/1", "jal/1"], ["jcom/2", "jal/1"], ["jcom/2", "jal/1"]):
        prepare("sqlite:///jobs.sqlite", tmp_path, origins=origins)
        with closing(sqlite3.connect(tmp_path / "jobs.sqlite")) as tables, tables:
            kept.append(
                tables.execute("SELECT count(*) FROM sqlite_master WHERE name = 'bursts'").fetchone()[0]
            )
            tables.execute("CREATE TABLE IF NOT EXISTS bursts (id)")

    assert kept == [0, 1, 0, 1]
    assert [file.name for file in tmp_path.glob("*.before-restore-*")] == ["jobs.sqlite.before-restore-1"]
    assert caplog.text.count("older own state") == 1


def test_so_are_those_of_a_server(
    postgres_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from yakusoku.site.job_tables import UnableToPrepare, prepare

    kept = []
    for origins in (["jcom/1"], ["jcom/1", "jal/1"], ["jcom/2", "jal/1"], ["jcom/2", "jal/1"]):
        prepare(postgres_url, tmp_path, origins=origins)
        with psycopg.connect(postgres_url) as tables:
            asked = "SELECT count(*) FROM pg_namespace WHERE nspname = 'dbos'"
            kept.append((tables.execute(asked).fetchone() or (0,))[0])
            tables.execute("CREATE SCHEMA IF NOT EXISTS dbos")

    assert kept == [0, 1, 0, 1]
    assert caplog.text.count("older own state") == 1
    with pytest.raises(UnableToPrepare, match="the job tables do not answer") as refusal:
        prepare("postgresql://jobs:secret@127.0.0.1:1/jobs", tmp_path, origins=[])
    assert "secret" not in refusal.value.say()


def test_the_doctor_sees_a_damaged_job_file_and_leaves_it(in_flight: Path) -> None:
    halved(in_flight / "jobs.sqlite")

    shown = run(in_flight, "doctor", now=NOW)

    assert "jobs.sqlite is cut: it has" in shown.output
    assert "The next start of the worker moves it aside" in shown.output
    assert (in_flight / "jobs.sqlite").exists()


def survives(crashed: Path, folder: Path, own: int, jobs: int) -> None:
    """Cut both logs, each for itself, finish a restore where one is needed, and walk to the end."""
    shutil.copytree(crashed, folder)
    cut(folder / "own.sqlite-wal", own)
    cut(folder / "jobs.sqlite-wal", jobs)
    shown = run(folder, "restore", "finish", "--yes", now=NOW)
    assert shown.exit_code == 0, shown.output

    request, verification = finished(folder)

    assert (request.state, verification.findings) == ("closed", ()), (own, jobs)
    shutil.rmtree(folder)


def lengths(crashed: Path, draw: random.Random) -> tuple[int, int]:
    """Return a length for each of the two logs."""
    own, jobs = ((crashed / f"{name}.sqlite-wal").stat().st_size for name in ("own", "jobs"))
    return draw.randrange(own), draw.randrange(jobs)


def test_both_logs_are_cut_and_the_walk_is_finished(crashed_folder: Path, tmp_path: Path) -> None:
    draw = random.Random(2)
    own, jobs = ((crashed_folder / f"{name}.sqlite-wal").stat().st_size for name in ("own", "jobs"))

    for pair in ((own * 2 // 5, jobs), lengths(crashed_folder, draw)):
        survives(crashed_folder, tmp_path / "home", *pair)


@pytest.mark.faults
def test_both_logs_are_cut_at_many_places_and_the_walk_is_finished(
    crashed_folder: Path, tmp_path: Path
) -> None:
    draw = random.Random(3)

    for _ in range(60):
        survives(crashed_folder, tmp_path / "home", *lengths(crashed_folder, draw))
