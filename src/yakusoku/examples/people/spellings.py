"""
One person as several systems write them, and in which known way each differs from what is true.

Most systems write most people alike. Where one differs, it is always the same for the same person, system and
seed. The known cast is written alike everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from yakusoku.examples.people import forms, places, romaji
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.names import Name, family_names
from yakusoku.examples.people.persons import BLOCK, Person, namesake

_CAST_FROM = 9_000_000_000
_OFFICES, _OFFICES_IN_100, _OFFICE_ORDERS = (4, 7), 8, 1_000_000
_MAILBOXES_IN_100 = 35


class Kind(StrEnum):
    """A kind of hard case. The first eight are of a person in one system, the others of the person."""

    OLD_CHARACTERS = "old_characters"
    HALF_WIDTH = "half_width"
    ROMAJI = "romaji"
    FORMER_NAME = "former_name"
    OLD_ADDRESS = "old_address"
    POSTAL_FORM = "postal_form"
    MERGED_TOWN = "merged_town"
    DIGIT = "digit"
    SHARED_MAILBOX = "shared_mailbox"
    SHARED_TELEPHONE = "shared_telephone"
    HOUSEHOLD = "household"
    MINOR = "minor"
    NAMESAKE = "namesake"


IN_100: dict[Kind, int] = {
    Kind.OLD_CHARACTERS: 30,
    Kind.HALF_WIDTH: 8,
    Kind.ROMAJI: 25,
    Kind.FORMER_NAME: 6,
    Kind.OLD_ADDRESS: 5,
    Kind.POSTAL_FORM: 40,
    Kind.MERGED_TOWN: 50,
    Kind.DIGIT: 3,
}
"""
Of a hundred whom a kind can concern, how many a system writes so: names with an old form; everybody; names of several
spellings; women; everybody; everybody; who lives where towns merged; everybody.
"""
IN_COMMON = frozenset(
    {
        "jal-membership",
        "jal-flights",
        "jal-shop",
        "jalpak-tours",
        "jalpak-inquiries",
        "jcom-customers",
        "jcom-recruitment",
    }
)
"""The systems that know a household by one mailbox and colleagues by one telephone. Rows of others have no number of
their own and are found by telephone or mailbox, so that shared ones would join two people's rows."""

_MERGED = {
    "さいたま市大宮区": ("大宮市", {}),
    "さいたま市浦和区": ("浦和市", {"330-0063": "336-0011", "330-0062": "336-0012"}),
    "浜松市中央区": ("浜松市中区", {}),
    "静岡市葵区": ("静岡市", {}),
    "静岡市駿河区": ("静岡市", {}),
    "新潟市中央区": ("新潟市", {"950-0087": "950-0087", "950-0901": "951-0901"}),
    "相模原市中央区": ("相模原市", {"252-0231": "229-0031"}),
    "相模原市南区": ("相模原市", {"252-0303": "228-0803"}),
    "岡山市北区": ("岡山市", {}),
    "熊本市中央区": ("熊本市", {"862-0950": "862-0950"}),
    "熊本市西区": ("熊本市", {}),
    "熊本市東区": ("熊本市", {"862-0911": "862-0911"}),
    "堺市堺区": ("堺市", {}),
    "堺市北区": ("堺市", {}),
}
"""Cities and wards by what they were called before towns merged or wards were made, and postal codes that changed then
(written from general knowledge, like the towns)."""


class Written(NamedTuple):
    """A person as one system writes them, and by which texts each kind of hard case shows there."""

    person: Person
    shows: dict[Kind, tuple[str, ...]]


def spelled(person: Person, system: str, *, seed: int) -> Person:
    """Return the person as `system` (a word of yours, such as "shop") writes them."""
    return written(person, system, seed=seed).person


def written(person: Person, system: str, *, seed: int) -> Written:
    """Return the person as `system` writes them, with the kinds of hard cases in it; the cast are written alike."""
    if person.number >= _CAST_FROM:
        return Written(person, {})
    draws = Draws(f"spelling-{system}", seed, person.number, size=64)
    now, changed = person, {}
    for kind, change in _CHANGES.items():
        if draws.below(100) < IN_100[kind]:
            then = change(now, seed, draws)
            changed[kind] = _differing(now, then)
            now = then
    if system in IN_COMMON:
        for kind, then in _in_common(now, seed):
            changed[kind] = _differing(now, then)
            now = then
    texts = _texts(now)
    shows = {
        kind: tuple(words for one in fields if (words := texts[one])) for kind, fields in changed.items()
    }
    return Written(now, {kind: words for kind, words in shows.items() if words})


def kinds_of(person: Person, *, seed: int, as_of: date) -> tuple[Kind, ...]:
    """Return the kinds of hard cases that a person is part of, whatever system writes them."""
    if person.number >= _CAST_FROM:
        return ()
    found = {
        Kind.HOUSEHOLD: person.household is not None,
        Kind.MINOR: person.household is not None and person.age(as_of) < 18,
        Kind.NAMESAKE: namesake(seed, person.number) is not None,
    }
    return tuple(kind for kind, holds in found.items() if holds)


