"""
One fact as it was given beside the same fact as a row holds it: the same, like it, different; and why.

Comparing is symmetric, and never decides what belongs to an answer: it ranks rows for staff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from yakusoku.stores import addresses, latin, likeness
from yakusoku.terms.text import Text, text

_DIGITS_AT_LEAST = 8


class Agreement(StrEnum):
    """What comparing one fact shows."""

    SAME = "same"
    LIKE = "like"
    DIFFERENT = "different"
    NOT_COMPARABLE = "not_comparable"

    @property
    def says(self) -> Text:
        """Return it in words."""
        match self:
            case Agreement.SAME:
                return text("the same")
            case Agreement.LIKE:
                return text("alike")
            case Agreement.DIFFERENT:
                return text("different")
            case Agreement.NOT_COMPARABLE:
                return text("not comparable")

    @property
    def agrees(self) -> bool:
        """Return whether it speaks for the row."""
        return self in (Agreement.SAME, Agreement.LIKE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two writings of a fact compare, and the reason in words."""

    agreement: Agreement
    why: Text


def compare(fact: str, one: str, other: str) -> Comparison:
    """Return how two writings of `fact` compare; the order of the two makes no difference."""
    mine, theirs = likeness.fold(fact, one), likeness.fold(fact, other)
    if not mine or not theirs:
        return Comparison(Agreement.NOT_COMPARABLE, text("the row does not hold it, or it cannot be read"))
    if mine == theirs:
        written = one.strip() == other.strip()
        return Comparison(Agreement.SAME, text("to the letter") if written else text("written otherwise"))
    for is_like, why in _LIKENESSES.get(fact, ()):
        if is_like(one, other):
            same = fact == "address" and is_like is _one_house
            return Comparison(Agreement.SAME if same else Agreement.LIKE, why)
    return Comparison(Agreement.DIFFERENT, text("nothing explains the difference"))


def parts(words: str) -> tuple[str, str] | None:
    """Return family and given name of a name that is written with a space between, else None."""
    found = words.split()
    return (found[0], found[1]) if len(found) == 2 else None


def _one_house(one: str, other: str) -> bool:
    return addresses.same(addresses.place(one), addresses.place(other))


def _near_house(one: str, other: str) -> bool:
    return addresses.like(addresses.place(one), addresses.place(other))


def _slip_of_a_digit(fact: str) -> Callable[[str, str], bool]:
    def is_slip(one: str, other: str) -> bool:
        mine, theirs = (
            "".join(letter for letter in likeness.fold(fact, words) if letter.isdigit())
            for words in (one, other)
        )
        if len(mine) != len(theirs) or len(mine) < _DIGITS_AT_LEAST:
            return False
        unlike = [place for place, pair in enumerate(zip(mine, theirs, strict=True)) if pair[0] != pair[1]]
        if len(unlike) == 1:
            return True
        first, *more = unlike
        return more == [first + 1] and mine[first : first + 2] == theirs[first : first + 2][::-1]

    return is_slip


def _day_and_month_changed(one: str, other: str) -> bool:
    year, month, day = likeness.day(one).split("-")
    return likeness.day(other) == f"{year}-{day}-{month}"


def _loose(fold: Callable[[str], str]) -> Callable[[str, str], bool]:
    return lambda one, other: fold(one) == fold(other)


def _other_family(fold: Callable[[str], str]) -> Callable[[str, str], bool]:
    """Say whether the given name is the same and the family name alone differs, as after a marriage."""

    def differs(one: str, other: str) -> bool:
        mine, theirs = parts(one), parts(other)
        if mine and theirs:
            return fold(mine[1]) == fold(theirs[1])
        return any(_ends_in(fold, split, whole) for split, whole in ((mine, other), (theirs, one)) if split)

    return differs


def _ends_in(fold: Callable[[str], str], split: tuple[str, str], whole: str) -> bool:
    plain, given = fold(whole), fold(split[1])
    return plain.endswith(given) and len(given) < len(plain)


def _one_reading(one: str, other: str) -> bool:
    return _keys(one) == _keys(other)


def _keys(words: str) -> list[str]:
    return sorted(map(latin.key, latin.tokens(words)))


def _other_family_in_latin(one: str, other: str) -> bool:
    """Say whether the given name, which stands last, is spelled alike and the family name differs."""
    mine, theirs = latin.tokens(one), latin.tokens(other)
    return len(mine) == len(theirs) == 2 and latin.key(mine[1]) == latin.key(theirs[1])


def _likenesses() -> Iterator[tuple[str, tuple[tuple[Callable[[str, str], bool], Text], ...]]]:
    family = text("the given name is the same and the family name differs, as after a marriage")
    slip = text("one digit differs, or two stand in each other's place")
    confused = text("characters that are often taken for each other")
    reading = text("another spelling of one reading")
    yield "name", ((_loose(likeness.loose_name), confused), (_other_family(likeness.loose_name), family))
    yield "kana", ((_loose(likeness.loose_kana), confused), (_other_family(likeness.loose_kana), family))
    for fact in ("family_name", "given_name"):
        yield fact, ((_loose(likeness.loose_name), confused),)
    for fact in ("family_kana", "given_kana"):
        yield fact, ((_loose(likeness.loose_kana), confused),)
    yield "romaji", ((_one_reading, reading), (_other_family_in_latin, family))
    yield "phone_number", ((_slip_of_a_digit("phone_number"), slip),)
    changed = text("day and month stand in each other's place")
    yield "birth_date", ((_slip_of_a_digit("birth_date"), slip), (_day_and_month_changed, changed))
    house = text("one house, written otherwise")
    near = text("the house number agrees; the name of the city, the building or the room differs")
    yield "address", ((_one_house, house), (_near_house, near))


_LIKENESSES = dict(_likenesses())
