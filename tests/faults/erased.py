"""A home in which a walk erased a person, with all that its stores held before and hold after, on any engine."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.common import changed
from tests.common.cells import Cells, Where, cells, places, theirs
from tests.faults import power, values
from tests.faults.values import Scanner
from yakusoku.examples import homes
from yakusoku.examples.people import cast

OWN = "YAKUSOKU_ERASED_OWN"
_NUMBER_OR_DAY = re.compile(r"\d{1,6}|\d{4}-\d\d-\d\d([T ][\d:.]+)?")


@dataclass(frozen=True)
class Erased:
    """
    What a walk left: `folder` is the home, closed; `crashed` a copy in which nothing was closed, as a crash leaves it.

    `own` is the address of own state and job tables where they are not files, `urls` those of the stores.
    """

    company: str
    folder: Path
    crashed: Path
    own: str
    urls: Mapping[str, str]
    before: Cells
    after: Cells
    theirs: frozenset[Where]

    @property
    def in_files(self) -> bool:
        """Return whether the stores are files."""
        return all(url.startswith("sqlite:") for url in self.urls.values())

    @cached_property
    def scanner(self) -> Scanner:
        """Look for everything that is the person's alone, in the stores or by what is true, in every spelling."""
        known = cast.CAST[PERSONS[self.company]].person
        own = {value for value in self.before.texts(set(self.theirs)) if _tells(value)}
        candidates = tuple(sorted(values.of_person(known) | own))
        others = self.before.texts(set(self.before.rows) - self.theirs)
        shared = Scanner(candidates).look("\n".join(sorted(others)).encode())
        return Scanner(tuple(value for value in candidates if value not in shared))

    def where_held(self, now: Cells) -> dict[str, set[str]]:
        """Return the columns in which a value of the person stands, with the values."""
        found: dict[str, set[str]] = {}
        for (_, table, _), row in now.rows.items():
            for column, value in row.items():
                if value and (seen := self.scanner.look(value.encode())):
                    found.setdefault(f"{table}.{column}", set()).update(seen)
        return found

    def kept(self) -> dict[str, set[str]]:
        """Return which columns of the person's rows still hold what they held, by table."""
        found: dict[str, set[str]] = {}
        for where in self.theirs & self.after.rows.keys():
            was, now = self.before.rows[where], self.after.rows[where]
            found.setdefault(where[1], set()).update(
                name for name in was if was[name] and was[name] == now[name]
            )
        return found


PERSONS = {"jalux": "endo", "jcom": "doi"}
"""Who is erased in the walk of a company."""


def _tells(value: str) -> bool:
    return len(value.encode()) >= 6 and not _NUMBER_OR_DAY.fullmatch(value)


def erased(
    company: str,
    room: Path,
    *,
    new: Callable[[], str] | None = None,
    own: str = "",
    before: Callable[[Mapping[str, str]], object] = lambda urls: None,
) -> Erased:
    """
    Do the walk of a company below `room`, with its stores in files or where `new` says, and look around.

    `before` is called with the addresses of the filled stores, before anybody asks.
    """
    os.environ[OWN] = own
    stores = {name: new() for name in homes.stores_of([company])} if new else {}
    rows, jobs = (f"${{{OWN}}}",) * 2 if own else ("sqlite:///own.sqlite", "sqlite:///jobs.sqlite")
    home = changed.prepared(room / "home", company, own=rows, jobs=jobs, stores=stores, truths=room)
    urls = places(room / "home", {**homes.stores_of([company]), **stores})
    before(urls)
    seen = cells(urls)
    from yakusoku.jobs.worker import Worker  # its rooms have models, which need a home

    close = Worker.close

    def power_goes_first(worker: Worker) -> None:
        power.crash(room / "home", room / "crashed")
        close(worker)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "close", power_goes_first)
        changed.walk(home, company)
    home.close()
    mine = frozenset(theirs(room / f"{company}.jsonl", PERSONS[company]))
    return Erased(company, room / "home", room / "crashed", own, urls, seen, cells(urls), mine)
