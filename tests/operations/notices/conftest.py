"""A home with J:COM's policy and data map, and members of its staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.own_states import own
from yakusoku.examples import homes
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own"]


@dataclass(frozen=True)
class Staff:
    """The ids of three members of the staff of J:COM: who writes, and two managers."""

    desk: str
    manager: str
    other: str


def employ() -> Staff:
    """Put three members into the register."""
    from yakusoku.staff.operations import add_member

    ids = [
        add_member(
            controller="jcom", name=Personal(f"担当 {number}"), roles=(role,), by="operator", now=NOW
        ).public_id
        for number, role in enumerate((Role.DESK, Role.MANAGER, Role.MANAGER))
    ]
    return Staff(*ids)


@pytest.fixture
def staff(home: Home) -> Staff:
    """A home that holds J:COM's policy, with who prepares and who publishes."""
    homes.copy_jcom(home.folder)
    return employ()
