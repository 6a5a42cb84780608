"""Japanet's sample systems: dates follow each other, stops are kept, and each purpose names what is held for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.policy.test_examples import latest
from tests.stores.samples import AS_OF, Samples, in_sqlite, map_of
from yakusoku.datamap import categories
from yakusoku.datamap.parts import Collection
from yakusoku.examples.japanet.company import COMPANY
from yakusoku.examples.japanet.tables import MEDIA, ORDERS, RECRUITMENT
from yakusoku.examples.people.cast import CHIBA, FUKUDA
from yakusoku.policy.queries import Policy

# what was before, what was after it: table, key that joins them, and both columns
AFTER = (
    ("customer", "customer_no", "registered_on", "shop_order", "ordered_at"),
    ("customer", "customer_no", "registered_on", "web_member", "joined_at"),
    ("customer", "customer_no", "registered_on", "donation", "applied_at"),
    ("web_member", "member_no", "joined_at", "web_member", "left_on"),
    ("shop_order", "order_no", "ordered_at", "shop_order", "delivered_on"),
    ("shop_order", "order_no", "invoice_on", "shop_order", "reminded_on"),
    ("shop_order", "order_no", "delivered_on", "product_return", "asked_on"),
    ("shop_order", "order_no", "delivered_on", "repair", "received_on"),
    ("product_return", "return_no", "asked_on", "product_return", "refunded_on"),
    ("repair", "repair_no", "received_on", "repair", "finished_on"),
    ("shopping_credit", "application_no", "consented_on", "shopping_credit", "inquired_on"),
    ("shopping_credit", "application_no", "inquired_on", "shopping_credit", "registered_on"),
    ("donation", "donation_no", "applied_at", "donation", "passed_on"),
    ("donation", "donation_no", "passed_on", "donation", "gift_sent_on"),
    ("campaign_entry", "entry_no", "entered_at", "campaign_entry", "told_on"),
    ("campaign_entry", "entry_no", "told_on", "campaign_entry", "prize_sent_on"),
    ("program_application", "application_no", "applied_at", "program_application", "told_on"),
    ("product_monitor", "monitor_no", "invited_on", "product_monitor", "answered_on"),
    ("referral", "referral_no", "consented_at", "referral", "passed_on"),
    ("applicant", "applicant_no", "applied_on", "selection_step", "held_on"),
    ("applicant", "applicant_no", "applied_on", "applicant", "decided_on"),
)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """All three stores in SQLite, with people enough for whatever is seldom."""
    return in_sqlite(COMPANY, tmp_path_factory.mktemp("japanet"), people=1_500)


@pytest.fixture(scope="module")
def policy() -> Policy:
    """Japanet's text as it was read."""
    return latest("japanet")


def _collections() -> list[Collection]:
    return [one for one in map_of("japanet").collections.values() if one.not_personal is None]


@pytest.mark.parametrize(("table", "key", "first", "other", "then"), AFTER)
def test_what_follows_is_not_dated_before(
    samples: Samples, table: str, key: str, first: str, other: str, then: str
) -> None:
    store = samples.table(table).store
    joined = f"FROM {table} AS a JOIN {other} AS b ON a.{key} = b.{key} WHERE b.{then} IS NOT NULL"
    [(early, all_)] = samples.ask(
        store, f"SELECT sum(substr(b.{then}, 1, 10) < substr(a.{first}, 1, 10)), count(*) {joined}"
    )

    assert (early, bool(all_)) == (0, True)


def test_nothing_that_happened_is_dated_after_the_day(samples: Samples) -> None:
    to_come = {("repair", "warranty_until")}
    for table in COMPANY.tables:
        for column in table.columns:
            if column.kind in ("day", "moment") and (table.name, column.name) not in to_come:
                [(last,)] = samples.ask(table.store, f"SELECT max({column.name}) FROM {table.name}")
                assert str(last)[:10] <= AS_OF.isoformat(), f"{table}.{column.name}"


