"""What is true when the process dies amid what people do by hand: all of a deed or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.operations.rights.by_hand import (
    FORMS,
    PDF,
    agreed,
    changing,
    found,
    handed,
    places,
    reported,
    searched,
)
from tests.operations.rights.stages import At
from yakusoku.rights import queries
from yakusoku.rights.by_hand import errands as notes
from yakusoku.rights.by_hand import finds
from yakusoku.rights.operations import remind
from yakusoku.rights.rules import State
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work


class DeathError(Exception):
    """The process ends here."""


def dies(*given: Any, **named: Any) -> None:
    raise DeathError


def test_a_find_that_was_sealed_and_not_noted_is_dropped_by_the_next_one(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = searched(at)
    before = desk.entries()
    with monkeypatch.context() as patch:
        patch.setattr(finds, "tidy", dies)
        with pytest.raises(DeathError):
            found(desk, handed(PDF, "pdf"))
    assert FORMS in places(desk)
    assert desk.entries() == before
    assert [name for name in vault.names(case_id=desk.request) if name.startswith("enclosed-")]

    found(desk)
    assert not [name for name in vault.names(case_id=desk.request) if name.startswith("enclosed-")]
    assert desk.entries() == before + 1


def test_a_change_whose_errands_were_not_noted_is_noted_once_with_them(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at("")
    with monkeypatch.context() as patch:
        patch.setattr(notes, "note", dies)
        with pytest.raises(DeathError):
            changing(at, desk=desk)
    assert desk.state == State.APPROVED
    assert queries.errands(desk.request) == ()
    assert "rights:data:changed" not in desk.tags()


def test_an_agreement_ends_the_errand_and_asks_for_the_letter_or_does_neither(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = changing(at)
    reported(desk)
    with monkeypatch.context() as patch:
        patch.setattr(work, "intend", dies)
        with pytest.raises(DeathError):
            agreed(desk)
    [errand] = queries.errands(desk.request)
    assert errand.state == "done"
    assert agreed(desk) == 0
    desk.work()
    assert desk.state == State.EXECUTED


def test_a_reminder_is_noted_with_its_mail_or_neither(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = searched(at)
    desk.now += timedelta(days=40)
    with monkeypatch.context() as patch:
        patch.setattr(work, "intend", dies)
        with pytest.raises(DeathError):
            remind.remind(now=desk.now)
    assert "rights:task:waiting" not in desk.tags()
    assert remind.remind(now=desk.now) == 3
    assert remind.remind(now=desk.now) == 0
