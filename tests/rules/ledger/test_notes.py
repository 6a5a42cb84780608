"""Signed notes and checkpoints: a published note, round trips, and every flipped character."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as some

from yakusoku.ledger import notes

# The example of the Go package golang.org/x/mod/sumdb/note, which the specification grew out of.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAYING = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = notes.Key("jcom/1", SIGNER.public_key().public_bytes_raw())
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
OTHER_KEY = notes.Key("witness.example", OTHER.public_key().public_bytes_raw())
HEAD = notes.Checkpoint("jcom/1", 1000, bytes(range(32)))


def signed() -> str:
    return notes.sign(HEAD.text(), KEY, SIGNER.sign).write()


def test_a_published_note_verifies_with_its_published_key() -> None:
    key = notes.read_key(PETER)
    assert key.name == "PeterNeumann"
    assert key.id.hex() == "c74f20a3"
    assert notes.read_note(SAYING).signed_by(key)
    assert notes.read_note(SAYING).write() == SAYING


def test_a_key_line_is_read_as_it_was_written() -> None:
    assert notes.read_key(KEY.line()) == KEY


@pytest.mark.parametrize(
    "line",
    [
        "",
        "name",
        "name+00000000+",
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("PeterNeumann", "Peter Neumann"),
        PETER[:-4],
        PETER + "=",
        f"jcom/1+{KEY.id.hex()}+{notes.encode(bytes([2]) + KEY.public)}",
    ],
)
def test_a_malformed_key_is_refused(line: str) -> None:
    with pytest.raises(notes.UnreadableNoteError):
        notes.read_key(line)


def test_a_checkpoint_is_opened_with_the_key_of_its_log() -> None:
    assert notes.open_checkpoint(signed(), (KEY,)) == HEAD
    assert notes.open_checkpoint(signed(), (OTHER_KEY, KEY)) == HEAD


def test_a_checkpoint_is_not_opened_without_that_key() -> None:
    for keys in (
        (),
        (OTHER_KEY,),
        (notes.Key("jcom/1", OTHER_KEY.public),),
        (notes.Key("jcom/2", KEY.public),),
    ):
        with pytest.raises(notes.UnreadableNoteError, match="none of the keys"):
            notes.open_checkpoint(signed(), keys)


def test_a_note_carries_the_signatures_of_witnesses_too() -> None:
    own, witness = notes.sign(HEAD.text(), KEY, SIGNER.sign), notes.sign(HEAD.text(), OTHER_KEY, OTHER.sign)
    both = notes.Note(HEAD.text(), (*own.signatures, *witness.signatures))
    read = notes.read_note(both.write())
    assert read.signed_by(KEY)
    assert read.signed_by(OTHER_KEY)
    assert notes.open_checkpoint(both.write(), (KEY,)) == HEAD


def test_a_bad_signature_under_the_name_of_a_known_key_spoils_the_note() -> None:
    good = notes.sign(HEAD.text(), KEY, SIGNER.sign)
    bad = notes.Signature(KEY.name, KEY.id, bytes(64))
    assert not notes.Note(good.text, (*good.signatures, bad)).signed_by(KEY)


def test_a_signature_of_an_unknown_key_is_passed_over() -> None:
    good = notes.sign(HEAD.text(), KEY, SIGNER.sign)
    unknown = notes.Signature("somebody.example", b"\1\2\3\4", bytes(64))
    assert notes.Note(good.text, (unknown, *good.signatures)).signed_by(KEY)


def test_no_note_has_more_signatures_than_anyone_reads() -> None:
    good = notes.sign(HEAD.text(), KEY, SIGNER.sign)
    with pytest.raises(notes.UnreadableNoteError, match="more signatures"):
        notes.read_note(notes.Note(good.text, good.signatures * 17).write())


@given(some.data())
@settings(max_examples=400, deadline=None)
def test_a_flipped_bit_anywhere_makes_it_another_note_or_none(data: some.DataObject) -> None:
    raw = bytearray(signed().encode())
    raw[data.draw(some.integers(0, len(raw) - 1))] ^= 1 << data.draw(some.integers(0, 7))
    with pytest.raises((notes.UnreadableNoteError, UnicodeDecodeError)):
        notes.open_checkpoint(raw.decode(), (KEY,))


@pytest.mark.parametrize(
    "text",
    [
        "jcom/1\n5\n",
        "\n5\nAAAA\n",
        f"jcom/1\n05\n{notes.encode(bytes(32))}\n",
        f"jcom/1\n-5\n{notes.encode(bytes(32))}\n",
        f"jcom/1\n5\n{notes.encode(bytes(31))}\n",
        f"jcom/1\n5\n{notes.encode(bytes(32))}\nextension\n",
        f"jcom/1\n5\n{notes.encode(bytes(32))}",
        f"jcom/1\n5\n{notes.encode(bytes(32))[:-1]}\n",
        f"jcom/1\n{10**19}\n{notes.encode(bytes(32))}\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(notes.UnreadableNoteError):
        notes.read_checkpoint(text)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n- name AAAAAAAA\n",
        "te\rxt\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAA\n",
    ],
)
def test_a_malformed_note_is_refused(said: str) -> None:
    with pytest.raises(notes.UnreadableNoteError):
        notes.read_note(said)


def test_base64_has_one_spelling() -> None:
    for said in ("AB==", "AA= =", "AA", "AA==\n", "_-8=", "ä"):
        with pytest.raises(notes.UnreadableNoteError):
            notes.decode(said)
    assert notes.decode("AA==") == b"\0"


def test_the_digest_of_a_checkpoint_is_the_hash_of_what_was_signed() -> None:
    assert len(HEAD.digest()) == 64
    assert HEAD.digest() != notes.Checkpoint("jcom/1", 1001, HEAD.root).digest()
