"""What requests need from the home: the policy in force and the data map. `site` fills them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from yakusoku.datamap.parts import Address
from yakusoku.rights.minimizing import Keep

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection, DataMap
    from yakusoku.policy.queries import Policy
    from yakusoku.rights.items.records import ProvisionRecord
    from yakusoku.terms.bilingual import Language


@dataclass
class Ports:
    """The filled ports of this process."""

    policies: Callable[[str, date], Policy] | None = None
    datamaps: Callable[[], DataMap] | None = None
    timezones: Callable[[str], str] = lambda controller: "Asia/Tokyo"
    provided: Callable[[str, Sequence[str]], Sequence[ProvisionRecord]] = lambda controller, persons: ()
    language: Language = "ja"
    margin_days: int = 3
    remind_days: int = 2
    reply_days: int = 14
    keep: Keep = field(default_factory=Keep)


_ports = Ports()


def wire(
    *,
    policies: Callable[[str, date], Policy],
    datamaps: Callable[[], DataMap],
    timezones: Callable[[str], str],
    language: Language = "ja",
    margin_days: int = 3,
    remind_days: int = 2,
    reply_days: int = 14,
    keep: Keep | None = None,
    provided: Callable[[str, Sequence[str]], Sequence[ProvisionRecord]] | None = None,
) -> None:
    """
    Fill the ports: policies by company and day, the data map, and the zone of a company. Only `site` calls this.

    `language` is the desk's own; of what people do by hand, `margin_days` lie between their day and the answer's, and
    they are reminded `remind_days` before theirs; a reminder leaves a person `reply_days` at least. `keep` says for
    how long ended requests keep what. `provided` gives the records of provision and receipt about a person.
    """
    _ports.policies, _ports.datamaps, _ports.timezones = policies, datamaps, timezones
    _ports.language, _ports.margin_days, _ports.remind_days = language, margin_days, remind_days
    _ports.reply_days, _ports.keep = reply_days, keep or Keep()
    if provided is not None:
        _ports.provided = provided


def keep() -> Keep:
    """Return for how many days after its end a request keeps what."""
    return _ports.keep


def language() -> Language:
    """Return the language of the desk and of those who work for it by hand."""
    return _ports.language


def margin_days() -> int:
    """Return how many days lie between the day of what people do by hand and the day of the answer."""
    return _ports.margin_days


def remind_days() -> int:
    """Return how many days ahead of their day people are reminded."""
    return _ports.remind_days


def reply_days() -> int:
    """Return how many days a reminder leaves a person at least."""
    return _ports.reply_days


def policy(controller: str, as_of: date) -> Policy:
    """Return the policy of `controller` in force on `as_of`. :raises UnableTo: if there is none"""
    if _ports.policies is None:
        raise RuntimeError("rights is not wired: open a home first")
    return _ports.policies(controller, as_of)


def datamap(controller: str | None = None) -> DataMap:
    """Return the data map of the home, or what one company answers for. :raises UnableTo: if it has errors"""
    if _ports.datamaps is None:
        raise RuntimeError("rights is not wired: open a home first")
    whole = _ports.datamaps()
    return whole if controller is None else whole.of(controller)


def collection(section: str) -> Collection:
    """Return the collection that a section (`dataset.collection`) names. :raises KeyError: if there is none"""
    dataset, _, name = section.rpartition(".")
    return datamap().collection(Address(dataset, name))


def day(moment: datetime, controller: str) -> date:
    """Return the day on which `moment` falls where the company is."""
    return moment.astimezone(ZoneInfo(timezone(controller))).date()


def provision_records(controller: str, persons: Sequence[str]) -> Sequence[ProvisionRecord]:
    """Return records of provision about `persons` (digests as tombstones hold them) that another room keeps."""
    return _ports.provided(controller, persons)


def timezone(controller: str) -> str:
    """Return the zone in which the company's days begin and end."""
    return _ports.timezones(controller)
