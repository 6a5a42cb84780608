"""The file of a signing key: made once, for its owner alone, and damaged never in silence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.common.repeatable import Repeatable
from yakusoku.ledger.keys import FileSigner, read_key_file, write_key
from yakusoku.ledger.notes import Key
from yakusoku.ledger.ports import UnableToSign
from yakusoku.terms import entropy


@pytest.fixture(autouse=True)
def repeatable() -> Iterator[None]:
    """Repeatable entropy."""
    entropy.use(Repeatable("keys"))
    yield
    entropy.use(entropy.system)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a key will be."""
    return tmp_path / "keys" / "ledger-jcom.key"


def test_a_key_is_made_once_and_for_its_owner_alone(file: Path) -> None:
    signer = FileSigner(file)
    signer.prepare()
    kept = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    entropy.use(entropy.system)
    FileSigner(file).prepare()
    assert file.read_bytes() == kept
    assert FileSigner(file).public == signer.public
    assert signer.where == str(file)


def test_what_it_signs_verifies(file: Path) -> None:
    signer = FileSigner(file)
    signer.prepare()
    assert Key("jcom/1", signer.public).verifies(b"text", signer.sign(b"text"))
    assert not Key("jcom/1", signer.public).verifies(b"other", signer.sign(b"text"))


def test_many_who_prepare_at_once_get_one_key(file: Path) -> None:
    entropy.use(entropy.system)
    seen: list[bytes] = []

    def prepare() -> None:
        signer = FileSigner(file)
        signer.prepare()
        seen.append(signer.public)

    threads = [threading.Thread(target=prepare) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1


def test_a_missing_key_is_not_made_by_signing(file: Path) -> None:
    with pytest.raises(UnableToSign, match="cannot be read"):
        FileSigner(file).sign(b"text")
    assert not file.exists()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o400, 0o666])
def test_a_key_that_others_could_read_is_not_used(file: Path, mode: int) -> None:
    FileSigner(file).prepare()
    file.chmod(mode)
    with pytest.raises(UnableToSign, match=f"{mode:04o}"):
        FileSigner(file).sign(b"text")


def test_a_link_is_not_followed(file: Path, tmp_path: Path) -> None:
    FileSigner(tmp_path / "keys" / "other.key").prepare()
    file.symlink_to(tmp_path / "keys" / "other.key")
    with pytest.raises(UnableToSign):
        FileSigner(file).sign(b"text")


def test_every_flipped_bit_is_seen_and_the_key_is_never_said(file: Path) -> None:
    FileSigner(file).prepare()
    whole = file.read_bytes()
    secret = whole.split(b"\n")[1].removeprefix(b"seed ").decode()
    for at in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[at] ^= 1 << bit
            file.write_bytes(flipped)
            with pytest.raises(UnableToSign) as refused:
                FileSigner(file).sign(b"text")
            assert secret not in str(refused.value)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n\n\n", b"yakusoku signing key 1\n", write_key(bytes(32))[:-1]]
)
def test_another_file_is_no_key(content: bytes) -> None:
    assert not hasattr(read_key_file(content), "sign")


def test_the_file_says_what_it_is_line_by_line() -> None:
    lines = write_key(bytes(32)).decode().split("\n")
    assert [line.partition(" ")[0] for line in lines] == ["yakusoku", "seed", "public", "sha256", ""]