def shared_facts(person: Person, *, seed: int) -> dict[str, str | None]:
    """Return the mailbox and telephone that a person shares with others, where there are such."""
    shared = dict(_in_common(person, seed)) if person.number < _CAST_FROM else {}
    facts: dict[str, str | None] = {}
    if Kind.SHARED_MAILBOX in shared:
        facts["shared_email"] = shared[Kind.SHARED_MAILBOX].email
    if Kind.SHARED_TELEPHONE in shared:
        facts["shared_telephone"] = shared[Kind.SHARED_TELEPHONE].telephone
    return facts


def _old_characters(person: Person, seed: int, draws: Draws) -> Person:
    del seed, draws
    return person._replace(
        family=person.family._replace(kanji=forms.old_characters(person.family.kanji)),
        given=person.given._replace(kanji=forms.old_characters(person.given.kanji)),
    )


def _half_width(person: Person, seed: int, draws: Draws) -> Person:
    del seed, draws
    return person._replace(family=_halved(person.family), given=_halved(person.given))


def _halved(name: Name) -> Name:
    return name._replace(kana=forms.half_width(name.kana))


def _romaji(person: Person, seed: int, draws: Draws) -> Person:
    del seed
    return person._replace(family=_otherwise(person.family, draws), given=_otherwise(person.given, draws))


def _otherwise(name: Name, draws: Draws) -> Name:
    ways = romaji.otherwise(name.kana, name.romaji)
    return name._replace(romaji=draws.pick(ways)) if ways else name


def _former_name(person: Person, seed: int, draws: Draws) -> Person:
    """Give a woman the family name of before: one for all systems that still have it."""
    del draws
    if person.sex != "F":
        return person
    return person._replace(family=Draws("former-name", seed, person.number, size=16).pick(family_names()))


def _old_address(person: Person, seed: int, draws: Draws) -> Person:
    """Give a person the home of before, in the same prefecture: one for all systems that still have it."""
    del draws
    before = Draws("former-home", seed, person.number, size=32)
    town = before.pick(places.settled((person.prefecture,)))
    fixed = places.telephone(town.area_code, person.number + 45_000) if person.telephone else None
    return person._replace(
        postal_code=town.postal_code,
        city=town.city,
        street=places.street(town, before),
        building="",
        telephone=fixed,
    )


def _postal_form(person: Person, seed: int, draws: Draws) -> Person:
    del seed
    street = forms.postal_form(person.street, draws)
    building = forms.building_form(person.building, draws) if person.building else ""
    return person._replace(street=street, building=building)


def _merged_town(person: Person, seed: int, draws: Draws) -> Person:
    del seed, draws
    if person.city not in _MERGED:
        return person
    city, codes = _MERGED[person.city]
    return person._replace(city=city, postal_code=codes.get(person.postal_code, person.postal_code))


def _digit(person: Person, seed: int, draws: Draws) -> Person:
    """Mistake one digit of the birth date, or of a telephone number where there is one."""
    del seed
    which = draws.below(3)
    if which == 1 and person.mobile:
        return person._replace(mobile=forms.slip(person.mobile, draws))
    if which == 2 and person.telephone:
        return person._replace(telephone=forms.slip(person.telephone, draws))
    return person._replace(birth_date=forms.slip_of_day(person.birth_date, draws))


_CHANGES: dict[Kind, Callable[[Person, int, Draws], Person]] = {
    Kind.FORMER_NAME: _former_name,
    Kind.ROMAJI: _romaji,
    Kind.OLD_CHARACTERS: _old_characters,
    Kind.HALF_WIDTH: _half_width,
    Kind.OLD_ADDRESS: _old_address,
    Kind.MERGED_TOWN: _merged_town,
    Kind.POSTAL_FORM: _postal_form,
    Kind.DIGIT: _digit,
}


def _in_common(person: Person, seed: int) -> Iterator[tuple[Kind, Person]]:
    """Yield the person with what a household or an office shares."""
    if person.household is not None and person.email is not None:
        draws = Draws("shared-mailbox", seed, person.household, size=16)
        if draws.below(100) < _MAILBOXES_IN_100:
            email = f"family{person.household:05d}@example.com"
            yield Kind.SHARED_MAILBOX, person._replace(email=email)
            person = person._replace(email=email)
    block, place = divmod(person.number, BLOCK)
    if place in _OFFICES and Draws("offices", seed, block, size=16).below(100) < _OFFICES_IN_100:
        office = places.telephone("03", _OFFICE_ORDERS + block)
        yield Kind.SHARED_TELEPHONE, person._replace(telephone=office, mobile=None)


def _texts(person: Person) -> dict[str, str | None]:
    """Return every text of a person by the name of its field."""
    texts: dict[str, str | None] = {"birth_date": person.birth_date.isoformat()}
    for part, name in (("family", person.family), ("given", person.given)):
        texts |= {f"{part}_{writing}": words for writing, words in name._asdict().items()}
    for field in ("postal_code", "city", "street", "building", "telephone", "mobile", "email"):
        texts[field] = getattr(person, field)
    return texts


def _differing(one: Person, other: Person) -> tuple[str, ...]:
    mine, theirs = _texts(one), _texts(other)
    return tuple(field for field, words in mine.items() if theirs[field] != words)
