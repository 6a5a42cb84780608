"""The clauses of the published text: what each says, and what keeps it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from yakusoku.policy.form.common import ClauseId
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

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


class KeptBy(Strict):
    """A registered control that keeps the clause, with this clause's own parameters."""

    control: str
    with_: dict[str, str | int | bool] = Field(default={}, alias="with")


def _plain(value: object) -> object:
    return {"control": value} if isinstance(value, str) else value


class Clause(Strict):
    """One separately testable part of the text, in our words."""

    kind: Kind
    says: Bilingual
    kept_by: tuple[Annotated[KeptBy, BeforeValidator(_plain)], ...] = ()


class Gap(Strict):
    """What the published text lacks or promises less than the law gives, as a reader found it."""

    about: tuple[ClauseId, ...] = Field(min_length=1)
    article: str | None = None
    says: Bilingual
    do: Bilingual
