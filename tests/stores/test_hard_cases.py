"""
Who is this, measured on the truth file of every company: nobody else's row is proposed, and few of the own are missed.

`make bench` prints the same table over 5,000 people of each company; here it is a smaller crowd.
"""

from __future__ import annotations

import pytest
from bench.candidates import KINDS, Tally, measure

from yakusoku.examples import companies
from yakusoku.examples.people.spellings import Kind

PEOPLE, EVERY = 450, 2
MOST_MISSED = {
    Kind.OLD_CHARACTERS: 0.05,
    Kind.HALF_WIDTH: 0.03,
    Kind.ROMAJI: 0.05,
    Kind.FORMER_NAME: 0.20,
    Kind.OLD_ADDRESS: 0.15,
    Kind.POSTAL_FORM: 0.03,
    Kind.MERGED_TOWN: 0.05,
    Kind.DIGIT: 0.15,
    Kind.SHARED_MAILBOX: 0.10,
    Kind.SHARED_TELEPHONE: 0.50,
    Kind.HOUSEHOLD: 0.15,
    Kind.MINOR: 0.9,
    Kind.NAMESAKE: 0.10,
    "none": 0.03,
}
"""By kind, the part of the rows that may be missed. Minors often have neither telephone nor mailbox."""
NAMELESS = ("contact_alone", "number_alone")


@pytest.fixture(scope="module")
def total(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    """Everybody of every company asked once."""
    total = Tally()
    for code in companies.codes():
        total += measure(code, tmp_path_factory.mktemp(code), people=PEOPLE, every=EVERY)
    return total


def test_nobody_elses_row_is_proposed(total: Tally) -> None:
    assert total.wrong == []
    assert total.proposed > PEOPLE * len(companies.codes())


def test_two_of_one_name_and_birthday_are_not_told_apart_by_these(total: Tally) -> None:
    assert total.namesakes > 5
    assert total.preferred == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NAMELESS])
def test_the_rows_that_are_missed_are_few_in_every_kind(total: Tally, kind: str) -> None:
    assert total.of_kind[kind] > 0
    assert total.miss_rate(kind) <= MOST_MISSED[kind], "\n".join(total.lines())


@pytest.mark.parametrize("kind", NAMELESS)
def test_a_row_without_a_name_is_never_proposed(total: Tally, kind: str) -> None:
    assert total.of_kind[kind] == total.missed[kind] > 0


def test_what_is_not_proposed_is_shown_where_a_name_or_contact_agrees(total: Tally) -> None:
    named = [kind for kind in KINDS if kind not in NAMELESS]
    unseen = sum(total.unseen[kind] for kind in named)
    assert unseen <= sum(total.of_kind[kind] for kind in named) / 200, "\n".join(total.lines())
