"""
Own state comes back from a backup of an earlier day, while sealed files, keys, mail and the file outside are newer.

The home opens, says that it is read-only and why, and goes on after `yakusoku restore finish`, which tells what was
lost. The job tables may be newer than own state, or as old.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.common.postgres import Server
from tests.common.walked import walk
from tests.conftest import NOW
from tests.faults.power import everything
from tests.faults.restored import HANDED_OVER, Restored, restored
from tests.operations.doors import run
from yakusoku.ledger.tags import UnableToRecord
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.site.home import Home


def add_member() -> None:
    """Do a deed."""
    from yakusoku.staff import operations as staff
    from yakusoku.staff.rules import Role

    staff.add_member(controller="jcom", name=Personal("増田 誠"), roles=(Role.MANAGER,), by="system", now=NOW)


def opened(folder: Path) -> Home:
    from yakusoku.site.home import open_home

    return open_home(folder)


def told() -> list[object]:
    """Return everything that deeds and work would change."""
    from yakusoku.ledger import queries as ledger
    from yakusoku.rights import queries as rights
    from yakusoku.work import queries as work

    return [ledger.entries("jcom"), rights.requests(), work.intents()]


def beside_own_state(folder: Path) -> dict[str, str]:
    """Return the digest of every file but those of own state."""
    return {name: digest for name, digest in everything(folder).items() if not name.startswith("own.sqlite")}


def everything_is_read_only(back: Restored) -> None:
    """Deeds and work are refused and change nothing; reading goes on; the doctor and every refusal say what to do."""
    home = opened(back.folder)
    before, files = told(), beside_own_state(back.folder)
    with pytest.raises(UnableToRecord, match=r"restored to an earlier day.*yakusoku restore finish"):
        add_member()
    home.close()

    for command, begins in ((("work", "drain"), "Unable to do the work that is due: "), (("doctor",), "")):
        shown = run(back.folder, *command, now=NOW)
        assert shown.exit_code == 1
        assert shown.output.startswith(begins)
        assert "the database was restored to an earlier day" in shown.output
        assert "yakusoku restore finish" in shown.output
    assert back.request in run(back.folder, "rights", "list", now=NOW).output
    assert run(back.folder, "restore", "finish", now=NOW, typed="n\n").exit_code == 1

    home = opened(back.folder)
    assert told() == before
    assert beside_own_state(back.folder) == files
    home.close()


def the_loss_is_told(back: Restored) -> None:
    """Counts and positions of what the file outside knows and the backup has not."""
    finished = run(back.folder, "restore", "finish", "--yes", now=NOW)

    assert finished.exit_code == 0
    lost = f"lost: {back.known - back.held} entries, from {back.held} to {back.known - 1}"
    assert lost in finished.output
    assert "jcom/2 is open" in finished.output
    again = run(back.folder, "restore", "finish", "--yes", now=NOW)
    assert "Every log is in order" in again.output


def the_walk_is_finished(back: Restored) -> None:
    """The same request goes on from where the backup stands, and nothing of the lost steps is in the way."""
    from yakusoku.ledger import queries as ledger
    from yakusoku.rights import queries as rights
    from yakusoku.vault import queries as vault
    from yakusoku.work import queries as work

    home = opened(back.folder)
    assert walk(home, seed="again") == back.request
    assert rights.request(back.request).state == "closed"
    assert {intent.state for intent in work.intents()} == {"done"}
    assert (vault.verify_keys(), vault.verify_sealed()) == ((), ())
    verification = ledger.verify("jcom")
    assert (verification.generations, verification.findings) == (2, ())
    assert run(back.folder, "doctor", now=NOW).exit_code == 0
    home.close()


def the_lost_letters_proof_holds(back: Restored) -> None:
    """Whoever holds the earlier letter still proves its entry, against the checkpoint of the old origin."""
    file = back.folder / "proof.txt"
    file.write_text(back.proof, encoding="utf-8")

    shown = run(back.folder, "ledger", "check-proof", str(file), "--key", back.key, now=NOW)

    assert shown.exit_code == 0, shown.output
    assert "of log jcom/1 at size" in shown.output
    assert "rights:answer:approved" in shown.output


def comes_back(back: Restored) -> None:
    """All of it, one after the other."""
    everything_is_read_only(back)
    the_loss_is_told(back)
    the_walk_is_finished(back)
    the_lost_letters_proof_holds(back)


def test_a_restored_home_says_what_it_lost_and_goes_on(tmp_path: Path) -> None:
    comes_back(restored(tmp_path / "home", HANDED_OVER, None))


def test_a_restored_database_of_a_server_does_too(tmp_path: Path, postgres_server: Server) -> None:
    comes_back(restored(tmp_path / "home", HANDED_OVER, postgres_server))


@pytest.mark.faults
@pytest.mark.parametrize(
    "at", ["received", "need_id", "need_fee", "ready", "review", "decided", "executed", "notified"]
)
def test_a_home_is_restored_to_any_state(at: str, tmp_path: Path) -> None:
    comes_back(restored(tmp_path / "home", at, None))


@pytest.mark.faults
def test_job_tables_of_a_server_are_newer_than_own_state(tmp_path: Path, postgres_url: str) -> None:
    comes_back(restored(tmp_path / "home", HANDED_OVER, None, jobs=postgres_url))


@pytest.mark.faults
@pytest.mark.parametrize("at", ["need_id", "review", "executed"])
def test_own_state_and_job_tables_are_restored_together(
    at: str, tmp_path: Path, postgres_server: Server
) -> None:
    comes_back(restored(tmp_path / "home", at, postgres_server, jobs=""))


def test_own_state_without_any_backup_begins_empty_and_names_what_was_lost(walked_home: Home) -> None:
    from yakusoku.ledger import queries as ledger

    known = len(ledger.entries("jcom"))
    walked_home.close()
    folder = walked_home.folder
    (folder / "own.sqlite").unlink()

    assert run(folder, "init", now=NOW).exit_code == 0
    home = opened(folder)
    with pytest.raises(UnableToRecord, match="yakusoku restore finish"):
        add_member()
    home.close()
    finished = run(folder, "restore", "finish", "--yes", now=NOW)
    assert f"lost: {known} entries, from 0 to {known - 1}" in finished.output
    home = opened(folder)
    add_member()
    home.settle(NOW)
    assert ledger.verify("jcom").findings == ()
    assert [entry.address for entry in ledger.entries("jcom")] == ["jcom/2", "jcom/2"]
    home.close()
