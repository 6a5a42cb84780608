"""House rules of the vault: names it takes, the month of a key, the day from which a case is destroyed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import Text, text

_CASE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class UnableToName(UnableTo):
    """A name that the vault does not take, because it could lead out of its folder or change a path."""

    asked = text("use this name in the vault")


def _named(pattern: re.Pattern[str], value: str, what: Text) -> str:
    if not pattern.fullmatch(value):
        raise UnableToName(
            text("{what} must match {pattern}.", what=what, pattern=pattern.pattern),
            do=text("Pass an id or a fixed name of the program, never a person's words."),
        )
    return value


def case_named(case_id: str) -> str:
    """Return `case_id` where it is a public id. :raises UnableToName: otherwise"""
    return _named(_CASE, case_id, text("a case id"))


def label_named(label: str) -> str:
    """Return `label` where it is a plain code. :raises UnableToName: otherwise"""
    return _named(_LABEL, label, text("a label"))


def file_named(name: str) -> str:
    """Return `name` where it is a plain file name. :raises UnableToName: otherwise"""
    return _named(_NAME, name, text("the name of a sealed file"))


def month_of(now: datetime) -> str:
    """Return the id of the wrapping key of `now`'s month in UTC, such as `2026-11`."""
    return now.astimezone(UTC).strftime("%Y-%m")


def zone_named(name: str) -> tzinfo:
    """Return the time zone `name`; `UTC` needs no zone tables on the machine."""
    return UTC if name == "UTC" else ZoneInfo(name)


def destroyed_from(destroyed_at: datetime, *, backup_days: int, zone: tzinfo) -> date:
    """
    Return the day from which a case may be called destroyed.

    Until then a backup of the keys may still open it. A backup taken on the last day of the key lives
    `backup_days` days, counted in the company's own calendar.
    """
    return destroyed_at.astimezone(zone).date() + timedelta(days=backup_days)


class DestructionState(StrEnum):
    """How far the destruction of a case has come."""

    INTENDED = "intended"
    WAITING_FOR_BACKUPS = "destroying-until-backups-end"
    DESTROYED = "destroyed"

    @property
    def says(self) -> Text:
        """Return the state in words."""
        return {
            DestructionState.INTENDED: text("destruction intended, the key still exists"),
            DestructionState.WAITING_FOR_BACKUPS: text("destroying until backups end"),
            DestructionState.DESTROYED: text("destroyed"),
        }[self]


class FaultKind(StrEnum):
    """What can be wrong with a file of keys."""

    MISSING = "missing"
    OPEN_TO_OTHERS = "open-to-others"
    FOREIGN_OWNER = "foreign-owner"
    UNREADABLE = "unreadable"
    ALTERED = "altered"
    OLDER = "older-than-noted"
    WITHOUT_WRAPPING_KEY = "without-wrapping-key"
    RETURNED = "destroyed-key-returned"


@dataclass(frozen=True)
class KeyFault:
    """One thing wrong: in which `file`, about which case or key (empty: the file itself), and what to do."""

    file: str
    about: str
    kind: FaultKind
    says: Text
    do: Text
