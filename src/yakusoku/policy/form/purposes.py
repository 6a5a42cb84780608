"""What data are used for, how long they stay, and to whom they may go."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from yakusoku.policy.form.common import Cited, ClauseId
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text

Basis = Literal["consent", "contract", "legal_duty", "vital_interests", "public_task", "legitimate_interests"]


class Purpose(Cited):
    """
    One purpose of use, as specific as the text makes it.

    `uses` are categories of data; one permits what lies below it, but special-care data must be named.
    `only`: these categories serve this purpose and no other. `refers_to`: the text names further purposes
    elsewhere (a catch-all, which permits nothing). `retained`: the clause by which the company says that it
    may disclose and correct these data itself. `vague`: why a reader cannot foresee the use.
    """

    says: Bilingual
    uses: tuple[str, ...] = ()
    about: tuple[str, ...] = ("customer",)
    basis: tuple[Basis, ...] = ()
    only: bool = False
    refers_to: Bilingual | None = None
    vague: Bilingual | None = None
    retained: ClauseId | None = None

    @model_validator(mode="after")
    def _uses_something(self) -> Purpose:
        if not self.uses and self.refers_to is None and self.vague is None:
            raise Wrong(
                text("This purpose uses no data."),
                text("Name the categories under “uses”, or say under “refers_to” where the text names them."),
                kind="purpose-without-data",
            )
        return self


class Span(Strict):
    """A length of time after an event: three years after `boarding`. `most`: a maximum, not a minimum."""

    years: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)
    days: int = Field(default=0, ge=0)
    after: str
    most: bool = True

    @model_validator(mode="after")
    def _some_time(self) -> Span:
        if not (self.years or self.months or self.days):
            raise Wrong(
                text("This period has no length."),
                text("Write years, months or days."),
                kind="empty-period",
            )
        return self


class RetentionRule(Cited):
    """How long data stay. `period` is None where the text promises one and gives no number."""

    says: Bilingual
    purposes: tuple[str, ...] = ()
    period: Span | None = None
    ends_with: tuple[Literal["period", "purpose"], ...]
    dispose: Literal["without_delay", "within_days"]
    within_days: int | None = Field(default=None, ge=0)
    unless: tuple[Literal["law", "norms", "claims"], ...] = ()


class ProvisionDefault(Cited):
    """What holds for third parties where nothing else is said."""

    ground: Literal["consent"]
