"""Keys with which programs act: made, and revoked. The secret is shown once and kept nowhere."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from yakusoku.ledger.deeds import deed
from yakusoku.staff import models, tags
from yakusoku.staff.queries import KeyView, key_view, require
from yakusoku.staff.rules import ANY_PURPOSE, LONGEST_KEY, Deed, Role, is_purpose, ordered_deeds, secret_hash
from yakusoku.terms import entropy, ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_SECRET_BYTES = 32


class UnableToMakeKey(UnableTo):
    """The key is not made."""

    asked = text("make a key for a program")


class UnableToRevokeKey(UnableTo):
    """There is nothing to revoke."""

    asked = text("revoke a key")


@dataclass(frozen=True)
class MadeKey:
    """A key that was just made. `token` is what the program sends; it cannot be had again."""

    key: KeyView
    token: Personal[str]


def make_key(
    *,
    controller: str,
    owner: str,
    deeds: Collection[Deed],
    purposes: Collection[str],
    days: int,
    by: str,
    now: datetime,
) -> MadeKey:
    """
    Make a key for a program of `controller`, for which the member `owner` answers.

    `deeds` is what it may do, `purposes` for which purposes (`*`: for each). It ends after `days`.

    :raises UnableToMakeKey: if it may do nothing, for no purpose, or never ends; or its owner acts for another company
    :raises UnableToAct: if `by` is no manager of the company
    """
    require(by=by, controller=controller, role=Role.MANAGER)
    _check(controller, owner, deeds, purposes, days)
    public_id = ids.public_id("key", why=f"{controller}:{models.ApiKey.objects.count()}:{now.isoformat()}")
    drawn = entropy.draw(_SECRET_BYTES, why=f"api-key:{public_id}")
    token = f"{public_id}.{urlsafe_b64encode(drawn).decode().rstrip('=')}"
    with deed(tags.KEY_ADDED, log=controller, about=public_id, by=by, now=now) as entry:
        row = models.ApiKey.objects.create(
            public_id=public_id, controller=controller, owner=owner, deeds=models.barred(ordered_deeds(deeds)),
            purposes=models.barred(sorted(set(purposes))), secret_hash=secret_hash(token), made_by=by, made_at=now,
            expires_at=now + timedelta(days=days),
        )  # fmt: skip
        entry.say(owner=owner, deeds="/".join(ordered_deeds(deeds)), days=days, purposes=len(set(purposes)))
    return MadeKey(key_view(row), Personal(token))


def revoke_key(*, key_id: str, by: str, now: datetime) -> KeyView:
    """
    Let a key do nothing more, from this moment on. The row stays, because the ledger names its id.

    :raises UnableToRevokeKey: if there is no such key, or it was revoked before
    :raises UnableToAct: if `by` is no manager of its company
    """
    row = models.ApiKey.objects.filter(public_id=key_id).first()
    if row is None:
        raise UnableToRevokeKey(
            text("there is no key {key}.", key=key_id), do=text("`yakusoku api-keys list` lists them.")
        )
    require(by=by, controller=row.controller, role=Role.MANAGER)
    with deed(tags.KEY_REVOKED, log=row.controller, about=key_id, by=by, now=now):
        if not row.revoke(by=by, now=now):
            raise UnableToRevokeKey(
                text("{key} was revoked before.", key=key_id), do=text("Nothing needs to be done.")
            )
    return key_view(models.ApiKey.objects.get(public_id=key_id))


def _check(
    controller: str, owner: str, deeds: Collection[Deed], purposes: Collection[str], days: int
) -> None:
    if not deeds or not purposes:
        raise UnableToMakeKey(
            text("a key without a deed or a purpose may do nothing."),
            do=text("Name at least one of: {deeds}; and a purpose, or * for all.", deeds=", ".join(Deed)),
        )
    if not all(one == ANY_PURPOSE or is_purpose(one) for one in purposes):
        raise UnableToMakeKey(
            text("a purpose is not named by its id."),
            do=text("Name purposes as the policy does, such as direct-mail."),
        )
    if not 1 <= days <= LONGEST_KEY:
        raise UnableToMakeKey(
            text("a key ends after 1 to {most} days.", most=LONGEST_KEY),
            do=text("Make a new key before the old one ends, and revoke the old one then."),
        )
    answers = models.Member.objects.filter(public_id=owner, controller=controller, active=True)
    if not answers.exists():
        raise UnableToMakeKey(
            text("{owner} is no active member of {controller}.", owner=owner, controller=controller),
            do=text(
                "Name the member who answers for what the program does; `yakusoku staff list` lists them."
            ),
        )
