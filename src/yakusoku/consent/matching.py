"""Which choices act on whom: looked up by digest for thousands at once, and reckoned as of a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from yakusoku.consent import models
from yakusoku.consent.keys import Key
from yakusoku.consent.rules import Event, Form, Kind, Turn, newest, stops_by

_AT_ONCE = 2_000
"""How many digests one statement asks for; SQLite and PostgreSQL both plan this as look-ups in the index."""

Slot = tuple[str, str, str]


@dataclass(frozen=True)
class Found:
    """A choice under one of its keys."""

    key: Key
    event: Event
    public_id: str

    @property
    def slot(self) -> Slot:
        """On whom it acts, to the letter: what a loosening has to name again."""
        return self.key.identity, self.key.digest, self.key.name


class Register:
    """The choices that may act on some keys, read in a few statements, whatever their number."""

    def __init__(self, controller: str, keys: Collection[Key]) -> None:
        """Read what was chosen under these keys."""
        self._by_digest: dict[str, list[Found]] = defaultdict(list)
        self._by_house: dict[str, list[Found]] = defaultdict(list)
        digests = sorted({one.digest for one in keys} | {one.house for one in keys if one.house})
        houses = sorted({one.house for one in keys if one.roomless})
        for column, wanted in (("digest", digests), ("house", houses)):
            for part in _parts(wanted):
                for found in _read(controller, **{f"{column}__in": part}):
                    self._note(found)

    def _note(self, found: Found) -> None:
        if found not in self._by_digest[found.key.digest]:
            self._by_digest[found.key.digest].append(found)
            if found.key.house:
                self._by_house[found.key.house].append(found)

    def near(self, keys: Iterable[Key]) -> tuple[Found, ...]:
        """Return every choice whose key could be one of these, each once, in the order of recording."""
        found: dict[Found, None] = {}
        for key in keys:
            for one in (*self._by_digest.get(key.digest, ()), *self._by_digest.get(key.house, ())):
                found[one] = None
            if key.roomless:
                found.update(dict.fromkeys(self._by_house.get(key.house, ())))
        return tuple(sorted(found, key=lambda one: one.event.order))

    def forbidding(self, keys: Sequence[Key], *, as_of: datetime) -> Iterator[Found]:
        """Yield the choices in force that forbid something and reach one of these keys."""
        return forbidding(acting(self, keys)[0], as_of=as_of)

    def stop(self, keys: Sequence[Key], *, way: str, purpose: str, as_of: datetime) -> Found | None:
        """Return a choice that keeps whoever has these keys from being addressed, or None."""
        for one in self.forbidding(keys, as_of=as_of):
            if stops_by(one.event, way=way, purpose=purpose):
                return one
        return None

    def consents(self, keys: Sequence[Key], *, as_of: datetime) -> dict[str, Found]:
        """Return by scope the newest word on each consent: given to the letter, or refused or withdrawn at all."""
        return consents(acting(self, keys)[1], as_of=as_of)


def acting(register: Register, keys: Sequence[Key]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Return the choices that reach somebody with these keys, and those that count as words on a consent."""
    near = register.near(keys)
    reaching = tuple(one for one in near if any(one.key.reaches(key) for key in keys))
    return reaching, tuple(one for one in near if _counts(one, keys))


def forbidding(reaching: Iterable[Found], *, as_of: datetime) -> Iterator[Found]:
    """Yield which of the choices that reach somebody are in force and forbid something."""
    slots: dict[Slot, list[Found]] = defaultdict(list)
    for one in reaching:
        slots[one.slot].append(one)
    for of_slot in slots.values():
        by_event = {one.event: one for one in of_slot}
        for event in newest(by_event, as_of=as_of).values():
            if event.turn.forbids:
                yield by_event[event]


def consents(counting: Iterable[Found], *, as_of: datetime) -> dict[str, Found]:
    """Return by scope the newest word on each consent, of choices that count for somebody."""
    counted = {one.event: one for one in counting if one.event.kind is Kind.CONSENT}
    return {about[1]: counted[event] for about, event in newest(counted, as_of=as_of).items()}


def _counts(one: Found, keys: Sequence[Key]) -> bool:
    if one.event.turn is Turn.GIVEN:
        return any(one.key.is_of(key) for key in keys)
    return any(one.key.reaches(key) for key in keys)


def _parts(wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def _read(controller: str, **where: object) -> Iterator[Found]:
    rows = models.ChoiceKey.objects.filter(choice__controller=controller, **where).values_list(
        "identity", "digest", "house", "named", "script", "choice__public_id", "choice__kind", "choice__turn",
        "choice__scope", "choice__purpose", "choice__form", "choice__chosen_at", "choice_id", "choice__ended__ended_at",
    )  # fmt: skip
    for row in rows:
        kind, turn, scope, purpose, form, chosen_at, order, ended_at = row[6:]
        event = Event(Kind(kind), Turn(turn), scope, purpose, Form(form), chosen_at, order, ended_at)
        yield Found(Key(*row[:5]), event, row[5])
