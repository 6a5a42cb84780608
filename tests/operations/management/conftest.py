"""A home with J:COM's policy and four members of its staff."""

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
    """The ids of four members of the staff of J:COM."""

    manager: str
    auditor: str
    desk: str
    operator: str


@pytest.fixture
def staff(own: Home) -> Staff:
    """A member for each of four roles, in a home that holds J:COM's policy."""
    from yakusoku.staff.operations import add_member

    homes.copy_jcom(own.folder)
    ids = {
        role: add_member(
            controller="jcom", name=Personal(f"担当 {role}"), roles=(role,), by="operator", now=NOW
        ).public_id
        for role in (Role.MANAGER, Role.AUDITOR, Role.DESK, Role.OPERATOR)
    }
    return Staff(ids[Role.MANAGER], ids[Role.AUDITOR], ids[Role.DESK], ids[Role.OPERATOR])
