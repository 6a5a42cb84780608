"""
Person numbers: a dense number for each row of a collection, and which choices reach it.

A choice is bound to the numbers at once, in the deed that records it; rows that are new or changed are bound before
each audience. Whoever binds holds the lock of the roll, so that of a choice and a row that come at the same moment
the later one sees the earlier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from yakusoku.consent import models
from yakusoku.consent.chosen import Row
from yakusoku.consent.folding import UnableToRead
from yakusoku.consent.keys import Key, Keyed
from yakusoku.consent.matching import Found
from yakusoku.consent.rules import Event, Form, Kind, Turn
from yakusoku.vault.operations import digester

_EVERY = ""
"""The roll of no collection, whose row is the lock of a company: it is there before there is any other."""
_AT_ONCE = 900
"""How many digests one statement asks for."""
_Wanted = TypeVar("_Wanted")


@dataclass(frozen=True, slots=True)
class Person:
    """A row of a roll: its key in the store, and what it holds of a person."""

    key: object
    row: Row


@dataclass(frozen=True, slots=True)
class Reached:
    """What acts on a row: the choices that reach it, and those that count as consents; `unread`: nobody knows."""

    unread: bool
    reaching: tuple[Found, ...] = ()
    agreeing: tuple[Found, ...] = ()


UNREAD = Reached(True)


def bind_choice(controller: str, keys: Iterable[models.ChoiceKey]) -> None:
    """Bind a choice that is being recorded, in its transaction, to every number that it reaches."""
    _alone(controller)
    rolls = models.Roll.objects.filter(controller=controller)
    if not rolls.exclude(collection=_EVERY).exists():
        return
    for row in keys:
        one = _key(row)
        near = Q(digest__in={one.digest, one.house} - {""})
        if one.roomless:
            near |= Q(house=one.house)
        found: dict[int, bool] = {}
        for held in models.NumberKey.objects.filter(near, person__roll__in=rolls):
            other = _key(held)
            if one.reaches(other):
                found[held.person_id] = found.get(held.person_id, False) or one.is_of(other)
        models.Bound.objects.bulk_create(
            models.Bound(person_id=person, key=row, exact=exact) for person, exact in sorted(found.items())
        )


def _alone(controller: str) -> None:
    """Wait until nobody else binds anything of this company, until the end of the transaction."""
    models.Roll.objects.get_or_create(controller=controller, collection=_EVERY, defaults={"columns": ""})
    models.Roll.objects.select_for_update().get(controller=controller, collection=_EVERY)


def _key(row: models.ChoiceKey | models.NumberKey) -> Key:
    return Key(row.identity, row.digest, row.house, row.named, row.script)


class Numbering:
    """One pass over all rows of a roll: numbers what is new, and tells of each row what acts on it."""

    def __init__(self, controller: str, collection: str, *, columns: str) -> None:
        """Go over the roll of a collection, which is made where there is none; `columns` say how rows are known."""
        self._controller = controller
        self._roll = models.Roll.objects.get_or_create(
            controller=controller, collection=collection, defaults={"columns": columns}
        )[0]
        self._keyed = Keyed(controller)
        self._digest: Callable[[bytes], str] = digester(purpose="consent.number")
        self._about = f"{controller}\0{collection}\0{columns}\0".encode()
        self._seen = bytearray()

    def reached(self, people: Sequence[Person]) -> list[Reached]:
        """Return what acts on each of some rows; those that are new get their numbers, in one transaction."""
        held = [self._held(one) for one in people]
        known = self._known(held)
        if len(known) < len(set(held)):
            known = self._number(
                {one: person for one, person in zip(held, people, strict=True) if one not in known}, known
            )
        found = _bound([pk for pk, _, unread in known.values() if not unread])
        for _, number, _ in known.values():
            self._mark(number)
        return [
            UNREAD if unread else found.get(pk, _NOTHING) for pk, _, unread in (known[one] for one in held)
        ]

    def finish(self, *, now: datetime) -> None:
        """Let the numbers go of rows that were not seen in this pass: they changed, or are gone from the store."""
        for numbers in _parts(list(self._unseen())):
            with transaction.atomic():
                people = models.PersonNumber.objects.filter(roll=self._roll, number__in=numbers)
                models.Bound.objects.filter(person__in=people).delete()
                models.NumberKey.objects.filter(person__in=people).delete()
                people.delete()
        models.Roll.objects.filter(pk=self._roll.pk).update(bound_at=now)

    def _held(self, person: Person) -> str:
        parts = [str(person.key), *(f"{one.identity}={one.value.reveal()}" for one in person.row.given)]
        parts.append(person.row.name.reveal() if person.row.name else "")
        return self._digest(self._about + "\0".join(parts).encode())

    def _known(self, held: Collection[str]) -> dict[str, tuple[int, int, bool]]:
        known: dict[str, tuple[int, int, bool]] = {}
        people = models.PersonNumber.objects.filter(roll=self._roll)
        for part in _parts(sorted(set(held))):
            for digest, pk, number, unread in people.filter(held__in=part).values_list(
                "held", "pk", "number", "unread"
            ):
                known[digest] = pk, number, unread
        return known

    def _number(
        self, fresh: dict[str, Person], known: dict[str, tuple[int, int, bool]]
    ) -> dict[str, tuple[int, int, bool]]:
        """Number rows and bind them. If the process dies here: all of them are numbered and bound, or none."""
        with transaction.atomic():
            _alone(self._controller)
            roll = models.Roll.objects.get(pk=self._roll.pk)
            meanwhile = self._known(fresh)
            rows, keys = [], []
            for held, person in fresh.items():
                if held in meanwhile:
                    continue
                roll.numbered += 1
                folded = self._folded(person.row)
                rows.append(
                    models.PersonNumber(roll=roll, number=roll.numbered, held=held, unread=not folded)
                )
                keys.append(folded)
            roll.save(update_fields=["numbered"])
            models.PersonNumber.objects.bulk_create(rows)
            _bind(self._controller, rows, keys)
        return {**known, **self._known(fresh)}

    def _folded(self, row: Row) -> tuple[Key, ...]:
        """Return the keys of a row; none where there are none, or where one cannot be read."""
        try:
            return tuple(dict.fromkeys(self._keyed.of(one, name=row.name) for one in row.given))
        except UnableToRead:
            return ()

    def _mark(self, number: int) -> None:
        place, bit = number >> 3, 1 << (number & 7)
        if place >= len(self._seen):
            self._seen.extend(bytes(place + 1 + 65_536 - len(self._seen)))
        self._seen[place] |= bit

    def _unseen(self) -> Iterator[int]:
        """Yield the numbers of the roll that this pass did not meet, reading them in their order."""
        numbers = models.PersonNumber.objects.filter(roll=self._roll).order_by("number")
        for number in numbers.values_list("number", flat=True).iterator(chunk_size=50_000):
            place = number >> 3
            if place >= len(self._seen) or not self._seen[place] & (1 << (number & 7)):
                yield number


_NOTHING = Reached(False)


def _bind(controller: str, rows: Sequence[models.PersonNumber], keys: Sequence[tuple[Key, ...]]) -> None:
    """Write the keys of new numbers, and bind the choices that reach them."""
    models.NumberKey.objects.bulk_create(
        models.NumberKey(
            person=row, identity=key.identity, digest=key.digest, house=key.house, named=key.name, script=key.script
        )
        for row, of_row in zip(rows, keys, strict=True) for key in of_row
    )  # fmt: skip
    every = {key for of_row in keys for key in of_row}
    near = _near(controller, every)
    bound: dict[tuple[int, int], models.Bound] = {}
    for row, of_row in zip(rows, keys, strict=True):
        for key in of_row:
            for pk, one in _candidates(near, key):
                if not one.reaches(key):
                    continue
                made = bound.setdefault((row.pk, pk), models.Bound(person=row, key_id=pk, exact=False))
                made.exact = made.exact or one.is_of(key)
    models.Bound.objects.bulk_create(bound.values())


@dataclass(frozen=True)
class _Near:
    by_digest: dict[str, list[tuple[int, Key]]]
    by_house: dict[str, list[tuple[int, Key]]]


def _near(controller: str, keys: Iterable[Key]) -> _Near:
    """Return the keys of choices that may reach some keys of rows."""
    every = list(keys)
    digests = sorted({one.digest for one in every} | {one.house for one in every if one.house})
    houses = sorted({one.house for one in every if one.roomless})
    found: dict[int, Key] = {}
    for column, wanted in (("digest", digests), ("house", houses)):
        for part in _parts(wanted):
            rows = models.ChoiceKey.objects.filter(choice__controller=controller, **{f"{column}__in": part})
            found.update((row.pk, _key(row)) for row in rows)
    near = _Near(defaultdict(list), defaultdict(list))
    for pk, key in found.items():
        near.by_digest[key.digest].append((pk, key))
        if key.house:
            near.by_house[key.house].append((pk, key))
    return near


def _candidates(near: _Near, key: Key) -> Iterator[tuple[int, Key]]:
    yield from near.by_digest.get(key.digest, ())
    if key.house and key.house != key.digest:
        yield from near.by_digest.get(key.house, ())
    if key.roomless:
        yield from (one for one in near.by_house.get(key.house, ()) if one[1].digest != key.digest)


def _bound(people: Sequence[int]) -> dict[int, Reached]:
    """Return by number's row what acts on it; rows on which nothing does are left out."""
    reaching: dict[int, list[Found]] = defaultdict(list)
    agreeing: dict[int, list[Found]] = defaultdict(list)
    for part in _parts(sorted(people)):
        rows = models.Bound.objects.filter(person__in=part).order_by("key__choice_id", "key_id").values_list(
            "person_id", "exact", "key__identity", "key__digest", "key__house", "key__named", "key__script",
            "key__choice__public_id", "key__choice__kind", "key__choice__turn", "key__choice__scope",
            "key__choice__purpose", "key__choice__form", "key__choice__chosen_at", "key__choice_id",
            "key__choice__ended__ended_at",
        )  # fmt: skip
        for (
            person,
            exact,
            *of_key,
            public_id,
            kind,
            turn,
            scope,
            purpose,
            form,
            chosen_at,
            order,
            ended_at,
        ) in rows:
            event = Event(Kind(kind), Turn(turn), scope, purpose, Form(form), chosen_at, order, ended_at)
            found = Found(Key(*of_key), event, public_id)
            reaching[person].append(found)
            if exact or event.turn is not Turn.GIVEN:
                agreeing[person].append(found)
    return {
        person: Reached(False, tuple(found), tuple(agreeing[person])) for person, found in reaching.items()
    }


def _parts(wanted: Sequence[_Wanted]) -> Iterator[Sequence[_Wanted]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
