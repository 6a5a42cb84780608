"""Kinds of data: cut at dots, and special care by name only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yakusoku.datamap.categories import KINDS, catalogue, covers, kind_of, known, nearest


def test_all_keys_of_fideslang_and_ours_have_both_names() -> None:
    fideslang = [key for key in known() if not key.startswith("jp")]

    assert len(fideslang) == 85
    assert all(one.name.en and one.name.ja for one in catalogue().values())
    assert all(key.rpartition(".")[0] in known() or "." not in key for key in known())


@pytest.mark.parametrize(
    ("permitted", "category", "covered"),
    [
        ("user.contact", "user.contact.email", True),
        ("user.contact", "user.contact", True),
        ("user.contact", "user.contact_preferences", False),
        ("user.contact.email", "user.contact", False),
        ("user", "user.health_and_medical", False),
        ("user.health_and_medical", "user.health_and_medical.genetic", False),
        ("user.health_and_medical.genetic", "user.health_and_medical.genetic", True),
        ("jp", "jp.special_care.disability", False),
        ("jp.special_care", "jp.special_care.disability", False),
        ("user.demographic", "user.demographic.religious_belief", False),
        ("user.demographic", "user.demographic.gender", True),
        ("jp.identification_code", "jp.identification_code.my_number", True),
    ],
)
def test_a_category_permits_what_lies_below_it(permitted: str, category: str, covered: bool) -> None:
    assert covers(permitted, category) is covered


def test_a_company_s_own_key_below_special_care_is_special_care() -> None:
    assert kind_of("jp.special_care.medical_history.own_word") == "special_care"
    assert not covers("jp.special_care.medical_history", "jp.special_care.medical_history.own_word")


def test_a_key_may_have_another_kind_than_the_one_above_it() -> None:
    assert kind_of("user.health_and_medical") == "special_care"
    assert kind_of("user.health_and_medical.insurance_beneficiary_id") == "identification_code"


def test_every_kind_is_one_that_the_law_knows() -> None:
    assert {one.kind for one in catalogue().values()} == {None, *KINDS}


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("user.contact.emial", "user.contact.email"),
        ("jp.viewing_histroy", "jp.viewing_history"),
        ("???", None),
    ],
)
def test_a_slip_finds_the_key_that_was_meant(read: str, meant: str | None) -> None:
    assert nearest(read) == meant


@given(some.sampled_from(sorted(known())), some.sampled_from(sorted(known())))
def test_nothing_covers_special_care_but_its_own_key(permitted: str, category: str) -> None:
    if kind_of(category) == "special_care" and covers(permitted, category):
        assert permitted == category
