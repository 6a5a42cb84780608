"""What the desk reads of candidates: which cannot be told apart, and why a fact is held to be alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from yakusoku.cli import rights_show
from yakusoku.cli.context import Door
from yakusoku.rights import queries
from yakusoku.rights.queries import Offered
from yakusoku.stores.candidates import Candidate, Compared, Standing
from yakusoku.stores.comparing import Agreement, compare
from yakusoku.terms.personal import Personal


def _candidate(standing: Standing) -> Candidate:
    found = compare("birth_date", "1980-04-01", "1980-04-07")
    fact = Compared(
        "birth_date", found.agreement, 8, Personal("1980-04-01"), Personal("1980-04-07"), found.why
    )
    elsewhere = replace(fact, name="email_elsewhere", agreement=Agreement.SAME)
    return Candidate("s", "d", "person", Personal(("1",)), {}, (fact, elsewhere), 8, standing=standing)


def _shown(
    standing: Standing, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    offered = (Offered("abc123", _candidate(standing), confirmed=False),)
    monkeypatch.setattr(queries, "offered", lambda **_: offered)
    unused: Any = None
    door = Door(Path(), language, unused, unused, unused, unused)
    rights_show.show_candidates(door, "req_1", by="stf_1")
    return capsys.readouterr().out.splitlines()


def test_those_that_cannot_be_told_apart_are_said_to_be_so_and_none_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _shown(Standing.ALIKE, "en", monkeypatch, capsys)

    assert said[1].strip() == "cannot be told apart from somebody else by what was given"
    assert said[2].endswith("alike (one digit differs, or two stand in each other's place)")
    assert said[3].split("  ")[-1].strip() == "the same"
    assert "--candidate …" in said[-1]


def test_a_proposed_row_is_named_in_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _shown(Standing.PROPOSED, "en", monkeypatch, capsys)

    assert len(said) == 4
    assert "--candidate abc123" in said[-1]


def test_it_is_said_in_japanese_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _shown(Standing.ALIKE, "ja", monkeypatch, capsys)

    assert said[1].strip() == "示された事項だけでは別人と区別できません"
    assert "類似 (数字が一つ異なるか" in said[2]
