"""What the room needs from the configuration: to whom one may send, and how long to wait. `site` fills it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from yakusoku.webhooks.rules import Target

Sender = Callable[[Target, dict[str, str], bytes, float], str]
"""Sends a body once, without following redirects, and returns a status of HTTP or a word for what went wrong."""


@dataclass(frozen=True)
class Ports:
    """The filled ports of this process."""

    hosts: Collection[str]
    inner_hosts: Collection[str]
    timeout: float
    disable_after: timedelta
    keep: timedelta
    send: Sender


_wired: list[Ports] = []


def wire(ports: Ports) -> None:
    """Fill the ports. Only `site` and tests call this."""
    _wired[:] = [ports]


def wired() -> Ports:
    """Return what is wired. :raises RuntimeError: if no home is open"""
    if not _wired:
        raise RuntimeError("webhooks are not wired: open a home first")
    return _wired[0]
