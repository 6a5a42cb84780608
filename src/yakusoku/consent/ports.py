"""What the room needs from others: policies, zones, words that were shown, confirmed identities. `site` fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from yakusoku.consent.rules import TextShown

if TYPE_CHECKING:
    from yakusoku.datamap.parts import DataMap
    from yakusoku.policy.queries import History, Policy


@dataclass(frozen=True)
class HandedOver:
    """A mailing that had left the house before a stop arrived: the company's code of it, and since when."""

    mailing: str
    handed_over_at: datetime


class Texts(Protocol):
    """Gives the words of a sentence as a version of the notice said them."""

    def __call__(self, controller: str, version: date, sentence: str, language: str, /) -> TextShown:
        """Return them. :raises UnableTo: if that version, or the sentence in it, is not there"""
        ...


@dataclass(frozen=True)
class Ports:
    """The filled ports of this process. `mailings` are those that other rooms know of; the room's own are added."""

    policies: Callable[[str, date], Policy]
    timezones: Callable[[str], str]
    texts: Texts
    confirmed: Callable[[str, str], bool]
    histories: Callable[[str], History]
    datamaps: Callable[[str], DataMap]
    mailings: Callable[[str, str, datetime], Iterable[HandedOver]]

    def day(self, moment: datetime, controller: str) -> date:
        """Return the day on which `moment` falls where the company is."""
        return moment.astimezone(ZoneInfo(self.timezones(controller))).date()


_wired: Ports | None = None


def none_known(controller: str, way: str, since: datetime) -> tuple[HandedOver, ...]:
    """Return no mailings: no other room records them yet."""
    del controller, way, since
    return ()


def wire(
    *,
    policies: Callable[[str, date], Policy],
    timezones: Callable[[str], str],
    texts: Texts,
    confirmed: Callable[[str, str], bool],
    histories: Callable[[str], History],
    datamaps: Callable[[str], DataMap],
    mailings: Callable[[str, str, datetime], Iterable[HandedOver]] = none_known,
) -> None:
    """Fill the ports; `confirmed` says of a request and a company whether the person was confirmed in it."""
    global _wired  # noqa: PLW0603  one process has one home, wired where it is opened
    _wired = Ports(policies, timezones, texts, confirmed, histories, datamaps, mailings)


def wired() -> Ports:
    """Return what is wired. :raises RuntimeError: if no home is open"""
    if _wired is None:
        raise RuntimeError("consent is not wired: open a home first")
    return _wired
