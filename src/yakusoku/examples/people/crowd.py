"""The people of a company: the cast, and as many drawn ones as fit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import TypeVar

from yakusoku.examples.people.cast import CAST, Known
from yakusoku.examples.people.persons import Person, person

T = TypeVar("T")


def crowd(
    people: int,
    *,
    seed: int,
    as_of: date,
    known: Callable[[Known], T],
    drawn: Callable[[Person], T | None],
) -> Iterator[T]:
    """Yield the six of the cast, then `people` of `seed` as `drawn` gives them, passing over whom it gives no place."""
    for one in CAST.values():
        yield known(one)
    found = 0
    for number in count():
        if found == people:
            return
        placed = drawn(person(seed, number, as_of=as_of))
        if placed is not None:
            found += 1
            yield placed
