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
    timezones: Callable[[str], str] = lambda controller: "Asia/Tokyo"


_ports = Ports()


def wire(
    *,
    policies: Callable[[str, date], Policy],
    datamaps: Callable[[], DataMap],
    timezones: Callable[[str], str],
) -> None:
    """Fill the ports: policies by company and day, the data map, and the zone of a company. Only `site` calls this."""
    _ports.policies, _ports.datamaps, _ports.timezones = policies, datamaps, timezones


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


def timezone(controller: str) -> str:
    """Return the zone in which the company's days begin and end."""
    return _ports.timezones(controller)
