"""
The gate in a program: may I use this? Answered in the caller's own process, without a database, in microseconds.

What was asked is counted by cell and reason, and written to a file of the home once a minute and at the end. A worker
takes the files in (`gates.operations.take_in`). A guard that dies leaves a gap that is seen: its tallies are numbered,
and the last one says that it is the last.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from yakusoku.decisions.queries import Act, Compiled, Question, Ruling, read_facts
from yakusoku.decisions.trees import Value
from yakusoku.gates.spool import Counted, Spool
from yakusoku.ledger.tags import is_id
from yakusoku.policy import queries as policies
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.text import text

EVERY = 60.0
"""Seconds after which what was counted is written; so much is lost at most when a process dies."""


class Knows(Protocol):
    """Says what a person chose, together with what the caller knows."""

    def __call__(
        self,
        company: str,
        person: Mapping[str, str],
        question: Question,
        facts: Mapping[str, Value],
        moment: datetime,
        /,
    ) -> Mapping[str, Value]:
        """Return all facts. :raises UnableTo: if the person cannot be told from what is given"""
        ...


class UnableToGuard(UnableTo):
    """The home has no policy of that company, or the use is not named as the register names it."""

    asked = text("stand guard over a use")


class Guard:
    """
    Asks one company's policy before each use that one program makes; safe to share between threads.

    `use` is the id of the use in the register (`yakusoku gates register`). A policy file that changes is read in the
    next minute; where it cannot be read then, no ruling is given until it can.

    :raises UnableToGuard: if there is no such policy, or `use` is no id of the register
    """

    def __init__(
        self,
        home: str | Path,
        company: str,
        *,
        use: str,
        now: Callable[[], datetime],
        knows: Knows | None = None,
    ) -> None:
        """Read the policy, and begin a file of tallies in the home. `knows` looks up what a person chose."""
        self._knows = knows
        self._home, self._company, self._use = Path(home), company, use
        self._folder = self._home / "policies" / company
        if Path(company).name != company or not self._folder.is_dir():
            raise UnableToGuard(
                text("there is no policy of {company} here.", company=company),
                do=text(
                    "Give the folder of a home, and a company by the name of its folder under policies/."
                ),
            )
        if not is_id(use):
            raise UnableToGuard(
                text("“{use}” is no id of a use.", use=use),
                do=text("Register the use first: `yakusoku gates register` prints its id."),
            )
        self._now = now
        self._lock = threading.Lock()
        self._counts: Counter[Counted] = Counter()
        self._read()
        self._begin()
        atexit.register(self.close)

    def may(
        self,
        purpose: str,
        data: Collection[str],
        facts: Mapping[str, Value] | None = None,
        *,
        person: Mapping[str, str] | None = None,
        as_of: date | None = None,
        act: Act = "use",
        **way: Any,  # noqa: ANN401  the other fields of a question, checked by it
    ) -> Ruling:
        """
        Return the ruling on a use of `data` for `purpose`; `facts` that are missing are not known, and refuse.

        `person` is what is known of whose data they are: `email`, `phone_number`, `address`, and `name` beside one of
        these. What they chose is then looked up in the register of the home, as of now, and goes before `facts`.
        `way` are the other fields of a question: who, route, recipient, country, channel, medium, about, cases.
        `as_of` is today in the company's time zone where nothing is said. Nothing is written but, once a minute,
        what was counted.

        :raises TypeError: if `way` names no field of a question
        :raises UnableToGuard: if the guard was closed, the policy cannot be read any more, or nobody looks people up
        :raises UnableTo: if `person` holds no mailbox, number or address, so that nobody knows what they chose
        """
        moment = self._now()
        with self._lock:
            self._turn(moment)
            compiled, zone = self._compiled, self._zone
        day = as_of or moment.astimezone(zone).date()
        question = Question(day, purpose, frozenset(data), act=act, **way)
        known = facts or {}
        if person is not None:
            known = self._looked_up(person, question, known, moment)
        ruling = compiled.decide(question, known)
        counted = Counted(purpose, str(way.get("route") or ""), ruling.outcome.value, ruling.reason)
        with self._lock:
            self._counts[counted] += 1
        return ruling

    def _looked_up(
        self, person: Mapping[str, str], question: Question, facts: Mapping[str, Value], moment: datetime
    ) -> Mapping[str, Value]:
        if self._knows is None:
            raise UnableToGuard(
                text("this guard looks nobody up."), do=text("Make it with `from yakusoku import Guard`.")
            )
        return self._knows(self._company, person, question, facts, moment)

    @staticmethod
    def facts(*words: str) -> dict[str, Value]:
        """
        Return facts written as `yakusoku may --fact` takes them: `order`, `stop:post=no`, `looked_up`.

        `looked_up` says that whatever is not named was looked up and is not so.

        :raises UnableToReadFact: if a fact is not known, lacks what it speaks of, or cannot have that value
        """
        return read_facts(words)

    def flush(self) -> None:
        """Write what was counted since the last time; nothing where nothing was asked."""
        with self._lock:
            self._write(self._now())

    def close(self) -> None:
        """Write what is left and say that it is the last; calling it again does nothing."""
        with self._lock:
            if not self._spool.is_open or os.getpid() != self._process:
                return
            self._write(self._now())
            self._spool.end(self._now())
        atexit.unregister(self.close)

    def __enter__(self) -> Guard:
        """Return the guard itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the guard."""
        self.close()

    def _begin(self) -> None:
        """Begin a file of one's own; a process that was forked from another has one, too."""
        self._process = os.getpid()
        self._since = self._now()
        self._spool = Spool.begun(
            self._home, self._company, use=self._use, policy=self._digest, now=self._since
        )

    def _turn(self, moment: datetime) -> None:
        """Write and look at the files again once the minute is over."""
        if not self._spool.is_open:
            raise UnableToGuard(text("this guard was closed."), do=text("Make a new one."))
        if os.getpid() != self._process:
            self._spool.leave()
            self._counts.clear()
            self._begin()
        if (moment - self._since).total_seconds() < EVERY:
            return
        self._write(moment)
        if self._stamp != _stamp(self._folder):
            self._read()
            self._spool.policy(self._digest)

    def _write(self, moment: datetime) -> None:
        self._spool.add(self._counts, since=self._since, until=moment)
        self._counts.clear()
        self._since = moment

    def _read(self) -> None:
        stamp = _stamp(self._folder)
        history = policies.load(self._folder)
        self._compiled = Compiled.of(history)
        newest = history.versions[-1]
        self._zone = ZoneInfo(newest.controller.timezone)
        self._digest = newest.digest
        self._stamp = stamp


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found = ((path, path.stat()) for path in sorted(folder.glob("*.yaml")))
    return tuple((path.name, seen.st_mtime_ns, seen.st_size) for path, seen in found)
