"""How long data stay, and what ends it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from yakusoku.policy.form.common import (
    ArticleWord,
    EventWord,
    Fields,
    Length,
    PurposeWord,
    Said,
    StateWord,
)
from yakusoku.terms.bilingual import Bilingual


class Span(Length):
    """A length of time after an event: three years after `boarding`. `most`: a maximum, not a minimum."""

    after: EventWord
    most: bool = True


class RetentionRule(Said, Fields):
    """
    How long data stay.

    `period` is None where the text promises one and gives no number. `while_`: they stay at least while this lasts,
    such as `membership`. `criterion`: the text gives a measure in words and no number. `usually`: the text says
    "normally", so that a longer keeping needs a recorded reason. `law`: articles by which longer is a duty.
    `people`: whose data; `former` for those who have left.
    """

    records: Bilingual | None = None
    people: tuple[Literal["current", "former"], ...] = ("current", "former")
    purposes: tuple[PurposeWord, ...] = ()
    period: Span | None = None
    while_: StateWord | None = Field(default=None, alias="while")
    criterion: Bilingual | None = None
    usually: bool = False
    ends_with: tuple[Literal["period", "purpose", "law", "claim"], ...] = Field(min_length=1)
    dispose: Literal["without_delay", "within_days"] | None = None
    within_days: int | None = Field(default=None, ge=0)
    unless: tuple[Literal["law", "norms", "claims"], ...] = ()
    law: tuple[ArticleWord, ...] = ()
