"""To whom data go: third parties, joint users, entrustees, other countries; and what comes in from clients."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from yakusoku.policy.form.common import (
    ArticleWord,
    Channel,
    Cited,
    CompanyWord,
    ConditionWord,
    ContactWord,
    CountryCode,
    Fields,
    Medium,
    PageWord,
    PurposeWord,
    Said,
    SourceWord,
)  # fmt: skip
from yakusoku.policy.form.companies import Party
from yakusoku.policy.form.controller import Address
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text

Ground = Literal[
    "consent", "on_behalf", "contract_terms", "opt_out", "law", "life_property", "health_child", "state_coop",
    "academic_publish", "academic_joint", "academic_recipient", "entrustment", "succession", "credit_consent",
    "not_said",
]  # fmt: skip
SecretKind = Literal["communication_secrecy", "special_care", "identification_code", "finance_sensitive"]


class ProvisionDefault(Cited):
    """What holds for third parties where nothing else is said. `besides`: who does not count as one."""

    ground: Literal["consent"]
    besides: tuple[Literal["entrustee", "joint_user", "law", "norms"], ...] = ()


class Provision(Said, Fields):
    """
    A kind of provision to a third party.

    `ground` is the one that the text gives (articles 27 and 28); where it is wider than the law, mark a gap. With
    `not_said` the law's own rule holds, which is consent. `by`: a `delegate` acts in the company's place (代行者).
    `requires` must all be there each time: no case, no provision. `stop`: the person may stop it. `example`: the
    text names it as one of several. `channels`: only for what came in by these. No `fields`: the text names none, so
    that no more goes out than the purposes use and the recipient's work takes.
    """

    to: Party
    by: tuple[Literal["controller", "distributor", "delegate", "group_company"], ...] = ("controller",)
    purposes: tuple[PurposeWord, ...] = ()
    ground: tuple[Ground, ...] = Field(min_length=1)
    article: ArticleWord | None = None
    example: bool = False
    channels: tuple[Channel, ...] = ()
    requires: tuple[ConditionWord, ...] = ()
    medium: tuple[Medium, ...] = ()
    moment: Literal["in_advance", "on_event", "on_request", "not_said"] = "not_said"
    only_needed: bool = False
    stop: bool = False
    abroad: bool | None = None


class JointName(Cited):
    """A name as published in the block on joint use; `role` where the text names an office within it."""

    name: Bilingual
    role: Bilingual | None = None


class Responsible(Strict):
    """Who answers for joint use (article 27(5)(iii)): name, address and representative; each with its clause."""

    name: JointName
    address: Address | None = None
    representative: JointName | None = None
    desk: ContactWord | None = None


class JointUse(Said, Fields):
    """
    Joint use (article 27(5)(iii)): who, what, for which purposes, and who answers for it.

    `with_` are companies declared under `companies`; `scope` is how the text words them. `excludes`: kinds of data
    that are never used jointly. `sources`: only data that came by these.
    """

    with_: tuple[CompanyWord, ...] = Field(default=(), alias="with")
    scope: Bilingual | None = None
    listed_at: PageWord | None = None
    purposes: tuple[PurposeWord, ...] = ()
    same_purposes_as_own: bool = False
    responsible: Responsible | None = None
    sources: tuple[SourceWord, ...] = ()
    channels: tuple[Channel, ...] = ()
    excludes: tuple[SecretKind, ...] = ()
    only_needed: bool = False


ContractTerm = Literal[
    "confidentiality", "proper_management", "scope", "no_other_use", "leak_prevention", "sub_entrustment",
    "incident_notice", "return_or_erase", "audit", "instructions",
]  # fmt: skip


class Entrustment(Said, Fields):
    """
    Handling that is entrusted to others. A rule for all of them has `to: {kind: any}`; an example its own entry.

    `criteria`: how they are chosen. `contract`: what the contract must say. `supervised`: how often they are looked at.
    `grace_days`: for how long a look that is overdue does not yet stop the data; 30 where it is not said.
    """

    to: Party
    work: Bilingual | None = None
    example: bool = False
    purposes: tuple[PurposeWord, ...] = ()
    criteria: Bilingual | None = None
    contract: tuple[ContractTerm, ...] = ()
    requires: tuple[ConditionWord, ...] = ()
    only_needed: bool = False
    supervised: Literal["regularly", "yearly", "when_needed"] | None = None
    grace_days: int | None = Field(default=None, ge=0, le=366)


class EntrustedWork(Said, Fields):
    """Data that others entrust to the company: from whom, for which work, and within which bounds."""

    sender: Party
    work: Bilingual | None = None
    purposes: tuple[PurposeWord, ...] = ()
    within: tuple[Literal["contract", "instructions", "need"], ...] = Field(min_length=1)
    desk: ContactWord | None = None
    listed_at: PageWord | None = None


class Countries(Strict):
    """Where data go: countries by their code (`US`, `EEA`), or a rule in words."""

    codes: tuple[CountryCode, ...] = ()
    rule: Bilingual | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Countries:
        if not self.codes and self.rule is None:
            raise Wrong(
                text("No country is named."),
                text("Write “codes” such as [US, TH], or say under “rule” how the text words it."),
                kind="no-country",
            )
        return self


Mechanism = Literal[
    "adequacy", "scc", "bcr", "consent", "equivalent_measures", "equivalent_country", "derogation", "not_said"
]


class Transfer(Said, Fields):
    """
    Data that go to another country. `mechanism` in the order in which the text turns to them.

    `usually`: the text says "in principle". `details_at`: the page with countries, systems and measures.
    `copy_from`: where a copy of, or word on, the safeguards is had.
    """

    origin: Countries | None = None
    to: Countries | None = None
    recipients: Party | None = None
    purposes: tuple[PurposeWord, ...] = ()
    mechanism: tuple[Mechanism, ...] = ()
    usually: bool = False
    details_at: PageWord | None = None
    copy_from: ContactWord | None = None


class CreditBureau(Said):
    """
    A personal credit information institution. `name` is None where the text names none.

    `acts`: to what the person agrees (Installment Sales Act 35-3-57).
    """

    name: Bilingual | None = None
    acts: tuple[Literal["register", "inquire", "use", "to_members", "to_other_institutions"], ...]
    requires: tuple[ConditionWord, ...] = ()
    purposes: tuple[PurposeWord, ...] = ()
    details_at: PageWord | None = None


class Transmission(Said, Fields):
    """Data that a browser or app sends out (cookies and the like): what, to whom, why, and how to stop it."""

    to: Party | None = None
    purposes: tuple[PurposeWord, ...] = ()
    stop: Bilingual | None = None