def test_an_order_costs_what_its_lines_cost_and_a_tenth_is_tax(samples: Samples) -> None:
    lines = "(SELECT sum(amount_yen) FROM order_item AS i WHERE i.order_no = o.order_no)"
    wrong = f"goods_yen <> {lines} OR tax_yen <> (goods_yen + shipping_yen) * 10 / 110"

    assert samples.ask(ORDERS, f"SELECT count(*) FROM shop_order AS o WHERE {wrong}") == [(0,)]


def test_a_line_costs_what_its_product_costs(samples: Samples) -> None:
    wrong = "SELECT count(*) FROM order_item JOIN product USING (product_code) WHERE amount_yen <> quantity * list_yen"

    assert samples.ask(ORDERS, wrong) == [(0,)]


def test_each_order_on_credit_has_its_application_and_comes_only_if_it_was_approved(samples: Samples) -> None:
    on_credit = "SELECT order_no FROM shop_order WHERE payment = 'ショッピングクレジット'"
    applied = "SELECT order_no FROM shopping_credit"
    assert sorted(samples.ask(ORDERS, on_credit)) == sorted(samples.ask(ORDERS, applied))

    refused = "FROM shopping_credit JOIN shop_order USING (order_no) WHERE NOT approved"
    asked = f"SELECT count(*), count(delivered_on), count(paid_on), count(registered_on) {refused}"
    [(count, delivered, paid, registered)] = samples.ask(ORDERS, asked)
    assert count
    assert (delivered, paid, registered) == (0, 0, 0)


def test_whoever_orders_on_the_website_is_a_member_at_that_time(samples: Samples) -> None:
    then = "m.joined_at < o.ordered_at AND coalesce(m.left_on, '9999-12-31') > o.ordered_at"
    members = f"SELECT 1 FROM web_member AS m WHERE m.customer_no = o.customer_no AND {then}"
    outside = f"arrived_by = 'ウェブサイト' AND NOT EXISTS ({members})"

    assert samples.ask(ORDERS, f"SELECT count(*) FROM shop_order AS o WHERE {outside}") == [(0,)]


def test_a_mailing_is_held_back_where_the_person_had_stopped_it(samples: Samples) -> None:
    stop = "CASE kind WHEN 'カタログ' THEN catalog_stopped ELSE direct_mail_stopped END"
    printed = f"FROM mailing JOIN customer USING (customer_no) WHERE label_printed >= {stop}"
    assert samples.ask(ORDERS, f"SELECT count(*) {printed}") == [(0,)]
    assert samples.ask(
        ORDERS, "SELECT count(*) FROM mailing WHERE held_back = (label_printed IS NOT NULL)"
    ) == [(0,)]


@pytest.mark.parametrize("code", ["baba", "doi"])
def test_baba_and_doi_get_no_mailing(samples: Samples, code: str) -> None:
    [keys] = [rows.keys for rows in samples.cast(code).rows if rows.table == "customer"]
    sent = samples.ask(ORDERS, f"SELECT held_back FROM mailing WHERE customer_no = '{keys[0]}'")

    assert sent == [(1,)] * 4


def test_chiba_who_is_a_minor_bought_nothing_and_applied_for_a_program(samples: Samples) -> None:
    tables = {rows.table for rows in samples.cast("chiba").rows}

    assert "customer" not in tables
    assert {"campaign_entry", "program_application"} <= tables
    assert CHIBA.age(AS_OF) < 18


def test_nobody_who_buys_is_a_minor(samples: Samples) -> None:
    born = "SELECT count(*) FROM customer WHERE birth_date > '2008-11-23'"

    assert samples.ask(ORDERS, born) == [(0,)]


def test_fukuda_entered_from_the_mailbox_that_the_order_system_does_not_know(samples: Samples) -> None:
    entered = samples.ask(
        MEDIA, "SELECT telephone, email FROM campaign_entry WHERE email = 'fukutaku@example.net'"
    )
    known = samples.ask(ORDERS, f"SELECT email FROM customer WHERE mobile = '{FUKUDA.mobile}'")

    assert entered == [(None, "fukutaku@example.net")]
    assert known == [(FUKUDA.email,)]


