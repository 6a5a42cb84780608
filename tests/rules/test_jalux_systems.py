"""JALUX's sample systems: days in order, health data with consent only, families that fly together, the cast."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores.samples import AS_OF, Samples, in_sqlite
from yakusoku.examples import companies
from yakusoku.examples.people.truth import Key, Truth

PEOPLE = 600
TODAY = AS_OF.isoformat()
SALES, TRAVEL = "jalux-sales", "jalux-travel"
IN_EEA = ("FR", "DE", "FI", "IT", "ES", "NL")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """JALUX's stores, filled once and only read."""
    return in_sqlite(companies.company("jalux"), tmp_path_factory.mktemp("jalux"), people=PEOPLE)


def _keys(truth: Truth, table: str) -> list[Key]:
    return [key for rows in truth.rows if rows.table == table for key in rows.keys]


def _of(samples: Samples, code: str, table: str, columns: str) -> list[tuple[object, ...]]:
    """Return columns of the rows that one of the cast has in a table."""
    there = samples.table(table)
    keys = ", ".join(f"'{key}'" for key in _keys(samples.cast(code), table))
    return samples.ask(
        there.store, f'SELECT {columns} FROM "{table}" WHERE "{there.key[0].name}" IN ({keys})'
    )


@pytest.mark.parametrize(
    ("store", "wrong"),
    [
        (SALES, f"SELECT customer_no FROM customer WHERE registered_on > '{TODAY}'"),
        (SALES, "SELECT customer_no FROM customer WHERE birth_date >= registered_on"),
        (SALES, "SELECT customer_no FROM customer WHERE mail_stopped_on < registered_on"),
        (SALES, "SELECT order_no FROM customer JOIN shop_order USING (customer_no) WHERE ordered_on < registered_on"),
        (SALES, f"SELECT order_no FROM shop_order WHERE shipped_on <= ordered_on OR shipped_on > '{TODAY}'"),
        (SALES, "SELECT invoice_no FROM invoice JOIN shop_order USING (order_no) WHERE issued_on <> shipped_on"),
        (SALES, f"SELECT invoice_no FROM invoice WHERE paid_on <= issued_on OR paid_on > '{TODAY}'"),
        (SALES, "SELECT jmb_no FROM jmb_member WHERE left_on < joined_on"),
        (SALES, "SELECT jmb_no FROM jmb_member JOIN customer USING (customer_no) WHERE joined_on < registered_on"),
        (SALES, "SELECT request_no FROM insurance_request WHERE withdrawn_on < requested_on"),
        (SALES, "SELECT request_no FROM insurance_request WHERE substr(consented_at, 1, 10) <> requested_on"),
        (SALES, f"SELECT application_no FROM applicant WHERE decided_on <= applied_on OR decided_on > '{TODAY}'"),
        (SALES, "SELECT application_no FROM applicant WHERE (decided_on IS NULL) <> (result IS NULL)"),
        (SALES, f"SELECT view_no FROM page_view WHERE viewed_at < date('{TODAY}', '-90 days')"),
        (TRAVEL, "SELECT reservation_no FROM reservation WHERE flight_day <= booked_on"),
        (TRAVEL, "SELECT reservation_no FROM reservation WHERE canceled_on < booked_on OR canceled_on > flight_day"),
        (TRAVEL, "SELECT ticket_no FROM boarding WHERE substr(boarded_at, 1, 10) <> flight_day"),
        (TRAVEL, f"SELECT ticket_no FROM boarding WHERE (boarded_at IS NULL) <> (flight_day >= '{TODAY}')"),
        (TRAVEL, "SELECT ticket_no FROM boarding JOIN reservation USING (reservation_no) WHERE canceled_on NOT NULL"),
    ],
)  # fmt: skip
def test_days_follow_each_other(samples: Samples, store: str, wrong: str) -> None:
    assert samples.ask(store, wrong) == []


def test_an_invoice_is_the_sum_of_what_was_ordered(samples: Samples) -> None:
    wrong = samples.ask(
        SALES,
        "SELECT o.order_no FROM shop_order o JOIN order_item i USING (order_no) LEFT JOIN invoice v USING (order_no) "
        "GROUP BY o.order_no HAVING sum(i.amount_yen) <> o.total_yen OR v.amount_yen <> o.total_yen",
    )
    off = samples.ask(SALES, "SELECT invoice_no FROM invoice WHERE tax_yen <> amount_yen * 10 / 110")
    unbilled = samples.ask(
        SALES,
        "SELECT o.order_no FROM shop_order o LEFT JOIN invoice v USING (order_no) "
        "WHERE (o.shipped_on IS NULL) <> (v.invoice_no IS NULL)",
    )

    assert (wrong, off, unbilled) == ([], [], [])


def test_who_boards_does_so_on_the_flight_that_was_reserved(samples: Samples) -> None:
    wrong = samples.ask(
        TRAVEL,
        "SELECT ticket_no FROM boarding b JOIN reservation r USING (reservation_no) "
        "WHERE b.flight_no <> r.flight_no OR b.flight_day <> r.flight_day",
    )

    assert wrong == []


