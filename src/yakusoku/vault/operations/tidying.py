"""Nightly work: keys of cases that never came to be, and the month's wrapping key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError

from yakusoku.ledger import queries as ledger
from yakusoku.ledger.deeds import deed
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text
from yakusoku.vault import keys, sealed, tags, wrapping
from yakusoku.vault.models import KeyDestruction, WrappingDestruction
from yakusoku.vault.ports import ports
from yakusoku.vault.rules import destroyed_from, zone_named

_BATCH = 200
_LEAST = timedelta(hours=1)


class UnableToSweep(UnableTo):
    """Orphan keys cannot be told from needed ones."""

    asked = text("remove orphan keys")


@dataclass(frozen=True)
class Rotated:
    """
    How many case keys were wrapped anew, and the months whose wrapping keys are gone.

    `destroyed_from` is the day from which no backup of the keys holds these; None where none went.
    """

    wrapped: int
    gone: tuple[str, ...]
    destroyed_from: date | None = None


def sweep_orphan_keys(
    *, known: Callable[[Iterable[str]], set[str]], older_than: timedelta, now: datetime
) -> tuple[str, ...]:
    """
    Remove keys and sealed files of cases that never came to be; return their ids.

    A key is written before the deed that needs it, so a deed that failed leaves one. `known` is asked, some
    hundred ids at a time, which of them exist in own state; such a case, one whose destruction is recorded,
    and one whose key was asked for within `older_than` is left alone. If the process dies anywhere, the
    next call removes what is left.

    :raises UnableToSweep: if `older_than` is shorter than an hour, in which a deed could still be running, or
        own state is behind what is known outside: a database that was put back does not know newer cases
    """
    if older_than < _LEAST:
        raise UnableToSweep(
            text("a deed that is still running could lose its key."), do=text("Wait for an hour at least.")
        )
    for standing in ledger.behind():
        raise UnableToSweep(standing.says, do=standing.do)
    before = now - older_than
    orphans = orphan_keys(known=known, before=before)
    gone = keys.forget(ports().keys, orphans, before=before) if orphans else ()
    have = set(keys.cases(ports().keys))
    left = [path.name for path in ports().sealed.iterdir() if path.is_dir() and path.name not in have]
    for case_id in _unknown(sorted(left), known):
        sealed.remove_all(case_id)
    return gone


def orphan_keys(*, known: Callable[[Iterable[str]], set[str]], before: datetime) -> tuple[str, ...]:
    """Return the cases whose key was last needed before that moment and which nothing knows; nothing changes."""
    return tuple(_unknown(keys.stale(ports().keys, before=before), known))


def _unknown(case_ids: Sequence[str], known: Callable[[Iterable[str]], set[str]]) -> list[str]:
    """Return those that neither own state nor a destruction knows, in their order."""
    unknown: list[str] = []
    for start in range(0, len(case_ids), _BATCH):
        some = case_ids[start : start + _BATCH]
        found = known(some) | set(
            KeyDestruction.objects.filter(case_id__in=some).values_list("case_id", flat=True)
        )
        unknown += [case_id for case_id in some if case_id not in found]
    return unknown


def rotate_wrapping_keys(*, now: datetime) -> Rotated:
    """
    Wrap all case keys by this month's wrapping key and remove those of earlier months.

    After that, older copies of the key database open only with older copies of the wrapping keys. What went is
    told in the log of each company whose log was open by then, with the day from which no backup holds it. If
    the process dies anywhere, every key opens, and the next call goes on and tells what was not told.

    :raises UnableToReadKeys: if a key or file was altered; nothing is removed then
    :raises UnableToRecord: if a log is read-only; the keys are rotated by then, and told of later
    """
    wrapped, gone = wrapping.rotate(ports().keys, now=now)
    for month, at in wrapping.gone(ports().keys).items():
        for log in ledger.logs():
            _tell_gone(month, at, log, now)
    return Rotated(wrapped, gone, _ends(now)[1] if gone else None)


def _ends(gone_at: datetime) -> tuple[date, date]:
    """Return the day on which a key went and the day from which no backup holds it, in the house's calendar."""
    zone, days = zone_named(ports().timezone), ports().backup_days
    return gone_at.astimezone(zone).date(), destroyed_from(gone_at, backup_days=days, zone=zone)


def _tell_gone(month: str, at: datetime, log: str, now: datetime) -> None:
    begun = ledger.begun(log)
    told = WrappingDestruction.objects.filter(month=month, log=log, gone_at__gte=at)
    if begun is None or begun > at or told.exists():
        return
    day, ends = _ends(at)
    days = ports().backup_days
    with (
        suppress(IntegrityError),  # another process told it at this moment
        deed(tags.WRAPPING_KEY_DESTROYED, log=log, about="wrapping-key", by="system", now=now) as entry,
    ):
        WrappingDestruction.objects.create(
            month=month, log=log, gone_at=at, backup_days=days, destroyed_from=ends
        )
        entry.say(month=f"{month}-01", key_gone=day, destroyed_from=ends, backup_days=days)
