"""What an inspection of a control asks, who may make it, and which sentence it is about. Pure."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from yakusoku.policy.form.clauses import Clause, KeptBy
from yakusoku.staff.rules import Role
from yakusoku.terms.bilingual import Bilingual

REGULARLY = 12
"""Months for which a look counts where the text says no more than "regularly"."""
_FILE = Path(__file__).resolve().parent / "data" / "inspections.toml"
_ROLES = {"manager": Role.MANAGER, "auditor": Role.AUDITOR, "desk": Role.DESK, "systems": Role.OPERATOR}

Parameters = Mapping[str, str | int | bool]


@dataclass(frozen=True)
class Inspected:
    """
    How a control is inspected: what is counted, which parameters are asked back, how many months a look counts.

    `besides`: the program's own query stands beside it. `until`: the room that will take its place.
    """

    control: str
    cases: Bilingual
    asks: tuple[str, ...] = ()
    usual_months: int = REGULARLY
    months_from: str | None = None
    besides: bool = False
    until: str | None = None

    def months(self, parameters: Parameters) -> int:
        """Return how many months a look counts for a clause with these parameters."""
        own = parameters.get(self.months_from) if self.months_from else None
        return own if isinstance(own, int) and own > 0 else self.usual_months

    def asked(self, parameters: Parameters) -> dict[str, tuple[str, ...]]:
        """Return the words of the clause of which the inspector says whether they were seen, by parameter."""
        return {name: words(parameters[name]) for name in self.asks if name in parameters}


@cache
def inspected() -> Mapping[str, Inspected]:
    """Return how each control is inspected that people look at, by its name."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    cases = {code: Bilingual(one["en"], one["ja"]) for code, one in data["cases"].items()}
    return {
        name: Inspected(
            control=name,
            cases=cases[one["cases"]],
            asks=tuple(one.get("asks", ())),
            usual_months=one.get("months", REGULARLY),
            months_from=one.get("months_from"),
            besides=one.get("besides", False),
            until=one.get("until"),
        )
        for name, one in data["control"].items()
    }


def words(value: str | float) -> tuple[str, ...]:
    """Return the words of a parameter that lists them: `a, b`."""
    return tuple(word.strip() for word in str(value).split(",") if word.strip())


def role_of(owner: str) -> Role | None:
    """Return the role in the register of staff of who owns a control; None where the register has no such role."""
    return _ROLES.get(owner)


def interested(owner: str, roles: Collection[Role]) -> bool:
    """Say whether who holds `roles` would inspect a control of their own."""
    return role_of(owner) in set(roles)


def promised(clause_id: str, clause: Clause, kept: KeptBy) -> str:
    """
    Return the digest of what an inspection is about: the clause, its sentence, the control, this clause's parameters.

    A version of the policy that says the same has the same digest; a sentence that changed must be looked at anew.
    """
    said = {
        "clause": clause_id,
        "says": [clause.says.en, clause.says.ja],
        "control": kept.control,
        "with": dict(kept.with_),
    }
    whole = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(whole.encode("ascii")).hexdigest()


@dataclass(frozen=True)
class Look:
    """
    What an inspector counted, on a day and for a period: `faults` in a `sample` of a `population` of cases.

    `seen`: for each parameter that is asked back, the words of the clause that were found to hold. `due`: the day by
    which faults are to be put right. `exhibit`: the SHA-256 of a document that the company keeps.
    """

    on: date
    period_from: date
    period_until: date
    population: int
    sample: int
    faults: int = 0
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    due: date | None = None
    exhibit: str = ""


def unseen(
    inspected: Inspected, parameters: Parameters, seen: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the words of the clause that are asked back and were not seen, as `parameter=word`."""
    return tuple(
        f"{name}={word}"
        for name, asked in inspected.asked(parameters).items()
        for word in asked
        if word not in seen.get(name, ())
    )


def unasked(
    inspected: Inspected, parameters: Parameters, seen: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return what is said to be seen and is no word of the clause, as `parameter=word`."""
    asked = inspected.asked(parameters)
    return tuple(
        f"{name}={word}" for name, found in seen.items() for word in found if word not in asked.get(name, ())
    )
