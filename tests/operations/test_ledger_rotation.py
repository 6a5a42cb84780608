"""The signing key of a log goes, the next one goes on: whoever trusts the first follows, and older proofs hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.common import golden
from tests.operations import doors
from tests.operations.ledger_cases import (
    BY,
    LOG,
    NOW,
    ask,
    do,
    key_file,
    kinds,
    outside,
    run,
    settled,
    unprotected,
)
from tests.operations.own_states import own
from tests.operations.test_ledger_restore import restored_to

if TYPE_CHECKING:
    from yakusoku.ledger.operations import RotatedKey
    from yakusoku.site.home import Home

__all__ = ["own"]

_DIED = 77


def rotate() -> RotatedKey:
    from yakusoku.ledger.operations import rotate_key

    return rotate_key(log=LOG, by=BY, now=NOW)


def second_key(home: Home) -> Path:
    return home.folder / "keys" / f"ledger-{LOG}.2.key"


def check(proof: str, key: str, chain: str | None = None) -> tuple[int, str]:
    from yakusoku.ledger.offline import check as offline

    code, said = offline(proof, key, key_chain=chain)
    return code, said.say("en")


def proof(entry: int) -> str:
    from yakusoku.ledger import queries

    return queries.proof(LOG, entry).full


def chain() -> str:
    from yakusoku.ledger import queries

    return queries.key_chain(LOG)


def test_the_log_goes_on_with_the_new_key_and_everything_fits(own: Home) -> None:
    from yakusoku.ledger import queries

    settled(3)
    do(2)
    done = rotate()
    settled(2)

    assert (done.size, done.carried) == (5, 0)
    assert (done.where, done.put_aside) == (str(second_key(own)), str(key_file(own)))
    assert queries.key(LOG) == done.new != done.old
    found = queries.verify(LOG)
    assert (found.generations, found.entries, found.findings) == (2, 8, ())
    seen = queries.entries(LOG)[5]
    assert (seen.tag, seen.address, seen.index, seen.by) == ("ledger:key:rotated", "jcom/2", 0, BY)
    assert {name: seen.facts[name] for name in ("generation", "size")} == {"generation": 1, "size": 5}
    assert second_key(own).stat().st_mode & 0o777 == 0o600


def test_whoever_trusts_the_first_key_follows_the_chain_to_the_newest(own: Home) -> None:
    (old,) = settled(1)
    before = proof(old)
    first = rotate().old
    (middle,) = settled(1)
    rotate()
    (new,) = settled(1)

    assert check(before, first)[0] == 0
    assert proof(old) == before
    assert check(proof(new), first)[0] == 1
    for entry in (old, middle, new):
        assert check(proof(entry), first, chain()) == (0, check(proof(entry), first, chain())[1])
    from yakusoku.ledger import queries

    assert check(proof(new), queries.key(LOG, origin="jcom/2"), chain())[0] == 0
    assert check(proof(old), queries.key(LOG, origin="jcom/2"), chain())[0] == 1


def test_the_proof_that_a_kept_checkpoint_was_extended_holds_across_the_rotation(own: Home) -> None:
    from yakusoku.ledger import queries

    settled(2)
    kept = ask("SELECT note FROM ledger_checkpoint WHERE size = 2")[0][0]
    settled(3)
    done = rotate()
    assert check(queries.growth(LOG, kept), done.old)[0] == 0


def test_an_older_proof_holds_when_the_old_key_was_taken_away(own: Home) -> None:
    from yakusoku.ledger import queries

    old, other = settled(2)
    first = rotate().old
    key_file(own).unlink()
    assert check(proof(old), first)[0] == 0
    assert check(proof(other), first)[0] == 0
    settled(2)
    assert queries.verify(LOG).holds
    assert queries.unusable_keys() == ()


def test_a_forged_chain_leads_nowhere(own: Home) -> None:
    from yakusoku.ledger import notes
    from yakusoku.ledger.keys import FileSigner
    from yakusoku.ledger.rules import OPENED, SUCCEEDED

    settled(1)
    first = rotate().old
    (new,) = settled(1)
    whole = chain()
    thief = FileSigner(own.folder / "thief.key")
    thief.prepare()
    heir = notes.Key("jcom/2", thief.public)
    opening = notes.sign(f"{OPENED}\njcom/2\njcom 2\n-\n{heir.line()}\n", heir, thief.sign).write()
    closing_text = f"{SUCCEEDED}\njcom/1\n-\nrotated\n1 00\nnext {heir.line()}\n"
    self_named = notes.sign(closing_text, notes.Key("jcom/1", thief.public), thief.sign).write()
    head, body = whole.split("\n\n", 1)
    closing = body.split("...\n")[0]
    for forged in (opening, f"{closing}...\n{opening}", f"{self_named}...\n{opening}"):
        code, said = check(proof(new), first, f"{head}\n\n{forged}")
        assert (code, "chain of keys does not hold" in said) == (1, True)


def test_any_flipped_byte_of_a_chain_is_refused(home: Home) -> None:
    settled(1)
    first = rotate().old
    (new,) = settled(1)
    whole, shown = chain(), proof(new)
    for at in range(0, len(whole), 5):
        if not whole[at].isascii():
            continue
        wrong = whole[:at] + chr(ord(whole[at]) ^ 1) + whole[at + 1 :]
        assert check(shown, first, wrong)[0] != 0, at


def test_the_next_key_is_known_outside_when_the_database_was_restored_to_before(own: Home) -> None:
    from yakusoku.ledger import queries
    from yakusoku.ledger.restore import finish

    settled(3)
    first = rotate().old
    settled(2)
    with unprotected():
        run("DELETE FROM ledger_checkpoint WHERE log_id <> (SELECT MIN(id) FROM ledger_log)")
        run("DELETE FROM ledger_tile WHERE log_id <> (SELECT MIN(id) FROM ledger_log)")
        run("DELETE FROM ledger_entry WHERE log_id <> (SELECT MIN(id) FROM ledger_log)")
        run("DELETE FROM ledger_log WHERE generation = 2")
        run(
            "UPDATE ledger_log SET closed_at = NULL, closed_because = NULL, closing = NULL, "
            "known_size = NULL, known_root = NULL"
        )
    (behind,) = queries.behind()
    assert (behind.trouble, behind.held, behind.known) == ("behind", (1, 3), (2, 3))

    assert finish(log=LOG, by=BY, now=NOW).origin == "jcom/3"

    (new,) = settled(1)
    assert {kind for kind, _ in kinds()} <= {"outside.unknown"}
    assert check(proof(new), first, chain())[0] == 0
    assert queries.beginning(LOG) == "jcom/3"


def test_a_plain_restore_keeps_the_rotated_key(own: Home) -> None:
    from yakusoku.ledger import queries
    from yakusoku.ledger.restore import finish

    settled(1)
    first = rotate().old
    settled(2)
    settled(2)
    assert queries.beginning(LOG) == "jcom/1"
    restored_to_second(3)
    assert finish(log=LOG, by=BY, now=NOW).origin == "jcom/3"
    (new,) = settled(1)
    assert not kinds()
    assert check(proof(new), first, chain())[0] == 0


def restored_to_second(size: int) -> None:
    """Take away what the second generation holds above `size` entries."""
    from yakusoku.ledger.models import Log
    from yakusoku.ledger.sequencer import keep_tiles
    from yakusoku.ledger.tiles import Edge
    from yakusoku.ledger.tree import leaf_hash

    log = Log.objects.get(generation=2)
    with unprotected():
        run("DELETE FROM ledger_checkpoint WHERE log_id = %s AND size > %s", log.id, size)
        run("DELETE FROM ledger_entry WHERE log_id = %s AND position >= %s", log.id, size)
        run("DELETE FROM ledger_tile WHERE log_id = %s", log.id)
    edge = Edge(0, {})
    found = ask("SELECT body FROM ledger_entry WHERE log_id = %s ORDER BY position", log.id)
    edge.append(leaf_hash(bytes(body)) for (body,) in found)
    keep_tiles(log, edge.changed)


def test_what_is_cut_from_a_generation_after_its_key_was_rotated_is_named(own: Home) -> None:
    settled(2)
    settled(2)
    rotate()
    restored_to(2)
    assert {"log.short", "outside.unknown"} <= {kind for kind, _ in kinds()}


@pytest.mark.parametrize("column", ["key", "opening"])
def test_a_key_that_nobody_named_is_named(own: Home, column: str) -> None:
    from yakusoku.ledger.models import Log

    settled(2)
    rotate()
    wrong = str(getattr(Log.objects.get(generation=2), column)).replace("jcom/2+", "jcom/2+0", 1)
    wrong = wrong if column == "key" else wrong.replace("jcom 2", "jcom 3")
    with unprotected():
        run(f"UPDATE ledger_log SET {column} = %s WHERE generation = 2", wrong)
    assert {kind for kind, _ in kinds()} & {"log.key", "log.opening", "log.closing"}


def test_a_line_outside_that_names_another_next_key_is_named(own: Home) -> None:
    settled(1)
    rotate()
    file = outside(own)
    lines = file.read_bytes().splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if b'"kind":"key"' in line]
    lines[at] = lines[at].replace(b"rotated", b"rotatec")
    file.write_bytes(b"".join(lines))
    assert kinds() == {("outside.line", None)}


def test_a_log_that_is_read_only_or_empty_keeps_its_key(own: Home) -> None:
    from yakusoku.ledger.operations import UnableToRotateKey, UnableToSequence

    with pytest.raises(UnableToRotateKey, match="no open log"):
        rotate()
    settled(3)
    settled(2)
    restored_to(3)
    with pytest.raises(UnableToSequence, match="restored to an earlier day"):
        rotate()
    assert not second_key(own).exists()
    assert ask("SELECT COUNT(*) FROM ledger_log") == [(1,)]


def test_a_lost_key_cannot_name_another(own: Home) -> None:
    from yakusoku.ledger.ports import UnableToSign

    settled(2)
    key_file(own).unlink()
    with pytest.raises(UnableToSign, match=r"ledger-jcom\.key cannot be read"):
        rotate()
    assert ask("SELECT COUNT(*) FROM ledger_log WHERE closed_at IS NULL") == [(1,)]
    assert {kind for kind, _ in kinds()} == {"key.file"}


def test_a_deed_that_was_running_goes_on_under_the_new_key(own: Home) -> None:
    from tests.operations.ledger_cases import ABOUT, DONE
    from yakusoku.ledger import queries
    from yakusoku.ledger.deeds import deed

    settled(1)
    with deed(DONE, log=LOG, about=ABOUT, by=BY, now=NOW) as entry:
        entry.say(number=7)
    assert rotate().size == 2
    do(1)
    own.settle(NOW)
    assert [(one.address, one.index) for one in queries.entries(LOG)] == [
        ("jcom/1", 0), ("jcom/1", 1), ("jcom/2", 0), ("jcom/2", 1),
    ]  # fmt: skip


def _dies(home: Home, armed: int) -> bool:
    """Rotate in a process that is killed at its `armed`-th commit, rename, sync or statement; False if it ended."""
    from tests.faults.points import Points, install

    home.close()
    child = os.fork()
    if child == 0:
        points = Points()

        def at(label: str) -> None:
            points.passed[label] += 1
            if sum(points.passed.values()) == armed:
                os._exit(_DIED)

        live: Any = points
        live.at = at
        install(points)
        try:
            rotate()
        except BaseException:  # noqa: BLE001  the child may not return into the test
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, _DIED}
    return code == _DIED


def test_whoever_dies_at_any_commit_or_rename_of_a_rotation_leaves_a_log_that_goes_on(own: Home) -> None:
    from yakusoku.ledger import queries

    settled(2)
    seen, generation = set(), 1
    for armed in range(1, 60, 2):
        do(1)
        died = _dies(own, armed)
        now = len(ask("SELECT 1 FROM ledger_log"))
        assert now - generation in {0, 1}, armed
        seen.add(now - generation)
        generation = now
        own.settle(NOW)
        found = queries.verify(LOG)
        assert found.findings == (), armed
        if not died:
            break
    assert (died, seen) == (False, {0, 1})
    first = queries.key(LOG, origin="jcom/1")
    assert check(proof(queries.entries(LOG)[-1].id), first, chain())[0] == 0


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_printed(home: Home, tmp_path: Path, language: str) -> None:
    entries = settled(2)
    said: list[str] = []

    def typed(*words: str, answers: str = "") -> None:
        done = doors.run(home.folder, *words, now=NOW, language=language, typed=answers)
        shown = done.output.replace(str(home.folder), "home").replace(str(tmp_path), "/apart")
        said.append(
            f"$ yakusoku {' '.join(words)}\n{shown}[{done.exit_code}]\n".replace(str(tmp_path), "/apart")
        )

    from yakusoku.ledger import queries

    first = queries.key(LOG)
    typed("ledger", "rotate-key", "--log", "jalpak", "--by", BY, "--yes")
    typed("ledger", "rotate-key", "--log", LOG, "--by", BY, answers="n\n")
    typed("ledger", "rotate-key", "--log", LOG, "--by", BY, "--yes")
    typed("ledger", "chain", "--log", LOG, "--to", str(tmp_path / "chain"))
    typed("ledger", "verify")
    new = queries.entries(LOG)[-1].id
    typed("ledger", "prove", "--log", LOG, "--entry", str(entries[0]), "--to", str(tmp_path / "old"))
    typed("ledger", "prove", "--log", LOG, "--entry", str(new), "--to", str(tmp_path / "new"))
    typed("ledger", "check-proof", str(tmp_path / "old"), "--key", first)
    typed("ledger", "check-proof", str(tmp_path / "new"), "--key", first)
    with_chain = ("--chain", str(tmp_path / "chain"))
    typed("ledger", "check-proof", str(tmp_path / "new"), "--key", first, *with_chain)
    (tmp_path / "chain").write_text("yakusoku.ledger/key-chain@v1\n\n")
    typed("ledger", "check-proof", str(tmp_path / "new"), "--key", first, *with_chain)
    golden.check(f"cli/rotate-key.{language}.txt", "\n".join(said))
