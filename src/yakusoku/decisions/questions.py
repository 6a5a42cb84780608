"""What is asked before personal data are used."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

Act = Literal["use", "acquire", "inquire", "register"]


class Question(NamedTuple):
    """
    A use that somebody wants to make, on a day. Everything but the day names a cell of the compiled tables.

    `purpose`: its id in the policy; "" only where law provides for a provision whatever the purpose.
    `categories`: kinds of data; a kind means what lies below it, but never special-care information.
    `who`: `controller`, or a company by its id, or `entrustments.<id>` for whoever does that work.
    `route`: the declaration by which data go to somebody else (`provisions.insurers`, `joint_use.group`,
    `entrustments.delivery`, `transfers.offices`, `credit.bureau`), or a word of law (`entrustment`, `succession`,
    `consent`, `person_related`, `exceptions.law`). `recipient`: a company by its id; with it alone the route is found.
    `country`: where the recipient, or the place of use, is, where that is another one. `channel`: by which way a
    person is addressed. `medium`: how data go out. `about`: what the person is to the company. `cases`: the
    special-care conditions that are relied on, where several could be. `act`: what is done; to ask a credit bureau
    is to `inquire`, to give it a contract to `register`.
    """

    as_of: date
    purpose: str
    categories: frozenset[str]
    who: str = "controller"
    route: str | None = None
    recipient: str | None = None
    country: str | None = None
    channel: str | None = None
    medium: str | None = None
    about: str = "customer"
    act: Act = "use"
    cases: tuple[str, ...] = ()

    @property
    def is_provision(self) -> bool:
        """Whether data go to somebody else."""
        return self.route is not None or self.recipient is not None
