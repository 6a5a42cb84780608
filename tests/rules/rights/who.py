"""Requests of the five packaged companies as the rules about who asks see them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import yakusoku.examples
from yakusoku.laws import queries as laws
from yakusoku.laws.procedures import LawCode
from yakusoku.policy.queries import Policy, load
from yakusoku.rights.identity.shown import PaperShown, Situation, Whose
from yakusoku.rights.promised import promised

ARRIVED, TODAY = date(2026, 11, 24), date(2026, 11, 30)
DATA = Path(yakusoku.examples.__file__).parent / "data"
COMPANIES = ("jal", "jalpak", "jalux", "japanet", "jcom")


@cache
def policy(company: str) -> Policy:
    """Return the packaged policy of a company."""
    return load(DATA / company / "policies").in_force(ARRIVED)


def situation(company: str, right: str, channel: str = "post", **more: Any) -> Situation:
    """Return a request for `right` by `channel` that arrived a week ago."""
    found = policy(company)
    promise = promised(found, right, as_of=ARRIVED)
    assert promise is not None
    law = cast("LawCode", laws.right(right, as_of=ARRIVED).law)
    checks = tuple(one for one in promise.checks if not one.channels or channel in one.channels)
    return Situation(
        right=right, law=law, channel=channel, arrived=ARRIVED, today=TODAY, checks=more.pop("checks", checks),
        all_checks=tuple(found.form.identity.values()), representatives=found.form.representatives,
    )  # fmt: skip


def paper(code: str, whose: Whose = Whose.PERSON, **more: Any) -> PaperShown:
    """Return a paper that was seen."""
    return PaperShown(law=laws.document(code, as_of=TODAY), whose=whose, **more)
