"""What the register says of rows, to stand beside them: kept in a file without a name until it is taken in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from tempfile import TemporaryFile

from yakusoku.consent.audiences.settling import Settled
from yakusoku.consent.chosen import Row
from yakusoku.consent.facts import words
from yakusoku.consent.keys import Given
from yakusoku.consent.matching import Found, consents, forbidding
from yakusoku.consent.numbers import Person, Reached
from yakusoku.consent.rules import counts
from yakusoku.decisions.queries import Question
from yakusoku.terms.personal import Personal

Beside = tuple[object, ...]
"""The place of a row (its key or its line), whether nobody knows, and the value of each fact that choices speak of."""
_MOST_KEPT = 50_000


class Saying:
    """Turns what acts on a row into the facts that are asked for; choices that are alike say the same."""

    def __init__(self, settled: Settled, question: Question, *, as_of: datetime) -> None:
        """Say the facts that a question leaves open, as of a moment."""
        self._settled, self._question, self._as_of = settled, question, as_of
        self._kept: dict[object, tuple[object, ...]] = {}

    def of(self, reached: Reached) -> tuple[object, ...] | None:
        """Return whether nobody knows, and the facts; None where nobody chose anything."""
        if reached.unread:
            return (True, *(None for _ in self._settled.chosen))
        if not reached.reaching:
            return None
        alike = _alike(reached.reaching, self._as_of), _alike(reached.agreeing, self._as_of)
        if alike not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            agreed = consents(reached.agreeing, as_of=self._as_of)
            found = words(agreed, forbidding(reached.reaching, as_of=self._as_of), self._question)
            self._kept[alike] = (False, *(found.get(fact) for fact in self._settled.chosen))
        return self._kept[alike]


def _alike(found: Sequence[Found], as_of: datetime) -> tuple[object, ...]:
    """Return what decides on what choices say: what they are in the order in which they count, never when or whose."""
    slots: dict[object, int] = {}
    made = sorted((one for one in found if counts(one.event, as_of)), key=lambda one: one.event.rank)
    return tuple(
        (slots.setdefault(one.slot, len(slots)), *one.event.about, one.event.turn, one.event.form)
        for one in made
    )


class Spool:
    """Rows in a file that has no name and is gone with the process, so that memory does not grow with them."""

    def __init__(self) -> None:
        """Begin with no row."""
        self._open = ExitStack()
        file = TemporaryFile  # closed by the stack
        self._file = self._open.enter_context(file("w+", encoding="utf-8"))

    def add(self, rows: Sequence[Beside]) -> None:
        """Keep some rows."""
        if rows:
            self._file.write(json.dumps(rows) + "\n")

    def batches(self) -> Iterator[list[Beside]]:
        """Yield them again."""
        self._file.seek(0)
        for line in self._file:
            yield [tuple(row) for row in json.loads(line)]

    def close(self) -> None:
        """Let them go."""
        self._open.close()


def person(place: object, values: Sequence[object], identities: Sequence[str]) -> Person:
    """Return a row as a person: values in the order of `identities`, then those of the name."""
    cells = ["" if one is None else str(one).strip() for one in values]
    given = tuple(
        Given(identity, Personal(cell)) for identity, cell in zip(identities, cells, strict=False) if cell
    )
    name = " ".join(cell for cell in cells[len(identities) :] if cell)
    return Person(place, Row(given, Personal(name) if name else None))


def said(
    rows: Iterable[list[Person]],
    reached: Callable[[Sequence[Person]], list[Reached]],
    saying: Saying,
    spool: Spool,
) -> Iterator[int]:
    """Keep what acts on rows, and yield after each batch how many were looked at."""
    seen = 0
    for batch in rows:
        found = ((one.key, saying.of(acting)) for one, acting in zip(batch, reached(batch), strict=True))
        spool.add([(place, *facts) for place, facts in found if facts is not None])
        seen += len(batch)
        yield seen
