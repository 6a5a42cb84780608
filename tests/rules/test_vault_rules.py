"""Names, months and days of the vault."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from yakusoku.vault.rules import (
    UnableToName,
    case_named,
    destroyed_from,
    file_named,
    label_named,
    month_of,
    zone_named,
)


@pytest.mark.parametrize(
    "name", ["", "..", ".hidden", "../own.sqlite", "a/b", "a\0b", "青木", "a b", "x" * 101, "a\n"]
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(UnableToName):
        file_named(name)


@pytest.mark.parametrize("case_id", ["", "../x", "req/1", ".req", "1req", "req_1\n", "req 1"])
def test_a_case_id_that_is_no_public_id_is_refused(case_id: str) -> None:
    with pytest.raises(UnableToName) as refusal:
        case_named(case_id)

    assert "case id" in refusal.value.say("en")


def test_a_refused_name_is_not_repeated() -> None:
    with pytest.raises(UnableToName) as refusal:
        file_named("青木一郎の住所")

    assert "青木" not in refusal.value.say("en") + repr(refusal.value)


def test_plain_names_pass() -> None:
    assert file_named("answer.zip") == "answer.zip"
    assert label_named("link:req_1/2") == "link:req_1/2"
    assert case_named("req_0000000000000001") == "req_0000000000000001"


def test_a_month_is_that_of_utc() -> None:
    assert month_of(datetime(2026, 12, 1, 3, tzinfo=ZoneInfo("Asia/Tokyo"))) == "2026-11"


def test_a_case_is_destroyed_when_the_last_backup_of_its_key_has_ended() -> None:
    evening = datetime(2026, 11, 23, 20, tzinfo=UTC)  # the morning of the 24th in Tokyo

    assert destroyed_from(evening, backup_days=35, zone=zone_named("Asia/Tokyo")) == date(2026, 12, 29)
    assert destroyed_from(evening, backup_days=35, zone=zone_named("UTC")) == date(2026, 12, 28)


def test_without_backups_a_case_is_destroyed_on_the_day() -> None:
    assert destroyed_from(datetime(2026, 11, 23, tzinfo=UTC), backup_days=0, zone=UTC) == date(2026, 11, 23)
