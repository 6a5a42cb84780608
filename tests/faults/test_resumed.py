"""
A store is gone in the middle of a search, and again in the middle of a change; the desk is told, and asks again itself.

`yakusoku rights show` says what is so all the while, in both languages. When the store is back, `yakusoku rights
resume` lets the work go on at that very moment, and the end is that of a walk in which no store was ever gone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.common import changed, private_servers
from tests.common.cells import Cells
from tests.faults.outages import work
from tests.faults.places import of_mail
from tests.faults.test_outages import (
    COMPANY,
    SALES,
    TRAVEL,
    Lock,
    Scene,
    made_stores,
    quiet,
    scene,
    servers,
)
from tests.operations import doors
from yakusoku.stores.adapters.sqlite import SqliteStore
from yakusoku.stores.found import Found
from yakusoku.stores.plans import Plan, Step

__all__ = ["quiet", "servers"]

Outage = tuple[Callable[[], object], Callable[[], object]]
"""How a store goes, and how it comes back."""


class Desk:
    """The desk at its terminal."""

    def __init__(self, scene: Scene) -> None:
        """Sit down."""
        from yakusoku.rights import queries
        from yakusoku.staff import queries as staff
        from yakusoku.staff.rules import Role

        self.scene = scene
        [request] = queries.requests()
        self.request = request.request_id
        self.member = next(
            one for one in staff.members(controller=COMPANY) if Role.DESK in one.roles
        ).public_id

    def types(self, *words: str, language: str = "en") -> str:
        """Type a command that is not refused, and return what it says."""
        done = doors.run(self.scene.home.folder, *words, now=self.scene.now, language=language)
        assert done.exit_code == 0, done.output
        return done.output

    def reads(self, english: str, japanese: str) -> None:
        """See that the request's state is said so, and that the next command is to resume."""
        for language, words in (("en", english), ("ja", japanese)):
            shown = self.types("rights", "show", self.request, language=language)
            assert words in shown.splitlines()[1], shown
            assert f"yakusoku rights resume {self.request}" in shown
            assert words in self.types("rights", "list", language=language)

    def resumes(self) -> None:
        """Ask again now that the store is back, and let a worker work at that moment."""
        before = self.scene.now
        self.types("rights", "resume", self.request, "--by", self.member)
        work(self.scene.home, self.scene.now)
        assert self.scene.now == before, "no time has to pass"

    def refused(self) -> str:
        """Ask again where nothing waits."""
        done = doors.run(
            self.scene.home.folder, "rights", "resume", self.request, "--by", self.member, now=self.scene.now
        )
        assert done.exit_code != 0
        return done.output


def _mails(scene: Scene) -> list[str]:
    return [said.decode() for place, said in of_mail(scene.home.folder) if place.startswith("body")]


def _walked(it: Scene, outage: Outage, where: str, patch: pytest.MonkeyPatch) -> None:
    """Search and change with an outage in the middle of each, the change's at `where`; resumed by command."""
    from yakusoku.rights import queries
    from yakusoku.stores.queries import changes

    it.now = _newest() + timedelta(minutes=1)
    desk = Desk(it)
    assert "no work on" in desk.refused()
    gone, back = outage
    with patch.context() as during:
        seen = _gone_at_second_reading(during, gone)
        desk.types("rights", "search", desk.request, "--by", desk.member)
        work(it.home, it.now)
        assert seen[-1] == "gone"
    read = queries.search(desk.request)
    assert read is not None
    assert 0 < read.read < read.steps, "it stands in the middle"
    desk.reads(
        "the search waits for a store that does not answer", "データストアが応答しないため検索を待機中"
    )
    assert sum("データストアが検索に応答しない" in one for one in _mails(it)) == 1
    back()
    desk.resumes()
    assert queries.request(desk.request).state == "review"

    changed.walk(it.home, COMPANY, until="decided")
    it.now = _newest() + timedelta(minutes=1)
    approver = _approver(desk)
    it.moments.arm(f"do {TRAVEL}", where, gone)
    desk.types("rights", "approve", desk.request, "--by", approver)
    work(it.home, it.now)
    assert it.moments.struck
    desk.reads(
        "approved; a store does not answer; stores that are done: 1 of 2",
        "承認済み。データストアが応答しないため待機中（変更済みのデータストア：1/2）",
    )
    [change] = changes.changes(case_id=desk.request)
    assert [(one.store, one.state) for one in change.steps] == [(SALES, "done"), (TRAVEL, "intended")]
    back()
    desk.resumes()
    assert queries.request(desk.request).state in ("changed", "executed")
    assert "no work on" in desk.refused()


def _gone_at_second_reading(patch: pytest.MonkeyPatch, gone: Callable[[], object]) -> list[str]:
    """Let a store go right before the second table that lies in it is read."""
    from yakusoku.stores import operations as stores

    seen: list[str] = []
    run_step = stores.run_step

    def read(plan: Plan, step: Step, *given: Any, **more: Any) -> Found:
        if step.store == TRAVEL:
            seen.append("read")
            if len(seen) == 2:
                seen.append("gone")
                gone()
        return run_step(plan, step, *given, **more)

    patch.setattr(stores, "run_step", read)
    return seen


def _newest() -> datetime:
    """Return when the newest deed was done."""
    from yakusoku.ledger import queries as ledger

    return max(one.at for one in ledger.entries(COMPANY))


def _approver(desk: Desk) -> str:
    from yakusoku.rights import queries
    from yakusoku.staff import queries as staff
    from yakusoku.staff.rules import Role

    prepared_by = queries.request(desk.request).prepared_by
    others = (one for one in staff.members(controller=COMPANY) if Role.APPROVER in one.roles)
    return next(one.public_id for one in others if one.public_id != prepared_by)


def _ends_as_a_quiet_walk(it: Scene, quiet: tuple[Cells, Cells]) -> None:
    from yakusoku.ledger.verification.verify import verify
    from yakusoku.rights import queries

    changed.walk(it.home, COMPANY)
    assert queries.requests()[0].state == "closed"
    assert it.done() == {SALES: True, TRAVEL: True}
    assert verify(COMPANY).findings == ()


@pytest.mark.server
# The driver leaves a socket to the collector at whose other end no server listens.
@pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")
def test_a_search_and_a_change_whose_server_was_stopped_are_resumed_by_command(
    servers: private_servers.Pair,
    quiet: tuple[Cells, Cells],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    postgres, mariadb = servers
    it = scene(tmp_path, quiet, monkeypatch, made_stores(postgres, mariadb), receipts=False, until="ready")

    _walked(it, (mariadb.halt, mariadb.go_on), "write", monkeypatch)

    _ends_as_a_quiet_walk(it, quiet)


def test_a_search_and_a_change_whose_file_was_locked_are_resumed_by_command(
    quiet: tuple[Cells, Cells], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteStore.__init__, "__kwdefaults__", {"patience_s": 0.05})
    it = scene(tmp_path, quiet, monkeypatch, {}, receipts=False, until="ready")
    travel = Lock(it.urls[TRAVEL])

    _walked(it, (travel.take, travel.give_back), "begin", monkeypatch)

    _ends_as_a_quiet_walk(it, quiet)
