"""J:COM's sample systems: the agreed tables, the same rows on both databases, and a truth that fits them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stores.samples import AS_OF, Samples, in_sqlite, on_server
from yakusoku.examples.jcom.company import COMPANY
from yakusoku.examples.jcom.tables import CUSTOMERS, MEDIA
from yakusoku.examples.people.cast import AOKI, FUKUDA

PEOPLE = 300
AOKIS = "J0001000001"


@pytest.fixture(params=["sqlite", "postgres"])
def samples(request: pytest.FixtureRequest, tmp_path: Path) -> Samples:
    """Give both stores, filled, on each database."""
    if request.param == "sqlite":
        return in_sqlite(COMPANY, tmp_path, people=PEOPLE)
    new: Callable[[], str] = request.getfixturevalue("new_postgres")
    return on_server(COMPANY, tmp_path, new, people=PEOPLE)


def test_aoki_lives_in_both_stores(samples: Samples) -> None:
    of = f"WHERE subscriber_no = '{AOKIS}'"
    months = samples.ask(CUSTOMERS, f"SELECT billed_month FROM billing {of} ORDER BY 1")
    assert [months[0], months[-1], len(months)] == [("2025-11",), ("2026-10",), 12]
    scores = samples.ask(CUSTOMERS, f"SELECT handling_score FROM inquiry {of} ORDER BY inquiry_no")
    assert scores == [(None,), (42,), (None,)]
    assert samples.ask(MEDIA, f"SELECT count(*) FROM device {of}") == [(2,)]
    assert samples.ask(MEDIA, f"SELECT count(*) FROM call_recording {of}") == [(2,)]
    watched = f"SELECT count(*) FROM viewing WHERE device_id IN (SELECT device_id FROM device {of})"
    assert samples.ask(MEDIA, watched) == [(40,)]


def test_nobody_else_has_aokis_number_or_mailbox(samples: Samples) -> None:
    asked = (
        f"SELECT subscriber_no FROM subscriber WHERE telephone = '{AOKI.telephone}' "
        f"OR mobile = '{AOKI.mobile}' OR email = '{AOKI.email}'"
    )
    assert samples.ask(CUSTOMERS, asked) == [(AOKIS,)]


def test_fukuda_has_two_contracts_under_two_mailboxes(samples: Samples) -> None:
    asked = f"SELECT email, status FROM subscriber WHERE mobile = '{FUKUDA.mobile}' ORDER BY contract_from"
    assert samples.ask(CUSTOMERS, asked) == [("fukutaku@example.net", "解約済"), (FUKUDA.email, "契約中")]


def test_a_recorded_call_is_a_telephone_inquiry(samples: Samples) -> None:
    calls = "SELECT subscriber_no, received_at, handled_by FROM inquiry WHERE channel = '電話'"
    recorded = "SELECT subscriber_no, called_at, operator_name FROM call_recording"
    assert sorted(samples.ask(CUSTOMERS, calls)) == sorted(samples.ask(MEDIA, recorded))


def test_tax_is_a_tenth_of_the_amount_before_it(samples: Samples) -> None:
    wrong = "SELECT count(*) FROM billing WHERE tax_yen <> (amount_yen - tax_yen) / 10"
    assert samples.ask(CUSTOMERS, wrong) == [(0,)]


def test_holders_are_of_age_except_chiba(samples: Samples) -> None:
    minors = "SELECT romaji FROM subscriber WHERE birth_date > '2008-11-23'"
    assert samples.ask(CUSTOMERS, minors) == [("CHIBA HINA",)]


def test_no_contract_is_older_than_the_policy_in_force(samples: Samples) -> None:
    [(first,)] = samples.ask(CUSTOMERS, "SELECT min(collected_on) FROM subscriber")
    assert str(first) >= "2020-04-01"


def test_nothing_is_dated_after_the_day(samples: Samples) -> None:
    for store, table, column in (
        (CUSTOMERS, "inquiry", "received_at"),
        (CUSTOMERS, "billing", "paid_on"),
        (CUSTOMERS, "subscriber", "contract_until"),
        (MEDIA, "viewing", "watched_at"),
    ):
        [(last,)] = samples.ask(store, f"SELECT max({column}) FROM {table}")
        assert str(last)[:10] <= AS_OF.isoformat()