def test_a_number_that_a_call_or_an_entry_shows_is_one_persons(samples: Samples) -> None:
    households: dict[str, set[str]] = {}
    for truth in samples.truths:
        for rows in truth.rows:
            for column in {"phone_call": ("caller_number",), "campaign_entry": ("telephone", "email")}.get(
                rows.table, ()
            ):
                table = samples.table(rows.table)
                key = table.key[0].name
                for number in rows.keys:
                    [(shown,)] = samples.ask(
                        MEDIA, f"SELECT {column} FROM {table.name} WHERE {key} = '{number}'"
                    )
                    households.setdefault(str(shown), set()).add(truth.person)
    households.pop("None")

    assert households
    assert {len(persons) for persons in households.values()} == {1}


def test_each_recording_is_of_a_call_and_of_its_moment(samples: Samples) -> None:
    joined = "FROM call_recording AS r JOIN phone_call AS c USING (call_no)"
    [(all_, same)] = samples.ask(MEDIA, f"SELECT count(*), sum(r.called_at = c.called_at) {joined}")

    assert all_ == same == samples.ask(MEDIA, "SELECT count(*) FROM call_recording")[0][0]


def test_a_call_about_an_order_is_the_call_by_which_it_was_taken(samples: Samples) -> None:
    calls = samples.ask(MEDIA, "SELECT customer_no, called_at FROM phone_call WHERE about = '注文'")
    orders = samples.ask(ORDERS, "SELECT customer_no, ordered_at FROM shop_order WHERE arrived_by = '電話'")

    assert calls
    assert set(calls) <= set(orders)


def test_some_people_are_written_differently_in_two_systems(samples: Samples) -> None:
    known = samples.ask(ORDERS, "SELECT email, family_name FROM customer WHERE email IS NOT NULL")
    names = {email: str(family) for email, family in known}
    entered = samples.ask(MEDIA, "SELECT email, full_name FROM campaign_entry WHERE email IS NOT NULL")
    both = [(names[email], str(name)) for email, name in entered if email in names]

    assert any(not written.startswith(family) for family, written in both)
    assert any(written.startswith(family) for family, written in both)


def test_each_purpose_in_the_data_map_names_the_kind_of_data_held_for_it(policy: Policy) -> None:
    beyond = [
        (str(one.address), path, purpose)
        for one in _collections()
        for path, field in one.by_path.items()
        for purpose in field.origin.purposes
        for category in field.categories
        if not any(categories.covers(use, category) for use in policy.purposes[purpose].uses)
    ]

    assert beyond == []


def test_a_purpose_is_about_the_persons_of_the_collections_held_for_it(policy: Policy) -> None:
    wrong = {
        (str(one.address), one.person_kind, purpose)
        for one in _collections()
        for field in one.by_path.values()
        for purpose in field.origin.purposes
        if one.person_kind not in policy.purposes[purpose].about
    }

    assert wrong == set()


def test_recordings_serve_the_one_purpose_that_was_told_for_them() -> None:
    held = {
        purpose
        for one in _collections()
        for field in one.by_path.values()
        if any(categories.covers("jp.call_recording", category) for category in field.categories)
        for purpose in field.origin.purposes
    }

    assert held == {"call-recording"}


def test_what_applicants_sent_lies_apart_and_serves_no_mailing(policy: Policy) -> None:
    for one in _collections():
        applicants = one.person_kind == "applicant"
        assert applicants == (one.store == RECRUITMENT)
        purposes = {purpose for field in one.by_path.values() for purpose in field.origin.purposes}
        if applicants:
            assert [purpose for purpose in purposes if policy.purposes[purpose].marketing] == []


def test_hometown_tax_is_held_for_municipalities_and_nothing_else_is() -> None:
    held = {(one.address.collection, field.origin.retained) for one in _collections() for field in one.fields}

    assert {one for one in held if one[1] != "ours"} == {("donation", "municipalities")}


def test_what_people_search_by_hand_has_an_owner() -> None:
    by_hand = {one.address.collection: one.manual.owner for one in _collections() if one.manual}

    assert set(by_hand) == {"order_slip", "message", "work_sheet"}
    assert all(by_hand.values())


def test_equal_seeds_give_equal_files(tmp_path: Path) -> None:
    made = []
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        in_sqlite(COMPANY, tmp_path / place, people=60)
        made.append([(tmp_path / place / file).read_bytes() for file in COMPANY.stores.values()])

    assert made[0] == made[1]
