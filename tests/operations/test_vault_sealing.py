"""Sealed values and files: opened only for their case and label, whole or not there, gone with the key."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.vault_folders import flipped
from yakusoku.terms import entropy

if TYPE_CHECKING:
    from yakusoku.site.home import Home

AOKI, BABA = "req_00000000000A0K1A", "req_00000000000BABAA"
WORDS = "青木一郎です。録画履歴を開示してください。".encode()


@pytest.fixture(autouse=True)
def _with_keys(home: Home) -> None:
    from yakusoku.vault import operations as vault

    for case in (AOKI, BABA):
        vault.ensure_case_key(case_id=case, now=NOW)


def test_a_value_comes_back_for_its_case_and_label() -> None:
    from yakusoku.vault import operations as vault

    sealed = vault.seal(case_id=AOKI, label="asked", content=WORDS)

    assert WORDS not in sealed
    assert vault.unseal(case_id=AOKI, label="asked", sealed=sealed) == WORDS


@pytest.mark.parametrize(("case", "label"), [(BABA, "asked"), (AOKI, "answer")])
def test_a_value_does_not_open_for_another_case_or_label(case: str, label: str) -> None:
    from yakusoku.vault import operations as vault

    sealed = vault.seal(case_id=AOKI, label="asked", content=WORDS)

    with pytest.raises(vault.UnableToUnseal, match="another key, case or label") as refusal:
        vault.unseal(case_id=case, label=label, sealed=sealed)
    assert "青木" not in refusal.value.say("ja") + repr(refusal.value)


def test_a_sealed_file_is_no_sealed_value(home: Home) -> None:
    from yakusoku.vault import operations as vault

    vault.put(case_id=AOKI, name="asked", content=WORDS)
    raw = (home.folder / "sealed" / AOKI / "asked").read_bytes()

    with pytest.raises(vault.UnableToUnseal):
        vault.unseal(case_id=AOKI, label="asked", sealed=raw)


def test_without_a_key_nothing_is_sealed() -> None:
    from yakusoku.vault import operations as vault

    with pytest.raises(vault.UnableToSeal, match="has no key"):
        vault.seal(case_id="req_CH1BA", label="asked", content=WORDS)
    with pytest.raises(vault.UnableToUnseal, match="has no key"):
        vault.get(case_id="req_CH1BA", name="answer.zip")


def test_repeatable_entropy_repeats_an_envelope_and_no_salt_serves_two_contents() -> None:
    from yakusoku.vault import operations as vault

    one = vault.seal(case_id=AOKI, label="asked", content=b"one")

    assert vault.seal(case_id=AOKI, label="asked", content=b"one") == one
    assert vault.seal(case_id=AOKI, label="asked", content=b"two")[4:36] != one[4:36]
    assert vault.seal(case_id=BABA, label="asked", content=b"one")[4:36] != one[4:36]
    entropy.use(entropy.system)
    assert vault.seal(case_id=AOKI, label="asked", content=b"one") != one


class TestFiles:
    def test_a_file_is_kept_named_and_dropped(self, home: Home) -> None:
        from yakusoku.vault import operations as vault

        vault.put(case_id=AOKI, name="answer.zip", content=WORDS)
        vault.put(case_id=AOKI, name="paper.png", content=b"\x89PNG")
        vault.put(case_id=AOKI, name="answer.zip", content=WORDS * 2)

        assert vault.names(case_id=AOKI) == ("answer.zip", "paper.png")
        assert vault.get(case_id=AOKI, name="answer.zip") == WORDS * 2
        assert vault.drop(case_id=AOKI, name="paper.png")
        assert not vault.drop(case_id=AOKI, name="paper.png")
        assert vault.names(case_id=AOKI) == ("answer.zip",)
        assert vault.names(case_id=BABA) == ()
        assert (home.folder / "sealed" / AOKI / "answer.zip").stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("name", ["../../own.sqlite", ".hidden", "青木.zip", ""])
    def test_a_name_that_leads_elsewhere_is_refused(self, name: str) -> None:
        from yakusoku.vault import operations as vault

        for act in (vault.get, vault.drop, lambda **given: vault.put(**given, content=b"")):
            with pytest.raises(vault.UnableToName):
                act(case_id=AOKI, name=name)

    def test_a_large_file_passes_in_pieces(self, tmp_path: Path) -> None:
        from yakusoku.vault import operations as vault

        large = tmp_path / "large"
        large.write_bytes(os.urandom(1 << 20) * 5 + b"end")

        with large.open("rb") as file:
            vault.put(case_id=AOKI, name="large.bin", content=file)
        opened = list(vault.pieces(case_id=AOKI, name="large.bin"))

        assert b"".join(opened) == large.read_bytes()
        assert max(map(len, opened)) <= 1 << 16

    def test_a_file_is_sealed_from_where_it_was_read_to(self) -> None:
        from yakusoku.vault import operations as vault

        source = io.BytesIO(b"head and rest")
        source.seek(9)
        vault.put(case_id=AOKI, name="rest", content=source)

        assert vault.get(case_id=AOKI, name="rest") == b"rest"

    def test_no_piece_is_given_out_of_a_file_that_is_not_whole(self, home: Home) -> None:
        from yakusoku.vault import operations as vault

        vault.put(case_id=AOKI, name="large.bin", content=bytes(300_000))
        path = home.folder / "sealed" / AOKI / "large.bin"

        with flipped(path, 250_000, 1), pytest.raises(vault.UnableToUnseal, match="altered or cut"):
            next(vault.pieces(case_id=AOKI, name="large.bin"))
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(vault.UnableToUnseal):
            next(vault.pieces(case_id=AOKI, name="large.bin"))

    def test_a_file_that_was_exchanged_for_another_is_found(self, home: Home) -> None:
        from yakusoku.vault import operations as vault
        from yakusoku.vault import queries

        vault.put(case_id=AOKI, name="one", content=b"one")
        vault.put(case_id=AOKI, name="two", content=b"two")
        folder = home.folder / "sealed" / AOKI
        (folder / "two").write_bytes((folder / "one").read_bytes())

        faults = queries.verify_sealed()

        assert [(fault.file, fault.about) for fault in faults] == [(f"sealed/{AOKI}/two", AOKI)]

    def test_a_writing_that_died_leaves_the_older_file(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from yakusoku.vault import operations as vault

        vault.put(case_id=AOKI, name="answer.zip", content=b"older")

        def dies(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr("yakusoku.vault.sealed.os.replace", dies)
            with pytest.raises(KeyboardInterrupt):
                vault.put(case_id=AOKI, name="answer.zip", content=b"newer")

        assert vault.get(case_id=AOKI, name="answer.zip") == b"older"
        assert vault.names(case_id=AOKI) == ("answer.zip",)
        vault.put(case_id=AOKI, name="answer.zip", content=b"newer")
        assert vault.get(case_id=AOKI, name="answer.zip") == b"newer"
        assert {path.name for path in (home.folder / "sealed" / AOKI).iterdir()} == {".lock", "answer.zip"}

    def test_a_case_destroyed_while_a_file_was_sealed_keeps_nothing(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from yakusoku.vault import keys, sealed
        from yakusoku.vault import operations as vault

        def destroyed_meanwhile(case_id: str) -> Path:
            keys.destroy(home.folder / "keys", [case_id], now=NOW)
            folder = sealed.folder_of(case_id)
            folder.mkdir()
            return folder

        monkeypatch.setattr(sealed, "_made_folder", destroyed_meanwhile)
        with pytest.raises(vault.UnableToSeal, match="destroyed"):
            vault.put(case_id=AOKI, name="answer.zip", content=WORDS)

        assert not sealed.folder_of(AOKI).exists()


def test_keyed_digests_differ_by_purpose_and_repeat_by_value() -> None:
    from yakusoku.vault import operations as vault

    many = vault.digester(purpose="paper")

    assert vault.keyed_digest(purpose="paper", value=WORDS) == many(WORDS) == many(WORDS)
    assert vault.keyed_digest(purpose="link:1", value=WORDS) != many(WORDS)
