"""The rows of who applied for work."""

from __future__ import annotations

from dataclasses import dataclass

from yakusoku.examples.japanet import tables, words
from yakusoku.examples.japanet.calendar import Calendar
from yakusoku.examples.japanet.clients import Client
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person
from yakusoku.examples.systems.tables import Row, Table

_OLDEST = 60
_DECIDED_WITHIN = 45


@dataclass(frozen=True)
class Recruitment:
    """Makes the rows of the recruitment system."""

    seed: int
    calendar: Calendar

    def rows_of(self, client: Client, written: Person) -> list[tuple[Table, list[Row]]]:
        """Return an applicant's rows, or none; `written`: the person as this system spells them."""
        draws = Draws("japanet-recruitment", self.seed, client.person.number, size=48)
        applies = draws.below(100) < (2 if client.since is not None else 25) or client.code == "endo"
        if not applies or not 18 <= written.age(self.calendar.as_of) < _OLDEST:
            return []
        number, back = f"A{client.number:09d}", draws.below(600)
        open_ = back < _DECIDED_WITHIN
        hired = draws.below(100) < 20
        steps = 1 + draws.below(3) if not hired else len(words.STEPS)
        outcome = words.OPEN if open_ else words.HIRED if hired else words.REFUSED
        applicant: Row = (
            number,
            written.family.kanji,
            written.given.kanji,
            written.family.kana,
            written.given.kana,
            written.birth_date.isoformat(),
            f"{written.prefecture}{written.city}{written.street}{written.building}",
            written.mobile,
            written.email,
            draws.pick(words.POSITIONS),
            self.calendar.on(back),
            draws.pick(words.SHEETS),
            draws.pick(words.RESUMES),
            outcome,
            None if open_ else self.calendar.on(back - _DECIDED_WITHIN),
        )
        held: list[Row] = [
            (
                number,
                place + 1,
                words.STEPS[place],
                self.calendar.on(back - 10 * (place + 1)),
                draws.pick(words.INTERVIEWERS),
                1 + draws.below(5),
                draws.pick(words.REMARKS),
            )
            for place in range(steps)
            if back >= 10 * (place + 1)
        ]
        return [(tables.APPLICANT, [applicant]), (tables.SELECTION_STEP, held)]
