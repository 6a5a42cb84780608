"""Keys of a home that are missing, cut or older than own state: named where they are needed, with what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.faults.power import cut
from tests.operations.doors import run

if TYPE_CHECKING:
    from yakusoku.site.home import Home


def missing(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    cut(file, 0)


def halved(file: Path) -> None:
    cut(file, file.stat().st_size // 2)


def package(home: Home) -> str:
    """Ask for the sealed package, which needs the key of the case, and return the refusal."""
    from yakusoku.rights import queries
    from yakusoku.staff import queries as members

    request = queries.requests()[0].request_id
    desk = members.members(controller="jcom")[0].public_id
    home.close()
    shown = run(
        home.folder, "rights", "package", request, "--to", str(home.folder / "out"), "--by", desk, now=NOW
    )
    assert shown.exit_code == 1
    assert not any((home.folder / "out").glob("*"))
    return shown.output


@pytest.mark.parametrize("damage", [missing, empty, halved])
@pytest.mark.parametrize("name", ["case-keys.sqlite", "wrapping.json"])
def test_damaged_keys_are_named_with_what_to_do(
    walked_home: Home, damage: Callable[[Path], None], name: str
) -> None:
    damage(walked_home.folder / "keys" / name)

    says = package(walked_home)

    assert "newest backup of the keys" in says
    assert f"keys/{name}" in says or "is wrapped by 2026-11, which is not there" in says
    shown = run(walked_home.folder, "doctor", now=NOW)
    assert shown.exit_code == 1
    assert "keys/" in shown.output


@pytest.mark.parametrize("damage", [missing, empty, halved])
def test_a_damaged_signing_key_is_named_with_what_to_do(
    walked_home: Home, damage: Callable[[Path], None]
) -> None:
    damage(walked_home.folder / "keys" / "ledger-jcom.key")
    walked_home.close()

    shown = run(walked_home.folder, "ledger", "verify", now=NOW)

    assert shown.exit_code == 1
    assert "ledger-jcom.key" in shown.output
    assert "from the backup of the keys" in shown.output
    looked = run(walked_home.folder, "doctor", now=NOW)
    assert looked.exit_code == 1
    assert "ledger-jcom.key" in looked.output
    assert "from the backup of the keys" in looked.output
    assert "Keys are whole" not in looked.output


def test_keys_of_an_earlier_day_do_not_open_a_later_case_and_the_doctor_says_so(
    made_home: Path, walked_home: Home, tmp_path: Path
) -> None:
    from yakusoku.site.home import open_home
    from yakusoku.vault import operations as vault

    walked_home.close()
    earlier = open_home(shutil.copytree(made_home, tmp_path / "earlier"))
    vault.ensure_case_key(case_id="req_EARLIER", now=NOW)
    earlier.close()
    for file in (earlier.folder / "keys").iterdir():
        shutil.copyfile(file, walked_home.folder / "keys" / file.name)

    says = package(open_home(walked_home.folder))

    assert "has no key. If older keys were put back, restore the keys folder from its newest backup." in says
    shown = run(walked_home.folder, "doctor", now=NOW)
    assert shown.exit_code == 1, shown.output
    assert "Cases whose sealed files no key opens: 1." in shown.output
