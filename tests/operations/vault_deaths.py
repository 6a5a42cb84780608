"""The process dies at a line of the vault: what follows must be as if it had not."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.operations.vault_folders import Folders, dies_at, wired
from yakusoku.vault import digests, keys, verification, wrapping

if TYPE_CHECKING:
    from yakusoku.site.home import Home

NEXT_MONTH = NOW + timedelta(days=20)
AOKI, BABA = "req_00000000000A0K1A", "req_00000000000BABAA"


def nothing(_: Folders) -> None:
    """Begin with empty folders."""


def two_keys(folders: Folders) -> None:
    for case in (AOKI, BABA):
        keys.ensure(folders.keys, case, now=NOW)


def rows(folders: Folders) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(folders.database) as connection:
        tables = ("case_key", "destroyed", "made", "gone")
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables}


def files(folders: Folders) -> dict[str, bytes]:
    return {
        name: path.read_bytes()
        for name in ("wrapping.json", "digest.key")
        if (path := folders.keys / name).exists()
    }


DEEDS: dict[str, tuple[Callable[[Folders], None], Callable[[Folders], object]]] = {
    "the first key": (nothing, lambda at: keys.ensure(at.keys, AOKI, now=NOW)),
    "the first key of a month": (two_keys, lambda at: keys.ensure(at.keys, "req_CH1BA", now=NEXT_MONTH)),
    "the digest key": (nothing, lambda at: digests.digester(at.keys, "paper")),
    "a rotation": (two_keys, lambda at: wrapping.rotate(at.keys, now=NEXT_MONTH)),
    "a destruction": (two_keys, lambda at: keys.destroy(at.keys, [AOKI], now=NOW)),
}


def store_survives(name: str, tmp_path: Path, *, every: int) -> None:
    """Die at every `every`-th line of a deed of the key store; it is whole after that and ends the same."""
    prepare, act = DEEDS[name]
    with wired(tmp_path / "undisturbed") as at:
        prepare(at)
        act(at)
        expected = rows(at), files(at)

    for line in itertools.count(1, every):
        with wired(tmp_path / f"line{line}") as at:
            prepare(at)
            died = dies_at(line, partial(act, at))
            assert verification.faults(at.keys) == [], line
            for case in keys.cases(at.keys):
                assert len(keys.open_key(at.keys, case)) == 32, line
            act(at)
            assert (rows(at), files(at)) == expected, line
            assert verification.faults(at.keys) == [], line
        shutil.rmtree(tmp_path / f"line{line}")
        if not died:
            return


def sealed_file_survives(*, every: int) -> None:
    """Die at every `every`-th line of a writing; the file is the older one or the newer one."""
    from yakusoku.vault import operations as vault

    vault.ensure_case_key(case_id=AOKI, now=NOW)
    seen = set()
    for line in itertools.count(1, every):
        vault.put(case_id=AOKI, name="answer.zip", content=b"older")
        died = dies_at(line, lambda: vault.put(case_id=AOKI, name="answer.zip", content=b"newer"))
        seen.add(vault.get(case_id=AOKI, name="answer.zip"))
        assert vault.names(case_id=AOKI) == ("answer.zip",)
        if not died:
            break

    assert seen == {b"older", b"newer"}


def _destroying(folder: Path) -> Home:
    from yakusoku.site.home import open_home

    return open_home(folder)


def _finish() -> None:
    from yakusoku.vault import operations as vault

    vault.finish_destructions(now=NOW)


def _end(home: Home) -> tuple[object, ...]:
    from yakusoku.ledger import queries as ledger
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    at = Folders(home.folder / "keys", home.folder / "sealed")
    said = [(one.tag, one.about, dict(one.facts), one.leaf_hash) for one in ledger.entries("jcom")]
    kept = {case: vault.names(case_id=case) for case in (AOKI, BABA)}
    return queries.certificates(), said, rows(at), kept, queries.verify_keys(), queries.verify_sealed()


def intend(home: Home) -> Path:
    """Seal two cases in `home`, decide to destroy one, and return the closed home."""
    from yakusoku.vault import operations as vault

    for case in (AOKI, BABA):
        vault.ensure_case_key(case_id=case, now=NOW)
        vault.put(case_id=case, name="answer.zip", content=b"answer")
    vault.intend_destruction(case_id=AOKI, log="jcom", by="stf_000000000000SAT0", now=NOW)
    home.close()
    return home.folder


def destruction_survives(intended: Path, tmp_path: Path, *, every: int) -> None:
    """Die at every `every`-th line of `finish_destructions`; a second call ends the same."""

    def copy(name: str) -> Home:
        return _destroying(Path(shutil.copytree(intended, tmp_path / name)))

    undisturbed = copy("undisturbed")
    _finish()
    expected = _end(undisturbed)
    undisturbed.close()

    for line in itertools.count(1, every):
        home = copy(f"line{line}")
        home.close()
        died = dies_at(line, _finish)
        _finish()
        assert _end(home) == expected, line
        home.close()
        shutil.rmtree(home.folder)
        if not died:
            return
