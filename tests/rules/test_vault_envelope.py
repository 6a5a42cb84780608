"""The sealed envelope: what it opens for, and that nothing in it can be changed, moved or cut."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yakusoku.vault.envelope import MAGIC, PIECE, SALT, Binding, BrokenEnvelopeError, joined

BINDING = Binding(key=b"k" * 32, domain="value", case_id="req_AOKI", label="asked")
SALTED = bytes(range(SALT))
HEAD = len(MAGIC) + SALT + 32


def sealed(content: bytes, *, binding: Binding = BINDING, salt: bytes = SALTED) -> bytes:
    return b"".join(binding.seal([content], salt=salt))


def opened(envelope: bytes, *, binding: Binding = BINDING) -> bytes:
    return b"".join(binding.unseal([envelope]))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_content_of_any_size_comes_back(size: int) -> None:
    content = bytes(number % 251 for number in range(size))

    envelope = sealed(content)

    assert opened(envelope) == content
    assert len(envelope) == HEAD + size + 16 * max(1, -(-size // PIECE))


@given(st.lists(st.binary(max_size=200), max_size=8), st.lists(st.integers(1, 400), max_size=6))
@settings(max_examples=60)
def test_how_content_and_envelope_are_cut_into_pieces_makes_no_difference(
    parts: list[bytes], cuts: list[int]
) -> None:
    whole = b"".join(parts)
    envelope = b"".join(BINDING.seal(parts, salt=SALTED))

    def cut() -> Iterator[bytes]:
        at = 0
        for size in cuts:
            yield envelope[at : at + size]
            at += size
        yield envelope[at:]

    assert envelope == sealed(whole)
    assert b"".join(BINDING.unseal(cut())) == whole


def test_every_flipped_bit_is_found() -> None:
    envelope = sealed("青木 一郎".encode())

    for at in range(len(envelope)):
        for bit in range(8):
            wrong = bytearray(envelope)
            wrong[at] ^= 1 << bit
            with pytest.raises(BrokenEnvelopeError):
                opened(bytes(wrong))


def test_every_cut_is_found() -> None:
    envelope = sealed(b"a short answer")

    for size in range(len(envelope)):
        with pytest.raises(BrokenEnvelopeError):
            opened(envelope[:size])


def test_a_cut_between_two_pieces_is_found() -> None:
    envelope = sealed(b"x" * (2 * PIECE))

    with pytest.raises(BrokenEnvelopeError, match="piece 1"):
        opened(envelope[: HEAD + PIECE + 16])


def test_pieces_cannot_change_places() -> None:
    envelope = sealed(b"x" * PIECE + b"y" * PIECE + b"z")
    size = PIECE + 16
    first, second = envelope[HEAD : HEAD + size], envelope[HEAD + size : HEAD + 2 * size]

    with pytest.raises(BrokenEnvelopeError, match="piece 1"):
        opened(envelope[:HEAD] + second + first + envelope[HEAD + 2 * size :])


def test_bytes_after_the_end_are_found() -> None:
    with pytest.raises(BrokenEnvelopeError):
        opened(sealed(b"an answer") + b"\0")


@pytest.mark.parametrize(
    "other",
    [
        replace(BINDING, key=b"j" * 32),
        replace(BINDING, domain="file"),
        replace(BINDING, case_id="req_BABA"),
        replace(BINDING, label="answer"),
    ],
)
def test_an_envelope_opens_only_for_its_key_domain_case_and_label(other: Binding) -> None:
    with pytest.raises(BrokenEnvelopeError, match="key, case or label"):
        opened(sealed(b"content"), binding=other)


def test_the_same_content_under_two_salts_has_nothing_in_common() -> None:
    one, other = sealed(b"content"), sealed(b"content", salt=b"\1" * SALT)

    assert one[len(MAGIC) :] != other[len(MAGIC) :]
    assert one[HEAD:] != other[HEAD:]


def test_lists_of_names_cannot_be_confused() -> None:
    assert joined("a", "bc") != joined("ab", "c") != joined("abc")


def test_the_key_does_not_print() -> None:
    assert "kkkk" not in repr(BINDING)


def test_much_content_needs_little_memory() -> None:
    def much() -> Iterator[bytes]:
        for _ in range(16 * 16):
            yield bytes(PIECE)

    tracemalloc.start()
    size = sum(len(piece) for piece in BINDING.unseal(BINDING.seal(much(), salt=SALTED)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size == 256 * PIECE
    assert peak < 2_000_000
