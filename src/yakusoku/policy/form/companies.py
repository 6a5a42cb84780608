"""Other companies: who they are to the controller and from when, and parties that the text names only as a class."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from yakusoku.policy.form.common import CompanyWord, Fields, PageWord, Said, Url
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text

RelationKind = Literal[
    "parent", "subsidiary", "affiliate", "group_company", "joint_user", "distributor", "delegate", "entrustee",
    "client", "third_party", "insurer", "carrier", "partner", "station", "bureau",
]  # fmt: skip


class Relation(Strict):
    """What a company is to the controller, and in which time; None where the text gives no day."""

    kind: RelationKind
    begins: date | None = None
    ends: date | None = None


class Company(Said):
    """
    A company, or a class of companies, that the text speaks of. `says` is its name.

    `named`: one company with a name; else a class of companies. `abroad`: it lies, or may lie, in another country.
    """

    named: bool = True
    relations: tuple[Relation, ...] = Field(min_length=1)
    abroad: bool | None = None
    listed_at: PageWord | None = None


class Party(Strict):
    """
    Who receives, gives or uses: companies declared under `companies`, a class in words, a public body, anybody.

    `named` needs `companies`; the other kinds need `names`.
    """

    kind: Literal["named", "class", "public_body", "any"]
    companies: tuple[CompanyWord, ...] = ()
    names: Bilingual | None = None
    listed_at: PageWord | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Party:
        if self.kind == "named" and not self.companies:
            raise Wrong(
                text("This party is named, and no company is written."),
                text("Write “companies” with ids declared under the section companies, or use kind class."),
                kind="party-without-name",
            )
        if self.kind in ("class", "public_body") and not (self.names or self.companies):
            raise Wrong(
                text("This party has no words."),
                text("Write “names” in English and Japanese as the text calls it."),
                kind="party-without-name",
            )
        return self


class Page(Said):
    """
    A page or document that the text points to. `url` is None where the text gives no address (a gap).

    `needs`: a product that the text says one must have to read it.
    """

    shows: Literal[
        "companies", "forms", "recipients", "foreign_recipients", "credit", "insurers", "policy", "requests",
        "inquiries", "terms", "other",
    ]  # fmt: skip
    url: Url | None = None
    language: str | None = None
    needs: Bilingual | None = None


class Definition(Said, Fields):
    """What a word means in this text; `fields` are the kinds of data that the meaning names."""

    word: Bilingual
    also: tuple[Bilingual, ...] = ()
