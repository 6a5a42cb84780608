"""Destruction of a case: intend, destroy, confirm."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfoNotFoundError

from django.db import IntegrityError

from yakusoku.ledger.deeds import deed
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import keys, sealed, tags
from yakusoku.vault.models import DESTROYED, INTENDED, KeyDestruction, MovedElsewhereError
from yakusoku.vault.ports import ports
from yakusoku.vault.rules import case_named, destroyed_from, zone_named

_BATCH = 200


class UnableToDestroy(UnableTo):
    """The key of a case cannot be destroyed as asked."""

    asked = text("destroy the key of a case")


def intend_destruction(*, case_id: str, log: str, by: str, now: datetime, timezone: str = "UTC") -> None:
    """
    Decide that a case is to be destroyed; `finish_destructions` does it. A second call changes nothing.

    `timezone` is the company's: in it the day of destruction is counted. If the process dies here: the
    decision and its entry are both there or neither.

    :raises UnableToDestroy: if the case never had a key, or the time zone is unknown
    """
    _check(case_named(case_id), timezone)
    if KeyDestruction.objects.filter(case_id=case_id).exists():
        return
    try:
        with deed(tags.DESTRUCTION_INTENDED, log=log, about=case_id, by=by, now=now) as entry:
            files = len(sealed.names(case_id))
            KeyDestruction.objects.create(
                case_id=case_id, log=log, timezone=timezone, by=by, files=files, intended_at=now
            )
            entry.say(files=files)
    except IntegrityError:
        if not KeyDestruction.objects.filter(case_id=case_id).exists():
            raise  # else another process decided the same at this moment


def _check(case_id: str, timezone: str) -> None:
    try:
        zone_named(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise UnableToDestroy(
            text("the time zone {zone} is not known.", zone=timezone),
            do=text("Name one of the IANA tables, such as Asia/Tokyo."),
        ) from None
    if not keys.has_key(ports().keys, case_id) and case_id not in keys.destroyed(ports().keys):
        raise UnableToDestroy(
            text("the case {case} has no key and never had one destroyed.", case=case_id),
            do=text("Compare the case id; if the keys were lost, restore them first."),
        )


def finish_destructions(*, now: datetime) -> tuple[str, ...]:
    """
    Destroy what is intended and confirm it; return the cases that this call confirmed.

    First the keys go and the moment is noted beside them, then the sealed files, then both are read back,
    then each case has its deed. If the process dies anywhere, another call ends in the same state and with
    the same dates: the moment noted with the key counts, not the moment of the second call. A destroyed key
    that came back with a backup is taken back to *intended* and destroyed again with a new date.

    :raises UnableToDestroy: if a key or file is still there after it was removed
    :raises UnableToReadKeys: if the files of keys are damaged
    """
    _take_back(now)
    confirmed: list[str] = []
    while rows := tuple(KeyDestruction.objects.filter(state=INTENDED).order_by("id")[:_BATCH]):
        keys.destroy(ports().keys, [row.case_id for row in rows], now=now)
        moments = keys.destroyed(ports().keys)
        for row in rows:
            sealed.remove_all(row.case_id)
            _read_back(row.case_id)
            if _confirm(row, moments[row.case_id], now):
                confirmed.append(row.case_id)
    return tuple(confirmed)


def _take_back(now: datetime) -> None:
    here = keys.cases(ports().keys)
    for start in range(0, len(here), _BATCH):
        some = here[start : start + _BATCH]
        for row in KeyDestruction.objects.filter(state=DESTROYED, case_id__in=some).order_by("id"):
            with (
                suppress(MovedElsewhereError),
                deed(tags.RETURNED, log=row.log, about=row.case_id, by=row.by, now=now) as entry,
            ):
                entry.say(was_gone=_day(row.destroyed_at or now, row))
                row.take_back()


def _day(moment: datetime, row: KeyDestruction) -> date:
    return moment.astimezone(zone_named(row.timezone)).date()


def _read_back(case_id: str) -> None:
    if keys.has_key(ports().keys, case_id) or sealed.folder_of(case_id).exists():
        raise UnableToDestroy(
            text("key or sealed files of {case} are still there after they were removed.", case=case_id),
            do=text("Look whether another program writes into the home, then run `yakusoku vault finish`."),
        )


def _confirm(row: KeyDestruction, moment: datetime, now: datetime) -> bool:
    days = ports().backup_days
    since = destroyed_from(moment, backup_days=days, zone=zone_named(row.timezone))
    with (
        suppress(MovedElsewhereError),
        deed(tags.DESTROYED, log=row.log, about=row.case_id, by=row.by, now=now) as entry,
    ):
        row.confirm(destroyed_at=moment, backup_days=days, destroyed_from=since)
        entry.say(key_gone=_day(moment, row), destroyed_from=since, backup_days=days)
        return True
    return False
