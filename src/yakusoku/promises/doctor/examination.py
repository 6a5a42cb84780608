"""All looks, one after the other: each by itself, so that what is broken hides nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from yakusoku.promises.doctor.announced import look_at_announced
from yakusoku.promises.doctor.by_hand import look_at_work_by_hand
from yakusoku.promises.doctor.files import look_at_files
from yakusoku.promises.doctor.kept import look_at_kept
from yakusoku.promises.doctor.keys import look_at_keys
from yakusoku.promises.doctor.ledgers import look_at_ledger
from yakusoku.promises.doctor.lines import Area, Line, Verdict, look, wrong
from yakusoku.promises.doctor.outbox import look_at_work
from yakusoku.promises.doctor.own_state import look_at_own_state
from yakusoku.promises.doctor.published import look_at_published
from yakusoku.promises.doctor.requests import look_at_requests
from yakusoku.promises.doctor.stores import look_at_stores
from yakusoku.promises.doctor.unsettled import look_at_unsettled
from yakusoku.promises.doctor.uses import look_at_uses
from yakusoku.promises.doctor.withdrawn import look_at_withdrawn
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text


@dataclass(frozen=True)
class _Look:
    area: Area
    at: Callable[[datetime], Iterable[Line]]
    needs_own_state: bool


_LOOKS = (
    _Look(Area.LEDGER, look_at_ledger, needs_own_state=True),
    _Look(Area.KEYS, look_at_keys, needs_own_state=True),
    _Look(Area.STORES, lambda now: look_at_stores(), needs_own_state=False),
    _Look(Area.FILES, look_at_files, needs_own_state=False),
    _Look(Area.FILES, lambda now: look_at_published(), needs_own_state=True),
    _Look(Area.WORK, look_at_work, needs_own_state=True),
    _Look(Area.REQUESTS, look_at_requests, needs_own_state=True),
    _Look(Area.REQUESTS, look_at_announced, needs_own_state=True),
    _Look(Area.REQUESTS, look_at_unsettled, needs_own_state=True),
    _Look(Area.REQUESTS, look_at_work_by_hand, needs_own_state=True),
    _Look(Area.REQUESTS, look_at_withdrawn, needs_own_state=True),
    _Look(Area.REQUESTS, look_at_kept, needs_own_state=True),
    _Look(Area.USES, look_at_uses, needs_own_state=True),
)


def examine(*, now: datetime) -> tuple[Line, ...]:
    """Return what each look found in the open home. Nothing is written, and nothing but ids is named."""
    lines = list(_guarded(Area.OWN_STATE, look_at_own_state))
    whole = all(line.verdict is not Verdict.WRONG for line in lines)
    for one in _LOOKS:
        if one.needs_own_state and not whole:
            says = text("Not looked at: own state cannot be used.")
            lines.append(look(one.area, says, text("Repair own state first.")))
        else:
            lines += _guarded(one.area, partial(one.at, now))
    return tuple(lines)


def _guarded(area: Area, at: Callable[[], Iterable[Line]]) -> Iterator[Line]:
    """Yield what a look finds; where it fails, that is what it found. An error's own words may hold values."""
    try:
        yield from at()
    except UnableTo as unable:
        yield wrong(area, unable.wrong, unable.do)
    except Exception as error:  # noqa: BLE001  whatever is broken is a finding, and the other looks go on
        says = text("This could not be looked at ({kind}).", kind=type(error).__name__)
        yield wrong(area, says, text("Look at the log of the database and at the rights of the files."))
