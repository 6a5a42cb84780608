"""The known cast, and mail that reaches nobody."""

from __future__ import annotations

from datetime import date

from yakusoku.examples.people import places
from yakusoku.examples.people.cast import CAST, CHIBA, CHIBAS_MOTHER, FUKUDA, STAFF
from yakusoku.examples.people.persons import people

AS_OF = date(2026, 11, 23)
RESERVED = {"example.com", "example.net", "example.org", "example.jp"}


def test_the_cast_is_complete_and_in_order() -> None:
    assert list(CAST) == ["aoki", "baba", "chiba", "doi", "endo", "fukuda"]
    assert list(STAFF) == ["sato", "suzuki", "tanaka"]
    assert [known.person.family.romaji.lower() for known in CAST.values()] == list(CAST)


def test_nobody_of_the_cast_is_anybody_else() -> None:
    persons = [known.person for known in CAST.values()]
    for given in ("number", "name", "mobile", "email"):
        assert len({getattr(person, given) for person in persons}) == len(persons)


def test_the_cast_live_where_postal_and_area_codes_say() -> None:
    towns = {town.postal_code: town for town in places.towns()}
    for known in CAST.values():
        town = towns[known.person.postal_code]
        assert (known.person.prefecture, known.person.city) == (town.prefecture, town.city)
        assert known.person.street.startswith(town.town)
        if known.person.telephone:
            assert known.person.telephone.split("-")[0] == town.area_code


def test_chiba_is_a_minor_and_her_mother_is_not() -> None:
    assert CHIBA.age(AS_OF) < 18 <= CHIBAS_MOTHER.age(AS_OF)
    assert CAST["chiba"].guardian == CHIBAS_MOTHER
    assert CHIBA.telephone == CHIBAS_MOTHER.telephone


def test_fukuda_has_two_mailboxes() -> None:
    assert CAST["fukuda"].second_email not in {None, FUKUDA.email}


def test_mail_goes_to_names_reserved_for_examples_only() -> None:
    everybody = [*people(1, 2_000, as_of=AS_OF), *(known.person for known in CAST.values())]
    mailboxes = {one.email for one in everybody if one.email}
    mailboxes.add(str(CAST["fukuda"].second_email))
    assert {mailbox.rpartition("@")[2] for mailbox in mailboxes} == RESERVED


def test_ages_count_from_birthdays() -> None:
    assert CHIBA.age(date(2029, 5, 19)) == 17
    assert CHIBA.age(date(2029, 5, 20)) == 18
