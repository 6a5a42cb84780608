"""What a person may ask for, by which papers, for which fee, and on which grounds it may be refused."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from yakusoku.policy.form.common import Channel, Cited, ClauseId, Name
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
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
]


class Fee(Cited):
    """
    A published fee in yen. `amount_yen` is without tax where the text says it; `amount_incl_tax_yen` is paid.

    `kept_when`: outcomes for which the text says that the fee is not returned.
    """

    amount_yen: int = Field(ge=0)
    tax_percent: int = Field(ge=0, le=30)
    amount_incl_tax_yen: int = Field(ge=0)
    per: Literal["request", "page", "copy"] = "request"
    payable_by: tuple[Literal["cash", "bank_transfer", "stamps", "postal_order", "card", "invoice"], ...] = ()
    kept_when: tuple[Literal["not_held", "refused", "withdrawn"], ...] = ()

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


class AcceptedDocument(Cited):
    """A paper that the text accepts; `mask` are the zones it asks to black out, `on` what."""

    mask: tuple[str, ...] = ()
    on: Literal["copies", "all"] = "copies"


class OtherDocuments(Cited):
    """The text also accepts other papers that prove identity."""


class IdentityCheck(Cited):
    """
    Which papers prove who asks. `number` of them are needed, or `without_photograph` where none bears one.

    No `channels` means every channel. `address_document_months`: where the paper shows no address, an address
    document not older than this at the date of the request.
    """

    channels: tuple[Channel, ...] = ()
    number: int = Field(default=1, ge=1, le=3)
    without_photograph: int | None = Field(default=None, ge=1, le=3)
    documents: dict[str, AcceptedDocument] = Field(min_length=1)
    other_documents: OtherDocuments | None = None
    address_document_months: int | None = Field(default=None, ge=1, le=12)


class RepresentativeRule(Cited):
    """What a kind of representative must show; `channels` where one may come at all."""

    papers: tuple[str, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = ()


class Target(Cited):
    """The number of days by which the company means to answer. `about`: the text says "about"."""

    days: int = Field(ge=1, le=366)
    about: bool = False


class DefaultItems(Cited):
    """What is disclosed where the person names nothing: categories of data."""

    uses: tuple[str, ...] = Field(min_length=1)


class Methods(Cited):
    """The ways in which the text lets a person receive a disclosure."""

    allowed: tuple[Literal["electronic", "paper", "other"], ...] = Field(min_length=1)
    other: Bilingual | None = None


class RightForm(Cited):
    """A right as the text promises it; `grounds`: the clause that publishes each ground of refusal."""

    law_codes: tuple[str, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = ()
    desk: Name
    identity: tuple[Name, ...] = ()
    fee: Fee | None = None
    grounds: dict[str, ClauseId] = {}
    reasons_on_refusal: ClauseId | None = None
    methods: Methods | None = None
    target: Target | None = None
    default_items: DefaultItems | None = None


class Representatives(Strict):
    """Representatives by kind, each with its own papers."""

    statutory: RepresentativeRule | None = None
    mandated: RepresentativeRule | None = None
