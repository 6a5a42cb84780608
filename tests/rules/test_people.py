"""Synthetic people: the same on every machine, plausible, and nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from statistics import mean

from tests.common import golden
from yakusoku.examples.people import names
from yakusoku.examples.people.draws import Draws
from yakusoku.examples.people.persons import Person, people, person
from yakusoku.examples.people.truth import Truth, facts, line

AS_OF = date(2026, 11, 23)
MANY = 8_000


def lines(somebody: Person) -> str:
    return line(Truth(somebody.person_id, facts(somebody), ()))


def crowd() -> list[Person]:
    return list(people(1, MANY, as_of=AS_OF))


def test_the_first_thirty_people_are_the_golden_ones() -> None:
    made = "".join(f"{lines(somebody)}\n" for somebody in people(1, 30, as_of=AS_OF))
    golden.check("people/first-thirty.jsonl", made)


def test_another_process_with_another_hash_seed_makes_the_same_people() -> None:
    program = (
        "from datetime import date; from yakusoku.examples.people.persons import people\n"
        "from yakusoku.examples.people.truth import facts\n"
        "print([list(facts(one).values()) for one in people(7, 200, as_of=date(2026, 11, 23))])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert said[0].decode().strip() == str([list(facts(one).values()) for one in people(7, 200, as_of=AS_OF)])


def test_a_person_does_not_depend_on_who_was_made_before() -> None:
    assert list(people(1, 50, as_of=AS_OF))[37] == person(1, 37, as_of=AS_OF)
    assert list(people(1, 5, first=35, as_of=AS_OF))[2] == person(1, 37, as_of=AS_OF)


def test_another_seed_makes_other_people() -> None:
    ours, theirs = (list(people(seed, 100, as_of=AS_OF)) for seed in (1, 2))
    assert sum(one.name == other.name for one, other in zip(ours, theirs, strict=True)) < 5


def test_a_printed_person_says_a_number_and_no_value() -> None:
    somebody = person(1, 3, as_of=AS_OF)
    assert repr(somebody) == str(somebody) == f"{somebody}" == "Person(3)"
    assert repr(Truth(somebody.person_id, facts(somebody), ())) == "Truth(P0000000003)"


def test_ages_follow_the_pyramid() -> None:
    ages = [somebody.age(AS_OF) for somebody in crowd()]
    assert min(ages) == 0
    assert 98 <= max(ages) <= 101
    assert 46 < mean(ages) < 51
    children = sum(age < 15 for age in ages) / MANY
    elders = sum(age >= 65 for age in ages) / MANY
    assert 0.09 < children < 0.16
    assert 0.25 < elders < 0.33


def test_given_names_are_of_their_sex_and_time() -> None:
    for somebody in crowd():
        decade = names.decade_of(somebody.birth_date.year)
        assert somebody.given in names.given_names(somebody.sex, decade)
    assert "HINATA" in {name.romaji for name in names.given_names("F", 2010)}
    assert "HINATA" not in {name.romaji for name in names.given_names("F", 1930)}


def test_every_decade_has_names_to_draw_from() -> None:
    for sex in "FM":
        for decade in range(1920, 2030, 10):
            assert len({name.kanji for name in names.given_names(sex, decade)}) >= 18, (sex, decade)


def test_there_are_a_few_hundred_names_of_each_kind() -> None:
    families = set(names.family_names())
    given = {
        name for sex in "FM" for decade in range(1920, 2030, 10) for name in names.given_names(sex, decade)
    }
    assert len(families) > 350
    assert len(given) > 300


def test_spellings_that_only_look_different_stand_side_by_side() -> None:
    families = {name.kanji: name.kana for name in names.family_names()}
    for one, other in (
        ("高橋", "髙橋"),
        ("渡辺", "渡邊"),
        ("渡辺", "渡邉"),
        ("宮崎", "宮﨑"),
        ("斎藤", "齋藤"),
        ("斉藤", "齊藤"),
        ("吉田", "𠮷田"),
    ):
        assert families[one] == families[other]
        assert one != other


def test_members_of_a_household_share_name_address_and_fixed_line() -> None:
    everybody = crowd()
    homes = Counter(somebody.household for somebody in everybody if somebody.household is not None)
    assert 0.02 < sum(homes.values()) / MANY < 0.08
    assert set(homes.values()) <= {2, 3, 4}
    for head, members in homes.items():
        house = everybody[head : head + members]
        assert len({(one.family, one.street, one.telephone, one.postal_code) for one in house}) == 1
        mobiles = [one.mobile for one in house if one.mobile]
        assert len(set(mobiles)) == len(mobiles)
        assert all(one.age(AS_OF) < house[0].age(AS_OF) - 20 for one in house[2:])


def test_nobody_shares_a_number_or_mailbox_by_accident() -> None:
    alone = [somebody for somebody in crowd() if somebody.household is None]
    for given in ("telephone", "mobile", "email"):
        had = [value for somebody in alone if (value := getattr(somebody, given))]
        assert len(had) == len(set(had)) > MANY // 3


def test_people_can_be_settled_in_some_prefectures_only() -> None:
    some = list(people(1, 200, as_of=AS_OF, prefectures=("大分県", "宮城県")))
    assert {somebody.prefecture for somebody in some} == {"大分県", "宮城県"}


def test_draws_are_even() -> None:
    drawn = Counter(Draws("even", 1, number).below(10) for number in range(20_000))
    assert all(1_800 < times < 2_200 for times in drawn.values())
