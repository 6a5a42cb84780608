"""What the Act says of each right: the shape of `data/rights.yaml`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from yakusoku.laws.values import Dated, Said, Sourced
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

Fee = Literal["allowed", "forbidden"]


class Ground(Said):
    """
    A ground on which one right may be refused, and on no other.

    `cites_law` grounds need the other law named; `needs_substitute` grounds need a substitute measure. A `whole` one
    lets the request be refused as such, with everything that its answer would hold. `not_for`: cases of the right in
    which it is none. `unfounded`: that law gives the person no reason to ask; a text may promise more than law.
    """

    limit: Bilingual | None = None
    limit_article: str | None = None
    cites_law: bool = False
    needs_substitute: bool = False
    whole: bool = False
    not_for: tuple[str, ...] = ()
    unfounded: bool = False


class Duty(Said):
    """What the company owes on the way: `must`, or endeavor (`effort`); not in the cases of `unless`."""

    binds: Literal["must", "effort"]
    unless: tuple[Said, ...] = ()


class Method(Said):
    """A way in which a disclosure may be given: electronic, paper, other."""


class Time(Said):
    """When the answer is owed, in the words of the law; the Act names no number of days."""


class RightValue(Dated):
    """
    What law says of a right from one day on.

    `cases` are the single cases of the trigger, where law lists them; `contents` is what the answer must hold.
    `fee_cases`: no fee but in the cases that the law of fees names (`procedures.fee`).
    """

    trigger: Bilingual
    outside: str
    time: Time
    fee: Fee
    fee_article: str
    fee_cases: bool = False
    suit: bool = False
    cases: tuple[Said, ...] = ()
    contents: tuple[Said, ...] = ()
    methods: tuple[Method, ...] = ()
    fallback: Method | None = None
    grounds: tuple[Ground, ...] = ()
    duties: tuple[Duty, ...] = ()


class RightEntry(Strict):
    """A right and its values by date."""

    name: Bilingual
    values: dict[date, RightValue] = Field(min_length=1)


class Exclusion(Dated):
    """Cases that a right does not reach."""

    cases: tuple[Said, ...]


class Askers(Dated):
    """Who may ask."""

    who: dict[str, Bilingual]


class RightsFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    law: str
    asked_by: dict[date, Askers]
    exclusions: dict[str, dict[date, Exclusion]]
    rights: dict[str, RightEntry]


class RightLaw(Sourced):
    """One right on one day: everything a decision about a request needs of the law."""

    code: str
    law: str
    name: Bilingual
    since: date
    until: date | None
    trigger: Bilingual
    time: Time
    fee: Fee
    fee_article: str
    fee_cases: bool
    suit: bool
    cases: tuple[Said, ...]
    contents: tuple[Said, ...]
    methods: tuple[Method, ...]
    fallback: Method | None
    grounds: tuple[Ground, ...]
    outside: tuple[Said, ...]
    duties: tuple[Duty, ...]
    asked_by: dict[str, Bilingual]

    def ground(self, code: str) -> Ground | None:
        """Return the ground `code` of this right, or None where it is no ground of this right."""
        return next((ground for ground in self.grounds if ground.code == code), None)

    def duty(self, code: str) -> Duty | None:
        """Return the duty `code` that this right brings, or None where it brings no such duty."""
        return next((duty for duty in self.duties if duty.code == code), None)
