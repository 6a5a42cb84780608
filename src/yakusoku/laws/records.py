"""Records of provision and receipt: which items law wants for which case, and how long they stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yakusoku.laws import retention
from yakusoku.laws.grounds import Because, Due, Refused
from yakusoku.laws.values import (
    Dated,
    Entry,
    InForce,
    Said,
    Sourced,
    UnableToApplyLaw,
    all_in_force,
    look_up,
    packaged,
)
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict
from yakusoku.terms.text import text

Way = Literal["single", "batch", "contract"]
Side = Literal["provider", "receiver"]


class RecordItem(Said):
    """An item of a record; one that is not `statutory` is kept because the retention clock needs it."""

    statutory: bool = True


class SideOfRecord(Sourced):
    """What one party records."""

    items: tuple[RecordItem, ...]


class CaseValue(Dated):
    """
    A case of provision: the grounds that lead to it, what each side records, and in which ways it may.

    A side without an entry owes no record. `abroad`: the case exists also on the route of consent for a recipient
    abroad (article 28(1)), where entrustment, joint use and opt-out are not open.
    """

    grounds: tuple[str, ...]
    abroad: bool = False
    ways: tuple[Way, ...]
    provider: SideOfRecord | None = None
    receiver: SideOfRecord | None = None


class WayValue(Dated):
    """How a record is made: when that is allowed, and which period of retention it has from which day."""

    retention: str
    starts: Literal["making", "last_provision"]
    when: Bilingual


class RecordsFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    cases: dict[str, Entry[CaseValue]]
    ways: dict[str, Entry[WayValue]]


@dataclass(frozen=True)
class RecordDuty:
    """
    What one side owes for one provision.

    `items` is empty where no record is owed; a record is made all the same, with the ground as its reason, and is
    then not one of those that a person may ask to see.
    """

    case: str
    items: tuple[RecordItem, ...]
    ways: tuple[Way, ...]
    because: Because

    @property
    def owed(self) -> bool:
        """Whether law wants a record, which the person may then ask to see (article 33(5))."""
        return bool(self.items)


def record_case(code: str, *, as_of: date) -> InForce[CaseValue]:
    """Return the case `code`. :raises UnableToApplyLaw: if there is none, or it was not in force that day"""
    return look_up(_file().cases, code, as_of, area="laws.records")


def record_cases(*, as_of: date) -> tuple[InForce[CaseValue], ...]:
    """Return all cases on `as_of`, in the order of the law."""
    return all_in_force(_file().cases, as_of, area="laws.records")


def record_way(code: str, *, as_of: date) -> InForce[WayValue]:
    """Return the way `code` of making a record. :raises UnableToApplyLaw: if there is none, or not on that day"""
    return look_up(_file().ways, code, as_of, area="laws.records.ways")


def record_duty(ground: str, side: Side, *, as_of: date, abroad: bool = False) -> RecordDuty:
    """
    Return which items `side` records for a provision that rests on `ground`.

    `abroad` means the route of consent: a recipient in a country that is not equivalent, without equivalent measures.

    :raises UnableToApplyLaw: if no case has that ground, or the route of consent does not know it
    """
    found = next((case for case in record_cases(as_of=as_of) if ground in case.value.grounds), None)
    if found is None:
        raise _no_case(ground, as_of)
    if abroad and not found.value.abroad:
        raise _not_abroad(found)
    said = found.value.provider if side == "provider" else found.value.receiver
    article = said.article if said else found.value.article
    because = Because(f"laws.records.{found.code}.{side}", article=article)
    return RecordDuty(found.code, said.items if said else (), found.value.ways if said else (), because)


def record_kept(way: Way, day: date) -> Due:
    """
    Return the last day on which a record made in that way must be there; it is erased on the day after at the earliest.

    `day` is the day of making for a single record, the last provision for a batch or a contract. The longer of two ways
    of counting is taken: the anniversary itself is inside.

    :raises UnableToApplyLaw: if our data of law does not reach back to that day
    """
    found = record_way(way, as_of=day)
    kept = retention.keep_until(found.value.retention, day)
    return Due(kept.on, Because(f"laws.records.ways.{way}", article=found.value.article))


def _file() -> RecordsFile:
    return packaged(RecordsFile, "records.yaml")


def _no_case(ground: str, as_of: date) -> UnableToApplyLaw:
    known = sorted({one for case in record_cases(as_of=as_of) for one in case.value.grounds})
    reason = text("“{code}” is not known to our data of law.", code=ground)
    do = text("Use one of: {known}.", known=", ".join(known))
    return UnableToApplyLaw(Refused(reason, Because("laws.records", article="A29(1)"), do))


def _not_abroad(found: InForce[CaseValue]) -> UnableToApplyLaw:
    reason = text("“{what}” is no way to provide to such a recipient abroad.", what=found.name)
    do = text("Obtain consent for the country first, or rest it on a case in which none is needed.")
    return UnableToApplyLaw(Refused(reason, Because(f"laws.records.{found.code}", article="A28(1)"), do))
