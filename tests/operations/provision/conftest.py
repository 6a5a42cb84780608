"""A home with JALPAK's policy, data map and a filled tour system, staff of three roles, and consents of some people."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from tests.operations.own_states import own
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]

PEOPLE = 60
PLACE = "jalpak_tours:participant"
SHOPS = "provisions.duty-free-shops"
SENTENCE = f"JALPAK-H1.19:{SHOPS}"
IDENTITY = "jalpak_participant_no"


@dataclass(frozen=True)
class Scene:
    """An open home, the ids of its staff, and the folder into which files go."""

    home: Home
    desk: str
    approver: str
    manager: str
    out: Path

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return rows of the tour system."""
        with sqlite3.connect(self.home.folder / "stores" / "jalpak-tours.sqlite") as connection:
            return connection.execute(sql, values).fetchall()

    def participants(self, count: int) -> list[str]:
        """Return the numbers of some participants who have a passport number on file."""
        found = self.rows(
            "SELECT participant_no FROM participant WHERE passport_no IS NOT NULL ORDER BY participant_no LIMIT ?",
            count,
        )
        return [one for (one,) in found]


@pytest.fixture(scope="session")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """JALPAK's filled systems, made once and copied."""
    from yakusoku.examples import homes

    folder = tmp_path_factory.mktemp("toured")
    (folder / "stores").mkdir()
    homes.furnish(folder, ["jalpak"], people=PEOPLE, seed=7, as_of=date(2026, 11, 24), truths=None)
    return folder


@pytest.fixture
def scene(own: Home, toured: Path, tmp_path: Path) -> Scene:
    """The scene on either kind of own state."""
    return furnish(own, toured, tmp_path)


def furnish(own: Home, toured: Path, tmp_path: Path) -> Scene:
    """Put JALPAK into an open home."""
    import shutil

    from yakusoku.examples.homes import stores_of
    from yakusoku.site.settings import read_settings
    from yakusoku.site.wiring import wire
    from yakusoku.staff.operations import add_member

    shutil.copytree(toured, own.folder, dirs_exist_ok=True)
    with (own.folder / "yakusoku.toml").open("a", encoding="utf-8") as file:
        for name, url in stores_of(["jalpak"]).items():
            file.write(f'\n[stores.{name}]\nurl = "{url}"\n')
    wire(own.folder, read_settings(own.folder))
    desk, approver, manager = (
        add_member(controller="jalpak", name=Personal(name), roles=(role,), by="operator", now=NOW).public_id
        for name, role in (
            ("担当 花子", Role.DESK),
            ("承認 次郎", Role.APPROVER),
            ("管理 太郎", Role.MANAGER),
        )
    )
    out = tmp_path / "out"
    out.mkdir()
    return Scene(own, desk, approver, manager, out)


def key() -> tuple[str, Any]:
    """Return a new public key of age, and what opens what is encrypted to it."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return str(made.to_public()), made


def shop(scene: Scene, public: str = "", **says: Any) -> str:
    """Enter a duty-free shop and return its id."""
    from yakusoku.provision.operations import Party, add_recipient
    from yakusoku.provision.operations import Role as As

    party = {
        "name": Personal("沖縄免税店株式会社"), "address": Personal("沖縄県那覇市久茂地1-1-1"),
        "representative": Personal("代表取締役 金城 一"), "key": public, **says.pop("party", {}),
    }  # fmt: skip
    given = {
        "controller": "jalpak", "role": As.THIRD_PARTY, "route": SHOPS, "since": date(2026, 11, 23),
        "by": scene.desk, "now": NOW, **says,
    }  # fmt: skip
    return add_recipient(party=Party(**party), **given).public_id


def agree(participant: str, scope: str = SHOPS, *, now: datetime = NOW, **says: Any) -> None:
    """Record a participant's consent to a provision."""
    from yakusoku.consent.operations import About, Arrived, Given, Whom, record
    from yakusoku.consent.rules import Kind, Turn

    record(
        controller="jalpak", about=About(Kind.CONSENT, scope), turn=says.pop("turn", Turn.GIVEN),
        whom=Whom((Given(IDENTITY, Personal(participant)),)),
        arrived=Arrived("internet", "booking", now, "", f"BK-{participant}"[:40]), by="tour-system", now=now,
        version=date(2026, 11, 23), sentence=says.pop("sentence", SENTENCE),
    )  # fmt: skip


def order(recipient: str, participants: list[str], **says: Any) -> Any:
    """Return an order for these participants' data."""
    from yakusoku.provision.operations import Order, Selection

    given = {
        "controller": "jalpak", "recipient": recipient, "purpose": "shopping-convenience",
        "selection": Selection(PLACE, "participant_no", participants), "medium": "electronic",
        "reference": "shops-2026-11-24", **says,
    }  # fmt: skip
    return Order(**given)


def provide(scene: Scene, one: Any, *, now: datetime = NOW) -> Any:
    """Provide, as the desk."""
    from yakusoku.provision.operations import provide as do

    return do(order=one, to=scene.out, by=scene.desk, now=now)


def opened(file: Path, identity: Any) -> list[list[str]]:
    """Return the rows of a file as its recipient reads them."""
    import csv

    from pyrage import decrypt

    return list(csv.reader(decrypt(file.read_bytes(), [identity]).decode().splitlines()))


def entries(about: str) -> list[str]:
    """Return the tags of the ledger about something."""
    from yakusoku.ledger import queries as ledger

    return [one.tag for one in ledger.entries("jalpak", about=about)]


def later(days: int) -> datetime:
    """Return a moment some days after the tests begin."""
    from datetime import timedelta

    return NOW + timedelta(days=days)


__all__ += ["UTC", "json"]
