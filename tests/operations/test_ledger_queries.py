"""Entries, proofs and exports, as they leave the building."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.operations.ledger_cases import ABOUT, LOG, ask, do, key_file, run, settled, unprotected
from tests.operations.own_states import own

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]
pytestmark = pytest.mark.usefixtures("own")


def test_entries_come_as_recorded_and_by_what_they_are_about() -> None:
    from yakusoku.ledger.queries import entries

    made = do(5)
    assert [entry.id for entry in entries(LOG)] == made
    assert [entry.id for entry in entries(LOG, ABOUT)] == made
    assert entries(LOG, "req_AAAAAAAAAAAAAAAA") == ()
    assert [entry.id for entry in entries(LOG, after=made[1], limit=2)] == made[2:4]


def test_a_proof_holds_offline() -> None:
    from yakusoku.ledger import offline, queries

    made = settled(5)
    proof = queries.proof(LOG, made[2])
    assert (proof.address, proof.index) == ("jcom/1", 2)
    assert proof.leaf_hash == queries.entries(LOG)[2].leaf_hash
    assert offline.check(proof.full, queries.key(LOG), stamp=proof.stamp())[0] == 0


@pytest.mark.parametrize("batches", [(5,), (1, 1, 1, 1, 1), (3, 2)])
def test_the_proof_of_an_entry_does_not_depend_on_when_it_was_signed(batches: tuple[int, ...]) -> None:
    """A letter's QR code must be the same after a crash, whatever checkpoints there are by then."""
    from yakusoku.ledger import queries

    numbers = [number for count in batches for number in settled(count)]
    proof = queries.proof(LOG, numbers[2])
    before = [bytes(body) for (body,) in ask("SELECT body FROM ledger_entry ORDER BY position")][:3]
    settled(4)
    assert queries.proof(LOG, numbers[2]) == proof
    from yakusoku.ledger.tree import leaf_hash, root

    assert f"\n3\n{encoded(root([leaf_hash(body) for body in before]))}\n" in proof.full


def encoded(raw: bytes) -> str:
    from yakusoku.ledger.notes import encode

    return encode(raw)


def test_every_entry_of_a_long_log_has_its_proof() -> None:
    from yakusoku.ledger import offline, queries

    settled(520)
    line = queries.key(LOG)
    for entry in queries.entries(LOG)[::37]:
        assert offline.check(queries.proof(LOG, entry.id).full, line)[0] == 0


def test_without_the_key_a_stored_checkpoint_proves_it(own: Home) -> None:
    from yakusoku.ledger import offline, queries

    made = settled(5)
    key_file(own).unlink()
    proof = queries.proof(LOG, made[2])
    assert "\n5\n" in proof.full
    assert offline.check(proof.full, queries.key(LOG))[0] == 0


def test_what_cannot_be_proven_is_refused() -> None:
    from yakusoku.ledger import queries

    made = settled(3)
    (late,) = do(1)
    with pytest.raises(queries.UnableToProve, match="no index yet"):
        queries.proof(LOG, late)
    with pytest.raises(queries.UnableToProve, match="holds no entry"):
        queries.proof(LOG, 999)
    with pytest.raises(queries.UnableToProve, match="holds no entry"):
        queries.proof("jalpak", made[0])
    with unprotected():
        run("UPDATE ledger_entry SET body = %s WHERE id = %s", b"{}", made[0])
    with pytest.raises(queries.UnableToProve, match="damaged"):
        queries.proof(LOG, made[0])


def test_nothing_is_signed_from_damaged_tiles() -> None:
    from yakusoku.ledger import queries

    made = settled(3)
    run("UPDATE ledger_tile SET hashes = %s", bytes(96))
    with pytest.raises(queries.UnableToProve, match="damaged"):
        queries.proof(LOG, made[0])


