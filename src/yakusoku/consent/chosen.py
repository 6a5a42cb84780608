"""What a door hands in of one choice, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yakusoku.consent.keys import Given
from yakusoku.consent.rules import Form, Kind
from yakusoku.terms.personal import Personal


@dataclass(frozen=True)
class Whom:
    """On whom a choice acts: what was given, the person's name, or that it is for the whole household."""

    given: tuple[Given, ...]
    name: Personal[str] | None = None
    household: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a list: what it holds of a person, and the name, where it holds one."""

    given: tuple[Given, ...]
    name: Personal[str] | None = None


@dataclass(frozen=True)
class Arrived:
    """
    How a choice reached the company.

    `channel`: a way of the policy format. `through`: the company's own code of the form or desk. `chosen_at`: when the
    person said so. `reference`: that of the delivery, "" for one of our own; a second one records nothing. `proof`
    refers to what shows it, `proof_digest` is the SHA-256 of that file.
    """

    channel: str
    through: str
    chosen_at: datetime
    reference: str = ""
    proof: str = ""
    proof_digest: str = ""


@dataclass(frozen=True)
class About:
    """What a choice is about: `scope` as in `purposes.news` or a way of addressing; `purpose` narrows a stop."""

    kind: Kind
    scope: str
    purpose: str = ""
    form: Form = Form.PLAIN
