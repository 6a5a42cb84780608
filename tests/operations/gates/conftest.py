"""A home with JALPAK's policy, its staff, and a registered use."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.own_states import own
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]


def copy_policy(folder: Path) -> None:
    """Copy JALPAK's packaged policy into a home."""
    with as_file(files("yakusoku.examples") / "data" / "jalpak" / "policies") as packaged:
        shutil.copytree(packaged, folder / "policies" / "jalpak", dirs_exist_ok=True)


@pytest.fixture
def manager(own: Home) -> str:
    """A home on either kind of own state, with a policy and a manager."""
    copy_policy(own.folder)
    from yakusoku.staff.operations import add_member

    return add_member(
        controller="jalpak", name=Personal("管理 太郎"), roles=(Role.MANAGER,), by="operator", now=NOW
    ).public_id


@pytest.fixture
def use(manager: str) -> str:
    """The id of a registered export to duty-free shops."""
    from yakusoku.gates.operations import register_use
    from yakusoku.gates.rules import Point, Sort

    return register_use(
        controller="jalpak", system="shop-export", sort=Sort.EXPORT, purpose="shopping-convenience",
        point=Point.GUARD, owner=manager, by=manager, now=NOW,
    ).public_id  # fmt: skip
