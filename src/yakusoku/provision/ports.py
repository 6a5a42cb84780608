"""What the room needs from others: policies, the data map, what requests stopped, and where each person is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from yakusoku.datamap.parts import DataMap
    from yakusoku.policy.queries import History

PERSON = 16
"""Bytes of a person's key: the first half of a keyed digest of this home, so it compares and tells nobody."""


@dataclass(frozen=True, slots=True)
class Batch:
    """
    The persons of one record: all that is said of them alike stands in own state under `public_id`.

    `day` is the day of the record, as the company counts; batches are dropped by it.
    """

    controller: str
    public_id: str
    day: date


@dataclass(frozen=True, slots=True)
class Row:
    """One person in one batch, as it is found."""

    person: bytes
    batch: str


class RecordStore(Protocol):
    """
    Keeps which person stands in which batch, and answers by person.

    A batch that own state does not know counts for nothing: whoever asks leaves it out. So a store may keep rows
    before the deed commits, and need not know whether it did.
    """

    def append(self, batch: Batch, persons: Iterable[bytes]) -> int:
        """
        Keep the persons of a batch, each once, and return how many they are.

        Whole and durable when this returns, or nothing of it is found. The same batch given again with the same
        persons changes nothing; called within a deed, so that a store in own state shares its transaction.

        :raises UnableTo: if it cannot be kept whole, for example because the disk is full, or if other persons
            were kept under this batch before
        """
        ...

    def find(self, controller: str, persons: Collection[bytes]) -> Iterator[Row]:
        """Yield in which batches any of these persons stand; each row once, in no order that means anything."""
        ...

    def persons(self, batch: Batch) -> Iterator[bytes]:
        """Yield the persons of one batch, sorted; none where nothing is kept under it."""
        ...

    def drop(self, controller: str, batches: Collection[Batch]) -> int:
        """Forget these batches whole and return how many rows went; what is gone is gone a second time, too."""
        ...


Key = tuple[object, ...]


class StoppedRows(Protocol):
    """Says which rows of a collection requests of persons have stopped."""

    def __call__(
        self, *, controller: str, section: str, keys: Collection[Key], what: str = "provision"
    ) -> frozenset[Key]:
        """Return those of `keys` whose `provision`, or `use`, is stopped."""
        ...


@dataclass(frozen=True)
class Ports:
    """The filled ports of this process."""

    histories: Callable[[str], History]
    datamaps: Callable[[str], DataMap]
    timezones: Callable[[str], str]
    stopped: StoppedRows
    records: RecordStore

    def day(self, moment: datetime, controller: str) -> date:
        """Return the day on which `moment` falls where the company is."""
        return moment.astimezone(ZoneInfo(self.timezones(controller))).date()


_wired: Ports | None = None


def wire(
    *,
    histories: Callable[[str], History],
    datamaps: Callable[[str], DataMap],
    timezones: Callable[[str], str],
    stopped: StoppedRows,
    records: RecordStore,
) -> None:
    """Fill the ports. Only `site` and tests call this."""
    global _wired  # noqa: PLW0603  one process has one home, wired where it is opened
    _wired = Ports(histories, datamaps, timezones, stopped, records)


def wired() -> Ports:
    """Return what is wired. :raises RuntimeError: if no home is open"""
    if _wired is None:
        raise RuntimeError("provision is not wired: open a home first")
    return _wired
