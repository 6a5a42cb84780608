"""What law and house want of provisions: grounds, columns that may go, and how closely recipients are watched. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from yakusoku.datamap.categories import covers
from yakusoku.decisions.provisions import exception
from yakusoku.laws.retention import last_permitted
from yakusoku.terms.text import Text, text

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection as DataCollection
    from yakusoku.datamap.parts import Field
    from yakusoku.policy.form.root import PolicyForm

CHECK_MONTHS = 12
"""How often an entrustee, and a recipient abroad with equivalent measures, is looked at: about once a year."""
GRACE_DAYS = 30
"""How long an overdue check is amber before it blocks, where the policy gives no number of its own."""
MOST_EXTENSION = 90
"""The longest extension of a check, which is given once and with a reason."""
HOME = "JP"


class Role(StrEnum):
    """As what somebody is given data."""

    THIRD_PARTY = "third_party"
    JOINT = "joint_user"
    ENTRUSTEE = "entrustee"
    CLIENT = "client"
    PUBLIC_BODY = "public_body"

    @property
    def says(self) -> Text:
        """Return the role in words."""
        return {
            Role.THIRD_PARTY: text("third party"),
            Role.JOINT: text("joint user"),
            Role.ENTRUSTEE: text("entrustee"),
            Role.CLIENT: text("principal"),
            Role.PUBLIC_BODY: text("public body"),
        }[self]


class Note(StrEnum):
    """What is noted of a recipient, each with its day and a reference to what shows it."""

    SELECTION = "selection"
    CONTRACT = "contract"
    CHECK = "check"
    TROUBLE = "trouble"
    SETTLED = "settled"
    MEASURES = "measures"
    INFORMATION = "information"
    SCC = "scc"
    BCR = "bcr"
    ADEQUACY = "adequacy"
    DEROGATION = "derogation"
    LISTED = "listed"
    OPT_OUT_FILED = "opt-out-filed"
    EXTENSION = "extension"

    @property
    def says(self) -> Text:
        """Return what it notes in words."""
        return {
            Note.SELECTION: text("assessed before the first data"),
            Note.CONTRACT: text("contract signed"),
            Note.CHECK: text("looked at, and in order"),
            Note.TROUBLE: text("trouble found"),
            Note.SETTLED: text("trouble settled"),
            Note.MEASURES: text("equivalent measures set up"),
            Note.INFORMATION: text("information on country, system and measures gathered"),
            Note.SCC: text("standard clauses signed"),
            Note.BCR: text("binding corporate rules approved"),
            Note.ADEQUACY: text("country decided to be adequate"),
            Note.DEROGATION: text("derogation recorded"),
            Note.LISTED: text("stands on the published list"),
            Note.OPT_OUT_FILED: text("opt-out filed and published"),
            Note.EXTENSION: text("check put off, with a reason"),
        }[self]


_PLAIN = {
    Note.SELECTION: "selection_check",
    Note.CONTRACT: "handling_contract",
    Note.INFORMATION: "foreign_information",
    Note.SCC: "scc",
    Note.BCR: "bcr",
    Note.ADEQUACY: "adequacy",
    Note.DEROGATION: "derogation",
    Note.LISTED: "member_listed",
    Note.OPT_OUT_FILED: "opt_out_filed",
}
CONFIDENTIALITY = "confidentiality"
_WATCHED = (Note.SELECTION, Note.CHECK, Note.MEASURES)


@dataclass(frozen=True)
class Noted:
    """A note: what, on which day, until which day it holds, and the points of a contract."""

    kind: Note
    on: date
    until: date | None = None
    terms: tuple[str, ...] = ()


class Light(StrEnum):
    """How a recipient stands: nothing to do, a check that is overdue, or nothing goes there."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def says(self) -> Text:
        """Return the light in words."""
        return {
            Light.GREEN: text("in order"),
            Light.AMBER: text("check overdue"),
            Light.RED: text("blocked"),
        }[self]


@dataclass(frozen=True)
class Watch:
    """How a recipient stands on a day: since when it should have been looked at, and when that blocks."""

    light: Light
    due_on: date | None
    blocks_on: date | None
    trouble: bool
    extended: bool


