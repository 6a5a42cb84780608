"""The commands on the ledger, as a person types them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.operations import doors
from tests.operations.ledger_cases import ABOUT, LOG, NOW, do, outside, run, settled, unprotected
from tests.operations.test_ledger_restore import restored_to

if TYPE_CHECKING:
    from click.testing import Result

    from yakusoku.site.home import Home


def typed(home: Home, *words: str, language: str = "en", answer: str | None = None) -> Result:
    return doors.run(home.folder, *words, now=NOW, language=language, typed=answer)


def test_verify_says_that_everything_fits(home: Home) -> None:
    assert "There is no log yet" in typed(home, "ledger", "verify").output
    settled(3)
    done = typed(home, "ledger", "verify")
    assert done.exit_code == 0
    assert "jcom: 3 entries, 1 checkpoints, 1 generations, 0 waiting" in done.output
    assert "everything fits" in done.output


def test_verify_indexes_first_what_waits(home: Home) -> None:
    do(2)
    done = typed(home, "ledger", "verify")
    assert (done.exit_code, "jcom: 2 entries, 1 checkpoints, 1 generations, 0 waiting" in done.output) == (
        0,
        True,
    )


def test_verify_says_why_a_log_cannot_be_continued_and_goes_on(home: Home) -> None:
    settled(3)
    settled(2)
    restored_to(3)
    with unprotected():
        run("UPDATE ledger_entry SET position = NULL WHERE position = 2")
    done = typed(home, "ledger", "verify")
    assert done.exit_code == 1
    assert "Unable to index and sign" in done.stderr
    assert "standing.behind" in done.stdout


def test_verify_reads_what_can_be_read_of_a_damaged_database(home: Home) -> None:
    from django.db import connection

    settled(300)
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    file = home.folder / "own.sqlite"
    whole = file.read_bytes()
    page = next(at for at in range(0, len(whole), 4096) if b"test:thing:done" in whole[at : at + 4096])
    file.write_bytes(whole[:page] + bytes(4096) + whole[page + 4096 :])
    done = typed(home, "ledger", "verify")
    assert done.exit_code == 1
    assert "database.damaged" in done.stdout


@pytest.mark.parametrize(
    ("language", "word"), [("en", "not those that were signed"), ("ja", "署名されたものと異なります")]
)
def test_verify_says_file_entry_and_kind(home: Home, language: str, word: str) -> None:
    settled(3)
    with unprotected():
        run("UPDATE ledger_entry SET body = %s WHERE position = 1", b"{}")
    done = typed(home, "ledger", "verify", "--log", LOG, language=language)
    assert done.exit_code == 1
    assert "entry.body" in done.output
    assert "ledger_entry" in done.output
    assert word in done.output


def test_verify_lists_twenty_or_all(home: Home) -> None:
    settled(30)
    with unprotected():
        run("UPDATE ledger_entry SET tag = 'x'")
    assert "and 10 more findings" in typed(home, "ledger", "verify").output
    assert typed(home, "ledger", "verify", "--all").output.count("entry.column") == 30


def test_entries_are_listed_with_their_facts(home: Home) -> None:
    settled(3)
    lines = typed(home, "ledger", "entries", "--log", LOG, "--about", ABOUT).output.splitlines()
    assert len(lines) == 3
    assert "test:thing:done" in lines[2]
    assert lines[2].endswith("number=2")


def test_a_proof_goes_to_a_file_and_is_checked_without_a_home(home: Home, tmp_path: Path) -> None:
    from yakusoku.ledger import queries

    made = settled(3)
    file = tmp_path / "one.tlog-proof"
    done = typed(home, "ledger", "prove", "--log", LOG, "--entry", str(made[1]), "--to", str(file))
    key = queries.key(LOG)
    stamp = queries.proof(LOG, made[1]).stamp()
    assert key in done.output
    assert stamp in done.output
    nowhere = tmp_path / "nowhere"
    good = doors.run(nowhere, "ledger", "check-proof", str(file), "--key", key, "--stamp", stamp, now=NOW)
    assert (good.exit_code, good.output.split("\n")[0]) == (0, "PROVEN: entry 1 of log jcom/1 at size 2.")
    file.write_text(file.read_text().replace("index 1", "index 0"))
    assert doors.run(nowhere, "ledger", "check-proof", str(file), "--key", key, now=NOW).exit_code == 1
    file.write_text("nothing")
    assert doors.run(nowhere, "ledger", "check-proof", str(file), "--key", key, now=NOW).exit_code == 2


def test_a_checkpoint_that_was_kept_is_proven_to_be_extended(home: Home, tmp_path: Path) -> None:
    from yakusoku.ledger import queries
    from yakusoku.ledger.models import Checkpoint

    settled(3)
    kept = tmp_path / "kept"
    kept.write_text(Checkpoint.objects.get().note, encoding="utf-8")
    settled(2)
    whole = typed(home, "ledger", "prove", "--log", LOG, "--since", str(kept)).output
    file = tmp_path / "growth"
    file.write_text(whole, encoding="utf-8")
    done = doors.run(tmp_path, "ledger", "check-proof", str(file), "--key", queries.key(LOG), now=NOW)
    assert "log jcom/1 at size 5 begins with what it was at size 3" in done.output
    assert typed(home, "ledger", "prove", "--log", LOG).exit_code == 2


def test_sequence_rebuild_and_export(home: Home, tmp_path: Path) -> None:
    do(3)
    assert "jcom/1: entries 0 to 2 have their index" in typed(home, "ledger", "sequence").output
    assert "Nothing waits" in typed(home, "ledger", "sequence").output
    run("DELETE FROM ledger_tile")
    assert "1 tiles were made anew" in typed(home, "ledger", "rebuild", "--log", LOG).output
    done = typed(home, "ledger", "export", str(tmp_path / "out"), "--log", LOG)
    assert "3 entries, 1 tiles and 0 bundles" in done.output
    refused = typed(home, "ledger", "export", str(tmp_path / "out"), "--log", "jalpak")
    assert (refused.exit_code, "Unable to export a log" in refused.output) == (1, True)


def test_restore_finish_shows_what_was_lost_and_asks(home: Home) -> None:
    from yakusoku.ledger import queries

    assert "Every log is in order" in typed(home, "restore", "finish").output
    settled(3)
    settled(2)
    restored_to(3)
    asked = typed(home, "restore", "finish", answer="n\n")
    assert asked.exit_code == 1
    assert "lost: 2 entries, from 3 to 4" in asked.output
    assert queries.behind()
    done = typed(home, "restore", "finish", answer="y\n")
    assert "jcom: jcom/2 is open; 0 replayed, 0 carried over" in done.output
    assert not queries.behind()
    assert "everything fits" in typed(home, "ledger", "verify").output


def test_restore_finish_does_not_ask_where_told_so(home: Home) -> None:
    settled(3)
    settled(2)
    outside(home).unlink()
    assert (
        "jcom/2 is open" in typed(home, "restore", "finish", "--yes", "--by", "stf_0123456789ABCDEF").output
    )
