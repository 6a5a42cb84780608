"""What dispatch needs from above: a starter of bursts and a sender of mail. `site` fills both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text


class UnableToStart(UnableTo):
    """A burst or a mail could not be handed over now; the intent stays and is tried again."""

    asked = text("start work")


class Starter(Protocol):
    """Starts a burst once per id, however often it is called with that id."""

    def start(self, kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> None:
        """Start the burst `kind` under the id `intent`. :raises UnableToStart: if the engine is not there"""
        ...


@dataclass(frozen=True)
class Letter:
    """A mail to the desk. Subject and body hold ids and no person's values."""

    message_id: str
    subject: Text
    body: Text


class Mailer(Protocol):
    """Hands a mail over; `message_id` is the intent's, so that a second sending is recognized."""

    def send(self, letter: Letter, /) -> None:
        """Hand `letter` over. :raises UnableToStart: if the server does not take it"""
        ...


class Composer(Protocol):
    """Words the mail of an intent; the room that made the intent knows the words."""

    def __call__(
        self, kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]
    ) -> Letter:
        """Return the mail for this intent."""
        ...


@dataclass
class Ports:
    """The filled ports of this process."""

    starter: Starter | None = None
    mailer: Mailer | None = None
    composer: Composer | None = None


_ports = Ports()


def wire(*, starter: Starter | None, mailer: Mailer | None, composer: Composer | None) -> None:
    """Fill the ports. Only `site` and tests call this."""
    _ports.starter, _ports.mailer, _ports.composer = starter, mailer, composer


def ports() -> Ports:
    """Return the ports of this process."""
    return _ports
