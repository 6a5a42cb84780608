"""What a query is asked, and the parts of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yakusoku.ledger.queries import Seen
from yakusoku.policy.form.clauses import KeptBy
from yakusoku.policy.queries import Policy
from yakusoku.promises.records import Records
from yakusoku.promises.rules import REGULARLY, State
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

Parameters = Mapping[str, str | int | bool]


class UnableToLook(UnableTo):
    """The clause does not fix what its control needs."""

    asked = text("look for evidence")


@dataclass(frozen=True)
class Asked:
    """One control of a clause with its own parameters, the policy in force, and what the rooms hold."""

    clause: str
    kept: KeptBy
    policy: Policy
    records: Records
    now: datetime

    @property
    def parameters(self) -> Parameters:
        """What the clause fixes for this control."""
        return self.kept.with_

    @property
    def today(self) -> date:
        """The company's day."""
        return self.records.day(self.now)

    def fixed(self, parameter: str) -> str:
        """Return what the clause fixes. :raises UnableToLook: if it does not fix this"""
        if parameter not in self.parameters:
            raise UnableToLook(
                text(
                    "{clause} does not say “{parameter}”, which its control needs.",
                    clause=self.clause,
                    parameter=parameter,
                ),
                do=text("Write it under `with`."),
            )
        return str(self.parameters[parameter])

    def words(self, parameter: str) -> tuple[str, ...]:
        """Return a parameter that lists words: `a, b`. :raises UnableToLook: as `fixed`"""
        return tuple(word.strip() for word in self.fixed(parameter).split(",") if word.strip())


@dataclass(frozen=True)
class Evidence:
    """
    One part of what a clause needs: its state, what was seen in words, and the newest of it.

    `count` is how many times it was seen; `entries` are the ledger's entries that prove the newest;
    `months` is how long the newest counts, from the company's day `seen_on`. `by` says whether the program saw it
    in what the rooms hold, or people looked and noted their counts.
    """

    state: State
    says: Text
    newest: datetime | None = None
    count: int = 0
    entries: tuple[Seen, ...] = ()
    months: int = REGULARLY
    seen_on: date | None = None
    by: Literal["program", "people"] = "program"


Query = Callable[[Asked], tuple[Evidence, ...]]


def kept(
    says: Text, *, newest: datetime, count: int, entries: tuple[Seen, ...] = (), months: int = REGULARLY
) -> Evidence:
    """Return what was seen: `count` times, last at `newest`."""
    return Evidence(State.KEPT, says, newest, count, entries, months)


def broken(says: Text, *, count: int, newest: datetime | None = None) -> Evidence:
    """Return what speaks against the clause: `count` faults."""
    return Evidence(State.BROKEN, says, newest, count)


def missing(says: Text) -> Evidence:
    """Return that nothing shows this part yet, and why."""
    return Evidence(State.NO_EVIDENCE, says)


def uncalled(says: Text) -> Evidence:
    """Return that the occasion for which the clause was written has not come."""
    return Evidence(State.NOT_CALLED_ON, says)