def test_health_is_written_down_with_consent_only_and_gone_when_it_is_withdrawn(samples: Samples) -> None:
    told = "health_notice NOT NULL"
    allowed = "consented_at NOT NULL AND withdrawn_on IS NULL"
    [(kept,)] = samples.ask(SALES, f"SELECT count(*) FROM insurance_request WHERE {told}")

    assert kept
    assert samples.ask(SALES, f"SELECT request_no FROM insurance_request WHERE ({told}) <> ({allowed})") == []
    assert samples.ask(SALES, "SELECT 1 FROM insurance_request WHERE withdrawn_on NOT NULL")
    assert samples.ask(SALES, "SELECT 1 FROM insurance_request WHERE consented_at IS NULL")


def test_a_family_flies_on_one_reservation_and_each_boards_alone(samples: Samples) -> None:
    others = samples.ask(
        TRAVEL,
        "SELECT b.passenger_no, r.booked_by FROM boarding b JOIN reservation r USING (reservation_no) "
        "WHERE b.passenger_no <> r.booked_by",
    )
    household = {
        key: truth.facts["household"]
        for truth in samples.truths
        for key in map(str, _keys(truth, "passenger"))
    }

    assert len(others) > 5
    assert all(household[str(flies)] == household[str(booked)] is not None for flies, booked in others)


def test_a_minor_is_a_passenger_and_nothing_else(samples: Samples) -> None:
    of_age = AS_OF.replace(year=AS_OF.year - 18).isoformat()
    minors = [truth for truth in samples.truths if str(truth.facts["birth_date"]) > of_age]

    assert len(minors) > 3
    assert {rows.table for truth in minors if not truth.cast for rows in truth.rows} == {
        "passenger",
        "boarding",
    }


def test_some_were_in_europe_when_they_applied(samples: Samples) -> None:
    countries = set(samples.column(samples.table("customer"), "country"))

    assert countries == {"JP", *IN_EEA}
    assert set(samples.column(samples.table("applicant"), "region")) == {"日本", "EU"}
    assert samples.ask(SALES, "SELECT 1 FROM customer WHERE country = 'JP' LIMIT 1")


def test_some_people_are_written_otherwise_by_the_shop_and_by_recruitment(samples: Samples) -> None:
    written = "family_name || family_kana"
    shop = {
        str(key): name for key, name in samples.ask(SALES, f"SELECT customer_no, {written} FROM customer")
    }
    hired = {
        str(key): name for key, name in samples.ask(SALES, f"SELECT application_no, {written} FROM applicant")
    }
    both = [
        (shop[str(bought)], hired[str(applied)])
        for truth in samples.truths
        for bought in _keys(truth, "customer")
        for applied in _keys(truth, "applicant")
    ]

    assert any(one == other for one, other in both)
    assert any(one != other for one, other in both)


def test_everybody_of_the_cast_has_a_story(samples: Samples) -> None:
    assert _of(samples, "aoki", "insurance_request", "health_notice NOT NULL") == [(1,)]
    assert len(_of(samples, "aoki", "shop_order", "order_no")) == 2
    assert [one for (one,) in _of(samples, "baba", "customer", "mail_stopped_on")] == ["2026-09-24"]
    assert [one for (one,) in _of(samples, "baba", "newsletter", "stopped_on")] == ["2026-09-24"]
    assert _keys(samples.cast("chiba"), "customer") == []
    assert len(_keys(samples.cast("chiba"), "boarding")) == 2
    assert [one for (one,) in _of(samples, "doi", "customer", "use_suspended_on")] == ["2026-10-24"]
    assert (
        _of(samples, "endo", "customer", "country")
        == _of(samples, "endo", "passenger", "country")
        == [("FR",)]
    )
    assert _of(samples, "endo", "applicant", "region") == [("EU",)]
    assert _of(samples, "fukuda", "customer", "email") == [("takuya.fukuda@example.jp",)]
    assert _of(samples, "fukuda", "newsletter", "email") == [("fukutaku@example.net",)]


def test_nobody_but_doi_is_suspended_among_the_cast(samples: Samples) -> None:
    suspended = {
        truth.cast
        for truth in samples.truths
        if truth.cast and any(value for (value,) in _of(samples, truth.cast, "customer", "use_suspended_on"))
    }

    assert suspended == {"doi"}


def test_a_search_by_membership_number_finds_shop_and_flights(samples: Samples) -> None:
    truth = samples.cast("aoki")
    [number] = _keys(truth, "jmb_member")

    found = samples.disclosed({"jalux_jmb_no": {str(number)}})

    assert found == {row for row in samples.rows_of(truth) if row[1] != "newsletter"}


def test_the_data_map_reads_the_mailing_list_by_e_mail_alone(samples: Samples) -> None:
    truth = samples.cast("fukuda")

    found = samples.disclosed({"email": {"fukutaku@example.net"}})

    assert found == {row for row in samples.rows_of(truth) if row[1] == "newsletter"}


def test_places_that_people_search_have_an_owner(samples: Samples) -> None:
    by_hand = {
        one.address.collection: one.manual for one in samples.datamap.collections.values() if one.manual
    }

    assert {name: manual.owner for name, manual in by_hand.items()} == {
        "paper_files": "総務部文書課",
        "shared_mailbox": "お客様相談室",
    }


def test_equal_trips_are_found_from_every_member_of_a_family(tmp_path: Path) -> None:
    few = in_sqlite(companies.company("jalux"), tmp_path, people=120, seed=3)
    [(missing,)] = few.ask(
        TRAVEL,
        "SELECT count(*) FROM boarding WHERE reservation_no NOT IN (SELECT reservation_no FROM reservation)",
    )

    assert missing == 0
