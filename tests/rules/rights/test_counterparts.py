"""What is asked for under two laws at once: the same right under the other law, its grounds and its points."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.common import django_ready

django_ready.ready()

from tests.rules.rights import answer_cases as tables  # noqa: E402  after Django
from yakusoku.laws import queries as laws  # noqa: E402  the same
from yakusoku.rights import regime, rules  # noqa: E402  the same
from yakusoku.rights.counterparts import Counterpart, counterpart  # noqa: E402  the same
from yakusoku.rights.measures import OF_RIGHT  # noqa: E402  the same
from yakusoku.rights.promised import promised  # noqa: E402  the same
from yakusoku.rights.rules import Measure  # noqa: E402  the same

BOTH = ("appi", "gdpr")
RIGHTS = tuple(sorted(laws.right_codes()))
LAW = {code: laws.right(code, as_of=tables.ON) for code in RIGHTS}
FILE: dict[str, Any] = yaml.safe_load((tables.FOLDER / "both.yaml").read_text(encoding="utf-8"))
EACH = [(right, measure) for right in RIGHTS for measure in OF_RIGHT[right]]
ALONE = {
    ("A-STOPP", Measure.STOP_PROVISION), ("A-STOP5", Measure.STOP_PROVISION), ("A-OPT", Measure.STOP_PROVISION),
    ("G-POR", Measure.SHOW), ("G-OBJ", Measure.STOP_PURPOSE), ("G-WDR", Measure.STOP_PURPOSE),
    ("G-ADM", Measure.TELL),
}  # fmt: skip
"""What one law gives alone."""


def other(right: str, measure: Measure, case: str = "", known: tuple[str, ...] = BOTH) -> Counterpart | None:
    return counterpart(right, measure=measure, case=case, laws=known)


def made(case: dict[str, Any]) -> dict[str, Any]:
    """Return what the program makes of a case, in the words of the file."""
    own, found = LAW[case["right"]], other(case["right"], Measure(case["measure"]), case.get("case", ""))
    law = LAW[found.right] if found else None
    promise = promised(tables.policy(FILE["company"]), own.code, as_of=tables.ON)
    charge = regime.charged(rules.charge(own, promise) if promise else None, BOTH, as_of=tables.ON)
    asks = law.grounds if law and found and found.grounds else ()
    drawn = tables.points(FILE["company"], law.code) if law else ()
    return {
        "other": law.code if law else None,
        "refused_on": [one.code for one in asks if one.whole or not (found and found.whole)],
        "told": [
            one.code for one in drawn
            if found and (found.all_points or one.code in found.points) and not one.code.endswith("-rest")
        ],
        "fee": charge.yen if charge else 0,
        "suit": own.suit or bool(law and law.suit),
    }  # fmt: skip


@pytest.mark.parametrize("case", FILE["cases"], ids=[case["says"]["en"] for case in FILE["cases"]])
def test_it_comes_to_what_the_file_says(case: dict[str, Any]) -> None:
    found = made(case)
    assert {name: case[name] for name in found} == found


def test_the_file_names_every_pair_and_says_what_one_law_gives_alone() -> None:
    named = {(case["right"], Measure(case["measure"])) for case in FILE["cases"] if case["other"]}
    assert {pair for pair in EACH if other(*pair)} == named
    assert {pair for pair in EACH if not other(*pair)} == ALONE


@given(st.sampled_from(EACH), st.sampled_from(RIGHTS), st.sampled_from([(), ("appi",), ("gdpr",), BOTH]))
def test_a_right_has_another_only_where_both_laws_bind_and_it_is_of_the_other(
    pair: tuple[str, Measure], case_of: str, known: tuple[str, ...]
) -> None:
    right, measure = pair
    for case in ("", *(one.code for one in LAW[case_of].cases if case_of == right)):
        found = other(right, measure, case, known)
        assert found is None or (known == BOTH and LAW[found.right].law != LAW[right].law)


@pytest.mark.parametrize(("right", "measure"), EACH)
def test_what_both_laws_give_is_the_same_seen_from_the_other_side(right: str, measure: Measure) -> None:
    for case in ("", *(one.code for one in LAW[right].cases)):
        found = other(right, measure, case)
        if found is None or found.whole:
            continue
        assert measure in OF_RIGHT[found.right]
        back = other(found.right, measure)
        assert back is not None
        assert back.right[:4] == right[:4], "another right altogether, and not the other case of it"


@pytest.mark.parametrize(("right", "measure"), EACH)
def test_what_is_refused_under_one_law_can_be_refused_under_the_other_or_not_at_all(
    right: str, measure: Measure
) -> None:
    found = other(right, measure)
    if found is not None and found.grounds:
        lawful = [one for one in LAW[found.right].grounds if one.whole or not found.whole]
        assert lawful, "the other law could never be satisfied"
        assert not {one.code for one in lawful} & {one.code for one in LAW[right].grounds}


@pytest.mark.parametrize(("right", "company"), list(product(RIGHTS, tables.COMPANIES)))
def test_no_fee_is_taken_where_one_of_two_laws_forbids_it(right: str, company: str) -> None:
    promise = promised(tables.policy(company), right, as_of=tables.ON)
    charge = rules.charge(LAW[right], promise) if promise else None
    assert regime.charged(charge, BOTH, as_of=tables.ON) is None
    assert regime.charged(charge, ("appi",), as_of=tables.ON) == charge