def watch(notes: Iterable[Noted], *, role: Role, abroad: bool, grace: int, as_of: date) -> Watch:
    """
    Return how a recipient stands on `as_of`.

    Entrustees, and recipients abroad, are looked at every twelve months; overdue is amber for `grace` days more, then
    blocks. One extension since the last look moves the day. Trouble that is not settled blocks at once.
    """
    known = [one for one in notes if one.on <= as_of]
    trouble = False
    for one in known:
        trouble = one.kind is Note.TROUBLE or (trouble and one.kind is not Note.SETTLED)
    watched = role is Role.ENTRUSTEE or abroad
    looks = [one.on for one in known if one.kind in _WATCHED]
    if not watched or not looks:
        return Watch(Light.RED if trouble else Light.GREEN, None, None, trouble, extended=False)
    last = max(looks)
    due = last_permitted(last, CHECK_MONTHS).on
    until = [one.until for one in known if one.kind is Note.EXTENSION and one.on >= last and one.until]
    due = max([due, *until])
    blocks = due + timedelta(days=grace)
    overdue = Light.RED if as_of > blocks else Light.AMBER if as_of > due else Light.GREEN
    return Watch(Light.RED if trouble else overdue, due, blocks, trouble, bool(until))


def facts_of(notes: Collection[Noted], seen: Watch, *, as_of: date) -> dict[str, bool]:
    """Return what a ruling may ask of a recipient; what nobody noted is not so."""
    known = [one for one in notes if one.on <= as_of and (one.until is None or as_of <= one.until)]
    facts = dict.fromkeys(_PLAIN.values(), False)
    facts |= {fact: True for one in known if (fact := _PLAIN.get(one.kind))}
    contracts = [one for one in known if one.kind is Note.CONTRACT]
    facts["nda"] = any(CONFIDENTIALITY in one.terms for one in contracts)
    blocked = seen.blocks_on is not None and as_of > seen.blocks_on
    facts["supervision_overdue"] = blocked
    facts["recipient_trouble"] = seen.trouble
    facts["equivalent_measures"] = any(one.kind is Note.MEASURES for one in known) and not blocked
    return facts


def ground_of(form: PolicyForm, route: str, *, public_body: bool = False) -> str:
    """Return on what a provision by `route` rests, as the law's records know it."""
    section, _, name = route.partition(".")
    if public_body:
        return "public_body"
    match section:
        case "joint_use":
            return "joint_use"
        case "entrustments" | "entrustment":
            return "entrustment"
        case "succession":
            return "succession"
        case "exceptions":
            return name
        case "credit":
            return "credit_consent"
        case "provisions":
            return _declared(form, name)
        case _:
            return "consent"


def _declared(form: PolicyForm, name: str) -> str:
    one = form.provisions[name]
    if code := exception(one):
        return code
    if one.to.kind == "public_body":
        return "public_body"
    return next((ground for ground in one.ground if ground in ("on_behalf", "opt_out")), "consent")


def listed(form: PolicyForm, route: str) -> tuple[str, ...]:
    """Return the kinds of data that a declared way lists; nothing where it lists none."""
    section, _, name = route.partition(".")
    found = getattr(form, section, None)
    one = found.get(name) if isinstance(found, Mapping) else None
    return tuple(getattr(one, "fields", ()))


def grace_of(form: PolicyForm, route: str) -> int:
    """Return for how many days an overdue check is amber before it blocks."""
    section, _, name = route.partition(".")
    one = form.entrustments.get(name) if section == "entrustments" else None
    days = one.grace_days if one is not None else None
    return GRACE_DAYS if days is None else days


def columns_of(collection: DataCollection, items: Collection[str]) -> tuple[Field, ...]:
    """Return the columns of which every kind of data is among `items`; special care counts by its own name only."""
    return tuple(
        one
        for one in collection.fields
        if one.categories
        and not one.not_personal
        and not one.fields
        and all(any(covers(item, kind) for item in items) for kind in one.categories)
    )
