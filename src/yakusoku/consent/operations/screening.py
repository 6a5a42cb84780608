"""A list is held against the register before it is handed over, and which lines may be addressed is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yakusoku.consent import models, tags
from yakusoku.consent.lists import read_list
from yakusoku.consent.ports import wired
from yakusoku.consent.queries import Row, Stopping, stopped
from yakusoku.consent.rules import ANY, WAYS, is_reference
from yakusoku.ledger.deeds import deed
from yakusoku.ledger.tags import is_code, is_id
from yakusoku.staff import queries as staff
from yakusoku.staff.rules import Role
from yakusoku.terms import ids
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

_BY_CONSENT = ("email", "sms")


class UnableToScreen(UnableTo):
    """The list is not held against the register, so it must not be handed over."""

    asked = text("screen a list")


@dataclass(frozen=True)
class Screened:
    """What came of it: the lines that must not be addressed, by their place, and how many lines there were."""

    public_id: str
    stopped: Mapping[int, Stopping]
    rows: int

    def count(self, reason: str) -> int:
        """Return how many lines were kept back for this reason."""
        return sum(one.reason == reason for one in self.stopped.values())


def screen(
    *, rows: Sequence[Row], controller: str, mailing: str, way: str, purpose: str, by: str, now: datetime
) -> Screened:
    """
    Hold a list against the register for a `mailing` (the company's code of it) and note counts, never lines.

    By e-mail and SMS only those are addressed who agreed, where the Act binds the company (Specified E-mail Act,
    article 3). From now on a stop names this mailing as one that may still arrive.

    :raises UnableToScreen: if the mailing was screened before, or way or purpose are not of the policy
    """
    laws = _laws(controller, mailing, way, purpose, by, now)
    opt_in = way in _BY_CONSENT and ("appi" in laws or "gdpr" not in laws)
    found = stopped(rows, controller=controller, way=way, purpose=purpose, as_of=now, opt_in=opt_in)
    by_reason = Counter(one.reason for one in found.values())
    public_id = ids.public_id("scr", why=f"{controller}:{mailing}:{now.isoformat()}")
    counts = {
        "rows": len(rows), "stopped": by_reason["stopped"], "without_consent": by_reason["no-consent"],
        "unread": by_reason["unread"],
    }  # fmt: skip
    with deed(tags.SCREENED, log=controller, about=public_id, by=by, now=now) as entry:
        models.Screening.objects.create(
            public_id=public_id, controller=controller, mailing=mailing, way=way, purpose=purpose, as_of=now,
            screened_at=now, screened_by=by, **counts,
        )  # fmt: skip
        entry.say(mailing=mailing, way=way, purpose=purpose, **counts)
    return Screened(public_id, found, len(rows))


@dataclass(frozen=True)
class KeptBack:
    """A line of a file that must not be addressed: its number, and why (`stopped`, `no-consent`, `unread`)."""

    line: int
    reason: str
    choice: str


@dataclass(frozen=True)
class ScreenedList:
    """A file without the lines that must not be addressed, in the encoding in which it came, and those lines."""

    public_id: str
    content: bytes
    rows: int
    kept_back: tuple[KeptBack, ...]


def screen_list(
    *,
    content: bytes,
    columns: Mapping[str, str],
    name_column: str,
    controller: str,
    mailing: str,
    way: str,
    purpose: str,
    by: str,
    now: datetime,
) -> ScreenedList:
    """
    Hold a CSV file against the register as `screen` does, and return it without the lines that must not be addressed.

    `columns` says which heading holds which identity: `{"住所": "address"}`. Nothing of the file is kept.

    :raises UnableToReadList: if it is no CSV in a known encoding, or lacks a heading
    :raises UnableToScreen: as `screen`
    """
    read = read_list(content, columns=columns, name_column=name_column)
    found = screen(
        rows=read.rows, controller=controller, mailing=mailing, way=way, purpose=purpose, by=by, now=now
    )
    kept_back = tuple(
        KeptBack(read.lines[place], one.reason, one.choice) for place, one in sorted(found.stopped.items())
    )
    return ScreenedList(found.public_id, read.without(found.stopped), len(read.rows), kept_back)


def _laws(controller: str, mailing: str, way: str, purpose: str, by: str, now: datetime) -> Sequence[str]:
    """Return the laws that bind the company. :raises UnableToScreen: as `screen`"""
    if is_id(by):
        staff.require(by=by, controller=controller, role=Role.DESK)
    elif not is_code(by):
        raise UnableToScreen(
            text("who screens is neither staff nor a system."), do=text("Give an id or a code.")
        )
    if not (is_reference(mailing) and is_code(mailing)):
        raise UnableToScreen(
            text("the mailing has no short code."), do=text("Name it by a code such as spring-catalog-2027.")
        )
    form = wired().policies(controller, wired().day(now, controller)).form
    declared = form.purposes.get(purpose)
    if way not in WAYS or way == ANY or declared is None or not {way, ANY} & set(declared.marketing):
        raise UnableToScreen(
            text("the policy lets nobody be addressed by “{way}” for “{purpose}”.", way=way, purpose=purpose),
            do=text("Name a purpose that advertises, and one of its ways."),
        )
    if models.Screening.objects.filter(controller=controller, mailing=mailing).exists():
        raise UnableToScreen(
            text("{mailing} was screened before.", mailing=mailing),
            do=text("Give each list a code of its own, also where one mailing goes out in parts."),
        )
    return form.laws
