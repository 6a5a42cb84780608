"""What every declaration of a policy shares: the clauses it keeps, and the words both sides use."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from yakusoku.policy.form.marks import Mark
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import Text, text


def _formed(pattern: str, says: Text, do: Text) -> Callable[[str], str]:
    """Return a check that tells a form by an example, never by its pattern."""
    form = re.compile(pattern)

    def check(value: str) -> str:
        if not form.fullmatch(value):
            raise Wrong(says, do, kind="wrong-form")
        return value

    return check


_CLAUSE = _formed(
    r"[A-Z]{2,}-[A-Z0-9][A-Za-z0-9.]*",
    text("A clause id is expected here."),
    text("Write the prefix of the text, a hyphen and the number, such as JC-D1.2."),
)
_NAME = _formed(
    r"[a-z][a-z0-9_-]*",
    text("A short name is expected here."),
    text("Use small letters, digits and hyphens, such as customer-center."),
)
_TELEPHONE = _formed(
    r"\+?[0-9][0-9-]{5,18}",
    text("A telephone number is expected here."),
    text("Write digits and hyphens, such as 0120-999-000."),
)
_EMAIL = _formed(
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}",
    text("An e-mail address is expected here."),
    text("Write it as it is published, such as desk@example.co.jp."),
)
_URL = _formed(
    r"https?://\S+",
    text("An address on the web is expected here."),
    text("Begin with https:// or http://."),
)
_PREFIX = _formed(
    r"[A-Z]{2,}",
    text("Capital letters are expected here."),
    text("Write the letters with which the clause ids of this text begin, such as JC."),
)

ClauseId = Annotated[str, AfterValidator(_CLAUSE), Mark("clause")]
Clauses = Annotated[tuple[ClauseId, ...], Field(min_length=1)]
Name = Annotated[str, AfterValidator(_NAME)]
ArticleWord = Annotated[str, Mark("article")]
BodyWord = Annotated[str, Mark("body")]
CategoryWord = Annotated[str, Mark("category")]
CompanyWord = Annotated[str, Mark("company")]
ConditionWord = Annotated[str, Mark("condition")]
ContactWord = Annotated[str, Mark("contact")]
LawWord = Annotated[str, Mark("law")]
PageWord = Annotated[str, Mark("page")]
PurposeWord = Annotated[str, Mark("purpose")]
SourceWord = Annotated[str, Mark("source")]
Prefix = Annotated[str, AfterValidator(_PREFIX)]
Channel = Literal[
    "counter", "post", "telephone", "fax", "email", "internet", "portal", "member_site", "form", "television",
]  # fmt: skip
Medium = Literal["written", "electronic", "oral", "other"]
Speed = Literal["at_once", "promptly", "without_delay", "in_advance"]
Telephone = Annotated[str, AfterValidator(_TELEPHONE)]
Email = Annotated[str, AfterValidator(_EMAIL)]
Url = Annotated[str, AfterValidator(_URL)]


class Cited(Strict):
    """A declaration that keeps at least one clause of the published text."""

    clauses: Clauses


class Said(Cited):
    """A declaration that says in a sentence of ours, in both languages, what the text says."""

    says: Bilingual


class Length(Strict):
    """A length of time: years, months and days together."""

    years: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)
    days: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _some_time(self) -> Length:
        if not (self.years or self.months or self.days):
            raise Wrong(
                text("This period has no length."),
                text("Write years, months or days."),
                kind="empty-period",
            )
        return self


class Fields(Strict):
    """
    Kinds of data that a clause names: `fields` are categories of the data map.

    `open`: what the text leaves open, such as "etc."; it permits nothing and is a gap. `if_held`: those that the
    text names with "if we hold it".
    """

    fields: tuple[CategoryWord, ...] = ()
    if_held: tuple[CategoryWord, ...] = ()
    open: Bilingual | None = None
