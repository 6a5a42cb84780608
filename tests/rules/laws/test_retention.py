"""How long statutes want records kept, row by row, and until when a promised maximum lets data stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakusoku.datamap import categories
from yakusoku.laws import counting, retention
from yakusoku.laws.retention import Claim
from yakusoku.laws.values import UnableToApplyLaw

TODAY = date(2026, 11, 23)
EVENTS = st.dates(min_value=date(2022, 4, 1), max_value=date(2060, 12, 31))

# period, the event, the last day on which the record must be there
TABLE = [
    ("accounting_books", "2026-03-31", "2036-03-31"),
    ("tax_books", "2026-03-31", "2033-05-31"),  # begins on 1 June, after two months
    ("tax_books", "2026-02-28", "2033-04-30"),
    ("tax_books_loss", "2026-03-31", "2036-05-31"),
    ("consumption_tax", "2026-12-31", "2034-02-28"),
    ("provision_record_contract", "2026-04-01", "2027-04-01"),
    ("provision_record_batch", "2026-04-01", "2029-04-01"),
    ("provision_record_single", "2028-02-29", "2031-02-28"),
    ("email_consent", "2026-01-31", "2026-02-28"),
    ("email_consent_ordered", "2026-01-31", "2027-01-31"),
    ("mail_order_email", "2026-04-01", "2029-04-01"),
    ("mail_order_fax", "2026-04-01", "2027-04-01"),
    ("insurance_books", "2026-04-01", "2031-04-01"),
    ("aml_transactions", "2026-04-01", "2033-04-01"),
    ("labor_records", "2026-04-01", "2029-04-01"),
    ("card_audit_logs", "2026-04-01", "2027-04-01"),
]
WITHOUT_NUMBER = {"my_number", "travel_papers"}
MAXIMA = {"bureau_application", "bureau_contract", "bureau_use"}


@pytest.mark.parametrize(("code", "event", "last"), TABLE)
def test_a_record_is_kept_through_its_last_day(code: str, event: str, last: str) -> None:
    assert retention.keep_until(code, date.fromisoformat(event)).on == date.fromisoformat(last)


def test_the_table_names_every_period() -> None:
    named = {row[0] for row in TABLE} | WITHOUT_NUMBER | MAXIMA
    assert named == {period.code for period in retention.periods(as_of=TODAY)}


@pytest.mark.parametrize("code", sorted(WITHOUT_NUMBER))
def test_a_period_without_a_number_is_refused(code: str) -> None:
    with pytest.raises(UnableToApplyLaw, match="no number"):
        retention.keep_until(code, TODAY)


@pytest.mark.parametrize("code", sorted(MAXIMA))
def test_a_maximum_is_no_duty_to_keep(code: str) -> None:
    with pytest.raises(UnableToApplyLaw, match="maximum"):
        retention.keep_until(code, TODAY)


def test_after_five_years_either_kind_of_tax_record_is_enough() -> None:
    eased = retention.eased_from("consumption_tax", date(2026, 3, 31))

    assert eased is not None
    assert eased.on == date(2031, 6, 1)
    assert retention.eased_from("tax_books", date(2026, 3, 31)) is None


def test_the_latest_of_several_statutes_binds() -> None:
    year_end = date(2026, 3, 31)

    due = retention.keep_all_until([Claim("accounting_books", year_end), Claim("tax_books", year_end)])

    assert due is not None
    assert due.because.rule == "laws.retention.accounting_books"
    assert retention.keep_all_until([]) is None


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
        (date(2028, 2, 29), 36, date(2031, 2, 28)),
        (date(2026, 11, 23), 120, date(2036, 11, 23)),
    ],
)
def test_a_promised_maximum_ends_on_the_anniversary(event: date, months: int, last: date) -> None:
    due = retention.last_permitted(event, months, clause="JALUX-9.2")

    assert (due.on, due.because.clause) == (last, "JALUX-9.2")


@given(EVENTS, st.sampled_from([row[0] for row in TABLE]))
def test_no_record_is_given_up_before_its_anniversary(event: date, code: str) -> None:
    value = retention.period(code, as_of=event).value
    assert value.months is not None

    assert retention.keep_until(code, event).on >= counting.same_day_later(event, value.months)


@given(EVENTS, st.sampled_from(["tax_books", "tax_books_loss", "consumption_tax"]))
def test_tax_years_begin_after_two_whole_months(event: date, code: str) -> None:
    value = retention.period(code, as_of=event).value
    first = counting.kept_through(event, 2) + timedelta(days=1)

    assert retention.keep_until(code, event).on == counting.kept_through(
        first, value.months or 0, counted=True
    )


def test_what_papers_carry_are_kinds_of_data_that_the_data_map_knows() -> None:
    kept = {category for period in retention.periods(as_of=TODAY) for category in period.value.keeps}

    assert kept
    assert kept <= set(categories.known())


def test_our_reading_of_columns_says_that_it_is_not_confirmed() -> None:
    assert {period.value.keeps_status for period in retention.periods(as_of=TODAY)} == {"unverified"}
    assert retention.period("labor_records", as_of=TODAY).value.starts_status == "unverified"


def test_an_event_before_our_data_begin_is_counted_by_the_earliest_rule_we_know() -> None:
    due = retention.keep_until("tax_books", date(2019, 3, 31))

    assert due.on == date(2026, 5, 31)
    assert retention.eased_from("consumption_tax", date(2019, 3, 31)) is not None
