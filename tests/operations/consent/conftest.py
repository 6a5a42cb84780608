"""A home with the policies of JALUX and Japanet, and members of their staff."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW
from tests.operations.own_states import own
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.consent.chosen import Arrived, Whom
    from yakusoku.consent.rules import Confirmation
    from yakusoku.site.home import Home

__all__ = ["own"]

COMPANIES = ("jalux", "japanet")
MAILBOX = "mayumi.aoki@example.jp"
ADDRESS = "東京都世田谷区三軒茶屋2丁目84番7号 コーポ青木203号室"
NAME = "青木 真由美"
INSURED = "special_care.insurance-and-finance"


@dataclass(frozen=True)
class Staff:
    """The ids of members of the desk, by company."""

    jalux: str
    japanet: str


def copy_policies(folder: Path) -> None:
    """Copy the packaged policies into a home."""
    for company in COMPANIES:
        with as_file(files("yakusoku.examples") / "data" / company / "policies") as packaged:
            shutil.copytree(packaged, folder / "policies" / company, dirs_exist_ok=True)


def employ() -> Staff:
    """Put one member of the desk into each register."""
    from yakusoku.staff.operations import add_member

    return Staff(
        *(
            add_member(
                controller=company, name=Personal("担当 花子"), roles=(Role.DESK,), by="operator", now=NOW
            ).public_id
            for company in COMPANIES
        )
    )


@pytest.fixture
def staff(own: Home) -> Staff:
    """A home on either kind of own state, with policies and staff."""
    copy_policies(own.folder)
    return employ()


def whom(*, name: str | None = None, household: bool = False, **given: str) -> Whom:
    """Return whom a choice acts on, from values by their words."""
    from yakusoku.consent.chosen import Whom
    from yakusoku.consent.keys import Given

    return Whom(
        tuple(Given(identity, Personal(value)) for identity, value in given.items()),
        Personal(name) if name else None,
        household,
    )


def arrived(days: float = 0, **says: Any) -> Arrived:
    """Return an arrival `days` after the tests begin (before, where negative)."""
    from yakusoku.consent.chosen import Arrived

    facts = {"channel": "internet", "through": "web-form", "chosen_at": NOW + timedelta(days=days)}
    return Arrived(**{**facts, **says})


def confirmed(**says: Any) -> Confirmation:
    """Return that the person was called back."""
    from yakusoku.consent.rules import Confirmation, How

    return Confirmation(**{"how": How.CALL_BACK, "reference": "CALL-17", "reason": "own-wish", **says})
