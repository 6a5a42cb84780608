"""Each right of both laws at five companies, as a lawyer reads it in `cases/`; which ground is whose."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.common import django_ready

django_ready.ready()

from tests.rules.rights import answer_cases as tables  # noqa: E402  after Django
from yakusoku.laws import queries as laws  # noqa: E402  the same
from yakusoku.rights import itemizing  # noqa: E402  the same
from yakusoku.rights.measures import ABOUT_NOBODY, OF_RIGHT  # noqa: E402  the same
from yakusoku.rights.package.leads import LEADS  # noqa: E402  the same
from yakusoku.rights.rules import METHODS, Measure  # noqa: E402  the same

RIGHTS = tuple(sorted(laws.right_codes()))
LAW = {code: laws.right(code, as_of=tables.ON) for code in RIGHTS}
GROUNDS = {ground.code: code for code, law in LAW.items() for ground in law.grounds}
ALL = [(company, case) for company in tables.COMPANIES for case in tables.cases(company)]
MAY_COST = {"A-PURP", "A-DISC", "A-REC"}
"""Rights for which law allows a fee at all (APPI 38(1))."""


@pytest.mark.parametrize(
    ("company", "case"), ALL, ids=[f"{company}: {case['says']['en']}" for company, case in ALL]
)
def test_it_comes_to_what_the_file_says(company: str, case: dict[str, Any]) -> None:
    made = tables.answer(company, case)
    assert {name: case[name] for name in made} == made


@pytest.mark.parametrize("company", tables.COMPANIES)
def test_each_right_that_binds_a_company_has_a_case(company: str) -> None:
    assert {case["right"] for case in tables.cases(company)} == set(tables.given(company))


@pytest.mark.parametrize(("ground", "right"), list(product(sorted(GROUNDS), RIGHTS)))
def test_a_ground_is_lawful_for_its_own_right_and_for_no_other(ground: str, right: str) -> None:
    assert (LAW[right].ground(ground) is not None) == (GROUNDS[ground] == right)


@pytest.mark.parametrize("ground", sorted(GROUNDS))
def test_a_ground_names_its_article_in_both_languages(ground: str) -> None:
    known = LAW[GROUNDS[ground]].ground(ground)
    assert known is not None
    assert known.article
    assert known.says.en
    assert known.says.ja


@pytest.mark.parametrize("company", tables.COMPANIES)
@pytest.mark.parametrize("right", RIGHTS)
def test_a_fee_is_taken_for_three_rights_alone(company: str, right: str) -> None:
    if right in tables.given(company):
        fee = tables.answer(company, {"right": right, **_asked(company, right)})["fee"]
        assert not fee or right in MAY_COST


def _asked(company: str, right: str) -> dict[str, Any]:
    """Return what an objection or a withdrawal of the file is about."""
    first = next(case for case in tables.cases(company) if case["right"] == right)
    return {name: first[name] for name in ("case", "uses") if name in first}


@pytest.mark.parametrize("right", RIGHTS)
def test_every_right_is_carried_to_an_answer_that_has_words(right: str) -> None:
    tells = set(OF_RIGHT[right]) & {Measure.TELL, Measure.STOP_PURPOSE}
    assert bool(tells) <= (right in LEADS)
    assert bool(tells) <= itemizing.has_items(right)
    assert (right in ABOUT_NOBODY) <= bool(tells)


@pytest.mark.parametrize("right", RIGHTS)
def test_every_right_can_be_answered_by_a_way_that_law_gives(right: str) -> None:
    lawful = {one.code for one in LAW[right].methods}
    assert not lawful or lawful & METHODS.keys()


@pytest.mark.parametrize("right", RIGHTS)
def test_no_right_of_one_law_rests_on_the_articles_of_the_other(right: str) -> None:
    first = right[0]
    others = {"A": "G", "G": "A"}[first]
    articles = [one.article for one in LAW[right].grounds if one.article[:2] != "GL"]
    assert not [one for one in articles if one.startswith(others) and one[1:2].isdigit()]
