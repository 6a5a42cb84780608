"""Leaks: categories at their thresholds, exemptions, days of reports, and what the GDPR wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.laws import clocks, leaks
from yakusoku.laws.leaks import LeakFacts, Risk
from yakusoku.laws.values import UnableToApplyLaw

TODAY = date(2026, 11, 23)
FACTS = st.builds(
    LeakFacts,
    persons=st.integers(0, 3000),
    special_care=st.booleans(),
    financial_harm=st.booleans(),
    wrongful=st.booleans(),
)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (LeakFacts(persons=1), set()),
        (LeakFacts(persons=1, special_care=True), {"B1"}),
        (LeakFacts(persons=1, financial_harm=True), {"B2"}),
        (LeakFacts(persons=1, wrongful=True), {"B3"}),
        (LeakFacts(persons=1000), set()),
        (LeakFacts(persons=1001), {"B4"}),
        (LeakFacts(persons=1001, special_care=True, financial_harm=True, wrongful=True), {"B1", "B2", "B3", "B4"}),
    ],
)  # fmt: skip
def test_a_leak_is_reported_in_the_categories_that_it_meets(facts: LeakFacts, codes: set[str]) -> None:
    found = leaks.reportable(facts, as_of=TODAY)

    assert found.codes == codes
    assert found.reported is bool(codes)
    assert [because.rule for because in found.because] == [f"laws.leaks.{code}" for code in sorted(codes)]


@pytest.mark.parametrize(
    ("exempt", "article"),
    [
        ({"encrypted": True}, "R7(i)"),
        ({"recovered_unseen": True}, "GL3-5"),
        ({"copy_elsewhere": True, "leaked": False}, "GL3-5"),
        ({"pseudonymized": True}, "A41(9)"),
    ],
)
def test_an_exemption_frees_from_every_category_and_says_why(exempt: dict[str, bool], article: str) -> None:
    plain = LeakFacts(persons=5000, special_care=True, financial_harm=True, wrongful=True)

    found = leaks.reportable(replace(plain, **exempt), as_of=TODAY)

    assert found.codes == {"B1", "B2", "B3", "B4"}
    assert not found.reported
    assert found.because[-1].article == article


def test_a_copy_elsewhere_frees_nobody_whose_data_others_got() -> None:
    facts = LeakFacts(persons=1, special_care=True, copy_elsewhere=True)

    assert leaks.reportable(facts, as_of=TODAY).reported


@pytest.mark.parametrize(
    ("day", "codes"), [(date(2024, 3, 31), set()), (date(2024, 4, 1), {"B3"}), (TODAY, {"B3"})]
)
def test_web_skimming_is_reported_since_april_2024(day: date, codes: set[str]) -> None:
    skimmed = LeakFacts(persons=2000, wrongful=True, special_care=True, only_information=True)

    assert leaks.reportable(skimmed, as_of=day).codes == codes


@given(FACTS, st.integers(0, 500))
def test_more_persons_never_take_a_category_away(facts: LeakFacts, more: int) -> None:
    grown = replace(facts, persons=facts.persons + more)

    assert leaks.reportable(facts, as_of=TODAY).codes <= leaks.reportable(grown, as_of=TODAY).codes


def test_a_negative_number_of_persons_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        leaks.reportable(LeakFacts(persons=-1), as_of=TODAY)


@pytest.mark.parametrize(
    ("known", "codes", "due"),
    [
        (date(2026, 12, 1), {"B1"}, date(2027, 1, 4)),
        (date(2026, 11, 24), {"B4"}, date(2026, 12, 23)),
        (date(2026, 10, 30), {"B3"}, date(2026, 12, 28)),
        (date(2026, 10, 30), {"B1", "B3"}, date(2026, 12, 28)),
    ],
)
def test_wrongful_purpose_gives_sixty_days_alone_and_with_others(
    known: date, codes: set[str], due: date
) -> None:
    assert leaks.full_report(known, codes).on == due


def test_every_mix_of_categories_has_one_of_two_periods() -> None:
    for size in (1, 2, 3, 4):
        for mix in combinations(("B1", "B2", "B3", "B4"), size):
            code = "full-report-wrongful" if "B3" in mix else "full-report"
            assert leaks.full_report(TODAY, mix) == clocks.due(code, TODAY)


def test_without_a_category_there_is_no_report() -> None:
    with pytest.raises(ValueError, match="nothing is reported"):
        leaks.full_report(TODAY, [])


def test_a_category_of_no_law_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="B5"):
        leaks.full_report(TODAY, ["B5"])


def test_the_prompt_report_warns_on_the_third_day_and_ends_on_the_fifth() -> None:
    soft, last = leaks.first_report(date(2026, 11, 24))

    assert (soft.on, last.on) == (date(2026, 11, 26), date(2026, 11, 28))


def test_an_authority_is_told_within_72_hours_without_regard_to_weekends() -> None:
    aware = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)  # a Friday

    assert leaks.authority_due(aware).at == datetime(2026, 11, 30, 15, 30, tzinfo=UTC)


def test_a_report_has_nine_items_of_which_five_are_told_to_persons() -> None:
    items = leaks.report_items(as_of=TODAY)

    assert [item.code for item in items] == list("123456789")
    assert [item.code for item in items if item.to_persons] == ["1", "2", "4", "5", "9"]


@pytest.mark.parametrize(
    ("risk", "duties"),
    [
        ("none", ["gdpr_register", "gdpr_controller"]),
        ("risk", ["gdpr_register", "gdpr_controller", "gdpr_authority"]),
        ("high", ["gdpr_register", "gdpr_controller", "gdpr_authority", "gdpr_persons"]),
    ],
)
def test_the_gdpr_asks_more_the_higher_the_risk(risk: Risk, duties: list[str]) -> None:
    assert [duty.code for duty in leaks.gdpr_duties(risk, as_of=TODAY)] == duties


def test_persons_are_not_told_in_three_cases() -> None:
    assert [case.code for case in leaks.untold(as_of=TODAY)] == [
        "unintelligible", "removed", "disproportionate",
    ]  # fmt: skip


def test_the_act_has_six_duties_and_every_clock_exists() -> None:
    named = [duty.value.clock for law in ("appi", "gdpr") for duty in leaks.leak_duties(law, as_of=TODAY)]
    named += [clock for report in leaks.sector_reports(as_of=TODAY) for clock in report.value.clocks]

    assert len(leaks.leak_duties("appi", as_of=TODAY)) == 6
    assert {clock for clock in named if clock} <= clocks.clock_codes()


def test_the_third_limb_of_strong_encryption_is_not_confirmed() -> None:
    points = {point.code: point.status for point in leaks.strong_encryption(as_of=TODAY)}

    assert points.pop("key_unusable") == "unverified"
    assert set(points.values()) == {"verified"}
