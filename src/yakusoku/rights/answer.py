"""What an answer to a person says, typed: every paragraph from a ruling, every value of the person sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from yakusoku.laws.grounds import Due
    from yakusoku.terms.bilingual import Bilingual, Language
    from yakusoku.terms.personal import Personal

Value = str | int | float | Decimal | bool | date | datetime | None
"""What a cell may hold. Aware moments keep the offset the store gave; nothing is converted."""

Outcome = Literal["full", "partial", "not_held", "refused"]
"""All shown; part shown; nothing held; nothing shown."""


@dataclass(frozen=True, kw_only=True)
class Controller:
    """Who answers: the three facts of APPI 32(1)(i)."""

    name: Bilingual
    address: Bilingual
    representative: Bilingual
    """With the title, as it is signed: `代表取締役社長 岩木 陽一`."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where the person asks and complains (APPI 40; Cabinet Order 10(ii))."""

    name: Bilingual
    phone: str
    """Empty where none is published."""
    hours: Bilingual
    address: Bilingual
    email: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """A person as an envelope names them. Address lines are printed as given, one a line."""

    name: Personal[str]
    postal_code: Personal[str]
    address: Personal[tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody who was given data: address, how they know the person, what kinds, and in which language they read."""

    who: Addressee
    reference: Personal[str]
    kinds: tuple[str, ...]
    language: Language


@dataclass(frozen=True, kw_only=True)
class Right:
    """The right that was exercised, by its code in `laws` (`A-DISC`)."""

    code: str
    name: Bilingual
    article: str
    laws: tuple[str, ...] = ("appi",)
    """`appi`, `gdpr` or both: which remedies the letter names."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One statement of the answer with the ruling it comes from."""

    code: str
    says: Bilingual
    clause: str | None = None
    article: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """A point of law that is told in words, as the purposes or the source of the data (GDPR 15(1), APPI 32(2))."""

    code: str
    title: Bilingual
    says: tuple[Paragraph, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One item that is shown: its name in the store, and what it means to a reader."""

    name: str
    title: Bilingual
    meaning: Bilingual
    category: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """The rows shown of one collection. Each row has one sealed value a column, in the order of `columns`."""

    dataset: str
    collection: str
    title: Bilingual
    store: Bilingual
    columns: tuple[Column, ...]
    rows: tuple[tuple[Personal[Value], ...], ...] = field(repr=False)
    source: Bilingual | None = None

    @property
    def key(self) -> str:
        """Name the section as `Withheld.section` and `NotHeld.section` do: `dataset.collection`."""
        return f"{self.dataset}.{self.collection}"


@dataclass(frozen=True, kw_only=True)
class EnclosedFile:
    """A paper, picture or recording that people found: its name beside the letter, where it lay, and its bytes."""

    name: str
    title: Bilingual
    content: Personal[bytes]


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """
    What is not shown, and why (APPI 33(2), 33(3), 36).

    A column of a section; or, where `column` is None, the whole collection; `records` counts the rows
    concerned where it is not all of them.
    """

    section: str
    title: Bilingual
    ground: str
    reason: Bilingual
    column: str | None = None
    records: int | None = None
    clause: str | None = None
    article: str | None = None
    also_ground: str = ""
    """The ground of the same right under the other law, where both bind; the reason says it, too."""


@dataclass(frozen=True, kw_only=True)
class NotHeld:
    """A collection that was searched and holds nothing about the person (APPI 33(3))."""

    section: str
    title: Bilingual
    store: Bilingual


@dataclass(frozen=True, kw_only=True)
class Done:
    """
    A collection in which what was asked for was done: `rows` wholly; `masked` rows of which the rest went.

    `columns` are those that were corrected.
    """

    section: str
    title: Bilingual
    store: Bilingual
    rows: int
    masked: int = 0
    columns: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """
    Rows that stay, or stay in part: which columns (all where `whole`), on which ground of the right, until when.

    `until` is None where no day can be told.
    """

    section: str
    title: Bilingual
    rows: int
    whole: bool
    columns: tuple[Bilingual, ...]
    ground: str
    reason: Bilingual
    until: date | None
    clause: str | None = None
    article: str | None = None
    also_ground: str = ""


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A fact with its right content, as it now stands."""

    title: Bilingual
    value: Personal[str]


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Rows held for another, who decides about them: the request is passed on, and the person is told."""

    section: str
    title: Bilingual
    held_for: Bilingual
    rows: int


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What an answer says of a change: done, kept, put in, passed on."""

    measure: Literal["correct", "restrict", "stop_provision", "erase"]
    done: tuple[Done, ...]
    kept: tuple[Kept, ...]
    corrected: tuple[Corrected, ...]
    handed: tuple[Handed, ...]
    restricted: bool = False
    """What stays on a ground that wants a substitute is restricted (APPI 35(2), 35(6))."""


@dataclass(frozen=True, kw_only=True)
class FeePaid:
    """The fee that was taken, in yen: `amount` includes `tax` (APPI 38)."""

    amount: int
    tax: int
    tax_percent: int
    paid_on: date
    receipt_no: str
    clause: str | None = None
    article: str | None = None


@dataclass(frozen=True, kw_only=True)
class Method:
    """How the person chose to be answered (APPI 33(1)): `paper` or `electronic`, and its name."""

    code: str
    name: Bilingual


@dataclass(frozen=True, kw_only=True)
class AuthorizedBody:
    """The authorized personal information protection organization that takes complaints (APPI 47, 53)."""

    name: Bilingual
    url: str
    scope: Bilingual | None = None
    """What it takes complaints about, where that is not everything."""
    phone: str | None = None
    clause: str | None = None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Where the ledger holds the entry of this answer. Hashes are 64 lower-case hexadecimal digits."""

    address: str
    """The log, such as `jcom/1`."""
    index: int
    leaf_hash: str
    checkpoint_hash: str
    full: str | None = None
    """The inclusion proof as the ledger writes it; becomes a file of the package."""


@dataclass(frozen=True, kw_only=True)
class AnswerContent:
    """All that an answer says; `package.building.build` makes the same bytes of the same content."""

    language: Language
    controller: Controller
    desk: Desk
    person: Addressee
    request_id: str
    receipt_code: str
    received_on: date
    answered_on: date
    right: Right
    outcome: Outcome
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    withheld: tuple[Withheld, ...]
    not_held: tuple[NotHeld, ...]
    fee: FeePaid | None
    method: Method
    body: AuthorizedBody | None
    suit: Due | None
    """From when a suit may be brought (APPI 39); told where not everything was shown."""
    proof: Proof | None
    policy_version: str
    policy_digest: str
    engine: str
    """Version of the software that answers; a new version may make other bytes."""
    sent_to: Addressee | None = None
    """The representative the letter is posted to, where it does not go to the person."""
    enclosures: tuple[Bilingual, ...] = ()
    """What else lies in the envelope, beside the letter and its annexes."""
    files: tuple[EnclosedFile, ...] = ()
    """What people found that is no table, as files beside the letter."""
    changed: Changed | None = None
    """What was done to rows; None for a disclosure."""
    items: tuple[Item, ...] = ()
    """What is told in words, point by point."""
