"""Reads of recipients, provisions and receipts. What authorities asked for is read in `asked_for` alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from yakusoku.provision import models
from yakusoku.provision.contents import content
from yakusoku.provision.persons import key_of
from yakusoku.provision.ports import wired
from yakusoku.provision.rules import Note, Noted, Role, Watch, grace_of, watch

__all__ = [
    "Given", "ReceiptView", "RecipientView", "RecordView", "Watch", "companies", "given", "known", "notes_of",
    "receipts", "recipient", "recipients", "records", "standing", "today", "watch_of",
]  # fmt: skip
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

if TYPE_CHECKING:
    from yakusoku.policy.queries import Policy


WHO = "who"
"""The label under which name, address and representative of a recipient are sealed."""


def who_is(row: models.Recipient) -> tuple[Personal[str], Personal[str], Personal[str]]:
    """Return name, address and representative of a recipient."""
    plain = json.loads(vault.unseal(case_id=row.public_id, label=WHO, sealed=bytes(row.who)))
    name, address, representative = map(Personal, plain)
    return name, address, representative


@dataclass(frozen=True)
class RecipientView:
    """Somebody of the register; whoever it is prints as a block, since a sole trader is a person."""

    public_id: str
    controller: str
    role: Role
    company: str
    route: str
    name: Personal[str] = field(repr=False)
    address: Personal[str] = field(repr=False)
    representative: Personal[str] = field(repr=False)
    country: str
    key: str
    since: date
    until: date | None
    added_at: datetime
    content: str

    @classmethod
    def of(cls, row: models.Recipient) -> RecipientView:
        """Return a row as the rest of the program sees it; `content` is the digest of it as it stands."""
        name, address, representative = who_is(row)
        return cls(
            row.public_id, row.controller, Role(row.role), row.company, row.route, name, address, representative,
            row.country, row.key, row.since, row.until, row.added_at, content(row),
        )  # fmt: skip


@dataclass(frozen=True)
class RecordView:
    """
    A provision as it was recorded; `content` is the digest of the row as it stands now.

    `company`, `since`, `role` and `country` are those of the recipient.
    """

    public_id: str
    controller: str
    reference: str
    recipient: str
    company: str
    since: date
    role: Role
    country: str
    representative_known: bool
    route: str
    purpose: str
    ground: str
    case: str
    exemption: str
    consent: bool
    way: str
    document: str
    event: str
    items: tuple[str, ...]
    columns: tuple[str, ...]
    medium: str
    version: date
    clause: str
    asked: int
    given: int
    left_out: dict[str, int]
    file: str
    digest: str
    on: date
    kept_until: date
    made_at: datetime
    content: str

    @classmethod
    def of(cls, row: models.Provision) -> RecordView:
        """Return a row as the rest of the program sees it."""
        to = row.recipient
        return cls(
            row.public_id, row.controller, row.reference, to.public_id, to.company, to.since, Role(to.role), to.country,
            to.represented, row.route, row.purpose, row.ground, row.case, row.exemption, row.consent, row.way,
            row.document, row.event, tuple(row.items), tuple(row.columns), row.medium, row.version, row.clause,
            row.asked, row.given, dict(row.left_out), row.file, row.digest, row.on, row.kept_until, row.made_at,
            content(row),
        )  # fmt: skip


@dataclass(frozen=True)
class ReceiptView:
    """A receipt as it was recorded."""

    public_id: str
    controller: str
    reference: str
    provider: str
    ground: str
    case: str
    exemption: str
    consent: bool
    way: str
    items: tuple[str, ...]
    history: str
    shown: str
    persons: int
    on: date
    kept_until: date
    made_at: datetime
    content: str

    @classmethod
    def of(cls, row: models.Receipt) -> ReceiptView:
        """Return a row as the rest of the program sees it."""
        return cls(
            row.public_id, row.controller, row.reference, row.provider.public_id, row.ground, row.case, row.exemption,
            row.consent, row.way, tuple(row.items), row.history, row.shown, row.persons, row.on, row.kept_until,
            row.made_at, content(row),
        )  # fmt: skip


@dataclass(frozen=True)
class Given:
    """
    What a person was given to whom, or from whom data about the person came (`received`), as law discloses it.

    `source` is the declaration; `named` the company's word in the policy, where it has one.
    """

    record: str
    source: str
    named: str
    received: bool
    name: Personal[str] = field(repr=False)
    address: Personal[str] = field(repr=False)
    representative: Personal[str] = field(repr=False)
    items: tuple[str, ...]
    consent: bool
    on: date


def today(controller: str, now: datetime) -> date:
    """Return the day that `now` is for the company."""
    return wired().day(now, controller)


def recipients(*, controller: str, ended: bool = False) -> tuple[RecipientView, ...]:
    """Return the register of recipients in the order of entry; those that ended with `ended`."""
    rows = models.Recipient.objects.filter(controller=controller).order_by("pk")
    return tuple(RecipientView.of(row) for row in rows if ended or row.until is None)


def recipient(public_id: str) -> RecipientView | None:
    """Return one recipient, or None."""
    row = models.Recipient.objects.filter(public_id=public_id).first()
    return RecipientView.of(row) if row else None


def companies() -> tuple[str, ...]:
    """Return the companies that have a register of recipients."""
    return tuple(sorted(set(models.Recipient.objects.values_list("controller", flat=True))))


def notes_of(public_id: str) -> tuple[Noted, ...]:
    """Return what was noted of a recipient, by day and in the order of noting."""
    rows = models.RecipientNote.objects.filter(recipient__public_id=public_id).order_by("on", "pk")
    return tuple(Noted(Note(one.kind), one.on, one.until, tuple(one.terms)) for one in rows)


def watch_of(one: RecipientView, notes: Sequence[Noted], *, grace: int, as_of: date) -> Watch:
    """Return how a recipient stands on a day."""
    return watch(notes, role=one.role, abroad=one.country != "JP", grace=grace, as_of=as_of)


def standing(*, controller: str, as_of: date) -> Iterator[tuple[RecipientView, Watch]]:
    """Yield every recipient that has not ended, and how it stands on `as_of`."""
    policy: Policy = wired().histories(controller).in_force(as_of)
    for one in recipients(controller=controller):
        if one.until is None or as_of <= one.until:
            grace = grace_of(policy.form, one.route)
            yield one, watch_of(one, notes_of(one.public_id), grace=grace, as_of=as_of)


def records(*, controller: str) -> tuple[RecordView, ...]:
    """Return every provision of a company in the order of recording."""
    rows = models.Provision.objects.filter(controller=controller).select_related("recipient").order_by("pk")
    return tuple(RecordView.of(row) for row in rows)


def receipts(*, controller: str) -> tuple[ReceiptView, ...]:
    """Return every receipt of a company in the order of recording."""
    rows = models.Receipt.objects.filter(controller=controller).select_related("provider").order_by("pk")
    return tuple(ReceiptView.of(row) for row in rows)


def given(controller: str, persons: Sequence[str], *, disclosable: bool = True) -> tuple[Given, ...]:
    """
    Return what a person was given to whom and what was received about the person, by day.

    `persons` are digests of confirmed identities (`identity:digest`). With `disclosable` only records that law wants
    (articles 29, 30), for these a person may ask (33(5)); notes of exempt provisions are left out, and demands of
    authorities are in no table that is read here.
    """
    keys = {key_of(one) for one in persons}
    batches = {row.batch for row in wired().records.find(controller, keys)} if keys else set()
    provided = models.Provision.objects.filter(controller=controller, public_id__in=batches)
    received = models.Receipt.objects.filter(controller=controller, public_id__in=batches)
    if disclosable:
        provided, received = provided.filter(exemption=""), received.filter(exemption="")
    found = [
        _given(one, one.recipient, one.route, received=False) for one in provided.select_related("recipient")
    ]
    found += [
        _given(one, one.provider, one.provider.route, received=True)
        for one in received.select_related("provider")
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.record)))


def _given(
    row: models.Provision | models.Receipt, party: models.Recipient, source: str, *, received: bool
) -> Given:
    name, address, representative = who_is(party)
    return Given(
        row.public_id, source, party.company, received, name, address, representative, tuple(row.items), row.consent,
        row.on,
    )  # fmt: skip


def known(case_ids: Sequence[str]) -> set[str]:
    """Return those ids of sealed cases that are of a recipient, a provision, a receipt or a demand."""
    found: set[str] = set()
    for model in (models.Recipient, models.Provision, models.Receipt, models.Demand):
        found |= set(model.objects.filter(public_id__in=case_ids).values_list("public_id", flat=True))
    return found
