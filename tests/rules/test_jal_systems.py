"""The JAL Group's sample systems: days in order, one member in three stores, flights without a number, the cast."""

from __future__ import annotations

import pytest

from tests.stores.samples import AS_OF, Samples, in_sqlite
from yakusoku.examples import companies
from yakusoku.examples.people.truth import Key, Truth
from yakusoku.stores.comparing import compare

PEOPLE = 600
TODAY = AS_OF.isoformat()
MEMBERSHIP, FLIGHTS, SHOP = "jal-membership", "jal-flights", "jal-shop"

BOARDED = "boarding JOIN reservation USING (reservation_no)"
HELP = "assistance JOIN reservation USING (reservation_no)"
ORDER = "shop_order JOIN shop_customer USING (customer_no)"
POSTING = "mileage JOIN member USING (member_no)"

# store, rows, what no row may be
WRONG = [
    (MEMBERSHIP, "member", f"joined_on > '{TODAY}' OR left_on <= joined_on"),
    (MEMBERSHIP, "member", "birth_date >= joined_on"),
    (MEMBERSHIP, "member", "mail_stopped_on < joined_on"),
    (MEMBERSHIP, POSTING, "posted_on < joined_on"),
    (MEMBERSHIP, POSTING, "posted_on > left_on AND reason <> '搭乗'"),
    (MEMBERSHIP, "campaign_entry JOIN member USING (member_no)", "entered_on > left_on"),
    (MEMBERSHIP, "campaign_entry", f"prize_sent_on < entered_on OR prize_sent_on > '{TODAY}'"),
    (MEMBERSHIP, "inquiry", f"answered_on < substr(received_at, 1, 10) OR answered_on > '{TODAY}'"),
    (FLIGHTS, "reservation", "flight_day <= booked_on"),
    (FLIGHTS, "reservation", f"booked_on > '{TODAY}'"),
    (FLIGHTS, "reservation", "canceled_on < booked_on OR canceled_on > flight_day"),
    (FLIGHTS, BOARDED, "canceled_on NOT NULL"),
    (FLIGHTS, BOARDED, "substr(boarded_at, 1, 10) <> flight_day"),
    (FLIGHTS, BOARDED, f"(boarded_at IS NULL) <> (flight_day >= '{TODAY}')"),
    (FLIGHTS, HELP, "asked_on < booked_on OR asked_on > flight_day"),
    (SHOP, ORDER, "ordered_on < registered_on"),
    (SHOP, "shop_order", f"shipped_on <= ordered_on OR shipped_on > '{TODAY}'"),
]  # fmt: skip


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The JAL Group's stores, filled once and only read."""
    return in_sqlite(companies.company("jal"), tmp_path_factory.mktemp("jal"), people=PEOPLE)


def _keys(truth: Truth, table: str) -> list[Key]:
    return [key for rows in truth.rows if rows.table == table for key in rows.keys]


def _of(samples: Samples, code: str, table: str, column: str) -> list[object]:
    """Return a column of the rows that one of the cast has in a table."""
    there = samples.table(table)
    keys = ", ".join(f"'{key}'" for key in _keys(samples.cast(code), table))
    asked = f'SELECT {column} FROM "{table}" WHERE "{there.key[0].name}" IN ({keys})'
    return [value for (value,) in samples.ask(there.store, asked)]


@pytest.mark.parametrize(("store", "rows", "wrong"), WRONG)
def test_days_follow_each_other(samples: Samples, store: str, rows: str, wrong: str) -> None:
    assert samples.ask(store, f"SELECT 1 FROM {rows}")
    assert samples.ask(store, f"SELECT * FROM {rows} WHERE {wrong}") == []


def test_miles_of_a_flight_are_posted_after_it_was_flown_under_the_number(samples: Samples) -> None:
    posted = samples.ask(
        MEMBERSHIP, "SELECT member_no, date(posted_on, '-3 days') FROM mileage WHERE reason = '搭乗'"
    )
    flown = samples.ask(
        FLIGHTS,
        "SELECT member_no, flight_day FROM reservation WHERE member_no NOT NULL AND canceled_on IS NULL",
    )

    assert posted
    assert set(posted) <= set(flown)


