"""What papers prove and hide: the shape of `data/documents.yaml`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from yakusoku.laws.values import Dated, Sourced, Status
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

Proven = Literal["identity", "address", "seal", "relation", "authority", "parental_consent"]
"""What a paper can show about who asks."""


class Zone(Sourced):
    """
    A part of a paper to be blacked out before a copy is kept.

    `required`: law forbids to take it in, so an unmasked copy is masked on arrival. Otherwise it is
    masked because nothing needs it.
    """

    code: str
    name: Bilingual
    required: bool


class DocumentValue(Dated):
    """
    What a paper is from one day on. `address` says who wrote the address on it.

    `kind` is what it is taken for by itself; `proves` is all that it can show. One that `expires` bears its last day.
    After `last_issue` no new one is issued, while those that are out stay good until `issued_until`, or for good.
    """

    kind: Literal["identity", "address", "authority"]
    proves: tuple[Proven, ...] = Field(min_length=1)
    issuer: Literal["public", "private"]
    expires: bool = False
    photograph: bool
    address: Literal["issuer", "holder", "none"]
    address_status: Status = "verified"
    issued_until: date | None = None
    last_issue: date | None = None
    last_issue_status: Status = "unverified"
    successor: str | None = None
    zones: tuple[Zone, ...] = ()


class DocumentEntry(Strict):
    """A paper and its values by date."""

    name: Bilingual
    values: dict[date, DocumentValue] = Field(min_length=1)


class DocumentsFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    documents: dict[str, DocumentEntry]


class DocumentLaw(DocumentValue):
    """
    One paper on one day.

    `issued_until` is the last day on which any such paper was valid; afterwards `successor` takes its place.
    """

    code: str
    name: Bilingual
    since: date

    @property
    def shows_address(self) -> bool:
        """Whether an address stands on it, written by the issuer or by the holder."""
        return self.address != "none"

    @property
    def required_zones(self) -> tuple[Zone, ...]:
        """The zones that law forbids to take in."""
        return tuple(zone for zone in self.zones if zone.required)
