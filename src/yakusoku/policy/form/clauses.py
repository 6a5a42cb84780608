"""The clauses of the published text: what each says, and what keeps it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from yakusoku.policy.form.common import ArticleWord, ClauseId
from yakusoku.policy.form.marks import Mark
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text

Kind = Literal[
    "accuracy",
    "anonymized",
    "audit",
    "category",
    "complaint",
    "compliance",
    "contact",
    "cookies",
    "deadline",
    "definition",
    "entrustment",
    "fee",
    "governance",
    "identity_document",
    "improvement",
    "incident",
    "joint_use",
    "legal_basis",
    "procedure",
    "provision",
    "publication",
    "purpose",
    "refusal_ground",
    "retention",
    "right",
    "security",
    "special_care",
    "training",
    "transfer",
]


ControlWord = Annotated[str, Mark("control")]


class KeptBy(Strict):
    """A registered control that keeps the clause, with this clause's own parameters."""

    control: ControlWord
    with_: dict[str, str | int | bool] = Field(default={}, alias="with")


def _plain(value: object) -> object:
    """Take a bare name as a control without parameters."""
    if isinstance(value, dict):
        return value
    if isinstance(value, str):
        return {"control": value}
    raise Wrong(
        text("The name of a control is expected here."),
        text("Write its name alone, such as rights.fee, or a group with “control” and “with”."),
        kind="not-a-control",
    )


class Clause(Strict):
    """One separately testable part of the text, in our words."""

    kind: Kind
    says: Bilingual
    kept_by: tuple[
        Annotated[KeptBy, BeforeValidator(_plain, json_schema_input_type=ControlWord | KeptBy)], ...
    ] = ()


class Gap(Strict):
    """What the published text lacks or promises less than the law gives, as a reader found it."""

    about: tuple[ClauseId, ...] = Field(min_length=1)
    article: ArticleWord | None = None
    says: Bilingual
    do: Bilingual
