"""
Each deed of the desk, typed as a command, is killed before and after its commit and typed again.

Killed before: nothing is there, and the command does its deed. Killed after: the deed is there, and the command is
refused, or does a new one. In no case are there two entries of one deed, or rows without an entry.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from tests.faults.typist import Fatal, Typist
from tests.operations.rights import typed
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import At
from tests.operations.rights.typed import DEEDS
from yakusoku.ledger.verification.verify import verify
from yakusoku.rights.operations.minimize import minimize_ended
from yakusoku.rights.rules import MINIMIZE


@pytest.fixture(scope="module")
def typist() -> Iterator[Typist]:
    """Somebody who types what has to die."""
    one = Typist()
    yield one
    one.leave()


def die(typist: Typist, desk: Desk, tag: str, when: str, *words: str) -> None:
    """Have a command typed that dies at the commit of the deed `tag`; the home has no open connection then."""
    from django.db import connections

    connections.close_all()
    died = typist.type(Fatal(str(desk.home.folder), desk.now.isoformat(), tag, when, words))
    assert died, f"no commit of {tag} was passed"
    assert died == signal.SIGKILL


def whole(desk: Desk) -> tuple[int, str]:
    """Return how many entries the log holds, after it was held against its tiles, and where the request stands."""
    assert [repr(one) for one in verify("jcom").findings] == []
    return desk.entries(), desk.state


@pytest.mark.parametrize("name", DEEDS)
def test_killed_before_its_commit_a_deed_was_not_done_and_is_done_by_the_same_command(
    at: At, typist: Typist, name: str
) -> None:
    deed = DEEDS[name]
    desk = deed.stage(at)
    before = whole(desk)
    done = typed.entries(desk, deed)

    die(typist, desk, deed.tag, "before", *typed.words(desk, deed))

    assert whole(desk) == before
    said = typed.run(desk, deed)
    assert said.exit_code == 0, said.output
    assert typed.entries(desk, deed) == done + 1
    assert whole(desk)[0] == before[0] + 1


@pytest.mark.faults
@pytest.mark.parametrize("name", DEEDS)
def test_killed_after_its_commit_a_deed_is_done_once(at: At, typist: Typist, name: str) -> None:
    deed = DEEDS[name]
    desk = deed.stage(at)
    before, _ = whole(desk)
    done = typed.entries(desk, deed)

    die(typist, desk, deed.tag, "after", *typed.words(desk, deed))

    assert whole(desk)[0] == before + 1
    assert typed.entries(desk, deed) == done + 1
    said = typed.run(desk, deed)
    assert (said.exit_code == 0) == deed.again, said.output
    assert typed.entries(desk, deed) <= done + 1 + deed.again


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_night_that_is_killed_at_a_case_minimizes_it_once_in_the_next(
    at: At, typist: Typist, when: str
) -> None:
    desk = at("closed")
    desk.work()
    desk.later(days=400)
    tag = "rights:case:minimized"

    def night() -> int:
        return minimize_ended(now=desk.now)

    die(typist, desk, tag, when)
    assert desk.tags().count(tag) == (when == "after")
    assert night() == (when == "before")
    assert desk.tags().count(tag) == 1
    desk.work()
    assert desk.intents(MINIMIZE) == ["done"]
    assert desk.kept() == []
