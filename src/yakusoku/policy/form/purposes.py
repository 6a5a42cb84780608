"""What data are used for: purposes with their bases, and what may be done with some data only."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from yakusoku.policy.form.common import (
    ArticleWord,
    CategoryWord,
    Channel,
    ClauseId,
    CompanyWord,
    ConditionWord,
    Fields,
    PurposeWord,
    Said,
    Speed,
)  # fmt: skip
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Wrong
from yakusoku.terms.text import text

Basis = Literal["consent", "contract", "legal_duty", "vital_interests", "public_task", "legitimate_interests"]
Actor = Literal["controller", "joint_user", "distributor", "delegate", "entrustee", "group_company"]
Marketing = Literal["post", "email", "telephone", "fax", "catalog", "sms", "screen", "any"]


class Purpose(Said):
    """
    One purpose of use, as specific as the text makes it.

    `uses` are categories of data; one permits what lies below it, but special-care data must be named.
    `by`: who may use them for it. `basis` and `interest` (the interest that is named): GDPR article 6(1), where
    several stand the text does not say which holds for what. `law`: the duty that a basis `legal_duty` rests on.
    `channels`: where the text offers it, or where it takes place.
    `only`: these categories serve this purpose and no other. `refers_to`: the text names further purposes
    elsewhere (a catch-all, which permits nothing). `marketing`: the ways by which somebody is addressed.
    `optional`: the service does not need it. `only_needed`: the text says that no more is used than it takes.
    `requires`: what must be there before any use. `retained`: the clause by which the company says that it may
    disclose and correct these data itself. `vague`: why a reader cannot foresee the use. `identifiable` false:
    statistics in which nobody can be recognized.
    """

    uses: tuple[CategoryWord, ...] = ()
    about: tuple[str, ...] = ("customer",)
    by: tuple[Actor, ...] = ("controller",)
    channels: tuple[Channel, ...] = ()
    basis: tuple[Basis, ...] = ()
    interest: Bilingual | None = None
    law: tuple[ArticleWord, ...] = ()
    only: bool = False
    refers_to: Bilingual | None = None
    marketing: tuple[Marketing, ...] = ()
    optional: bool = False
    only_needed: bool = False
    requires: tuple[ConditionWord, ...] = ()
    identifiable: bool = True
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


class Restriction(Said, Fields):
    """
    Data under a stricter rule than others: cards, recordings, what applicants sent.

    With `fields` and `about`, data of these kinds of these persons; without `fields`, all data of these persons.
    `only_for`: no purpose but these. `never_for`: not these purposes, nor `never_by` these ways of marketing.
    """

    about: tuple[str, ...] = ()
    only_for: tuple[PurposeWord, ...] = ()
    never_for: tuple[PurposeWord, ...] = ()
    never_by: tuple[Marketing, ...] = ()
    requires: tuple[ConditionWord, ...] = ()


class Withdrawal(Said):
    """What follows when a consent is withdrawn, in the words of the text."""

    at: Bilingual | None = None


class SpecialCare(Said, Fields):
    """
    A case in which special-care or sensitive data may be handled; outside these cases they may not.

    `requires` must all be there. `code` is the number that the text gives the case. `at`: where they are taken.
    `about`: whose data, where the text says it.
    """

    code: str | None = None
    about: tuple[str, ...] = ()
    acts: tuple[Literal["acquire", "use", "provide"], ...] = ("acquire", "use")
    purposes: tuple[PurposeWord, ...] = ()
    only: bool = False
    requires: tuple[ConditionWord, ...] = ()
    article: ArticleWord | None = None
    at: Bilingual | None = None
    withdrawal: Withdrawal | None = None


class Items(Said, Fields):
    """A list of what is collected. `only_needed`: no more than the purpose takes. `when`: only in this case."""

    about: tuple[str, ...] = ("customer",)
    purposes: tuple[PurposeWord, ...] = ()
    only_needed: bool = False
    when: ConditionWord | None = None


class Source(Said, Fields):
    """Where data come from: from whom, and by which channel."""

    origin: tuple[
        Literal[
            "person",
            "observed",
            "derived",
            "public",
            "official_record",
            "certificate",
            "purchased",
            "third_party",
            "group_company",
            "principal",
        ],
        ...,
    ] = Field(min_length=1)
    channels: tuple[Channel, ...] = ()
    purposes: tuple[PurposeWord, ...] = ()
    companies: tuple[CompanyWord, ...] = ()


class Notice(Said, Fields):
    """
    How a person learns of the purposes when data are collected (article 21; GDPR article 13).

    `how`: by which of these; where both stand, the manner of acquisition decides.
    `understood`: the person must have understood before giving. `if_refused`: what follows where data are not given.
    """

    moment: Literal["before_giving", "on_acquisition", "published"]
    how: tuple[Literal["notified", "published"], ...] = ()
    understood: bool = False
    channels: tuple[Channel, ...] = ()
    purposes: tuple[PurposeWord, ...] = ()
    mandatory: bool | None = None
    if_refused: Bilingual | None = None


class Accuracy(Said, Fields):
    """How data are kept correct and current. `by_company`: the company changes them itself."""

    by_company: bool = False
    when: Bilingual | None = None
    speed: Speed | None = None
