"""Records of provision and receipt: the table of the law, case by case, and how long they stay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest

from yakusoku.laws import lists, records
from yakusoku.laws.records import Side, Way
from yakusoku.laws.values import UnableToApplyLaw
from yakusoku.policy.form.providing import Ground

TODAY = date(2026, 11, 23)

# ground, side, statutory items, ways in which the record may be made
TABLE: list[tuple[str, Side, list[str], list[str]]] = [
    ("consent", "provider", ["consent", "recipient", "person", "items"], ["single", "batch", "contract"]),
    ("consent", "receiver", ["consent", "provider", "history", "person", "items"], ["single", "batch", "contract"]),
    ("opt_out", "provider", ["date", "recipient", "person", "items"], ["single"]),
    ("opt_out", "receiver", ["date", "provider", "history", "person", "items", "published"], ["single"]),
    ("from_other", "provider", [], []),
    ("from_other", "receiver", ["provider", "history", "person", "items"], ["single", "batch", "contract"]),
    ("person_related", "provider", ["confirmed", "date", "recipient", "items"], ["single", "batch", "contract"]),
    ("person_related", "receiver", ["consent", "provider", "person", "items"], ["single", "batch", "contract"]),
    *[(ground, side, [], []) for side in get_args(Side) for ground in ("entrustment", "succession", "joint_use")],
    *[(ground, side, [], []) for side in get_args(Side) for ground in ("law", "state_coop", "academic_recipient")],
    *[(ground, side, [], []) for side in get_args(Side) for ground in ("public_body", "on_behalf", "pseudonymized")],
]  # fmt: skip


@pytest.mark.parametrize(("ground", "side", "items", "ways"), TABLE)
def test_a_record_has_the_items_of_its_case(
    ground: str, side: Side, items: list[str], ways: list[str]
) -> None:
    duty = records.record_duty(ground, side, as_of=TODAY)

    assert [item.code for item in duty.items if item.statutory] == items
    assert list(duty.ways) == ways
    assert duty.owed is bool(items)
    assert duty.because.article


def test_the_day_of_a_consented_provision_is_kept_though_no_law_wants_it() -> None:
    items = {item.code: item for item in records.record_duty("consent", "provider", as_of=TODAY).items}

    assert not items["date"].statutory


def test_the_route_of_consent_abroad_knows_consent_and_the_exceptions() -> None:
    at_home = records.record_duty("consent", "provider", as_of=TODAY)

    assert records.record_duty("consent", "provider", as_of=TODAY, abroad=True) == at_home
    assert not records.record_duty("life_property", "provider", as_of=TODAY, abroad=True).owed


@pytest.mark.parametrize("ground", ["entrustment", "succession", "joint_use", "opt_out"])
def test_the_route_of_consent_abroad_has_no_other_way(ground: str) -> None:
    with pytest.raises(UnableToApplyLaw, match="abroad") as refusal:
        records.record_duty(ground, "provider", as_of=TODAY, abroad=True)

    assert refusal.value.refused.because.article == "A28(1)"


def test_an_unknown_ground_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="friendship"):
        records.record_duty("friendship", "provider", as_of=TODAY)


def test_every_ground_of_a_policy_has_a_case() -> None:
    for ground in set(get_args(Ground)) - {"not_said"}:
        assert records.record_duty(ground, "provider", as_of=TODAY).case


def test_whatever_is_not_recorded_has_a_reason_on_the_list() -> None:
    reasons = {point.code for point in lists.closed_list("exceptions/unrecorded", as_of=TODAY).points}
    free = {
        ground
        for case in records.record_cases(as_of=TODAY)
        if case.value.provider is None and case.value.receiver is None
        for ground in case.value.grounds
    }

    assert free - {"pseudonymized"} == reasons


@pytest.mark.parametrize(
    ("way", "day", "last"),
    [
        ("contract", date(2026, 11, 23), date(2027, 11, 23)),
        ("batch", date(2026, 11, 23), date(2029, 11, 23)),
        ("single", date(2026, 11, 23), date(2029, 11, 23)),
        ("single", date(2027, 2, 28), date(2030, 2, 28)),
        ("contract", date(2027, 2, 28), date(2028, 2, 29)),
    ],
)
def test_a_record_stays_through_the_anniversary(way: Way, day: date, last: date) -> None:
    due = records.record_kept(way, day)

    assert due.on == last
    assert due.because.article == {"contract": "R21(i)", "batch": "R21(ii)", "single": "R21(iii)"}[way]


def test_a_batch_runs_from_its_last_provision_and_a_single_record_from_its_making() -> None:
    starts = {way: records.record_way(way, as_of=TODAY).value.starts for way in get_args(Way)}

    assert starts == {"single": "making", "batch": "last_provision", "contract": "last_provision"}


def test_a_record_of_a_day_before_our_data_is_refused() -> None:
    with pytest.raises(UnableToApplyLaw, match="known from 2022-04-01"):
        records.record_kept("single", date(2022, 4, 1) - timedelta(days=1))
