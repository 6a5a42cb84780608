"""Reads of the register: members of staff, whose names come wrapped, and the keys with which programs act."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from yakusoku.staff import models
from yakusoku.staff.rules import (
    ANY_PURPOSE,
    NOTED_EVERY,
    Deed,
    Role,
    covers_purpose,
    same_hash,
    secret_hash,
)
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text


class UnableToAct(UnableTo):
    """Somebody is not in the register of this company, is retired, or lacks the role."""

    asked = text("act for this company")


@dataclass(frozen=True)
class Member:
    """A member of staff. The name prints as a block."""

    public_id: str
    controller: str
    name: Personal[str]
    roles: tuple[Role, ...]
    active: bool
    added_at: datetime


def view(row: models.Member) -> Member:
    """Return the row as the rest of the program sees it."""
    return Member(
        public_id=row.public_id,
        controller=row.controller,
        name=Personal(row.name),
        roles=row.held(),
        active=row.active,
        added_at=row.added_at,
    )


def member(public_id: str) -> Member | None:
    """Return the member, retired or not, or None."""
    row = models.Member.objects.filter(public_id=public_id).first()
    return view(row) if row else None


def members(*, controller: str | None = None, retired: bool = False) -> tuple[Member, ...]:
    """Return members (of one company) in the order of their adding; the retired only if asked for."""
    rows = models.Member.objects.order_by("id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    if not retired:
        rows = rows.filter(active=True)
    return tuple(view(row) for row in rows)


def require(*, by: str, controller: str, role: Role) -> Member:
    """
    Return the member `by`, who may act in `role` for `controller` now.

    :raises UnableToAct: if there is no such member of this company, or without the role, or retired
    """
    found = member(by)
    asked = text("act as {role} for {controller}", role=role.says, controller=controller)
    if found is None or found.controller != controller:
        raise UnableToAct(
            text("{by} is not in the register of staff of {controller}.", by=by, controller=controller),
            do=text("Add the member with `yakusoku staff add`, or act with the id of one who is there."),
            asked=asked,
        )
    if not found.active:
        raise UnableToAct(
            text("{by} is retired.", by=by), do=text("Let a member act who is not retired."), asked=asked
        )
    if role not in found.roles:
        raise UnableToAct(
            text("{by} does not hold the role {code} ({role}).", by=by, code=role.value, role=role.says),
            do=text("Let a member act who holds it, or give it with `yakusoku staff roles`."),
            asked=asked,
        )
    return found


class UnableToKnowKey(UnableTo):
    """Nobody knows the program that asks: no key, no such key, one that is revoked or has ended."""

    asked = text("act with a key")


@dataclass(frozen=True)
class KeyView:
    """A key of a program, without its secret. `used_at` is noted once an hour."""

    public_id: str
    controller: str
    owner: str
    deeds: tuple[Deed, ...]
    purposes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    def is_good(self, now: datetime) -> bool:
        """Say whether something may be done with it now."""
        return self.revoked_at is None and self.made_at <= now < self.expires_at

    def covers(self, purposes: Collection[str]) -> bool:
        """Say whether it may be used for each of these purposes; "" is what is of no purpose or of all."""
        return all(covers_purpose(self.purposes, one) for one in purposes)


@dataclass(frozen=True)
class Caller:
    """The program that asks, by its key. `digest` makes digests that nobody without the key's secret can guess."""

    key: KeyView
    _under: bytes = field(repr=False)

    @property
    def public_id(self) -> str:
        """The id of the key, by which the ledger names the program."""
        return self.key.public_id

    @property
    def controller(self) -> str:
        """The company for which it acts."""
        return self.key.controller

    def digest(self, value: bytes) -> str:
        """Return 64 hexadecimal digits: HMAC-SHA256 under the secret of the key."""
        return hmac.new(self._under, value, hashlib.sha256).hexdigest()


def key_view(row: models.ApiKey) -> KeyView:
    """Return a key as the rest of the program sees it."""
    return KeyView(
        row.public_id, row.controller, row.owner, tuple(Deed(one) for one in models.unbarred(row.deeds)),
        models.unbarred(row.purposes), row.made_at, row.expires_at, row.revoked_at, row.used_at,
    )  # fmt: skip


def keys(*, controller: str | None = None, ended: bool = False, now: datetime) -> tuple[KeyView, ...]:
    """Return keys (of one company) in the order of their making; those that may do nothing only if asked for."""
    rows = models.ApiKey.objects.order_by("id")
    if controller is not None:
        rows = rows.filter(controller=controller)
    return tuple(one for one in map(key_view, rows) if ended or one.is_good(now))


def caller(*, token: Personal[str], now: datetime) -> Caller:
    """
    Return the program whose key this is; that it was used is noted once an hour.

    :raises UnableToKnowKey: if it is no key, nobody's, revoked or at its end; a revoked key ends with its last call
    """
    sent = token.reveal()
    row = models.ApiKey.objects.filter(public_id=sent.partition(".")[0][:40]).first()
    kept = row.secret_hash if row is not None else secret_hash("")
    if not same_hash(secret_hash(sent), kept) or row is None:
        raise UnableToKnowKey(
            text("this is no key of this home."),
            do=text("Send the key as it was shown when it was made, or have a new one made."),
        )
    found = key_view(row)
    if not found.is_good(now):
        raise UnableToKnowKey(
            text("{key} was revoked or has ended.", key=found.public_id),
            do=text("Have a new one made: `yakusoku api-keys make`."),
        )
    if row.used_at is None or row.used_at < now - NOTED_EVERY:
        row.note_use(now=now, unless_since=now - NOTED_EVERY)
    under = hmac.digest(sent.encode(), b"yakusoku answers 1", "sha256")
    return Caller(found, under)


def require_scope(key: KeyView, *, deed: Deed, purposes: Collection[str] = ()) -> None:
    """
    Let a key do `deed`, for `purposes` where it names any.

    :raises UnableToAct: if the key was not made for that
    """
    asked = text("let a program {deed}", deed=deed.says)
    if deed not in key.deeds:
        raise UnableToAct(
            text("{key} was not made for the deed {deed}.", key=key.public_id, deed=deed.value),
            do=text("Have a key made that names this deed: `yakusoku api-keys make`."),
            asked=asked,
        )
    if not key.covers(purposes):
        raise UnableToAct(
            text("{key} was made for other purposes, or for some only.", key=key.public_id),
            do=text("Have a key made that names this purpose, or all of them by {any}.", any=ANY_PURPOSE),
            asked=asked,
        )


def require_at_desk(*, by: str, controller: str, deed: Deed, now: datetime) -> None:
    """
    Let a member of the desk act, or a program whose key was made for `deed`.

    :raises UnableToAct: if `by` is neither, of another company, or of no use any more
    """
    if not by.startswith("key_"):
        require(by=by, controller=controller, role=Role.DESK)
        return
    row = models.ApiKey.objects.filter(public_id=by, controller=controller).first()
    if row is None or not key_view(row).is_good(now):
        raise UnableToAct(
            text("{by} is no key of {controller} that may be used now.", by=by, controller=controller),
            do=text("Have a new one made: `yakusoku api-keys make`."),
        )
    require_scope(key_view(row), deed=deed)
