"""What a right comes to at a packaged company, as the case files say it: fee, ways, grounds, points, outcome."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from yakusoku.datamap import queries as datamaps
from yakusoku.laws import queries as laws
from yakusoku.policy import queries as policies
from yakusoku.policy.queries import Policy
from yakusoku.rights import itemizing, rules, stopping
from yakusoku.rights.items import records, uses
from yakusoku.rights.items.drawing import Drawn, Ground, Held
from yakusoku.rights.operations.triage import _methods
from yakusoku.rights.promised import promised
from yakusoku.rights.rules import Shown

COMPANIES = ("jal", "jalpak", "jalux", "japanet", "jcom")
FOLDER = Path(__file__).parent / "cases"
ON = date(2026, 12, 1)


@cache
def policy(company: str) -> Policy:
    """Return the packaged policy of a company in force."""
    return policies.load(_data(company) / "policies").versions[-1]


@cache
def held(company: str) -> tuple[Held, ...]:
    """Return every collection of a company, as if each held rows of the person."""
    found, _ = datamaps.load(_data(company) / "datamap")
    return tuple(Held(one, tuple(one.by_path.values())) for one in found.collections.values())


def _data(company: str) -> Path:
    return Path(str(files("yakusoku.examples").joinpath(f"data/{company}")))


def cases(company: str) -> list[dict[str, Any]]:
    """Return the cases of a company's file."""
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{company}.yaml").read_text(encoding="utf-8"))
    assert (read["yakusoku"], read["company"]) == (1, company)
    found: list[dict[str, Any]] = read["cases"]
    return found


def given(company: str) -> list[str]:
    """Return the rights that bind a company, by its text or by law."""
    return [code for code in sorted(laws.right_codes()) if promised(policy(company), code, as_of=ON)]


def points(company: str, right: str, case: str = "", uses_: Iterable[str] = ()) -> tuple[Drawn, ...]:
    """Return the points that an answer tells where everything is held."""
    ground = Ground(laws.right(right, as_of=ON), policy(company), held(company))
    if right == "A-REC":
        return tuple(records.draw(ground, {}))
    if right in (stopping.OBJECTION, stopping.WITHDRAWAL):
        return tuple(uses.draw(ground, stopping.scopes(policy(company), right, case, tuple(uses_))))
    make = itemizing._OF_RIGHT.get(right)
    return tuple(make(ground)) if make else ()


def answer(company: str, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what the program makes of a case, in the words of the file."""
    law = laws.right(asked["right"], as_of=ON)
    promise = promised(policy(company), law.code, as_of=ON)
    assert promise is not None
    charge = rules.charge(law, promise)
    drawn = points(company, law.code, asked.get("case", ""), asked.get("uses", ()))
    left = dict(asked.get("withhold", {}))
    spoken = [one for one in drawn if one.code not in left]
    return {
        "by": "text" if promise.published else "law",
        "article": law.article,
        "clauses": list(promise.clauses),
        "fee": charge.yen if charge else 0,
        "ways": list(_methods(promise, law)),
        "grounds": {one.code: promise.grounds.get(one.code, one.article) for one in law.grounds},
        "told": [one.code for one in spoken if one.says],
        "staff": [one.code for one in spoken if not one.says and not one.may_lack],
        "outcome": _outcome(drawn, left),
    }


def _outcome(drawn: tuple[Drawn, ...], left: dict[str, str]) -> str:
    """Return the outcome of an answer that tells; one that shows or changes rows is decided row by row."""
    if not drawn:
        return "by-rows"
    known = [one for one in drawn if one.says or not one.may_lack]
    return rules.outcome(Shown(1, 0, withheld_whole=one.code in left) for one in known).value
