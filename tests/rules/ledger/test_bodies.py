"""The bytes of an entry: one spelling, and nothing else is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.common.golden import check
from yakusoku.ledger import bodies

BODY = bodies.Body(
    log="jcom",
    tag="rights:request:received",
    about="req_0123456789ABCDEF",
    by="stf_0123456789ABCDEF",
    at="2026-11-23T13:14:46.123456Z",
    facts={"items": 3, "right": "A-DISC"},
    salt=bytes(range(16)),
)


def test_an_entry_is_these_bytes_for_ever() -> None:
    check("ledger/entry.json", BODY.write())


def test_an_entry_is_read_as_it_was_written() -> None:
    assert bodies.read(BODY.write()) == BODY


def test_the_copied_columns_stand_at_both_ends() -> None:
    raw = BODY.write().decode()
    assert raw.startswith(bodies.head(BODY.about, BODY.at))
    assert raw.endswith(bodies.tail(BODY.tag))


@given(some.data())
@settings(max_examples=300, deadline=None)
def test_a_flipped_bit_makes_other_bytes_or_none(data: some.DataObject) -> None:
    raw = bytearray(BODY.write())
    raw[data.draw(some.integers(0, len(raw) - 1))] ^= 1 << data.draw(some.integers(0, 7))
    try:
        read = bodies.read(bytes(raw))
    except bodies.UnreadableBodyError:
        return
    assert read != BODY
    assert read.write() == bytes(raw)


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[]", b"null", b'{"about":"a"}', BODY.write() + b" ", b" " + BODY.write()]
)
def test_other_bytes_are_no_entry(raw: bytes) -> None:
    with pytest.raises(bodies.UnreadableBodyError):
        bodies.read(raw)


def test_a_moment_is_written_in_utc_and_sorts_as_text() -> None:
    tokyo = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    assert bodies.stamp(tokyo) == "2026-11-24T00:00:00.000000Z"
    assert bodies.moment(bodies.stamp(tokyo)) == tokyo
    moments = [tokyo + timedelta(microseconds=step * 777_777) for step in range(50)]
    assert sorted(map(bodies.stamp, moments)) == [bodies.stamp(one) for one in moments]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        bodies.stamp(datetime(2026, 11, 24, tzinfo=UTC).replace(tzinfo=None))


@pytest.mark.parametrize("said", ["", "2026-11-24", "2026-13-24T00:00:00.000000Z", "2026-11-24T00:00:00Z"])
def test_another_spelling_is_no_moment(said: str) -> None:
    with pytest.raises(bodies.UnreadableBodyError):
        bodies.moment(said)
