"""A home with keys, holders of an escrow and people who may be present."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import NOW

if TYPE_CHECKING:
    from yakusoku.site.home import Home
    from yakusoku.vault.operations import Drill, Escrowed, Recovered

AOKI, BABA = "req_00000000000A0K1A", "req_00000000000BABAA"
HOLDERS = ("sato", "suzuki", "takahashi")
DAY = timedelta(days=1)


def phrase(name: str) -> str:
    return f"correct horse {name}"


def member(company: str, *roles: str) -> str:
    from yakusoku.staff.operations import add_member
    from yakusoku.staff.rules import Role
    from yakusoku.terms.personal import Personal

    name = Personal(f"担当 {company} {'-'.join(roles)} {len(list_members())}")
    given = [Role(role) for role in roles]
    return add_member(controller=company, name=name, roles=given, by="system", now=NOW).public_id


def list_members() -> Sequence[object]:
    from yakusoku.staff import queries

    return queries.members()


class Scene:
    """A home with two cases, three holders and two people who may be present."""

    def __init__(self, home: Home, apart: Path) -> None:
        from yakusoku.vault import operations as vault

        self.home, self.apart = home, apart
        apart.mkdir()
        for case in (AOKI, BABA):
            vault.ensure_case_key(case_id=case, now=NOW)
            vault.put(case_id=case, name="answer.zip", content=b"answer")
        vault.keyed_digest(purpose="paper", value=b"x")
        self.by, self.present = member("jcom", "operator"), member("jcom", "manager")
        self.home.settle(NOW)
        self.lines = [
            vault.make_holder(name=name, passphrase=phrase(name), to=apart / f"{name}.key")
            for name in HOLDERS
        ]
        self.file = apart / "escrow"

    @property
    def keys(self) -> Path:
        return self.home.folder / "keys"

    def make(self, *, days: int = 0) -> Escrowed:
        from yakusoku.vault import operations as vault

        now = NOW + days * DAY
        return vault.make_escrow(lines=self.lines, by=self.by, present=self.present, to=self.file, now=now)

    def of(self, *names: str) -> list[tuple[Path, str]]:
        return [(self.apart / f"{name}.key", phrase(name)) for name in names]

    def check(self, *names: str, days: int = 0) -> Drill:
        from yakusoku.vault import operations as vault

        return vault.check_escrow(
            file=self.file,
            keys=self.of(*(names or HOLDERS[:2])),
            by=self.by,
            present=self.present,
            now=NOW + days * DAY,
        )

    def restore(self, *names: str, digest: str | None = None) -> Recovered:
        from yakusoku.vault import operations as vault

        return vault.restore_escrow(
            file=self.file,
            keys=self.of(*(names or HOLDERS[:2])),
            by=self.by,
            present=self.present,
            now=NOW,
            digest=digest,
        )
