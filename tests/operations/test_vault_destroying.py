"""Destruction of a case: intended, done, confirmed, and honest about backups."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import NOW
from tests.operations.own_states import own

if TYPE_CHECKING:
    from yakusoku.site.home import Home
    from yakusoku.vault.queries import Certificate

__all__ = ["own"]

AOKI, BABA = "req_00000000000A0K1A", "req_00000000000BABAA"
SATO = "stf_000000000000SAT0"
DAY = timedelta(days=1)


def make(*cases: str) -> None:
    from yakusoku.vault import operations as vault

    for case in cases:
        vault.ensure_case_key(case_id=case, now=NOW)
        vault.put(case_id=case, name="answer.zip", content=b"answer")


def intend(*cases: str) -> None:
    from yakusoku.vault import operations as vault

    for case in cases:
        vault.intend_destruction(case_id=case, log="jcom", by=SATO, now=NOW, timezone="Asia/Tokyo")


def certificate(case: str) -> Certificate:
    from yakusoku.vault import queries

    return queries.certificate(case)


def entries(case: str) -> list[tuple[str, dict[str, object]]]:
    from yakusoku.ledger import queries as ledger

    return [(one.tag, dict(one.facts)) for one in ledger.entries("jcom", about=case)]


def test_a_case_is_destroyed_from_the_day_its_last_key_backup_ends(own: Home) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault.rules import DestructionState

    make(AOKI, BABA)
    intend(AOKI)
    assert certificate(AOKI).state(date(2030, 1, 1)) is DestructionState.INTENDED

    assert vault.finish_destructions(now=NOW + DAY) == (AOKI,)
    found = certificate(AOKI)

    assert found.destroyed_at == NOW + DAY
    assert (found.backup_days, found.destroyed_from) == (35, date(2026, 12, 30))
    assert found.state(date(2026, 12, 29)) is DestructionState.WAITING_FOR_BACKUPS
    assert found.state(date(2026, 12, 29)).says.say("en") == "destroying until backups end"
    assert found.state(date(2026, 12, 30)) is DestructionState.DESTROYED


def test_after_destruction_nothing_of_the_case_opens_and_the_others_do(own: Home) -> None:
    from yakusoku.vault import operations as vault

    make(AOKI, BABA)
    sealed = vault.seal(case_id=AOKI, label="asked", content=b"words")
    intend(AOKI)
    vault.finish_destructions(now=NOW)

    with pytest.raises(vault.UnableToUnseal, match="was destroyed on 2026-11-24"):
        vault.unseal(case_id=AOKI, label="asked", sealed=sealed)
    with pytest.raises(vault.UnableToSeal):
        vault.put(case_id=AOKI, name="answer.zip", content=b"again")
    with pytest.raises(vault.UnableToMakeKey):
        vault.ensure_case_key(case_id=AOKI, now=NOW)
    assert vault.names(case_id=AOKI) == ()
    assert not (own.folder / "sealed" / AOKI).exists()
    assert vault.get(case_id=BABA, name="answer.zip") == b"answer"


def test_one_destruction_has_one_day_everywhere(own: Home) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    early = NOW - timedelta(hours=9)  # one in the morning in Tokyo, and the day before in Greenwich
    make(AOKI)
    sealed = vault.seal(case_id=AOKI, label="asked", content=b"words")
    intend(AOKI)
    vault.finish_destructions(now=early)

    with pytest.raises(vault.UnableToUnseal, match="was destroyed on 2026-11-24"):
        vault.unseal(case_id=AOKI, label="asked", sealed=sealed)
    assert entries(AOKI)[-1][1]["key_gone"] == "2026-11-24"
    assert certificate(AOKI).destroyed_from == date(2026, 12, 29)
    assert queries.status(now=early + 35 * DAY).destroyed == 1
    assert queries.status(now=early + 35 * DAY - timedelta(hours=2)).waiting_for_backups == 1


def test_each_deed_has_one_entry_without_values(own: Home) -> None:
    from yakusoku.vault import operations as vault

    make(AOKI)
    intend(AOKI, AOKI)
    vault.finish_destructions(now=NOW)
    vault.finish_destructions(now=NOW + DAY)

    assert entries(AOKI) == [
        ("vault:key:destruction-intended", {"files": 1}),
        (
            "vault:key:destroyed",
            {"key_gone": "2026-11-24", "destroyed_from": "2026-12-29", "backup_days": 35},
        ),
    ]


def test_a_second_call_after_a_death_says_the_day_on_which_the_key_went(own: Home) -> None:
    from yakusoku.vault import keys
    from yakusoku.vault import operations as vault

    make(AOKI)
    intend(AOKI)
    keys.destroy(own.folder / "keys", [AOKI], now=NOW)  # and here the process died

    assert vault.finish_destructions(now=NOW + 9 * DAY) == (AOKI,)
    assert certificate(AOKI).destroyed_at == NOW


def test_a_destroyed_key_that_comes_back_with_a_backup_is_named_and_destroyed_again(own: Home) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    make(AOKI, BABA)
    shutil.copytree(own.folder / "keys", own.folder / "backup")
    intend(AOKI)
    vault.finish_destructions(now=NOW)
    shutil.rmtree(own.folder / "keys")
    shutil.copytree(own.folder / "backup", own.folder / "keys")

    assert [(one.about, one.kind.value) for one in queries.verify_keys()] == [
        (AOKI, "destroyed-key-returned")
    ]
    assert vault.finish_destructions(now=NOW + 5 * DAY) == (AOKI,)

    assert queries.verify_keys() == ()
    assert certificate(AOKI).destroyed_from == date(2027, 1, 3)
    assert [tag for tag, _ in entries(AOKI)] == [
        "vault:key:destruction-intended",
        "vault:key:destroyed",
        "vault:key:returned",
        "vault:key:destroyed",
    ]


def test_a_case_that_never_had_a_key_cannot_be_destroyed(own: Home) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    with pytest.raises(vault.UnableToDestroy, match="has no key"):
        intend(AOKI)
    with pytest.raises(queries.UnableToCertify, match="nobody decided"):
        certificate(AOKI)


def test_an_unknown_time_zone_is_refused_before_anything_is_written(own: Home) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    make(AOKI)
    for zone in ("Asia/Edo", "../etc/passwd", ""):
        with pytest.raises(vault.UnableToDestroy, match="time zone"):
            vault.intend_destruction(case_id=AOKI, log="jcom", by=SATO, now=NOW, timezone=zone)

    assert queries.certificates() == ()


def test_the_status_counts(own: Home) -> None:
    from yakusoku.vault import operations as vault
    from yakusoku.vault import queries

    make(AOKI, BABA)
    intend(AOKI)
    vault.finish_destructions(now=NOW)
    intend(BABA)
    found = queries.status(now=NOW + DAY)

    assert (found.cases, found.months, found.intended) == (1, ("2026-11",), 1)
    assert (found.waiting_for_backups, found.destroyed) == (1, 0)
    assert queries.status(now=NOW + 35 * DAY).destroyed == 1


class TestOrphans:
    def test_a_key_whose_deed_never_came_is_swept_and_a_known_one_is_not(self, own: Home) -> None:
        from yakusoku.vault import keys
        from yakusoku.vault import operations as vault

        make(AOKI, BABA)
        vault.ensure_case_key(case_id="req_Y0UNG", now=NOW + 2 * DAY)
        gone = vault.sweep_orphan_keys(
            known=lambda some: set(some) & {BABA}, older_than=DAY, now=NOW + 2 * DAY
        )

        assert gone == (AOKI,)
        assert keys.cases(own.folder / "keys") == (BABA, "req_Y0UNG")
        assert not (own.folder / "sealed" / AOKI).exists()
        assert vault.get(case_id=BABA, name="answer.zip") == b"answer"

    def test_a_key_that_was_asked_for_again_is_left_alone(self, own: Home) -> None:
        from yakusoku.vault import operations as vault

        make(AOKI)
        vault.ensure_case_key(case_id=AOKI, now=NOW + 2 * DAY)

        assert vault.sweep_orphan_keys(known=lambda _: set(), older_than=DAY, now=NOW + 2 * DAY) == ()

    def test_a_key_that_is_asked_for_while_it_is_swept_is_left_alone(self, own: Home) -> None:
        from yakusoku.vault import operations as vault

        make(AOKI)

        def known(_: Iterable[str]) -> set[str]:
            vault.ensure_case_key(case_id=AOKI, now=NOW + 2 * DAY)
            return set()

        assert vault.sweep_orphan_keys(known=known, older_than=DAY, now=NOW + 2 * DAY) == ()
        assert vault.get(case_id=AOKI, name="answer.zip") == b"answer"

    def test_a_case_whose_destruction_is_recorded_is_no_orphan(self, own: Home) -> None:
        from yakusoku.vault import operations as vault

        make(AOKI)
        intend(AOKI)

        assert vault.sweep_orphan_keys(known=lambda _: set(), older_than=DAY, now=NOW + 9 * DAY) == ()
        assert vault.finish_destructions(now=NOW + 9 * DAY) == (AOKI,)

    def test_a_folder_that_a_death_left_is_removed_at_the_next_sweep(self, own: Home) -> None:
        from yakusoku.vault import keys
        from yakusoku.vault import operations as vault

        make(AOKI)
        keys.forget(own.folder / "keys", [AOKI], before=NOW + DAY)  # and here the process died

        assert vault.sweep_orphan_keys(known=lambda _: set(), older_than=DAY, now=NOW + 2 * DAY) == ()
        assert not (own.folder / "sealed" / AOKI).exists()

    def test_an_hour_is_the_least(self, own: Home) -> None:
        from yakusoku.vault import operations as vault

        with pytest.raises(vault.UnableToSweep, match="lose its key"):
            vault.sweep_orphan_keys(known=lambda _: set(), older_than=timedelta(minutes=5), now=NOW)


def test_rotation_is_told_by_month(own: Home) -> None:
    from yakusoku.vault import operations as vault

    make(AOKI, BABA)

    assert vault.rotate_wrapping_keys(now=NOW + 30 * DAY) == vault.Rotated(
        wrapped=2, gone=("2026-11",), destroyed_from=date(2027, 1, 28)
    )
    assert vault.get(case_id=AOKI, name="answer.zip") == b"answer"


class TestWrappingKeys:
    MONTH = 30 * DAY

    def told(self, log: str = "jcom") -> list[dict[str, object]]:
        from yakusoku.ledger import queries as ledger

        return [
            dict(one.facts)
            for one in ledger.entries(log, about="wrapping-key")
            if one.tag == "vault:wrapping-key:destroyed"
        ]

    def test_the_end_of_a_wrapping_key_is_told_once_with_its_honest_day(self, own: Home) -> None:
        from yakusoku.vault import operations as vault

        make(AOKI, BABA)
        intend(BABA)  # opens the log
        for _ in range(2):
            vault.rotate_wrapping_keys(now=NOW + self.MONTH)

        assert self.told() == [
            {
                "month": "2026-11-01",
                "key_gone": "2026-12-24",
                "destroyed_from": "2027-01-28",
                "backup_days": 35,
            }
        ]

    def test_a_rotation_that_died_before_it_was_told_is_told_by_the_next(self, own: Home) -> None:
        from yakusoku.vault import operations as vault
        from yakusoku.vault import wrapping

        make(AOKI)
        intend(AOKI)
        wrapping.rotate(own.folder / "keys", now=NOW + self.MONTH)  # and here the process died
        vault.rotate_wrapping_keys(now=NOW + self.MONTH + 2 * DAY)

        assert [one["key_gone"] for one in self.told()] == ["2026-12-24"]

    def test_a_wrapping_key_that_came_back_goes_again_with_a_later_day(self, own: Home) -> None:
        from yakusoku.vault import operations as vault
        from yakusoku.vault import queries

        make(AOKI)
        intend(AOKI)
        older = (own.folder / "keys" / "wrapping.json").read_bytes()
        vault.rotate_wrapping_keys(now=NOW + self.MONTH)
        newer = (own.folder / "keys" / "wrapping.json").read_bytes()
        from yakusoku.vault import keyfiles

        both = (*keyfiles.parse(older), *keyfiles.parse(newer))
        keyfiles.write(own.folder / "keys" / "wrapping.json", both)
        assert queries.status(now=NOW + self.MONTH).ending == ()
        vault.rotate_wrapping_keys(now=NOW + self.MONTH + 3 * DAY)

        assert [one["key_gone"] for one in self.told()] == ["2026-12-24", "2026-12-27"]
        assert queries.verify_keys() == ()

    def test_a_company_that_came_later_is_not_told_of_earlier_keys(self, own: Home) -> None:
        from yakusoku.vault import operations as vault

        make(AOKI, BABA)
        intend(AOKI)
        vault.rotate_wrapping_keys(now=NOW + self.MONTH)
        later = NOW + self.MONTH + DAY
        vault.intend_destruction(case_id=BABA, log="jalpak", by=SATO, now=later, timezone="Asia/Tokyo")
        vault.rotate_wrapping_keys(now=later)

        assert (len(self.told()), self.told("jalpak")) == (1, [])

    def test_a_store_of_an_earlier_version_is_rotated_too(self, own: Home) -> None:
        import sqlite3

        from yakusoku.vault import operations as vault
        from yakusoku.vault import queries, store

        make(AOKI)
        with store.writing(own.folder / "keys") as connection:
            connection.execute("DROP TABLE gone")
        assert queries.verify_keys() == ()
        assert vault.rotate_wrapping_keys(now=NOW + self.MONTH).gone == ("2026-11",)
        assert vault.get(case_id=AOKI, name="answer.zip") == b"answer"
        with sqlite3.connect(own.folder / "keys" / "case-keys.sqlite") as connection:
            assert connection.execute("SELECT wrapping FROM gone").fetchall() == [("2026-11",)]

    def test_a_changed_day_of_a_wrapping_keys_end_is_named(self, own: Home) -> None:
        from yakusoku.vault import operations as vault
        from yakusoku.vault import queries, store

        make(AOKI)
        vault.rotate_wrapping_keys(now=NOW + self.MONTH)
        with store.writing(own.folder / "keys") as connection:
            connection.execute("UPDATE gone SET gone_at = '2026-01-01T00:00:00.000000+00:00'")

        assert [(one.about, one.kind.value) for one in queries.verify_keys()] == [("2026-11", "altered")]
