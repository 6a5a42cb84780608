"""What requests need from the home: the policy in force and the data map. `site` fills them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from yakusoku.datamap.parts import Address

if TYPE_CHECKING:
    from yakusoku.datamap.parts import Collection, DataMap
    from yakusoku.policy.queries import Policy


@dataclass
class Ports:
    """The filled ports of this process."""

    policies: Callable[[str, date], Policy] | None = None
    datamaps: Callable[[], DataMap] | None = None
    timezone: str = "Asia/Tokyo"


_ports = Ports()


def wire(*, policies: Callable[[str, date], Policy], datamaps: Callable[[], DataMap], timezone: str) -> None:
    """Fill the ports. Only `site` and tests call this."""
    _ports.policies, _ports.datamaps, _ports.timezone = policies, datamaps, timezone


def policy(controller: str, as_of: date) -> Policy:
    """Return the policy of `controller` in force on `as_of`. :raises UnableTo: if there is none"""
    if _ports.policies is None:
        raise RuntimeError("rights is not wired: open a home first")
    return _ports.policies(controller, as_of)


def datamap() -> DataMap:
    """Return the data map of the home. :raises UnableTo: if it has errors"""
    if _ports.datamaps is None:
        raise RuntimeError("rights is not wired: open a home first")
    return _ports.datamaps()


def collection(section: str) -> Collection:
    """Return the collection that a section (`dataset.collection`) names. :raises KeyError: if there is none"""
    dataset, _, name = section.rpartition(".")
    return datamap().collection(Address(dataset, name))


def day(moment: datetime) -> date:
    """Return the day on which `moment` falls where the company is."""
    return moment.astimezone(ZoneInfo(_ports.timezone)).date()


def timezone() -> str:
    """Return the zone in which the company's days begin and end."""
    return _ports.timezone
