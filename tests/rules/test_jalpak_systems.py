"""JALPAK's sample systems: days in order, provisions within what the text promises, and the stories of the cast."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from tests.stores.samples import AS_OF, Samples, in_sqlite
from yakusoku.examples import companies
from yakusoku.examples.people.truth import Key
from yakusoku.policy import queries as policies

PEOPLE = 400
POLICIES = Path(str(files("yakusoku.examples") / "data" / "jalpak" / "policies"))
TODAY = AS_OF.isoformat()
TOURS, MARKETING = "jalpak-tours", "jalpak-marketing"
JOURNEY = "FROM participant p JOIN booking b ON b.booking_no = p.booking_no JOIN plan ON plan.plan_code = b.plan_code"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """JALPAK's stores, filled once and only read."""
    return in_sqlite(companies.company("jalpak"), tmp_path_factory.mktemp("jalpak"), people=PEOPLE)


def _keys(samples: Samples, code: str, table: str) -> list[Key]:
    """Return the keys that one of the cast has in a table."""
    return [key for rows in samples.cast(code).rows if rows.table == table for key in rows.keys]


def _of(samples: Samples, code: str, table: str, columns: str) -> list[tuple[object, ...]]:
    """Return columns of the rows that one of the cast has in a table."""
    there = samples.table(table)
    keys = ", ".join(f"'{key}'" for key in _keys(samples, code, table))
    return samples.ask(there.store, f"SELECT {columns} FROM {table} WHERE {there.key[0].name} IN ({keys})")


@pytest.mark.parametrize(
    ("store", "wrong"),
    [
        (
            TOURS,
            "SELECT booking_no FROM booking WHERE NOT (booked_on <= departs_on AND departs_on < returns_on)",
        ),
        (TOURS, f"SELECT booking_no FROM booking WHERE booked_on > '{TODAY}'"),
        (TOURS, f"SELECT p.participant_no {JOURNEY} WHERE p.entered_on <> b.booked_on"),
        (TOURS, f"SELECT p.participant_no {JOURNEY} WHERE p.birth_date >= b.departs_on"),
        (
            TOURS,
            (
                f"SELECT a.arrangement_no {JOURNEY} JOIN special_arrangement a USING (participant_no) "
                f"WHERE a.requested_on < b.booked_on OR a.told_on < a.requested_on OR a.told_on > '{TODAY}'"
            ),
        ),
        (
            TOURS,
            (
                f"SELECT l.night {JOURNEY} JOIN lodging_list l USING (participant_no) WHERE l.night > plan.nights "
                f"OR substr(l.sent_at, 1, 10) > b.departs_on OR substr(l.sent_at, 1, 10) > '{TODAY}'"
            ),
        ),
        (
            TOURS,
            (
                f"SELECT a.case_no {JOURNEY} JOIN accident_case a USING (participant_no) "
                "WHERE a.happened_on < b.departs_on OR a.happened_on > b.returns_on "
                "OR a.written_on <= b.returns_on OR a.closed_on <= a.written_on"
            ),
        ),
        (
            TOURS,
            (
                "SELECT c.payment_no FROM card_payment c JOIN booking b USING (booking_no) "
                "WHERE substr(c.settled_at, 1, 10) <> b.booked_on OR c.amount_yen <> b.deposit_yen"
            ),
        ),
        (
            MARKETING,
            (
                "SELECT q.answer_no FROM questionnaire q LEFT JOIN member_contact c USING (contact_no) "
                f"WHERE c.contact_no IS NULL OR q.answered_on > '{TODAY}' OR q.stars NOT BETWEEN 1 AND 5"
            ),
        ),
    ],
)
def test_days_and_amounts_follow_each_other(samples: Samples, store: str, wrong: str) -> None:
    assert samples.ask(store, wrong) == []