def test_an_older_checkpoint_that_somebody_kept_is_extended() -> None:
    from yakusoku.ledger import offline, queries

    settled(3)
    ((kept,),) = ask("SELECT note FROM ledger_checkpoint")
    settled(400)
    proof = queries.growth(LOG, kept)
    code, said = offline.check(proof, queries.key(LOG))
    assert code == 0
    assert "size 403" in said.say("en")


def test_a_checkpoint_of_another_history_is_not_extended() -> None:
    from yakusoku.ledger import notes, ports, queries

    settled(3)
    settled(3)
    signer = ports.wired().signer_for(LOG)
    other = notes.Checkpoint("jcom/1", 4, bytes(32))
    note = notes.sign(other.text(), notes.Key("jcom/1", signer.public), signer.sign).write()
    with pytest.raises(queries.UnableToProve, match="its history was changed"):
        queries.growth(LOG, note)
    with pytest.raises(queries.UnableToProve, match="not a checkpoint"):
        queries.growth(LOG, "hello")


def test_the_offline_verifier_needs_neither_django_nor_a_home(tmp_path: Path) -> None:
    from yakusoku.ledger import queries

    made = settled(5)
    file = tmp_path / "entry.tlog-proof"
    file.write_text(queries.proof(LOG, made[4]).full, encoding="utf-8")
    without = (
        "import sys; sys.modules['django'] = None; sys.modules['psycopg'] = None; sys.modules['pydantic'] = None\n"
        "from yakusoku.ledger.offline import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", without, str(file), "--key", queries.key(LOG)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split("\n")[0]) == (0, "PROVEN: entry 4 of log jcom/1 at size 5.")
    other = queries.key(LOG).replace("jcom/1", "jcom/2")
    done = subprocess.run(
        [sys.executable, "-m", "yakusoku.ledger.offline", str(file), "--key", other, "--language", "ja"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2


def test_an_export_is_a_log_that_static_files_serve(tmp_path: Path) -> None:
    from yakusoku.ledger import notes, queries, tiles, tree
    from yakusoku.ledger.operations import export

    settled(300)
    (done,) = export(LOG, tmp_path, bundles=True)
    folder = tmp_path / "jcom" / "1"
    assert (done.origin, done.folder, done.size, done.tiles, done.bundles) == ("jcom/1", folder, 300, 3, 2)
    head = notes.open_checkpoint((folder / "checkpoint").read_text(), (notes.read_key(queries.key(LOG)),))
    leaves = []
    for number, width in ((0, 256), (1, 44)):
        bundle = (folder / tiles.path("entries", number, width)).read_bytes()
        assert (folder / tiles.path("entries", number, width)).stat().st_mode & 0o777 == 0o600
        hashes = []
        while bundle:
            size = int.from_bytes(bundle[:2], "big")
            hashes.append(tree.leaf_hash(bundle[2 : 2 + size]))
            bundle = bundle[2 + size :]
        assert (folder / tiles.path(0, number, width)).read_bytes() == b"".join(hashes)
        leaves += hashes
    assert tree.root(leaves) == head.root
    assert (folder / "tile" / "1" / "000.p" / "1").stat().st_size == 32


def test_bundles_are_written_only_if_asked_for(tmp_path: Path) -> None:
    from yakusoku.ledger.operations import UnableToExport, export

    settled(3)
    export(LOG, tmp_path)
    assert not (tmp_path / "jcom" / "1" / "tile" / "entries").exists()
    with pytest.raises(UnableToExport, match="no log"):
        export("jalpak", tmp_path)


def test_a_home_may_name_its_logs_by_address(own: Home) -> None:
    from yakusoku.ledger import ports, queries

    wired = ports.wired()
    ports.wire(wired.signer_for, wired.outside, origin_for=lambda log: f"log.example.jp/{log}")
    made = settled(2)
    assert queries.proof(LOG, made[0]).address == "log.example.jp/jcom/1"
    assert queries.verify(LOG).holds
    assert queries.behind() == ()
