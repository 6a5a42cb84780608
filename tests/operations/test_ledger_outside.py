"""What the file outside the database may be found as: missing, older, torn, damaged, or another home's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.operations.ledger_cases import NOW, do, kinds, outside, settled
from tests.operations.own_states import own
from tests.operations.test_ledger_restore import behind, finish, last_note
from yakusoku.ledger.tags import UnableToRecord

if TYPE_CHECKING:
    from yakusoku.ledger.queries import Standing
    from yakusoku.site.home import Home

__all__ = ["own"]


def refused(found: Standing, trouble: str) -> None:
    """Nothing is written, nor is the restore finished, on the word of a file that cannot be believed."""
    from yakusoku.ledger.restore import UnableToFinishRestore

    assert found.trouble == trouble
    assert "Put the file of this home back" in found.do.say("en")
    with pytest.raises(UnableToRecord):
        do()
    with pytest.raises(UnableToFinishRestore):
        finish()


@pytest.mark.parametrize("make", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_missing_file_is_a_restore_to_finish(own: Home, make: Callable[[Path], object]) -> None:
    from yakusoku.ledger import queries

    settled(3)
    settled(2)
    make(outside(own))
    assert (behind().trouble, behind().lost) == ("missing", 0)
    assert behind().do.say("en").startswith("First put the file back")
    with pytest.raises(UnableToRecord, match="missing or empty"):
        do()
    assert finish().origin == "jcom/2"
    assert queries.behind() == ()
    assert len(outside(own).read_bytes().splitlines()) == 3
    assert not kinds()


def test_a_file_missing_before_the_first_copy_was_made_is_in_order(own: Home) -> None:
    settled(3)
    outside(own).unlink()
    do()
    settled(1)
    assert not kinds()


def test_a_file_older_than_the_database_is_caught_up(own: Home) -> None:
    settled(3)
    kept = outside(own).read_bytes()
    settled(2)
    settled(2)
    outside(own).write_bytes(kept)
    do()
    settled(1)
    assert len(outside(own).read_bytes().splitlines()) == 4
    assert not kinds()


def test_lines_cut_off_the_file_are_told_when_they_are_copied_again(own: Home) -> None:
    from yakusoku.ledger import operations

    for _ in range(4):
        settled(1)
    whole = outside(own).read_bytes()
    outside(own).write_bytes(b"".join(whole.splitlines(keepends=True)[:1]))
    do()

    (told,) = operations.verify_all(now=NOW).done

    assert outside(own).read_bytes().startswith(whole)
    assert [(fault.kind, fault.severity) for fault in told.findings] == [("outside.copied", "advice")]
    assert "lacked 3 checkpoints" in told.findings[0].says.say("en")
    assert told.holds
    (again,) = operations.verify_all(now=NOW).done
    assert not again.findings


def test_a_file_from_another_home_is_not_believed(own: Home, tmp_path: Path) -> None:
    from yakusoku.ledger import notes
    from yakusoku.ledger.keys import FileSigner, write_key
    from yakusoku.ledger.outside import write_line

    settled(3)
    (tmp_path / "other.key").write_bytes(write_key(bytes(32)))
    (tmp_path / "other.key").chmod(0o600)
    signer = FileSigner(tmp_path / "other.key")
    head = notes.Checkpoint("jcom/1", 7, bytes(32))
    note = notes.sign(head.text(), notes.Key("jcom/1", signer.public), signer.sign).write()
    kept = outside(own).read_bytes()
    outside(own).write_bytes(write_line("checkpoint", {"note": note}) + b"\n")
    refused(behind(), "foreign")
    outside(own).write_bytes(kept)
    do()


def test_a_file_of_another_log_is_not_believed(own: Home) -> None:
    settled(3)
    settled(4, log="jalpak")
    shutil.copyfile(outside(own, "jalpak"), outside(own))
    from yakusoku.ledger import queries

    (found,) = queries.behind()
    refused(found, "foreign")


@pytest.mark.parametrize("part", [b'"kind"', b"jcom/1", b"\\n5\\n"])
def test_a_damaged_last_line_is_not_believed(own: Home, part: bytes) -> None:
    settled(3)
    settled(2)
    one, two = outside(own).read_bytes().splitlines(keepends=True)
    outside(own).write_bytes(one + two.replace(part, part.upper().replace(b"5", b"6")))
    assert outside(own).read_bytes() != one + two
    assert behind().trouble in {"unreadable", "foreign"}
    refused(behind(), behind().trouble)


def test_a_signature_that_does_not_fit_is_not_believed(own: Home) -> None:
    from yakusoku.ledger import notes
    from yakusoku.ledger.outside import write_line

    settled(3)
    settled(2)
    one, _ = outside(own).read_bytes().splitlines(keepends=True)
    note = notes.read_note(last_note(own))
    forged = notes.Note(note.text.replace("\n5\n", "\n6\n"), note.signatures)
    outside(own).write_bytes(one + write_line("checkpoint", {"note": forged.write()}) + b"\n")
    refused(behind(), "unreadable")


def test_a_torn_last_line_is_passed_over(own: Home) -> None:
    settled(3)
    settled(2)
    outside(own).write_bytes(outside(own).read_bytes()[:-30])
    do()
    settled(1)
    assert {kind for kind, _ in kinds()} == {"outside.torn"}
