"""YAML read strictly: every oddity of the language is a value of JSON, or a finding with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.terms import yamlfile
from yakusoku.terms.findings import Finding
from yakusoku.terms.yamlfile import UnreadableFile


def value(words: str) -> object:
    """Return what stands under the key a."""
    document = yamlfile.parse(f"a: {words}\n".encode(), "f.yaml")
    assert isinstance(document.value, dict)
    return document.value["a"]


def refused(content: bytes) -> Finding:
    """Return the first finding about content that cannot be read."""
    with pytest.raises(UnreadableFile) as refusal:
        yamlfile.parse(content, "f.yaml")
    return refusal.value.findings[0]


@pytest.mark.parametrize(
    "words", ["no", "yes", "on", "Off", "True", "1:30", "012", "0x1F", "1_000", ".inf", "~", "+1"]
)
def test_a_word_that_yaml_would_change_stays_a_word(words: str) -> None:
    assert value(words) == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("2020-04-01", date(2020, 4, 1)),
        ('"2020-04-01"', "2020-04-01"),
        ("'12'", "12"),
        ("0120-999-000", "0120-999-000"),
        ("[1, two, {three: 3}]", [1, "two", {"three": 3}]),
    ],
)
def test_what_json_can_say_is_read(words: str, expected: object) -> None:
    assert value(words) == expected


@pytest.mark.parametrize(
    ("content", "kind", "line", "column"),
    [
        (b"", "file.empty", 1, 1),
        (b"# only a remark\n", "file.empty", 1, 1),
        (b"a: 1\nb: 2\na: 3\n", "file.duplicate-key", 3, 1),
        (b"a: &x 1\n", "file.anchor", 1, 4),
        (b"a: *x\n", "file.alias", 1, 4),
        (b"a: !!python/object:os.system x\n", "file.tag", 1, 4),
        (b"a: 1\n---\nb: 2\n", "file.second-document", 2, 1),
        (b"? [a]\n: 1\n", "file.key-not-text", 1, 3),
        (b"a:\n\tb: 1\n", "file.not-yaml", 2, 1),
        (b'a: "never closed\nb: 2', "file.not-yaml", 2, 5),
        (b"a: [1, 2\n", "file.not-yaml", 1, 9),
        (b"a: b: c\n", "file.not-yaml", 1, 5),
        (b"a: \x00\n", "file.not-yaml", 1, 4),
        ("# 日本語の注\nあ: い\nう: え\x00\n".encode(), "file.not-yaml", 3, 5),
        ("# 日本語の注\nあ: |\n  い\n  う\u202eえ\n".encode(), "file.control-character", 4, 4),
        ("あ: い\nう：え\nお: か\n".encode(), "file.wide-colon", 2, 2),
        ("あ：\n  い: う\n".encode(), "file.wide-colon", 1, 2),
        ("あ：\n  - い\nう: え\n".encode(), "file.wide-colon", 1, 2),
        ("あ:\n  - い：う\n    え: お\n".encode(), "file.wide-colon", 2, 6),
        ("あ：い\n".encode(), "file.wide-colon", 1, 2),
        ("あ:\n\u3000い: う\n".encode(), "file.wide-space", 2, 1),
        ("あ:\n \u3000- い\nう: え\n".encode(), "file.wide-space", 2, 2),
        ("あ: |\n  注：い\nう\nえ: お\n".encode(), "file.not-yaml", 4, 1),
        (b'a: "\\x01"\n', "file.control-character", 1, 4),
        (b"a: 2026-02-30\n", "file.bad-date", 1, 4),
        (b"a: 1e999\n", "file.number-too-long", 1, 4),
        (b"a: " + b"9" * 5000, "file.number-too-long", 1, 4),
        ("あ: い\n".encode() + "a: 日本".encode("cp932"), "file.encoding", 2, 4),
        ("a: 1".encode("utf-16"), "file.encoding", 1, 1),
        (b"[" * 100_000, "file.too-deep", 1, yamlfile.MOST_DEPTH + 1),
        (b"".join(b" " * n + b"a:\n" for n in range(100)), "file.too-deep", 49, 49),
    ],
)
def test_what_cannot_be_read_says_where(content: bytes, kind: str, line: int, column: int) -> None:
    found = refused(content)

    assert (found.kind, found.where.line, found.where.column) == (kind, line, column)
    assert found.says.say("ja") != found.says.say("en")
    assert found.do.say("ja") != found.do.say("en")


def test_a_file_too_large_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "MOST_BYTES", 10)
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a: 12345678901234567890")

    with pytest.raises(UnreadableFile) as refusal:
        yamlfile.read(file)

    assert refusal.value.findings[0].kind == "file.too-large"


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        yamlfile.read(tmp_path / name, "policies/missing.yaml")

    assert str(refusal.value.findings[0].where) == "policies/missing.yaml:1:1"


def test_several_mistakes_are_found_at_once() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        yamlfile.parse(b"a: &x 1\na: 2\nb: *x\n", "f.yaml")

    assert [found.kind for found in refusal.value.findings] == [
        "file.anchor",
        "file.duplicate-key",
        "file.alias",
    ]


def test_every_value_knows_its_place() -> None:
    document = yamlfile.parse(b"a:\n  - b: 1\n    c: 2\n", "f.yaml")

    assert str(document.where(("a", 0, "c"))) == "f.yaml:3:8"
    assert str(document.where(("a", 0, "c"), key=True)) == "f.yaml:3:5"
    assert str(document.where(("a", 0, "z"))) == "f.yaml:2:5"
    assert document.where(("a", 0, "c")).key == "a[0].c"
    assert document.at(("a", 0, "c")) == 2
    assert document.at(("a", 7)) is None


def read_or_told(content: bytes) -> bool:
    """Return whether content is read, or else told with places that a reader can look at."""
    try:
        yamlfile.parse(content, "f.yaml")
    except UnreadableFile as refusal:
        places = [found.where for found in refusal.findings]
        return bool(places) and all(place.line >= 1 and place.column >= 1 for place in places)
    return True


@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    assert read_or_told(content)


@given(st.text(alphabet="ab:-[]{}\"'&*!|>#\n \t,?%@`1.", max_size=80))
def test_no_text_ends_in_a_traceback(words: str) -> None:
    assert read_or_told(words.encode())


def test_a_file_cut_at_any_byte_is_read_or_told() -> None:
    whole = 'a: 東京\nb: {c: [1, 2], d: "x, y"}\ne: 2020-04-01\n'.encode()

    assert all(read_or_told(whole[:length]) for length in range(len(whole)))
