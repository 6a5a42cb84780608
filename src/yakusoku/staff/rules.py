"""Roles, and which of them one member cannot hold together; keys of programs, and what one may do. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from yakusoku.terms.text import Text, text


class Role(StrEnum):
    """What a member may do. The order is the one in which roles are shown."""

    DESK = "desk"
    APPROVER = "approver"
    MANAGER = "manager"
    AUDITOR = "auditor"
    OPERATOR = "operator"

    @property
    def says(self) -> Text:
        """Return the role in words."""
        return {
            Role.DESK: text("privacy desk"),
            Role.APPROVER: text("approver"),
            Role.MANAGER: text("personal information protection manager"),
            Role.AUDITOR: text("personal information protection auditor"),
            Role.OPERATOR: text("operator"),
        }[self]


def ordered(roles: Collection[Role]) -> tuple[Role, ...]:
    """Return each role once, in the order in which roles are shown."""
    return tuple(role for role in Role if role in set(roles))


def conflict(roles: Collection[Role]) -> tuple[Role, Role] | None:
    """
    Return two roles that one member cannot hold together, or None.

    JIS Q 15001 asks for an auditor who is not the manager: nobody audits what they themselves answer for.
    """
    both = (Role.MANAGER, Role.AUDITOR)
    return both if set(both) <= set(roles) else None


class Deed(StrEnum):
    """What a program may be let do by its key. The order is the one in which they are shown."""

    RULINGS = "rulings"
    CONSENTS = "consents"
    STOPS = "stops"
    LOOSENINGS = "loosenings"
    CHOICES = "choices"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return {
            Deed.RULINGS: text("ask for rulings"),
            Deed.CONSENTS: text("record consents, refusals and withdrawals"),
            Deed.STOPS: text("record stops, objections, suspensions and restrictions"),
            Deed.LOOSENINGS: text("loosen what a person chose, once the person was confirmed"),
            Deed.CHOICES: text("read what a person chose, once the person was confirmed"),
        }[self]


ANY_PURPOSE = "*"
LONGEST_KEY = 400
"""Days after which a key ends at the latest: it is made anew at least once a year, with some days to change over."""
ANSWER_LIFE = timedelta(days=7)
"""For so long a program that asks again under the same idempotency key gets the same answer."""
NOTED_EVERY = timedelta(hours=1)
"""The use of a key is noted once in so long, not at each call."""
_PURPOSE = re.compile(r"[a-z][a-z0-9-]{0,62}")


def ordered_deeds(deeds: Collection[Deed]) -> tuple[Deed, ...]:
    """Return each deed once, in the order in which deeds are shown."""
    return tuple(one for one in Deed if one in set(deeds))


def is_purpose(word: str) -> bool:
    """Say whether a word has the form of a purpose's id."""
    return bool(_PURPOSE.fullmatch(word))


def secret_hash(token: str) -> str:
    """Return what is kept of a key: the SHA-256 of the whole of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def same_hash(one: str, other: str) -> bool:
    """Compare in a time that does not tell where two hashes part."""
    return hmac.compare_digest(one, other)


def covers_purpose(purposes: Collection[str], purpose: str) -> bool:
    """Say whether a key for `purposes` may be used for `purpose`; "" is what is of no purpose or of all."""
    return ANY_PURPOSE in purposes or (purpose != "" and purpose in purposes)
