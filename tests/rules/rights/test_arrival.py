"""The file of an arrival: read strictly, complained of by place and never by value."""

from __future__ import annotations

from pathlib import Path

import pytest

from yakusoku.rights.arrival import UnableToReadArrival, read_arrival
from yakusoku.rights.asked import Asked

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "arrival.yaml"
GOOD = EXAMPLE.read_text(encoding="utf-8")


def read(words: str) -> Asked:
    return read_arrival(words.encode(), file="a.yaml")


def test_the_example_of_the_documents_is_read() -> None:
    asked = read(GOOD)
    assert asked.name.reveal() == "青木　真由美"
    assert len(asked.address.reveal()) == 2
    assert sorted(asked.facts) == ["birth_date", "family_name", "given_name", "telephone"]


def test_what_was_asked_comes_back_from_its_bytes_and_prints_nothing() -> None:
    asked = read(GOOD)
    assert Asked.from_bytes(asked.to_bytes()) == asked
    assert "青木" not in repr(asked)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("name: 青木　真由美", "nmae: 青木　真由美", "3:1, name"),
        ("postal_code: 154-0024", "postal_code: 1540024", "postal_code"),
        ("postal_code: 154-0024", "postal_code: ''", "postal_code"),
        ('birth_date: "1978-04-12"', "birth_date: 1978-04-12", "facts.birth_date"),
        ("address: [", "address: [1, ", "address.0"),
        ("words: 貴社", "words: [貴社", "7:"),
        ("facts:\n", "facts: &a\n", "7:8"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused_by_place(old: str, new: str, place: str) -> None:
    assert old in GOOD
    with pytest.raises(UnableToReadArrival) as refused:
        read(GOOD.replace(old, new))
    said = str(refused.value)
    assert "a.yaml is not as it should be at: " in said
    assert f"at: {place}" in said or f", {place}" in said
    for value in ("青木", "真由美", "1978", "三軒茶屋", "154"):
        assert value not in said


@pytest.mark.parametrize("content", [b"", b"- a\n", b"\xff\xfe", b"name: \xe3\n", b"just words"])
def test_anything_else_is_refused_with_an_example(content: bytes) -> None:
    with pytest.raises(UnableToReadArrival, match=r"docs/arrival\.yaml"):
        read_arrival(content, file="a.yaml")
