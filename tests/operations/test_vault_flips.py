"""A flipped bit anywhere in the files of keys is found and named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.operations.vault_folders import NOW, Folders, flipped, wired
from yakusoku.vault import digests, keys, store, verification
from yakusoku.vault.rules import FaultKind

CASES = tuple(f"req_{number:016}" for number in range(30))
STRIDE = 37


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    with wired(tmp_path) as made:
        for case in CASES:
            keys.ensure(made.keys, case, now=NOW)
        digests.digester(made.keys, "paper")
        keys.destroy(made.keys, CASES[:2], now=NOW)
        yield made


@pytest.mark.parametrize("name", ["wrapping.json", "digest.key"])
def test_any_bit_of_a_key_file(folders: Folders, name: str) -> None:
    path = folders.keys / name
    key_id = {"wrapping.json": "2026-11", "digest.key": "digest"}[name]
    content = path.read_bytes()
    secret = content.index(b'"key": "') + len(b'"key": "')

    for at in range(len(content)):
        for bit in range(8):
            with flipped(path, at, bit):
                faults = [one for one in verification.faults(folders.keys) if one.file == f"keys/{name}"]
                assert faults, f"byte {at}, bit {bit}"
                if secret <= at < secret + 44:
                    assert (faults[0].about, faults[0].kind) == (key_id, FaultKind.ALTERED)


def test_any_bit_of_the_note(folders: Folders) -> None:
    path = folders.keys / "case-keys.image"

    for at in range(path.stat().st_size):
        with flipped(path, at, at % 8):
            assert [one.file for one in verification.faults(folders.keys)] == ["keys/case-keys.image"], at


def test_any_byte_of_the_head_and_many_after_it(folders: Folders) -> None:
    database_is_watched(folders, [*range(100), *range(100, folders.database.stat().st_size, STRIDE)])


def database_is_watched(folders: Folders, places: Iterable[int]) -> None:
    """Flip a bit at each place of the database; each is found, and named in that file."""
    for at in places:
        with flipped(folders.database, at, at % 8):
            faults = verification.faults(folders.keys)
            assert {one.file for one in faults} == {"keys/case-keys.sqlite"}, at


@pytest.mark.parametrize("case", [CASES[2], CASES[17], CASES[29]])
def test_the_case_whose_key_was_flipped_is_named(folders: Folders, case: str) -> None:
    with store.reading(folders.keys) as connection:
        row = keys.row_of(connection, case)
    assert row is not None
    content = folders.database.read_bytes()

    for part in (row.nonce, row.wrapped):
        start = content.index(part)
        for at in range(start, start + len(part)):
            with flipped(folders.database, at, 3):
                faults = verification.faults(folders.keys)
                assert [(one.about, one.kind) for one in faults] == [(case, FaultKind.ALTERED)]


def test_the_case_whose_note_of_destruction_was_flipped_is_named(folders: Folders) -> None:
    proof = keys.proof_of(CASES[1], keys.stamp(NOW)).encode()

    with flipped(folders.database, folders.database.read_bytes().index(proof), 0):
        faults = verification.faults(folders.keys)

    assert [(one.about, one.kind) for one in faults] == [(CASES[1], FaultKind.ALTERED)]


def test_without_faults_nothing_is_named(folders: Folders) -> None:
    assert verification.faults(folders.keys) == []
