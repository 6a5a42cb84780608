"""How a person, and a representative, show who they are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from yakusoku.policy.form.common import Channel, Cited, ClauseId
from yakusoku.policy.form.marks import Mark
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text

DocumentWord = Annotated[str, Mark("document")]


class AcceptedDocument(Cited):
    """A paper that the text accepts; `mask` are the zones it asks to black out, `on` what."""

    mask: tuple[str, ...] = ()
    on: Literal["copies", "all"] = "copies"
    form: Literal["original", "copy", "either"] = "either"


class OtherDocuments(Cited):
    """The text also accepts other papers that prove identity; `issuer`: only those of such an issuer."""

    issuer: Literal["public", "any"] = "any"


class Seal(Cited):
    """A seal must be set; `registered`: the registered one, with its certificate of at most so many months."""

    registered: bool = True
    certificate_months: int | None = Field(default=None, ge=1, le=12)


class CallBack(Cited):
    """The desk calls back: to the number that is registered, never to one given in the request."""

    to: Literal["registered_contact"] = "registered_contact"
    always: bool = False


class CallerNumber(Cited):
    """The number that the telephone shows is compared with the registered one: one factor, never enough."""

    enough: Literal[False] = False


class AddressProof(Cited):
    """Where the paper shows no address: a paper that does, of such an issuer, not older than `months`."""

    months: int = Field(ge=1, le=12)
    documents: tuple[DocumentWord, ...] = ()
    issuer: Literal["public", "any"] = "any"


class IdentityCheck(Cited):
    """
    Which papers, or which other ways, prove who asks.

    `number` of papers are needed, or `without_photograph` where none bears one. No `channels` means every channel.
    `address_document_months`: where the paper shows no address, an address document not older than this at the date
    of the request; `address_proof` says the same with its own clause and papers. `only_on_doubt`: asked for only
    where there is reasonable doubt. Of `registered_facts` the caller must know `facts_needed` (all, where no number is
    given), within `facts_attempts`.
    """

    channels: tuple[Channel, ...] = ()
    number: int = Field(default=1, ge=1, le=3)
    without_photograph: int | None = Field(default=None, ge=1, le=3)
    documents: dict[str, AcceptedDocument] = {}
    other_documents: OtherDocuments | None = None
    address_document_months: int | None = Field(default=None, ge=1, le=12)
    address_proof: AddressProof | None = None
    seal: Seal | None = None
    call_back: CallBack | None = None
    caller_number: CallerNumber | None = None
    registered_facts: tuple[str, ...] = ()
    facts_needed: int | None = Field(default=None, ge=1, le=6)
    facts_attempts: int = Field(default=3, ge=1, le=5)
    only_on_doubt: bool = False

    @model_validator(mode="after")
    def _some_way(self) -> IdentityCheck:
        ways = (self.documents, self.other_documents, self.seal, self.call_back, self.caller_number)
        if not (any(ways) or self.registered_facts):
            raise Wrong(
                text("This identity check asks for nothing."),
                text("Write “documents”, “other_documents”, “seal”, “call_back” or another way."),
                kind="check-without-way",
            )
        return self

    @property
    def address_months(self) -> int | None:
        """How old an address document may be, in months; None where the text asks for none."""
        return self.address_proof.months if self.address_proof else self.address_document_months


class RepresentativeRule(Cited):
    """
    What a kind of representative must show; `channels` where one may come at all.

    `papers` are codes of documents, `proof` the words of the text where it names no paper. `own_identity`: the
    representative's identity is proven like the person's. `signed`: the mandate bears the person's signature, `seal`: a
    seal. `months`: how old the papers may be on the day of the request.
    `confirm_with_person` and `answer_to_person`: what the company may do, with its clause. `refused`: none may come.
    """

    papers: tuple[DocumentWord, ...] = ()
    proof: Bilingual | None = None
    channels: tuple[Channel, ...] = ()
    own_identity: bool = False
    signed: bool = False
    seal: Seal | None = None
    months: int | None = Field(default=None, ge=1, le=12)
    confirm_with_person: ClauseId | None = None
    answer_to_person: ClauseId | None = None
    refused: bool = False

    @model_validator(mode="after")
    def _some_proof(self) -> RepresentativeRule:
        if not (self.papers or self.proof or self.refused):
            raise Wrong(
                text("This kind of representative has to show nothing."),
                text("Write “papers” or “proof”; or “refused: true” where none is let in."),
                kind="representative-without-papers",
            )
        return self


class Representatives(Strict):
    """Representatives by kind, each with its own papers. `parent` and `guardian` are statutory, too."""

    parent: RepresentativeRule | None = None
    guardian: RepresentativeRule | None = None
    statutory: RepresentativeRule | None = None
    mandated: RepresentativeRule | None = None
