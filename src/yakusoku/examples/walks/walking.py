"""
What every walk has in common: staff, the states of a request, and the days between them.

Each stage asks the request where it stands and does the next deed, so a walk that was killed anywhere goes on where
it stopped. That is how staff work, too: the screen says what comes next.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, Protocol

from yakusoku.examples.people.cast import StaffMember
from yakusoku.examples.walks.calendar import SimulatedClock
from yakusoku.examples.walks.told import Tell, Told
from yakusoku.ledger import queries as ledger
from yakusoku.ledger import sequencer
from yakusoku.rights import queries
from yakusoku.rights.operations import build
from yakusoku.rights.rules import State
from yakusoku.rights.tags import PREVIEWED, RELEASED
from yakusoku.staff import operations as staff
from yakusoku.staff import queries as members
from yakusoku.staff.rules import Role
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import Text, text

Moment = tuple[int, int, int]
"""A day (from the first), an hour and a minute."""


class Drains(Protocol):
    """Does all durable work that is due."""

    def drain(self, *, seconds: float = 120) -> bool:
        """Return True when nothing is due any more."""
        ...


@dataclass
class Walk(ABC):
    """A walk of one request. `first` is the day on which it arrives."""

    first: date
    clock: SimulatedClock
    worker: Callable[[], Drains]
    tell: Tell = lambda told: None
    staff: dict[str, str] = field(default_factory=dict)
    request_id: str = ""
    released: dict[str, bytes] = field(default_factory=dict)

    company: ClassVar[str]
    desk: ClassVar[tuple[tuple[StaffMember, tuple[Role, ...]], ...]]
    """Who works at the desk, and as what."""
    reached: ClassVar[Mapping[State, Moment]]
    """When a request comes to stand at a state: a walk that was killed goes on at the moment at which it died."""

    def run(self, *, until: State = State.CLOSED) -> None:
        """Go on until the request stands at `until` and no work is due."""
        for _ in self.stages(until=until):
            sequencer.sequence(now=self.clock())

    def catch_up(self) -> None:
        """Set the clock to where a killed walk had come; call it before a worker goes on with what was left."""
        for known in queries.requests(controller=self.company):
            self.at(*self.reached[known.state])

    def stages(self, *, until: State = State.CLOSED) -> Iterator[State]:
        """Do one stage after another, yielding where the request then stands."""
        self._employ()
        self._arrive()
        following = self.following()
        while True:
            state = queries.request(self.request_id).state
            self.at(*self.reached[state])
            yield state
            if state == until:
                return
            following[state]()

    @abstractmethod
    def following(self) -> Mapping[State, Callable[[], None]]:
        """Return what is done next where a request stands at a state."""

    @abstractmethod
    def _arrive(self) -> None:
        """Take the request in; doing it twice takes it in once."""

    def at(self, days: int, hour: int, minute: int = 0) -> None:
        """Show a time of a day of the walk."""
        self.clock.set(self.first + timedelta(days=days), hour, minute)

    def said(self, kind: str, says: Text) -> None:
        """Tell one line."""
        self.tell(Told(kind, says, at=self.clock()))

    def work(self) -> None:
        """Let the worker do what is due."""
        if not self.worker().drain(seconds=60):
            raise TimeoutError("the worker did not finish within a minute")

    def _employ(self) -> None:
        """Enter the members of staff, once."""
        known = {one.name.reveal(): one.public_id for one in members.members(controller=self.company)}
        for person, roles in self.desk:
            if person.name not in known:
                self.at(0, 9)
                known[person.name] = staff.add_member(
                    controller=self.company, name=Personal(person.name), roles=roles, by="system",
                    now=self.clock(),
                ).public_id  # fmt: skip
        self.staff = {person.code: known[person.name] for person, _ in self.desk}

    def look(self) -> None:
        """Let Suzuki see what the answer says; where the process died after that, it was seen already."""
        if not self._noted(PREVIEWED.name):
            by = self.staff["suzuki"]
            files = build.preview_answer(request_id=self.request_id, by=by, now=self.clock())
            self.said("did", text("Suzuki looks at all it says: {files} files.", files=len(files)))

    def opened(self) -> dict[str, bytes]:
        """Open the package for printing; where it was opened before the process died, the print lies there already."""
        if not self._noted(RELEASED.name):
            self.released = build.release_package(
                request_id=self.request_id, by=self.staff["sato"], now=self.clock()
            )
        return self.released

    def _noted(self, tag: str) -> bool:
        """Return whether the ledger holds an entry of `tag` about the request."""
        return any(entry.tag == tag for entry in ledger.entries(self.company, about=self.request_id))
