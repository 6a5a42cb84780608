"""J:COM's further systems: days in order, choices of the cast, and the walk's part unchanged beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores.samples import AS_OF, Samples, contents, in_sqlite, map_of
from yakusoku.datamap.graph import walk
from yakusoku.examples.jcom.agency_tables import AGENCY
from yakusoku.examples.jcom.company import COMPANY, WALKED
from yakusoku.examples.jcom.service_tables import SERVICE
from yakusoku.examples.jcom.tables import CUSTOMERS, MEDIA
from yakusoku.stores import likeness
from yakusoku.stores.plans import compile_disclosure

PEOPLE = 400


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """All of J:COM, filled once and only read."""
    return in_sqlite(COMPANY, tmp_path_factory.mktemp("jcom"), people=PEOPLE)


def number_of(samples: Samples, code: str) -> str:
    """Return the subscriber number of one of the cast (the last, where there are several)."""
    [rows] = [one for one in samples.cast(code).rows if one.table == "subscriber"]
    return str(rows.keys[-1])


def test_the_part_of_the_walk_holds_the_same_rows_as_the_whole(samples: Samples, tmp_path: Path) -> None:
    whole = dict(contents(samples))

    walked = dict(contents(in_sqlite(WALKED, tmp_path, people=PEOPLE)))

    assert walked == {name: whole[name] for name in walked}
    assert {name.partition(".")[0] for name in walked} == {CUSTOMERS, MEDIA}


def test_the_map_of_the_walk_leaves_out_what_people_search() -> None:
    assert WALKED.maps == ("jcom-customers.yaml", "jcom-media.yaml")
    assert COMPANY.maps[-1] == "jcom-manual.yaml"


@pytest.mark.parametrize(
    ("table", "first", "then"),
    [
        ("use_restriction", "since", "until"),
        ("connection", "began_at", "ended_at"),
        ("campaign_entry", "entered_on", "sent_on"),
        ("insurance_contract", "began_on", "ended_on"),
        ("insurance_claim", "happened_on", "reported_on"),
        ("insurance_claim", "reported_on", "paid_on"),
        ("electricity_supply", "began_on", "ended_on"),
        ("applicant", "applied_on", "outcome_on"),
    ],
)
def test_what_follows_is_dated_after_what_it_follows(
    samples: Samples, table: str, first: str, then: str
) -> None:
    store = samples.table(table).store
    both = samples.ask(store, f"SELECT {first}, {then} FROM {table} WHERE {then} IS NOT NULL")

    assert both
    assert [pair for pair in both if str(pair[0]) > str(pair[1])] == []
    assert max(str(last) for _, last in both)[:10] <= AS_OF.isoformat()


def test_nothing_happens_outside_a_contract(samples: Samples) -> None:
    asked = "SELECT subscriber_no, contract_from, COALESCE(contract_until, '9999') FROM subscriber"
    lasts = {row[0]: (str(row[1]), str(row[2])) for row in samples.ask(CUSTOMERS, asked)}
    for store, table, column in (
        (SERVICE, "telephone_call", "started_at"),
        (SERVICE, "download", "downloaded_at"),
        (SERVICE, "credit_inquiry", "asked_at"),
        (AGENCY, "shop_visit", "visited_at"),
        (AGENCY, "insurance_contract", "began_on"),
        (AGENCY, "electricity_supply", "began_on"),
    ):
        for number, moment in samples.ask(store, f"SELECT subscriber_no, {column} FROM {table}"):
            first, last = lasts[number]
            assert first <= str(moment)[:10] <= last, f"{table} {number}"


def test_an_interview_lies_between_application_and_outcome(samples: Samples) -> None:
    asked = (
        "SELECT a.applied_on, i.held_at, COALESCE(a.outcome_on, '9999') FROM interview AS i"
        " JOIN applicant AS a ON a.applicant_no = i.applicant_no"
    )
    held = [tuple(map(str, row)) for row in samples.ask(AGENCY, asked)]

    assert held
    assert all(applied < at[:10] < told for applied, at, told in held)


def test_a_claim_falls_within_its_insurance(samples: Samples) -> None:
    asked = (
        "SELECT p.began_on, c.happened_on, COALESCE(p.ended_on, '9999') FROM insurance_claim AS c"
        " JOIN insurance_contract AS p ON p.policy_no = c.policy_no"
    )
    claims = [tuple(map(str, row)) for row in samples.ask(AGENCY, asked)]

    assert claims
    assert all(began <= happened <= ended for began, happened, ended in claims)


def test_baba_takes_no_advertising_and_dois_use_is_suspended(samples: Samples) -> None:
    choice = (
        "SELECT by_post, by_email, by_telephone, restricted FROM contact_choice WHERE subscriber_no = '{}'"
    )
    restriction = "SELECT kind, until FROM use_restriction WHERE subscriber_no = '{}'"

    assert samples.ask(SERVICE, choice.format(number_of(samples, "baba"))) == [(0, 0, 0, 0)]
    assert samples.ask(SERVICE, choice.format(number_of(samples, "doi")))[0][3] == 1
    [(_, until)] = samples.ask(SERVICE, restriction.format(number_of(samples, "doi")))
    assert until is None
    [(_, ended)] = samples.ask(SERVICE, restriction.format(number_of(samples, "endo")))
    assert ended is not None


def test_whoever_applied_for_work_is_found_by_mailbox_in_another_spelling_too(samples: Samples) -> None:
    names = {truth.facts["email"]: str(truth.facts["family_name"]) for truth in samples.truths}
    applied = samples.ask(AGENCY, "SELECT email, family_name FROM applicant WHERE email IS NOT NULL")

    assert applied
    assert any(likeness.name(str(family)) == likeness.name(names[str(email)]) for email, family in applied)
    found = samples.disclosed({"email": {str(applied[0][0])}})
    assert {table for _, table, _ in found} >= {"applicant", "subscriber"}


def test_secrets_of_communication_are_marked_in_the_data_map() -> None:
    calls = map_of("jcom").collection("jcom_service:telephone_call").by_path

    assert calls["called_number"].categories == ("jp.communication_secrecy.log",)


def test_what_is_held_for_insurers_says_so() -> None:
    claim = map_of("jcom").collection("jcom_insurance:insurance_claim").by_path["health_note"]

    assert claim.origin.retained == "insurers"
    assert claim.origin.purposes == ("insurance-agency",)


def test_places_that_people_search_say_what_lies_there() -> None:
    manual = {one.address: one for one in map_of("jcom").collections.values() if one.manual}

    assert {address.dataset for address in manual} == {"jcom_archive", "jcom_audio", "jcom_mailbox"}
    assert all(one.title and one.fields and one.store == "" for one in manual.values())
    assert all(field.categories for one in manual.values() for field in one.fields)


def test_a_plan_over_all_of_jcom_names_who_searches_by_hand_and_reads_no_applicant() -> None:
    whole = map_of("jcom")

    plan = compile_disclosure(whole, walk(whole, ["subscriber_no"]), dict.fromkeys(COMPANY.stores, "sqlite"))

    assert [(task.dataset, task.owner, task.days) for task in plan.tasks] == [
        ("jcom_archive", "文書管理グループ", 7),
        ("jcom_audio", "応対品質管理グループ", 7),
        ("jcom_mailbox", "カスタマーセンター管理者", 5),
    ]
    assert "jcom_recruitment" not in {step.dataset for step in plan.steps}
