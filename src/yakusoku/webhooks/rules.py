"""Messages by the Standard Webhooks specification: what is signed, when to try again, whom one may send to. Pure."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from yakusoku.terms.text import Text, text

MOST_ATTEMPTS = 18
OVERLAP = timedelta(days=1)
"""For so long after a rotation messages carry two signatures, of the new secret and of the one before."""
_FIRST, _FACTOR, _LONGEST = 5.0, 3.0, 43_200.0
_GONE = "410"


class Event(StrEnum):
    """What a message is about."""

    STOPPED = "choice.stopped"
    WITHDRAWN = "choice.withdrawn"
    RESTRICTED = "choice.restricted"

    @property
    def says(self) -> Text:
        """Return it in words."""
        return {
            Event.STOPPED: text("advertising was stopped"),
            Event.WITHDRAWN: text("a consent was withdrawn"),
            Event.RESTRICTED: text("an objection, suspension or restriction was declared"),
        }[self]


@dataclass(frozen=True)
class Target:
    """Where a message goes. `inner` hosts may have addresses of a private network."""

    scheme: str
    host: str
    port: int
    path: str
    inner: bool


def target(url: str, *, hosts: Collection[str], inner_hosts: Collection[str]) -> Target | None:
    """
    Return where `url` leads if the configuration lets messages go there, else None.

    By https alone; http is let pass to a loopback address that is named among the inner hosts. No user, no fragment.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= 500
    if not plain or not host or parts.username or parts.password or parts.fragment or port == 0:
        return None
    inner = host in inner_hosts
    named = f"{host}:{port}" in hosts or (host in hosts and port in (None, 443))
    if not (inner or named) or not _is_safe(parts.scheme, host, inner=inner):
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path, inner)


def _is_safe(scheme: str, host: str, *, inner: bool) -> bool:
    if scheme == "https":
        return True
    try:
        return scheme == "http" and inner and ip_address(host).is_loopback
    except ValueError:
        return False


def is_reachable(address: str, *, inner: bool) -> bool:
    """Say whether a message may go to this address: a public one, unless the host was named as an inner one."""
    found = ip_address(address)
    if inner:
        return not (found.is_multicast or found.is_unspecified)
    return found.is_global and not found.is_multicast


def secret_of(drawn: str) -> str:
    """Return a secret as receivers want it, from 64 hexadecimal digits."""
    return f"whsec_{b64encode(bytes.fromhex(drawn)).decode()}"


def signatures(secrets: Sequence[str], *, message: str, at: datetime, body: bytes) -> str:
    """Return the value of `webhook-signature`: one `v1` signature for each secret, as 64 hexadecimal digits."""
    signed = f"{message}.{int(at.timestamp())}.".encode() + body
    made = (hmac.digest(bytes.fromhex(one), signed, hashlib.sha256) for one in secrets)
    return " ".join(f"v1,{b64encode(one).decode()}" for one in made)


def retry_after(attempts: int, drawn: bytes, *, failing: timedelta = timedelta()) -> timedelta:
    """
    Return how long to wait after so many attempts: thrice as long each time, up to twelve hours, less up to half.

    It is at least half of the time for which the endpoint is `failing`, however new the message.
    """
    whole = max(_FIRST * _FACTOR ** min(attempts - 1, 12), failing.total_seconds())
    return timedelta(seconds=min(whole, _LONGEST) * (1 - int.from_bytes(drawn[:2], "big") / 131_072))


def is_taken(outcome: str) -> bool:
    """Say whether a receiver took a message: any 2xx; a redirect is followed nowhere and is none."""
    return len(outcome) == 3 and outcome.startswith("2")


def is_gone(outcome: str) -> bool:
    """Say whether a receiver wants no more messages (410)."""
    return outcome == _GONE