def test_an_adult_pays_the_fare_of_the_plan_and_a_child_three_quarters(samples: Samples) -> None:
    asked = samples.ask(TOURS, f"SELECT p.age, p.fare_yen, plan.fare_yen {JOURNEY}")
    fares = [(int(str(age)), int(str(fare)), int(str(full))) for age, fare, full in asked]

    assert {fare == (full * 75 // 100 if age < 12 else full) for age, fare, full in fares} == {True}
    assert min(age for age, *_ in fares) < 12


def test_shops_learn_three_items_of_who_agreed_and_did_not_stop_it(samples: Samples) -> None:
    given = samples.ask(
        TOURS,
        "SELECT x.name = p.romaji, x.passport_no = p.passport_no, x.flight_no = p.flight_out, plan.abroad, "
        "p.provision_consent_on IS NOT NULL, p.shops_stopped_on IS NULL, substr(x.sent_at, 1, 10) <= b.departs_on "
        f"{JOURNEY} JOIN shop_export x USING (participant_no)",
    )
    stopped = samples.ask(TOURS, "SELECT count(*) FROM participant WHERE shops_stopped_on IS NOT NULL")

    assert set(given) == {(1, 1, 1, 1, 1, 1, 1)}
    assert stopped[0][0]


def test_lodgings_learn_of_nobody_who_has_not_agreed(samples: Samples) -> None:
    told = samples.ask(
        TOURS,
        "SELECT DISTINCT p.provision_consent_on IS NOT NULL "
        "FROM participant p JOIN lodging_list USING (participant_no)",
    )

    assert told == [(1,)]
    assert samples.ask(TOURS, "SELECT 1 FROM participant WHERE provision_consent_on IS NULL LIMIT 1")


def test_a_passport_is_asked_for_abroad_only_and_is_one_persons(samples: Samples) -> None:
    asked = samples.ask(TOURS, f"SELECT DISTINCT plan.abroad, p.passport_no IS NOT NULL {JOURNEY}")
    owners = samples.ask(
        TOURS,
        "SELECT passport_no, count(DISTINCT birth_date || romaji) FROM participant "
        "WHERE passport_no IS NOT NULL GROUP BY passport_no",
    )

    assert set(asked) == {(0, 0), (1, 1)}
    assert {count for _, count in owners} == {1}


def test_a_household_travels_on_one_booking_of_its_head(samples: Samples) -> None:
    sizes = Counter(samples.column(samples.table("participant"), "booking_no"))
    bookings = set(samples.column(samples.table("booking"), "booking_no"))

    assert set(sizes) == bookings
    assert {1, 2, 3} <= set(sizes.values())


def test_who_travels_on_anothers_booking_finds_nothing_of_the_other(samples: Samples) -> None:
    [mine] = _keys(samples, "chiba", "participant")
    [booking] = _of(samples, "chiba", "participant", "booking_no")
    found = samples.disclosed({"jalpak_participant_no": {str(mine)}})

    assert booking[0] in _keys(samples, "aoki", "booking")
    assert {table for _, table, _ in found} == {"participant", "lodging_list", "shop_export"}
    assert found <= samples.rows_of(samples.cast("chiba"))


def test_the_group_gets_members_of_the_mileage_bank_whose_use_is_not_stopped(samples: Samples) -> None:
    given = samples.ask(
        MARKETING,
        "SELECT DISTINCT c.restricted, c.jmb_no = g.jmb_no, g.given_on > c.registered_on "
        "FROM group_list g JOIN member_contact c USING (contact_no)",
    )
    policy = policies.load(POLICIES).versions[-1]
    members = {
        one.says.ja for one in policy.form.companies.values() if one.relations[-1].kind == "joint_user"
    }
    companies_told = set(samples.column(samples.table("group_list"), "company"))

    assert given == [(0, 1, 1)]
    assert companies_told <= members


def test_marketing_knows_no_minor(samples: Samples) -> None:
    latest = str(AS_OF.replace(year=AS_OF.year - 18))

    assert max(map(str, samples.column(samples.table("member_contact"), "birth_date"))) <= latest


def test_some_are_written_differently_in_the_two_stores(samples: Samples) -> None:
    tours = {
        (family, kana, email)
        for family, kana, email in samples.ask(TOURS, "SELECT family_name, family_kana, email FROM booking")
        if email
    }
    marketing = samples.ask(MARKETING, "SELECT family_name, family_kana, email FROM member_contact")
    mailboxes = {email for *_, email in tours}
    both = [one for one in marketing if one[2] in mailboxes]

    assert len(both) > 50
    assert any(one not in tours for one in both)
    assert any(one in tours for one in both)


def test_the_cast_has_its_stories(samples: Samples) -> None:
    contact = "member_contact"

    assert _of(samples, "fukuda", contact, "email") == [("fukutaku@example.net",)]
    assert _of(samples, "fukuda", "booking", "email") == [("takuya.fukuda@example.jp",)]
    assert _of(samples, "baba", contact, "post_stopped_on IS NOT NULL, mail_agreed_on IS NULL") == [(1, 1)]
    assert _of(samples, "doi", contact, "restricted") == [(1,)]
    assert _of(samples, "endo", "accident_case", "written_on IS NOT NULL, closed_on") == [(1, None)]
    assert _keys(samples, "aoki", "special_arrangement")
    assert not _keys(samples, "baba", "shop_export")
    assert not _keys(samples, "chiba", contact)
    assert _keys(samples, "fukuda", "entrusted_guest")


def test_what_is_held_for_others_is_marked_with_who_in_the_policy_entrusts_it(samples: Samples) -> None:
    policy = policies.load(POLICIES).versions[-1]
    guest = samples.datamap.collection("jalpak_tours:entrusted_guest")
    held = {column.origin.retained for column in guest.fields}

    assert held == {"principals"}
    assert "principals" in policy.form.companies


def test_special_care_data_stand_under_the_one_purpose_that_the_text_allows(samples: Samples) -> None:
    special = {
        purpose
        for one in samples.datamap.collections.values()
        for column in one.fields
        if any(
            category.startswith(("jp.special_care", "jp.travel.special")) for category in column.categories
        )
        for purpose in column.origin.purposes
    }

    assert special == {"special-arrangement"}
