"""The comparison with golden files says what differs, and writes only when it is told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.common import golden


@pytest.fixture(autouse=True)
def _not_accepting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(golden.ACCEPT, raising=False)


def test_the_same_bytes_pass(tmp_path: Path) -> None:
    (tmp_path / "plan.sql").write_text("SELECT 1\n")
    golden.check("plan.sql", "SELECT 1\n", folder=tmp_path)
    golden.check("plan.sql", b"SELECT 1\n", folder=tmp_path)


def test_a_difference_is_shown_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "plan.sql").write_text("SELECT 1\nFROM a\n")
    with pytest.raises(AssertionError, match=r"make accept") as caught:
        golden.check("plan.sql", "SELECT 2\nFROM a\n", folder=tmp_path)
    assert "-SELECT 1\n+SELECT 2\n FROM a" in str(caught.value)


def test_a_difference_of_bytes_is_shown_by_place(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"\xff\x00" * 20)
    with pytest.raises(AssertionError, match=r"40 bytes, made now: 40 bytes, first difference at byte 39"):
        golden.check("letter.pdf", b"\xff\x00" * 19 + b"\xff\x01", folder=tmp_path)


def test_line_ends_count(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a\r\nb\r\n")
    with pytest.raises(AssertionError, match="only line ends"):
        golden.check("a.csv", b"a\nb\n", folder=tmp_path)


def test_a_missing_file_is_shown_whole(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"no golden file new\.txt") as caught:
        golden.check("new.txt", "all of it\n", folder=tmp_path)
    assert "all of it" in str(caught.value)


def test_accepting_writes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(golden.ACCEPT, "1")
    golden.check("deep/new.txt", "all of it\n", folder=tmp_path)
    assert (tmp_path / "deep" / "new.txt").read_text() == "all of it\n"


def test_no_path_leads_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leads out"):
        golden.check("../else.txt", "", folder=tmp_path)
