"""
A backup brings an erased person's rows back, an own state that knows of no erasure, or both: what was erased goes
again.

An operator types what docs/operating.md says. What a statute and a hold keep stays, whoever came back since is not
touched, of everybody else not one byte changes, and the ledger opens a new origin and verifies.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.common import changed
from tests.common.cells import Cells, cells, places
from tests.operations import doors
from yakusoku.examples import homes
from yakusoku.examples.people import cast

COMPANY = "jalux"
LATER = datetime(2026, 12, 20, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """A home after the erasure; `apart` holds backups of each day, `before` and `after` what the stores held."""

    room: Path
    operator: str
    approver: str
    desk: str
    before: Cells
    after: Cells

    @property
    def home(self) -> Path:
        """Return the home's folder."""
        return self.room / "home"

    def run(self, *words: str, now: datetime = LATER) -> str:
        """Type a command, which does what it was asked."""
        done = doors.run(self.home, *words, now=now)
        assert done.exit_code == 0, done.output
        return done.output

    def held(self) -> Cells:
        """Return what the stores hold now."""
        return cells(places(self.home, homes.stores_of([COMPANY])))

    def restore_own_state(self, day: str) -> None:
        """Do what the page says: the broken one aside, the backup in its place."""
        for file in self.home.glob("own.sqlite*"):
            file.unlink()
        shutil.copyfile(self.room / "apart" / f"own-{day}" / "own.sqlite", self.home / "own.sqlite")

    def restore_stores(self, day: str) -> None:
        """Put the company's own backup of its stores in their place."""
        for file in (self.room / "apart" / f"stores-{day}").iterdir():
            shutil.copyfile(file, self.home / "stores" / file.name)


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The walk with a backup before the review, one before the approval, and the end."""
    from yakusoku.site.home import open_home

    room = tmp_path_factory.mktemp("restored")
    (room / "apart").mkdir()
    home = changed.prepared(room / "home", COMPANY)
    urls = places(room / "home", homes.stores_of([COMPANY]))
    before = cells(urls)
    for day in ("review", "decided"):
        changed.walk(home, COMPANY, until=day)
        home.close()
        words = (
            "upgrade",
            "--backup-only",
            "--to",
            f"{room}/apart/own-{day}",
            "--keys-to",
            f"{room}/keys-{day}",
        )
        assert doors.run(room / "home", *words, now=datetime(2026, 12, 9, tzinfo=UTC)).exit_code == 0
        shutil.copytree(room / "home" / "stores", room / "apart" / f"stores-{day}")
        home = open_home(room / "home")
    walk = changed.walk(home, COMPANY)
    home.close()
    return Scene(room, walk.staff["tanaka"], walk.staff["suzuki"], walk.staff["sato"], before, cells(urls))


@pytest.fixture
def scene(erased: Scene, tmp_path: Path) -> Scene:
    """A copy for a test of its own."""
    shutil.copytree(erased.room, tmp_path, dirs_exist_ok=True)
    return Scene(tmp_path, erased.operator, erased.approver, erased.desk, erased.before, erased.after)


def the_ledger_verifies(scene: Scene, origin: int) -> None:
    told = scene.run("ledger", "verify")
    assert "everything fits" in told
    assert f" {origin} generations," in told
    doctor = doors.run(scene.home, "doctor", now=LATER).output
    assert "restored" not in doctor


def test_rows_of_an_older_backup_of_a_store_go_again(scene: Scene) -> None:
    scene.restore_stores("decided")
    assert scene.held().digests == scene.before.digests

    told = scene.run("rights", "tombstones", "--company", COMPANY, "--again", scene.operator)
    assert "1 are looked for. Next: yakusoku work drain" in told
    scene.run("work", "drain")

    assert scene.held().digests == scene.after.digests
    the_ledger_verifies(scene, 1)


def test_whoever_came_back_since_is_not_touched(scene: Scene) -> None:
    scene.restore_stores("decided")
    with closing(sqlite3.connect(scene.home / "stores" / "jalux-sales.sqlite")) as store, store:
        store.execute(
            "INSERT INTO newsletter VALUES ('N0009000005', ?, 'en', '2026-12-18', NULL)", (cast.ENDO.email,)
        )
    back = ("jalux-sales", "newsletter", "N0009000005")
    came = scene.held().digests[back]

    scene.run("rights", "tombstones", "--company", COMPANY, "--again", scene.operator)
    scene.run("work", "drain")

    assert scene.held().digests == {**scene.after.digests, back: came}


def test_an_own_state_that_knows_of_no_erasure_learns_of_it(scene: Scene) -> None:
    scene.restore_own_state("decided")
    assert "restored to an earlier day" in doors.run(scene.home, "work", "drain", now=LATER).output

    told = scene.run("restore", "finish", "--yes", "--by", scene.operator)
    assert "jalux/2 is open; 1 replayed" in told  # the tombstone; the hold is there
    assert "req_" in scene.run("rights", "tombstones", "--company", COMPANY)
    scene.run("work", "drain")

    assert scene.held().digests == scene.after.digests
    the_ledger_verifies(scene, 2)


def test_a_request_whose_answer_was_lost_is_searched_anew_and_answered_again(scene: Scene) -> None:
    scene.restore_own_state("decided")
    scene.run("restore", "finish", "--yes", "--by", scene.operator)
    request = next(word for word in scene.run("rights", "list").split() if word.startswith("req_"))

    scene.run("rights", "approve", request, "--return", "--by", scene.approver)
    scene.run("rights", "search", request, "--again", "--by", scene.desk)
    scene.run("work", "drain")

    told = scene.run("rights", "show", request)
    assert "searched; under review" in told
    assert "jalux_travel.boarding: 0 rows" in told
    assert "jalux_sales.invoice: 0 rows whole, 2 in part, 0 stay" in told
    assert "jalux_sales.jmb_member: 0 rows whole, 0 in part, 1 stay" in told
    assert scene.held().digests == scene.after.digests


def test_with_both_older_the_rows_go_again(scene: Scene) -> None:
    scene.restore_own_state("decided")
    scene.restore_stores("decided")

    scene.run("restore", "finish", "--yes", "--by", scene.operator)
    scene.run("work", "drain")

    assert scene.held().digests == scene.after.digests
    the_ledger_verifies(scene, 2)


def test_a_hold_that_own_state_has_lost_still_keeps_its_rows(scene: Scene) -> None:
    scene.restore_own_state("review")

    scene.run("restore", "finish", "--yes", "--by", scene.operator)
    scene.run("work", "drain")

    assert scene.held().digests == scene.after.digests
    assert "CLAIM-2026-014" in scene.run("holds", "list", COMPANY)
