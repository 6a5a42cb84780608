"""J:COM's sample systems: the agreed tables, the same rows on both databases, and a truth that fits them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pytest

from yakusoku.examples.jcom.databases import UnableToFill
from yakusoku.examples.jcom.filling import Filled, fill
from yakusoku.examples.jcom.schema import CUSTOMERS, TABLES
from yakusoku.examples.people.cast import AOKI, FUKUDA
from yakusoku.examples.people.truth import read_truth

AS_OF = date(2026, 11, 23)
PEOPLE = 300
AOKIS = "J0001000001"


@dataclass(frozen=True)
class Samples:
    """Two filled stores and the way to ask them."""

    contracts: str
    media: str
    truth: Path
    filled: Filled

    def ask(self, store: str, statement: str) -> list[tuple[object, ...]]:
        url = self.contracts if store == CUSTOMERS else self.media
        if url.startswith("postgresql"):
            with psycopg.connect(url) as server:
                return server.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            return file.execute(statement).fetchall()


def filled(contracts: str, media: str, folder: Path) -> Samples:
    truth = folder / "truth.jsonl"
    made = fill(contracts, media, people=PEOPLE, seed=1, as_of=AS_OF, truth=truth)
    return Samples(contracts, media, truth, made)


def in_sqlite(folder: Path) -> Samples:
    return filled(f"sqlite:///{folder}/customers.sqlite", f"sqlite:///{folder}/media.sqlite", folder)


@pytest.fixture(params=["sqlite", "postgres"])
def samples(request: pytest.FixtureRequest, tmp_path: Path) -> Samples:
    """Give both stores, filled, on each database."""
    if request.param == "sqlite":
        return in_sqlite(tmp_path)
    new: Callable[[], str] = request.getfixturevalue("new_postgres")
    return filled(new(), new(), tmp_path)


def digest(rows: Sequence[tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def contents(samples: Samples) -> dict[str, str]:
    said = {}
    for table in TABLES:
        rows = samples.ask(table.store, f"SELECT * FROM {table.name}")
        said[table.name] = digest(sorted(rows, key=lambda row: str(row[0])))
    return said


def test_both_databases_hold_the_same_rows(samples: Samples, tmp_path: Path) -> None:
    other = tmp_path / "again"
    other.mkdir()
    again = in_sqlite(other)
    assert contents(samples) == contents(again)
    assert samples.truth.read_bytes() == again.truth.read_bytes()


def test_the_counts_that_fill_returns_are_those_of_the_tables(samples: Samples) -> None:
    assert samples.filled.people == PEOPLE + 6
    for table in TABLES:
        assert samples.ask(table.store, f"SELECT count(*) FROM {table.name}") == [
            (samples.filled.rows[table.name],)
        ]
        assert samples.filled.rows[table.name] > 0


def test_every_row_is_somebodys_and_nobody_elses(samples: Samples) -> None:
    claimed: Counter[tuple[str, object]] = Counter()
    for truth in read_truth(samples.truth):
        claimed.update((rows.table, key) for rows in truth.rows for key in rows.keys)
    assert set(claimed.values()) == {1}
    for table in TABLES:
        if table.name != "channel":
            keys = samples.ask(table.store, f"SELECT {table.columns[0][0]} FROM {table.name}")
            assert {(table.name, key) for (key,) in keys} == {one for one in claimed if one[0] == table.name}


def test_aoki_lives_in_both_stores(samples: Samples) -> None:
    of = f"WHERE subscriber_no = '{AOKIS}'"
    months = samples.ask(CUSTOMERS, f"SELECT billed_month FROM billing {of} ORDER BY 1")
    assert [months[0], months[-1], len(months)] == [("2025-11",), ("2026-10",), 12]
    scores = samples.ask(CUSTOMERS, f"SELECT handling_score FROM inquiry {of} ORDER BY inquiry_no")
    assert scores == [(None,), (42,), (None,)]
    media = "jcom-media"
    assert samples.ask(media, f"SELECT count(*) FROM device {of}") == [(2,)]
    assert samples.ask(media, f"SELECT count(*) FROM call_recording {of}") == [(2,)]
    watched = f"SELECT count(*) FROM viewing WHERE device_id IN (SELECT device_id FROM device {of})"
    assert samples.ask(media, watched) == [(40,)]


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
    assert sorted(samples.ask(CUSTOMERS, calls)) == sorted(samples.ask("jcom-media", recorded))


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
        ("jcom-media", "viewing", "watched_at"),
    ):
        [(last,)] = samples.ask(store, f"SELECT max({column}) FROM {table}")
        assert str(last)[:10] <= AS_OF.isoformat()


def test_a_filled_store_is_not_filled_again_and_stays_as_it_is(samples: Samples) -> None:
    before = contents(samples)
    with pytest.raises(UnableToFill, match="has a table subscriber already"):
        fill(samples.contracts, samples.media, people=1, seed=2, as_of=AS_OF)
    assert contents(samples) == before


def test_both_stores_may_be_one_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/one.sqlite"
    made = fill(url, url, people=5, seed=1, as_of=AS_OF)
    assert made.rows["subscriber"] == 12
    assert made.rows["device"] > 2


def test_progress_ends_with_everybody(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    fill(
        f"sqlite:///{tmp_path}/c.sqlite",
        f"sqlite:///{tmp_path}/m.sqlite",
        people=2_500,
        seed=1,
        as_of=AS_OF,
        progress=lambda done, wanted: told.append((done, wanted)),
    )
    assert told == [(2_000, 2_506), (2_506, 2_506)]


def test_a_run_that_dies_leaves_both_stores_empty(tmp_path: Path) -> None:
    def dies(done: int, wanted: int) -> None:
        raise RuntimeError("power is gone")

    contracts, media = f"sqlite:///{tmp_path}/c.sqlite", f"sqlite:///{tmp_path}/m.sqlite"
    with pytest.raises(RuntimeError):
        fill(contracts, media, people=5, seed=1, as_of=AS_OF, progress=dies)
    assert fill(contracts, media, people=5, seed=1, as_of=AS_OF).people == 11


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://sato:geheim@somewhere/x", "of no kind"),
        ("sqlite:////nowhere/at/all/c.sqlite", "cannot be opened"),
        ("postgresql://sato:geheim@127.0.0.1:1/x", "does not let us in"),
    ],
)
def test_a_store_that_cannot_be_opened_is_refused_without_its_address(
    url: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnableToFill, match=said) as refused:
        fill(url, f"sqlite:///{tmp_path}/m.sqlite", people=1, seed=1, as_of=AS_OF)
    assert "geheim" not in refused.value.say("en")
    assert refused.value.__cause__ is None
