"""A synthetic person, made from a seed and a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain, repeat
from typing import NamedTuple

from yakusoku.examples.people import names, places
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.names import Name
from yakusoku.examples.people.places import Town

# People of each five years of age from 0, in ten thousands (shape of the population estimates of
# October 2023).
_YOUNG = (400, 480, 525, 548, 620, 645, 630, 690, 770, 910)
_PYRAMID = (*_YOUNG, 950, 830, 750, 730, 870, 770, 580, 400, 205, 60, 9)
_MAILBOXES = (
    "example.com",
    "example.net",
    "example.org",
    "example.jp",
)  # RFC 2606; JPRS keeps EXAMPLE.JP for examples
_BUILDINGS = (
    "コーポひなげし",
    "メゾン若草",
    "グリーンハイツ",
    "サンハイム",
    "みどり荘",
    "パレス山茶花",
    "リバーサイド桂",
)
BLOCK = 8
"""Numbers 8n to 8n+7 are neighbors; the first of them may be a household."""
_HOUSEHOLDS = 12  # of a hundred blocks
_NAMESAKES, _NAMESAKES_IN_100 = (5, 6), 4  # two neighbors who live alone, in four of a hundred blocks


class Address(NamedTuple):
    """Where a person lives, in the parts that a Japanese system keeps."""

    postal_code: str
    prefecture: str
    city: str
    street: str
    building: str


class Person(NamedTuple):
    """
    Somebody who does not exist. `repr` shows the number and no value, as for anybody else.

    `sex` is "F" or "M"; `building` is empty for a house; `email` and the two telephones are None where
    the person has none; `household` is the number of the household's head where the person shares
    address, fixed line and family name with others.
    """

    number: int
    family: Name
    given: Name
    birth_date: date
    sex: str
    postal_code: str
    prefecture: str
    city: str
    street: str
    building: str
    telephone: str | None
    mobile: str | None
    email: str | None
    household: int | None = None

    def __repr__(self) -> str:
        return f"Person({self.number})"

    @property
    def person_id(self) -> str:
        """Return the id that the truth file uses."""
        return f"P{self.number:010d}"

    @property
    def name(self) -> str:
        """Return family and given name in kanji, parted by one full-width space."""
        return f"{self.family.kanji}　{self.given.kanji}"

    @property
    def family_name(self) -> str:
        """Return the family name in kanji."""
        return self.family.kanji

    @property
    def given_name(self) -> str:
        """Return the given name in kanji."""
        return self.given.kanji

    def age(self, as_of: date) -> int:
        """Return the completed years of life on the birthdays up to `as_of`."""
        born = self.birth_date
        return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))


class _Home(NamedTuple):
    """What the members of a household share."""

    head: int
    members: int
    family: Name
    town: Town
    address: Address
    telephone: str | None


@cache
def _ages() -> tuple[int, ...]:
    """Return every age from 0 to 100 as often as it is lived."""
    each = chain.from_iterable(
        repeat(5 * band + year, weight)
        for band, weight in enumerate(_PYRAMID)
        for year in range(5 if band < 20 else 1)
    )
    return tuple(each)


def _home(draws: Draws, head: int, members: int, prefectures: tuple[str, ...]) -> _Home:
    family = draws.pick(names.family_names())
    town = draws.pick(places.settled(prefectures))
    street = places.street(town, draws)
    building = ""
    if town.chome and draws.below(100) < 45:
        building = f"{draws.pick(_BUILDINGS)} {1 + draws.below(5)}{1 + draws.below(8):02d}号室"
    fixed = places.telephone(town.area_code, head) if draws.below(100) < 60 else None
    address = Address(town.postal_code, town.prefecture, town.city, street, building)
    return _Home(head, members, family, town, address, fixed)


def _household(seed: int, number: int, prefectures: tuple[str, ...]) -> _Home | None:
    """Return the household that the person of `number` belongs to, or None for one who lives alone."""
    block, place = divmod(number, BLOCK)
    if place > 3:
        return None
    draws = Draws("household", seed, block)
    members = 2 + draws.below(3)
    if draws.below(100) >= _HOUSEHOLDS or place >= members:
        return None
    return _home(draws, block * BLOCK, members, prefectures)


def _age_in(home: _Home | None, number: int, draws: Draws, seed: int) -> int:
    """Return an age: two heads of one generation first, then their children."""
    if home is None:
        return draws.pick(_ages())
    oldest = 28 + Draws("generation", seed, home.head).below(40)
    place = number - home.head
    if place < 2:
        return oldest + place * (draws.below(9) - 4)
    return max(0, oldest - 26 - draws.below(8))


def _sex_in(home: _Home | None, number: int, draws: Draws) -> str:
    if home is not None and number - home.head < 2:
        return "MF"[number - home.head]
    return "FM"[draws.below(1000) < 487]


def namesake(seed: int, number: int) -> int | None:
    """
    Return who shares both name and birthday with the person of `number`, or None: two in each of 4 of 100 blocks.

    The two live apart, every other pair in one town, and have nothing else in common.
    """
    block, place = divmod(number, BLOCK)
    if place not in _NAMESAKES or Draws("namesakes", seed, block, size=16).below(100) >= _NAMESAKES_IN_100:
        return None
    return block * BLOCK + sum(_NAMESAKES) - place


def _in_town_of(other: Person, home: _Home, seed: int, number: int) -> _Home:
    """Return a house of one's own in the town where another person lives."""
    towns = (one for one in places.towns() if one.postal_code == other.postal_code)
    town = next(one for one in towns if other.street.startswith(one.town))
    street = places.street(town, Draws("namesake-home", seed, number, size=32))
    address = Address(town.postal_code, town.prefecture, town.city, street, "")
    fixed = places.telephone(town.area_code, number) if home.telephone else None
    return home._replace(town=town, address=address, telephone=fixed)


