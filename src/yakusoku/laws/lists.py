"""
Closed lists of law: exceptions, kinds of information, what to tell and to agree on. Each point has its article.

A list is named by file and code, such as `exceptions/provision`, so that only the file asked for is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yakusoku.laws.values import Dated, Entry, Said, look_up, packaged, unknown_law
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.shape import Strict

LIST_FILES = (
    "exceptions",
    "kinds",
    "providing",
    "transmissions",
    "mailing",
    "anonymized",
    "sectors",
    "keeping",
)


class Point(Said):
    """
    One point of a list.

    `since` and `until` bound a point that came later or ended earlier than its list. `limit` is a second condition.
    `binds` is given where the list holds duties. `categories` are keys of the data map's kinds of data.
    """

    since: date | None = None
    until: date | None = None
    limit: Bilingual | None = None
    binds: Literal["must", "effort"] | None = None
    moment: Literal["before", "without_delay", "at_once", "regularly"] | None = None
    categories: tuple[str, ...] = ()

    def holds(self, as_of: date) -> bool:
        """Whether it is in force on `as_of`, where its list is."""
        return (self.since is None or self.since <= as_of) and (self.until is None or as_of <= self.until)


class ListValue(Dated):
    """A list as it is from one day on."""

    points: tuple[Point, ...]


class ListsFile(Strict):
    """The whole file."""

    yakusoku: Literal[1]
    lists: dict[str, Entry[ListValue]]


@dataclass(frozen=True)
class ClosedList:
    """A list on one day, and the article that it as a whole comes from."""

    code: str
    name: Bilingual
    since: date
    article: str
    points: tuple[Point, ...]

    def point(self, code: str) -> Point | None:
        """Return the point `code`, or None where the list has no such point on that day."""
        return next((point for point in self.points if point.code == code), None)


def closed_list(name: str, *, as_of: date) -> ClosedList:
    """
    Return the list `name` (`exceptions/provision`, …) with the points that are in force on `as_of`.

    :raises UnableToApplyLaw: if there is no such list, or it was not in force that day
    """
    file, _, code = name.partition("/")
    if file not in LIST_FILES:
        raise unknown_law(name, dict.fromkeys(list_names()), "laws.lists")
    found = look_up(packaged(ListsFile, f"{file}.yaml").lists, code, as_of, area=f"laws.{file}")
    points = tuple(point for point in found.value.points if point.holds(as_of))
    return ClosedList(name, found.name, found.since, found.value.article, points)


def list_names() -> tuple[str, ...]:
    """Return the names of all lists, in the order of the files."""
    return tuple(
        f"{file}/{code}" for file in LIST_FILES for code in packaged(ListsFile, f"{file}.yaml").lists
    )
