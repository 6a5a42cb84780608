"""Every value of our data of law in one list, with its article, how well it is known, and the day it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pydantic import BaseModel

from yakusoku.laws.calendars import CalendarsFile
from yakusoku.laws.clocks import ClocksFile
from yakusoku.laws.documents import DocumentsFile
from yakusoku.laws.leaks import CategoryValue, LeaksFile
from yakusoku.laws.lists import LIST_FILES, ListsFile
from yakusoku.laws.notice_items import NoticeItemsFile
from yakusoku.laws.procedures import ProceduresFile
from yakusoku.laws.records import RecordsFile
from yakusoku.laws.retention import RetentionFile
from yakusoku.laws.rights import RightsFile, RightValue
from yakusoku.laws.values import Sourced, Status, packaged
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

FILES: dict[str, type[Strict]] = {
    "rights.yaml": RightsFile,
    "rights-gdpr.yaml": RightsFile,
    "procedures.yaml": ProceduresFile,
    "documents.yaml": DocumentsFile,
    "clocks.yaml": ClocksFile,
    "calendars.yaml": CalendarsFile,
    "records.yaml": RecordsFile,
    "leaks.yaml": LeaksFile,
    "retention.yaml": RetentionFile,
    "notice-items.yaml": NoticeItemsFile,
    **{f"{name}.yaml": ListsFile for name in LIST_FILES},
}


_UNITS = {"days": "日", "months": "か月", "hours": "時間"}


@dataclass(frozen=True)
class Row:
    """
    One value: where it stands in its file, what it says, its article and source, and its days.

    `weaker` names parts of it that are known less well than the value as a whole, with how well. `measure` is its
    number, or whether a fee may be asked for.
    """

    place: str
    says: Bilingual
    article: str
    status: Status
    since: date | None
    until: date | None
    weaker: tuple[tuple[str, Status], ...] = ()
    measure: Bilingual | None = None


@dataclass(frozen=True)
class _Around:
    """What stands around a part of a file: the path to it, what it belongs to, and its days."""

    path: tuple[str, ...] = ()
    named: Bilingual | None = None
    since: date | None = None
    until: date | None = None


def rows(name: str) -> Iterator[Row]:
    """Yield every value of the packaged file `name`. :raises KeyError: if it is not one of `FILES`"""
    yield from _walk(packaged(FILES[name], name), _Around())


def articles() -> frozenset[str]:
    """Return every article that any value cites."""
    return frozenset(row.article for name in FILES for row in rows(name))


def _walk(node: object, around: _Around) -> Iterator[Row]:
    if isinstance(node, BaseModel):
        around = _entered(node, around)
        if isinstance(node, Sourced) and around.named is not None:
            place = ".".join(around.path)
            days = (around.since, around.until)
            weaker = tuple(_weaker(node))
            yield Row(place, around.named, node.article, node.status, *days, weaker, _measure(node))
        for key in type(node).model_fields:
            path = (*around.path, key) if _is_branch(node, key) else around.path
            yield from _walk(getattr(node, key), replace(around, path=path))
    elif isinstance(node, dict):
        for key, inner in node.items():
            if isinstance(key, date):
                yield from _walk(inner, replace(around, since=key, until=_day_before_next(node, key)))
            else:
                yield from _walk(inner, replace(around, path=(*around.path, str(key))))
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from _walk(inner, around)


def _entered(node: BaseModel, around: _Around) -> _Around:
    code = getattr(node, "code", None)
    return _Around(
        path=(*around.path, code) if code and isinstance(node, Sourced) else around.path,
        named=_name(node) or around.named,
        since=getattr(node, "since", None) or around.since,
        until=getattr(node, "until", None) or around.until,
    )


def _day_before_next(values: dict[date, object], start: date) -> date | None:
    """Return the last day of a value that another one follows."""
    later = [other for other in values if other > start]
    return min(later) - timedelta(days=1) if later else None


def _weaker(node: BaseModel) -> Iterator[tuple[str, Status]]:
    for key in type(node).model_fields:
        part = key.removesuffix("_status")
        known = getattr(node, key)
        if part != key and known not in (None, "verified") and getattr(node, part, True):
            yield part, known


def _measure(node: BaseModel) -> Bilingual | None:
    if isinstance(node, RightValue):
        free = Bilingual("no fee", "手数料不可")
        return Bilingual("fee allowed", "手数料可") if node.fee == "allowed" else free
    if isinstance(node, CategoryValue) and node.more_than is not None:
        return Bilingual(f"more than {node.more_than}", f"{node.more_than}人超")
    for unit, in_japanese in _UNITS.items():
        number = getattr(node, unit, None)
        if isinstance(number, int):
            return Bilingual(f"{number} {unit}", f"{number}{in_japanese}")
    return None


def _is_branch(node: BaseModel, key: str) -> bool:
    """Say whether a key is needed to find a value: the parts of a file and the two sides of a record."""
    return key in ("provider", "receiver") or (
        type(node) in FILES.values() and key not in ("law", "yakusoku")
    )


def _name(node: BaseModel) -> Bilingual | None:
    said = getattr(node, "says", None) or getattr(node, "name", None)
    return said if isinstance(said, Bilingual) else None
