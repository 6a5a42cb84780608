"""Who promises: the company, its desks, its roles, and the bodies it belongs to."""

from __future__ import annotations

from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from yakusoku.policy.form.common import Cited, ContactWord, Email, Name, Telephone, Url
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict, Wrong
from yakusoku.terms.text import text

Errand = Literal[
    "policy", "requests", "complaints", "inquiries", "insurance", "transfers", "withdrawal", "marketing_stop",
    "impersonation", "press",
]  # fmt: skip


class Address(Cited):
    """A postal address as published, in both languages."""

    en: str = Field(min_length=1)
    ja: str = Field(min_length=1)

    def say(self, language: str = "en") -> str:
        """Return the address in `language`."""
        return Bilingual(self.en, self.ja).say(language)


class Representative(Cited):
    """The person who represents the company in law, with the title."""

    name: Bilingual
    title: Bilingual

    def say(self, language: str = "en") -> str:
        """Return title and name as a letter signs them."""
        name, title = self.name.say(language), self.title.say(language)
        return f"{title} {name}" if language == "ja" else f"{name}, {title}"


class Hours(Strict):
    """When somebody answers. Contact facts, never a rule of deadlines."""

    opens: time
    closes: time
    days: Literal["every_day", "monday_to_friday", "business_days"]
    closed: tuple[Bilingual, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        if self.closes <= self.opens:
            raise Wrong(
                text("The desk closes before it opens."),
                text("Write the opening time first; use the 24-hour clock, such as 18:00."),
                kind="hours-out-of-order",
            )
        return self


class Contact(Cited):
    """
    A desk: how to reach it, when, for what, and in which languages.

    Where the text promises a desk and gives no way to reach it, only `name` stands (a gap). `services`: this desk
    is for these services only. `not_for`: what it does not take.
    """

    name: Bilingual
    errands: tuple[Errand, ...] = ()
    services: tuple[Bilingual, ...] = ()
    languages: tuple[str, ...] = ()
    not_for: Bilingual | None = None
    toll_free: bool | None = None
    telephone: Telephone | None = None
    email: Email | None = None
    url: Url | None = None
    address: Bilingual | None = None
    hours: Hours | None = None


class Role(Cited):
    """An appointed role, by the title that is published; who holds it is a register, not the policy."""

    title: Bilingual | None = None


class Body(Cited):
    """An authorized organization (認定個人情報保護団体, article 47) to which the company belongs."""

    name: Bilingual
    center: Bilingual | None = None
    scope: Bilingual
    url: Url
    telephone_at: Url | None = None
    ask_first: ContactWord | None = None
    not_for: Bilingual | None = None


class Controller(Strict):
    """The company that promises. `address` and `representative` are None where the text gives none (a gap)."""

    name: Bilingual
    address: Address | None = None
    representative: Representative | None = None
    timezone: str
    contacts: dict[Name, Contact] = {}
    roles: dict[Name, Role] = {}
    bodies: dict[Name, Body] = {}

    @property
    def seat(self) -> Bilingual:
        """The address as letters print it; the company's name where the text gives no address."""
        return Bilingual(self.address.en, self.address.ja) if self.address else self.name

    @property
    def signature(self) -> Bilingual:
        """How a letter is signed: name and title of the representative, else the company's name."""
        who = self.representative
        if who is None:
            return self.name
        return Bilingual(f"{who.name.en}, {who.title.en}", f"{who.title.ja}　{who.name.ja}")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise Wrong(
                text("“{zone}” is no time zone.", zone=zone),
                text("Write a name of the tz database, such as Asia/Tokyo."),
                kind="unknown-timezone",
            ) from error
        return zone
