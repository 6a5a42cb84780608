"""What a person may ask for, by which papers, for which fee, and on which grounds it may be refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from yakusoku.policy.form.common import (
    CategoryWord,
    Channel,
    Cited,
    ClauseId,
    ConditionWord,
    ContactWord,
    Name,
    PageWord,
    Said,
    Speed,
)  # fmt: skip
from yakusoku.policy.form.marks import Mark
from yakusoku.policy.form.purposes import Marketing
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Wrong
from yakusoku.terms.text import text

# each word for a right and the rights of law that it can promise
RIGHT_WORDS: dict[str, tuple[str, ...]] = {
    "purpose_notice": ("A-PURP",),
    "disclosure": ("A-DISC",),
    "record_disclosure": ("A-REC",),
    "correction": ("A-CORR",),
    "cease_use": ("A-STOP1", "A-STOP5"),
    "cease_provision": ("A-STOPP", "A-STOP5"),
    "opt_out": ("A-OPT",),
    "equivalent_measures": ("A-EQV",),
    "complaint": ("A-CPL",),
    "access": ("G-ACC",),
    "rectification": ("G-REC",),
    "erasure": ("G-ERA", "A-STOP1", "A-STOP5", "A-CORR"),
    "restriction": ("G-RES",),
    "portability": ("G-POR",),
    "objection": ("G-OBJ",),
    "human_review": ("G-ADM",),
    "withdrawal": ("G-WDR",),
    "safeguards_copy": ("G-SAF",),
    "authority_complaint": ("G-CPL",),
}
RightWord = Literal[
    "purpose_notice",
    "disclosure",
    "record_disclosure",
    "correction",
    "cease_use",
    "cease_provision",
    "opt_out",
    "equivalent_measures",
    "complaint",
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
    "human_review",
    "withdrawal",
    "safeguards_copy",
    "authority_complaint",
]
SentBy = Literal[
    "ordinary_mail", "simple_registered_mail", "registered_mail", "content_certified_mail",
    "restricted_delivery_mail", "courier", "electronic", "handed_over", "telephone",
]  # fmt: skip


class Fee(Cited):
    """
    A published fee in yen. `amount_yen` is without tax where the text says it; `amount_incl_tax_yen` is paid.

    `kept_when`: outcomes for which the text says that the fee is not returned. `due`: enclosed with the request, or
    paid when the company asks for it; None where the text does not say.
    """

    amount_yen: int = Field(ge=0)
    tax_percent: int = Field(ge=0, le=30)
    amount_incl_tax_yen: int = Field(ge=0)
    per: Literal["request", "page", "copy"] = "request"
    payable_by: tuple[Literal["cash", "bank_transfer", "stamps", "postal_order", "card", "invoice"], ...] = ()
    kept_when: tuple[Literal["not_held", "refused", "withdrawn", "nothing_disclosed"], ...] = ()
    due: Literal["with_request", "when_billed"] | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Fee:
        whole = self.amount_yen * (100 + self.tax_percent) // 100
        if whole != self.amount_incl_tax_yen:
            raise Wrong(
                text(
                    "{net} yen and {percent} percent tax make {whole} yen, not {written}.",
                    net=self.amount_yen,
                    percent=self.tax_percent,
                    whole=whole,
                    written=self.amount_incl_tax_yen,
                ),
                text("Correct the amount, the tax or the sum."),
                kind="fee-does-not-add-up",
            )
        return self


class Target(Cited):
    """
    The number of days by which the company means to answer.

    `about`: the text says "about". `usually`: it says "in principle" or "as a rule".
    """

    days: int = Field(ge=1, le=366)
    about: bool = False
    usually: bool = False


class Promptness(Cited):
    """How fast the text promises to act where it gives no number of days."""

    speed: Speed


class AlsoItems(Cited):
    """Items that are disclosed too, when something else is so, such as `shopping_credit`."""

    when: ConditionWord
    uses: tuple[CategoryWord, ...] = Field(min_length=1)


class DefaultItems(Cited):
    """What is disclosed where the person names nothing: categories of data; some only if held, some when."""

    uses: tuple[CategoryWord, ...] = Field(min_length=1)
    if_held: tuple[CategoryWord, ...] = ()
    if_held_clause: ClauseId | None = None
    also: tuple[AlsoItems, ...] = ()


class Methods(Cited):
    """The ways in which the text lets a person receive a disclosure, and how it is sent."""

    allowed: tuple[Literal["electronic", "paper", "other"], ...] = Field(min_length=1)
    other: Bilingual | None = None
    sent_by: tuple[SentBy, ...] = ()


class Consequence(Cited):
    """What follows from a request, told before it is carried out; `acknowledged`: the person says that it is known."""

    says: Bilingual
    acknowledged: bool = False


class Desk(Cited):
    """A desk for the requests of one service, where several desks take them."""

    service: Bilingual
    desk: ContactWord


class Procedure(Said):
    """
    How to ask: `how`, in which `channels`, on which form, `sent_by` what, to which desk, with which papers.

    `explained`: the procedure is told on request. `answers_itself`: a member site that shows and changes by itself.
    """

    rights: tuple[Annotated[RightWord, Mark("right")], ...] = Field(min_length=1)
    how: tuple[Literal["form", "letter", "call", "visit", "online", "explained", "answers_itself"], ...]
    channels: tuple[Channel, ...] = ()
    sent_by: tuple[SentBy, ...] = ()
    form_at: PageWord | None = None
    details_at: PageWord | None = None
    desk: ContactWord | None = None
    languages: tuple[str, ...] = ()
    within_law: bool = False


class RightForm(Cited):
    """
    A right as the text promises it; `grounds`: the clause that publishes each ground of refusal.

    `identity` names checks; no name means that the text asks for none. `desks`: other desks by service. `says`: what
    the text calls it, where it uses another word. `stops`: the mailings a person may have stopped. `limits`: bounds
    the text sets in words ("as far as law permits"). `any_reason`: the clause that promises it to whoever asks, so that
    law gives the person no reason is no ground to refuse.
    """

    law_codes: tuple[str, ...] = Field(min_length=1)
    says: Bilingual | None = None
    channels: tuple[Channel, ...] = ()
    desk: ContactWord
    desks: tuple[Desk, ...] = ()
    identity: tuple[Annotated[Name, Mark("identity")], ...] = ()
    fee: Fee | None = None
    grounds: dict[str, ClauseId] = {}
    reasons_on_refusal: ClauseId | None = None
    methods: Methods | None = None
    target: Target | None = None
    promptness: Promptness | None = None
    default_items: DefaultItems | None = None
    consequences: tuple[Consequence, ...] = ()
    stops: tuple[Marketing, ...] = ()
    limits: Bilingual | None = None
    any_reason: ClauseId | None = None
