"""
What the facts of all rows together say of each: proposed, unsure, or not to be told apart.

A row is proposed only if two things agree: who it is (name and birth date) and how the person is reached (telephone,
e-mail, address). Neither suffices alone: a household shares a telephone, and two people may share name and birthday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum

from yakusoku.stores import addresses, likeness
from yakusoku.stores.candidates import ELSEWHERE, Candidate, Compared, Standing, points
from yakusoku.stores.comparing import Agreement, compare
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import text

_REACHES = ("phone_number", "email")
_SURE_ALONE, _SHARED, _OWN = 1, 1, 2
_Token = tuple[str, str]


class _Who(IntEnum):
    """How well it is known who a row is about."""

    OTHER = 0
    NAMED_ALIKE = 1
    NAMED = 2
    LIKELY = 3
    SURE = 4


def ranked(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the rows with their standing, the best score first; rows that cannot be told apart have no first."""
    rows = list(found)
    shared = _shared(rows)
    rows = [replace(one, standing=_alone(one, shared)) for one in rows]
    known = {token for one in rows if one.standing is Standing.PROPOSED for token in _tokens(one)} - shared
    rows = [_through(one, known) for one in rows]
    rows = list(_apart(rows))
    return tuple(
        sorted(rows, key=lambda one: (-one.score, one.dataset, one.collection, str(one.key.reveal())))
    )


def _alone(one: Candidate, shared: set[_Token]) -> Standing:
    """Return what a row's own facts say of it."""
    who, reach = _who(one), _reach(one, shared)
    match who:
        case _Who.SURE:
            enough = reach >= _SURE_ALONE
        case _Who.LIKELY:
            enough = reach >= _OWN
        case _Who.NAMED:
            latin = _named_by(one) == "romaji"
            enough = reach >= _OWN and (not latin or _reached_alone(one, shared) > 0)
        case _Who.NAMED_ALIKE:
            enough = reach >= _OWN + _OWN and _reached_alone(one, shared) > 0
        case _Who.OTHER:
            enough = False
    return Standing.PROPOSED if enough else Standing.UNSURE


def _who(one: Candidate) -> _Who:
    name, born = one.agreement(_named_by(one)), one.agreement("birth_date")
    if Agreement.DIFFERENT in (name, born) or not name.agrees:
        return _Who.OTHER
    if name is Agreement.LIKE and one.agreement("kana") is Agreement.DIFFERENT:
        return _Who.OTHER
    if name is Agreement.SAME:
        known = {Agreement.SAME: _Who.SURE, Agreement.LIKE: _Who.LIKELY}
        return known.get(born, _Who.NAMED)
    known = {Agreement.SAME: _Who.LIKELY, Agreement.NOT_COMPARABLE: _Who.NAMED_ALIKE}
    return known.get(born, _Who.OTHER)


def _named_by(one: Candidate) -> str:
    """Return the writing of the name by which a row is judged: characters before reading before Latin letters."""
    ways = ("name", "kana", "romaji")
    return next((way for way in ways if one.agreement(way) is not Agreement.NOT_COMPARABLE), "name")


def _reach(one: Candidate, shared: set[_Token]) -> int:
    """Return how well a row agrees in how the person is reached; what others share counts for less."""
    total = _OWN + _OWN if one.numbered else 0
    for fact in one.facts:
        if fact.name in (*_REACHES, "address") and fact.agreement.agrees:
            own = fact.agreement is Agreement.SAME and _token(fact) not in shared
            total += _OWN if own else _SHARED
    return total


def _reached_alone(one: Candidate, shared: set[_Token]) -> int:
    """Return by how many telephones and mailboxes that nobody of another name has."""
    same = [fact for fact in one.facts if fact.name in _REACHES and fact.agreement is Agreement.SAME]
    return sum(_token(fact) not in shared for fact in same)


def _shared(rows: Sequence[Candidate]) -> set[_Token]:
    """Return the telephones and mailboxes that a row of somebody else holds as well."""
    others = (one for one in rows if _is_somebody_else(one))
    return {token for one in others for token in _tokens(one)}


def _is_somebody_else(one: Candidate) -> bool:
    return Agreement.DIFFERENT in (one.agreement(_named_by(one)), one.agreement("birth_date"))


def _token(fact: Compared) -> _Token:
    return fact.name, likeness.fold(fact.name, fact.held.reveal() if fact.held else "")


def _tokens(one: Candidate) -> Iterator[_Token]:
    holds = one.holds.reveal()
    for fact in _REACHES:
        yield from ((fact, likeness.fold(fact, words)) for words in holds.get(fact, ()))


def _through(one: Candidate, known: set[_Token]) -> Candidate:
    """Propose a row of the same name and birthday that shares a telephone or mailbox with a proposed one."""
    if one.standing is Standing.PROPOSED or _who(one) < _Who.LIKELY:
        return one
    token = next((token for token in _tokens(one) if token in known), None)
    if token is None:
        return one
    fact, words = token
    worth = points(fact, Agreement.LIKE) or 1
    why = text("another row that is proposed holds the same")
    more = Compared(f"{fact}{ELSEWHERE}", Agreement.LIKE, worth, Personal(words), Personal(words), why)
    return replace(one, facts=(*one.facts, more), score=one.score + worth, standing=Standing.PROPOSED)


def _apart(rows: Sequence[Candidate]) -> Iterator[Candidate]:
    """Mark rows that may be of several people of whom none is nearer to what was given."""
    proposed = [one for one in rows if one.standing is Standing.PROPOSED]
    rivals = {id(one) for one in proposed} if _of_several_birthdays(proposed) else set()
    if not proposed:
        alike = [one for one in rows if _who(one) in (_Who.NAMED, _Who.SURE)]
        rivals = {id(one) for one in alike} if _groups(alike) > 1 else set()
    for one in rows:
        yield replace(one, standing=Standing.ALIKE) if id(one) in rivals else one


def _of_several_birthdays(rows: Sequence[Candidate]) -> bool:
    """Say whether rows that agree in all that was given are of people born on different days."""
    open_rows = [one for one in rows if one.agreement("birth_date") is Agreement.NOT_COMPARABLE]
    days = sorted(
        {likeness.day(words) for one in open_rows for words in one.holds.reveal().get("birth_date", ())}
    )
    return any(compare("birth_date", days[0], day).agreement is Agreement.DIFFERENT for day in days[1:])


def _groups(rows: Sequence[Candidate]) -> int:
    """Return how many people the rows may be about: those that share a telephone, mailbox or house are one."""
    leaders: dict[object, int] = {}
    of = list(range(len(rows)))
    for place, one in enumerate(rows):
        for mark in _marks(one):
            _join(of, leaders.setdefault(mark, place), place)
    return len(Counter(_leader(of, place) for place in range(len(rows))))


def _marks(one: Candidate) -> Iterator[object]:
    yield from _tokens(one)
    for words in one.holds.reveal().get("address", ()):
        house = addresses.place(words)
        yield "address", house.town, house.numbers


def _leader(of: list[int], place: int) -> int:
    while of[place] != place:
        of[place] = of[of[place]]
        place = of[place]
    return place


def _join(of: list[int], one: int, other: int) -> None:
    of[_leader(of, other)] = _leader(of, one)