def test_who_left_flies_without_a_number(samples: Samples) -> None:
    left = {
        str(key): day for key, day in samples.ask(MEMBERSHIP, "SELECT member_no, left_on FROM member") if day
    }
    booked = samples.ask(FLIGHTS, "SELECT member_no, booked_on FROM reservation")

    assert [
        (number, day) for number, day in booked if str(number) in left and str(day) >= str(left[str(number)])
    ] == []
    assert samples.ask(FLIGHTS, "SELECT 1 FROM reservation WHERE member_no IS NULL LIMIT 1")


def test_a_members_address_stands_in_three_tables_and_not_always_alike(samples: Samples) -> None:
    member = {
        str(key): (name, address)
        for key, name, address in samples.ask(
            MEMBERSHIP,
            "SELECT member_no, family_name || ' ' || given_name, rtrim(prefecture || city || street || ' ' || "
            "coalesce(building, '')) FROM member",
        )
    }
    asked = "SELECT member_no, full_name, address FROM {} WHERE member_no NOT NULL"
    shop, partner = (samples.ask(SHOP, asked.format(table)) for table in ("shop_customer", "partner_stay"))
    everywhere = {str(row[0]) for row in shop} & {str(row[0]) for row in partner}

    assert everywhere
    pairs = [(member[str(number)][1], address) for number, _, address in (*shop, *partner)]
    houses = [compare("address", str(one), str(other)).agreement.agrees for one, other in pairs]
    assert sum(houses) > 0.8 * len(houses)
    assert any(one != other for one, other in pairs)
    assert any(member[str(number)][0] != name for number, name, _ in shop)
    assert any(member[str(number)][0] != name for number, name, _ in partner)


def test_help_is_named_by_a_code_and_no_diagnosis_is_held(samples: Samples) -> None:
    assert set(samples.column(samples.table("assistance"), "code")) <= {
        "WCHR", "WCHS", "MAAS", "UMNR", "PETC", "BSCT",
    }  # fmt: skip


def test_everybody_of_the_cast_has_a_story(samples: Samples) -> None:
    assert len(_of(samples, "aoki", "reservation", "reservation_no")) == 2
    assert _of(samples, "aoki", "shop_customer", "email") == ["mayumi.aoki@example.jp"]
    assert len(_keys(samples.cast("aoki"), "partner_stay")) == 1
    assert _of(samples, "baba", "member", "mail_stopped_on") == ["2026-10-09"]
    assert len(_keys(samples.cast("chiba"), "member")) == 1
    assert _of(samples, "doi", "member", "use_suspended_on") == ["2026-11-03"]
    assert len(_keys(samples.cast("endo"), "member")) == 1
    assert _of(samples, "fukuda", "member", "email") == ["takuya.fukuda@example.jp"]
    assert _of(samples, "fukuda", "shop_customer", "email") == ["fukutaku@example.net"]


def test_the_shop_under_another_mailbox_is_not_found_by_the_membership_number(samples: Samples) -> None:
    truth = samples.cast("fukuda")
    [number] = _keys(truth, "member")

    found = samples.disclosed({"jal_member_no": {str(number)}})

    assert found == {row for row in samples.rows_of(truth) if not row[1].startswith("shop_")}


def test_a_membership_number_finds_all_three_stores(samples: Samples) -> None:
    whole = next(
        truth
        for truth in samples.truths
        if not truth.cast
        and all(_keys(truth, name) for name in ("member", "shop_customer", "partner_stay", "boarding"))
        and samples.ask(SHOP, f"SELECT 1 FROM shop_customer WHERE member_no = '{_keys(truth, 'member')[0]}'")
    )  # fmt: skip

    found = samples.disclosed({"jal_member_no": {str(_keys(whole, "member")[0])}})

    assert found == samples.rows_of(whole)
    assert {store for store, _, _ in found} == {MEMBERSHIP, FLIGHTS, SHOP}


def test_places_that_people_search_have_an_owner(samples: Samples) -> None:
    by_hand = {
        one.address.collection: one.manual for one in samples.datamap.collections.values() if one.manual
    }

    assert {name: (manual.owner, manual.days) for name, manual in by_hand.items()} == {
        "claim_letters": ("空港本部お客さま相談担当", 10),
        "shared_mailbox": ("お客さまサポート室", 5),
    }
