"""Proof files and the short form of a letter."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.rules.ledger import naive
from yakusoku.ledger import notes, offline, proofs, tree

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = notes.Key("jcom/1", SIGNER.public_key().public_bytes_raw())
SIZE = 11
ENTRIES = naive.entries(SIZE)
LEAVES = [tree.leaf_hash(entry) for entry in ENTRIES]


def note(size: int) -> str:
    head = notes.Checkpoint("jcom/1", size, tree.root(LEAVES[:size]))
    return notes.sign(head.text(), KEY, SIGNER.sign).write()


def node(height: int, index: int) -> bytes:
    return tree.root(LEAVES[index << height : (index + 1) << height])


def inclusion(index: int) -> proofs.Inclusion:
    return proofs.Inclusion(index, tree.inclusion(index, SIZE, node), note(SIZE), ENTRIES[index])


def growth(old: int) -> proofs.Growth:
    return proofs.Growth(tree.consistency(old, SIZE, node), note(old), note(SIZE))


@pytest.mark.parametrize("index", range(SIZE))
def test_a_proof_is_read_as_it_was_written_and_holds(index: int) -> None:
    found = proofs.read_inclusion(inclusion(index).write())
    assert found == inclusion(index)
    assert found.holds(ENTRIES[index], (KEY,)) == notes.Checkpoint("jcom/1", SIZE, tree.root(LEAVES))


def test_a_proof_has_the_form_of_the_specification() -> None:
    lines = inclusion(0).write().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2] == "index 0"
    assert lines[7:9] == ["", "jcom/1"]


def test_a_proof_without_extra_is_read_too() -> None:
    bare = proofs.Inclusion(3, inclusion(3).hashes, note(SIZE))
    assert proofs.read_inclusion(bare.write()) == bare


def test_a_log_of_one_entry_has_a_proof_without_hashes() -> None:
    lone = proofs.Inclusion(0, (), note(1), ENTRIES[0])
    assert proofs.read_inclusion(lone.write()).holds(ENTRIES[0], (KEY,))


def test_a_proof_does_not_hold_for_another_entry_key_or_index() -> None:
    made = inclusion(4)
    assert made.holds(ENTRIES[5], (KEY,)) is None
    assert made.holds(ENTRIES[4], ()) is None
    assert proofs.Inclusion(5, made.hashes, made.note).holds(ENTRIES[4], (KEY,)) is None


@given(some.data())
@settings(max_examples=300, deadline=None)
def test_no_flipped_bit_of_a_proof_goes_unseen(data: some.DataObject) -> None:
    raw = bytearray(inclusion(4).write().encode())
    raw[data.draw(some.integers(0, len(raw) - 1))] ^= 1 << data.draw(some.integers(0, 7))
    code, _ = offline.check(raw.decode("utf-8", "replace"), KEY.line())
    assert code != 0


@pytest.mark.parametrize(
    "said",
    [
        "",
        "c2sp.org/tlog-proof@v1",
        "c2sp.org/tlog-proof@v1\n\nnote\n",
        "c2sp.org/tlog-proof@v2\nindex 0\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex -1\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nextra AA==\n\nnote\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + 65 * (notes.encode(bytes(32)) + "\n") + "\nnote\n",
    ],
)
def test_a_malformed_proof_is_refused(said: str) -> None:
    with pytest.raises(proofs.UnreadableProofError):
        proofs.read_inclusion(said)


@pytest.mark.parametrize("old", range(1, SIZE + 1))
def test_a_proof_of_growth_is_read_as_it_was_written_and_holds(old: int) -> None:
    found = proofs.read_growth(growth(old).write())
    assert found == growth(old)
    both = found.holds((KEY,))
    assert both is not None
    assert [head.size for head in both] == [old, SIZE]


def test_growth_does_not_hold_between_other_checkpoints() -> None:
    made = growth(4)
    assert proofs.Growth(made.hashes, note(5), made.new_note).holds((KEY,)) is None
    assert proofs.Growth(made.hashes, made.new_note, made.old_note).holds((KEY,)) is None
    assert made.holds(()) is None


@pytest.mark.parametrize(
    "said", ["", proofs.GROWTH, f"{proofs.GROWTH}\n\nnote\n", f"{proofs.GROWTH}\nAA==\n\na...\nb\n"]
)
def test_a_malformed_proof_of_growth_is_refused(said: str) -> None:
    with pytest.raises(proofs.UnreadableProofError):
        proofs.read_growth(said)


def test_the_short_form_is_read_as_it_was_written() -> None:
    stamp = proofs.Stamp("jcom/1", 41, "a" * 64, "b" * 64)
    assert stamp.write() == f"jcom/1#41 {'a' * 64} {'b' * 64}"
    assert proofs.read_stamp(stamp.write()) == stamp


@pytest.mark.parametrize(
    "said", ["", "jcom/1#41", f"jcom/1#041 {'a' * 64} {'b' * 64}", f"jcom/1#41 {'A' * 64} {'b' * 64}"]
)
def test_a_malformed_short_form_is_refused(said: str) -> None:
    with pytest.raises(proofs.UnreadableProofError):
        proofs.read_stamp(said)


class TestTheOfflineVerifier:
    def test_it_says_what_is_proven(self) -> None:
        code, said = offline.check(inclusion(4).write(), KEY.line())
        assert code == 0
        assert said.say("en").startswith("PROVEN: entry 4 of log jcom/1 at size 11.")

    def test_it_holds_the_letter_against_the_proof(self) -> None:
        head = notes.Checkpoint("jcom/1", SIZE, tree.root(LEAVES))
        stamp = proofs.Stamp("jcom/1", 4, LEAVES[4].hex(), head.digest())
        assert offline.check(inclusion(4).write(), KEY.line(), stamp=stamp.write())[0] == 0
        other = proofs.Stamp("jcom/1", 4, LEAVES[5].hex(), head.digest())
        assert offline.check(inclusion(4).write(), KEY.line(), stamp=other.write())[0] == 1
        later = proofs.Stamp("jcom/1", 4, LEAVES[4].hex(), "0" * 64)
        assert offline.check(inclusion(4).write(), KEY.line(), stamp=later.write())[0] == 1

    def test_it_proves_growth(self) -> None:
        assert offline.check(growth(4).write(), KEY.line())[0] == 0
        broken = proofs.Growth((), note(4), note(SIZE))
        assert offline.check(broken.write(), KEY.line())[0] == 1

    def test_it_takes_the_entry_from_elsewhere(self) -> None:
        bare = proofs.Inclusion(3, inclusion(3).hashes, note(SIZE)).write()
        assert offline.check(bare, KEY.line())[0] == 2
        assert offline.check(bare, KEY.line(), entry=ENTRIES[3])[0] == 0
        assert offline.check(bare, KEY.line(), entry=ENTRIES[2])[0] == 1

    def test_it_says_what_cannot_be_read(self) -> None:
        assert offline.check("nothing", KEY.line())[0] == 2
        assert offline.check(inclusion(4).write(), "no key")[0] == 2
