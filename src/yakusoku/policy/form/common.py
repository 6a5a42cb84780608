"""What every declaration of a policy shares: the clauses it keeps, and the words both sides use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from yakusoku.policy.form.marks import Mark
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import Text, text


@dataclass(frozen=True, eq=False)
class Formed:
    """A check that tells a form by an example, never by its pattern; editors get the pattern from the schema."""

    pattern: str
    says: Text
    do: Text

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check after the type, and leave the pattern for the schema."""
        form = re.compile(self.pattern)

        def check(value: str) -> str:
            if not form.fullmatch(value):
                raise Wrong(self.says, self.do, kind="wrong-form")
            return value

        return no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the schema with the pattern, anchored at both ends."""
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


_CLAUSE = Formed(
    r"[A-Z]{2,}-[A-Z0-9][A-Za-z0-9.]*",
    text("A clause id is expected here."),
    text("Write the prefix of the text, a hyphen and the number, such as JC-D1.2."),
)
_NAME = Formed(
    r"[a-z][a-z0-9_-]*",
    text("A short name is expected here."),
    text("Use small letters, digits and hyphens, such as customer-center."),
)
_TELEPHONE = Formed(
    r"\+?[0-9][0-9-]{5,18}",
    text("A telephone number is expected here."),
    text("Write digits and hyphens, such as 0120-999-000."),
)
_EMAIL = Formed(
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}",
    text("An e-mail address is expected here."),
    text("Write it as it is published, such as desk@example.co.jp."),
)
_URL = Formed(
    r"https?://\S+",
    text("An address on the web is expected here."),
    text("Begin with https:// or http://."),
)
_PREFIX = Formed(
    r"[A-Z]{2,}",
    text("Capital letters are expected here."),
    text("Write the letters with which the clause ids of this text begin, such as JC."),
)
_COUNTRY = Formed(
    r"[A-Z]{2}|EEA",
    text("A country code is expected here."),
    text("Write two capital letters, such as US or TH, or EEA."),
)

ClauseId = Annotated[str, _CLAUSE, Mark("clause")]
Clauses = Annotated[tuple[ClauseId, ...], Field(min_length=1)]
Name = Annotated[str, _NAME]
ArticleWord = Annotated[str, Mark("article")]
BodyWord = Annotated[str, Mark("body")]
CategoryWord = Annotated[str, Mark("category")]
CompanyWord = Annotated[str, Mark("company")]
ConditionWord = Annotated[str, Mark("condition")]
CountryCode = Annotated[str, _COUNTRY]
ContactWord = Annotated[str, Mark("contact")]
EventWord = Annotated[str, Mark("event")]
LawWord = Annotated[str, Mark("law")]
PageWord = Annotated[str, Mark("page")]
PurposeWord = Annotated[str, Mark("purpose")]
SourceWord = Annotated[str, Mark("source")]
StateWord = Annotated[str, Mark("state")]
Prefix = Annotated[str, _PREFIX]
Channel = Literal[
    "counter", "post", "telephone", "fax", "email", "internet", "portal", "member_site", "form", "television",
]  # fmt: skip
Medium = Literal["written", "electronic", "oral", "other"]
Speed = Literal["at_once", "promptly", "without_delay", "in_advance"]
Telephone = Annotated[str, _TELEPHONE]
Email = Annotated[str, _EMAIL]
Url = Annotated[str, _URL]


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