class _Who(NamedTuple):
    """What a person is born with."""

    given: Name
    sex: str
    age: int
    birth_date: date


def _born(
    seed: int, number: int, home: _Home | None, draws: Draws, as_of: date, prefectures: tuple[str, ...]
) -> _Who:
    """Draw given name, sex and birth date; of one household no two have given names that sound alike."""
    sex = _sex_in(home, number, draws)
    age = _age_in(home, number, draws, seed)
    born = as_of - timedelta(days=draws.below(365) + (age * 1461 + 3) // 4)
    usual = names.given_names(sex, names.decade_of(born.year))
    given = draws.pick(usual)
    if home is not None and number > home.head:
        older = range(home.head, number)
        taken = {person(seed, one, as_of=as_of, prefectures=prefectures).given.kana for one in older}
        while given.kana in taken:
            given = draws.pick(usual)
    return _Who(given, sex, age, born)


def person(seed: int, number: int, *, as_of: date, prefectures: tuple[str, ...] = ()) -> Person:
    """
    Return the person of `number` (from 0) of `seed`, aged for `as_of`; `prefectures` limits where
    people live.

    The same arguments give the same person on every machine; no other person has to be made before.
    """
    home = _household(seed, number, prefectures)
    draws = Draws("person", seed, number)
    shared = home or _home(draws, number, 1, prefectures)
    who, family = _born(seed, number, home, draws, as_of, prefectures), shared.family
    other = namesake(seed, number)
    if other is not None and other < number:
        twin = person(seed, other, as_of=as_of, prefectures=prefectures)
        who, family = _Who(twin.given, twin.sex, who.age, twin.birth_date), twin.family
        if other // BLOCK % 2:
            shared = _in_town_of(twin, shared, seed, number)
    mobile = (
        places.mobile(number) if who.age >= 12 and draws.below(100) < (92 if who.age < 80 else 55) else None
    )
    email = None
    if who.age >= 12 and draws.below(100) < (88 if who.age < 70 else 40):
        local = f"{who.given.romaji}.{family.romaji}".lower()
        email = f"{local}{number:04d}@{draws.pick(_MAILBOXES)}"
    return Person(
        number,
        family,
        who.given,
        who.birth_date,
        who.sex,
        *shared.address,
        shared.telephone,
        mobile,
        email,
        home.head if home else None,
    )


def people(
    seed: int, count: int, *, as_of: date, first: int = 0, prefectures: tuple[str, ...] = ()
) -> Iterator[Person]:
    """Yield `count` persons of `seed` from number `first` on."""
    for number in range(first, first + count):
        yield person(seed, number, as_of=as_of, prefectures=prefectures)
