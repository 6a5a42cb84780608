"""Arrivals: each taken in once and dated, whatever else is wrong."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.operations.rights.desk import COMPANY, Desk, asked
from tests.operations.rights.stages import At
from yakusoku.examples.people import cast
from yakusoku.ledger.queries import entries
from yakusoku.rights import cases, queries
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.operations.receive import UnableToReceive
from yakusoku.rights.rules import Channel
from yakusoku.vault import operations as vault
from yakusoku.vault.operations import UnableToUnseal


def test_an_arrival_gets_an_id_a_receipt_code_and_its_days(at_both: At) -> None:
    desk = at_both("")
    desk.receive(received_at=datetime(2026, 4, 1, 3, tzinfo=UTC))
    row = desk.row
    assert (row.received_on, row.suit_open_on) == (date(2026, 4, 1), date(2026, 4, 16))
    assert len(row.receipt_code) == 16
    assert (row.policy_version, len(row.policy_digest)) == (date(2020, 4, 1), 64)
    assert desk.intents("mail.rights.arrived") == ["waiting"]


@pytest.mark.parametrize(("hour", "day"), [(14, 24), (15, 25)])
def test_the_day_is_the_companys_own(at: At, hour: int, day: int) -> None:
    desk = at("")
    desk.receive(now=datetime(2026, 11, 24, hour, 59, tzinfo=UTC))
    assert desk.row.received_on == date(2026, 11, day)


def test_the_zone_is_that_of_the_policy_and_not_of_the_machine(at: At) -> None:
    desk = at("")
    desk.policy("timezone: Asia/Tokyo", "timezone: Europe/Paris")
    desk.receive(now=datetime(2026, 11, 24, 15, 59, tzinfo=UTC))
    assert desk.row.received_on == date(2026, 11, 24)


def test_one_arrival_is_taken_in_once(at_both: At) -> None:
    desk = at_both("")
    first = desk.receive()
    desk.later(days=1)
    assert desk.receive() == first
    assert desk.tags() == ["rights:request:received"]


def test_the_same_number_by_another_channel_or_to_another_company_is_another_arrival(at: At) -> None:
    desk = at("")
    first = desk.receive()
    assert desk.receive(channel=Channel.COUNTER) != first


def test_a_number_that_was_another_persons_is_refused_and_not_swallowed(at: At) -> None:
    desk = at("")
    first = desk.receive()
    with pytest.raises(UnableToReceive) as refused:
        desk.receive(asked=asked(cast.BABA))
    assert f"was taken in on 2026-11-24 as {first}" in str(refused.value)
    assert "馬場" not in str(refused.value)
    assert RightsRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"ref": "03 1000 0001"}, "only letters, digits and hyphens"),
        ({"ref": ""}, "only letters, digits and hyphens"),
        ({"ref": "E" * 41}, "only letters, digits and hyphens"),
        ({"received_at": NOW + timedelta(seconds=1)}, "lies in the future"),
        ({"language": "fr"}, "answers are not given in fr"),
    ],
)
def test_an_arrival_wrongly_described_is_refused(at: At, more: dict[str, Any], wrong: str) -> None:
    desk = at("")
    with pytest.raises(UnableToReceive, match=wrong):
        desk.receive(**more)
    assert RightsRequest.objects.count() == 0


def test_an_arrival_is_dated_even_where_the_policy_cannot_be_read(at: At) -> None:
    desk = at("")
    desk.policy("published_from: 2020-04-01", "published_from: yesterday")
    desk.receive()
    assert (desk.row.policy_version, desk.row.policy_digest) == (None, "")
    assert desk.row.suit_open_on == date(2026, 12, 9)


def test_an_arrival_is_dated_even_where_the_data_map_cannot_be_read(at: At) -> None:
    desk = at("")
    desk.datamap("jcom-media.yaml", "store: jcom-media", "store: nowhere")
    desk.receive(asked=asked(a_word_of_tomorrow="x"))
    assert desk.tags() == ["rights:request:received"]


def test_a_policy_that_could_be_read_again_is_noted_at_triage(at: At) -> None:
    desk = at("")
    desk.policy("published_from: 2020-04-01", "published_from: yesterday")
    desk.receive()
    desk.policy("published_from: yesterday", "published_from: 2020-04-01")
    desk.triage()
    assert desk.row.policy_version == date(2020, 4, 1)
    assert desk.facts("rights:request:triaged")["policy"] == desk.row.policy_digest


def test_what_was_written_is_sealed_and_nowhere_else(at: At) -> None:
    desk = at("")
    desk.receive()
    row = desk.row
    assert cases.asked(row).name.reveal() == cast.AOKI.name
    for words in (cast.AOKI.family_name, cast.AOKI.birth_date.isoformat(), "開示を請求"):
        assert words.encode() not in bytes(row.asked)
        assert words not in repr(row.__dict__)
    with pytest.raises(UnableToUnseal):
        vault.unseal(case_id=desk.request, label="other", sealed=bytes(row.asked))


def test_words_come_back_as_they_were(at: At) -> None:
    desk = at("")
    wanted = asked(full_name="高橋\n𠮷野家", email="a@example.jp")
    desk.receive(asked=wanted)
    assert cases.asked(desk.row).to_bytes() == wanted.to_bytes()


@pytest.mark.parametrize("facts", [{"emial": "a@example.jp"}, {"birth_date": "28 Feb 1990"}])
def test_a_fact_by_which_nobody_is_found_is_refused_without_its_words(at: At, facts: dict[str, str]) -> None:
    desk = at("")
    with pytest.raises(UnableToReceive) as refused:
        desk.receive(asked=asked(cast.AOKI, **facts))
    assert not any(word in str(refused.value) for word in (*facts.values(), "emial"))


def test_two_that_open_one_envelope_at_once_take_it_in_once(at_both: At) -> None:
    desk = at_both("")
    gate, got = threading.Barrier(4), []

    def receive() -> None:
        mine = Desk.of(desk.home)
        gate.wait()
        try:
            got.append(mine.receive())
        finally:
            connection.close()

    threads = [threading.Thread(target=receive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 4
    assert len(set(got)) == 1
    assert RightsRequest.objects.count() == 1
    assert [one.tag for one in entries(COMPANY, about=got[0])] == ["rights:request:received"]


def test_a_deed_that_fails_leaves_a_key_which_the_sweep_removes(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*given: object, **more: object) -> None:
        raise ZeroDivisionError

    desk = at("")
    monkeypatch.setattr("yakusoku.rights.operations.receive.work.intend", fall)
    with pytest.raises(ZeroDivisionError):
        desk.receive()
    monkeypatch.undo()
    assert (RightsRequest.objects.count(), desk.entries()) == (0, 3)

    desk.receive()
    swept = vault.sweep_orphan_keys(
        known=queries.known, older_than=timedelta(days=1), now=NOW + timedelta(days=2)
    )

    assert len(swept) == 1
    assert desk.request not in swept
    assert cases.asked(desk.row).name.reveal() == cast.AOKI.name


class TestAmending:
    def test_what_was_entered_is_corrected_and_the_clock_stays(self, at: At) -> None:
        desk = at("")
        desk.receive()
        before = desk.row.suit_open_on
        desk.later(days=2)
        desk.amend(asked=asked(cast.BABA))
        assert cases.asked(desk.row).name.reveal() == cast.BABA.name
        assert (desk.row.suit_open_on, desk.state) == (before, "received")
        assert desk.tags() == ["rights:request:received", "rights:request:amended"]

    def test_the_same_words_change_nothing_and_record_nothing(self, at: At) -> None:
        desk = at("")
        desk.receive()
        desk.amend()
        assert desk.tags() == ["rights:request:received"]

    def test_facts_by_which_nobody_is_found_are_refused_here_too(self, at: At) -> None:
        desk = at("")
        desk.receive()
        with pytest.raises(UnableToReceive, match="no name by which the stores can be searched"):
            desk.amend(asked=asked(a_word_of_tomorrow="x"))

    def test_it_is_not_possible_once_a_paper_was_compared(self, at: At) -> None:
        desk = at("need_fee")
        with pytest.raises(cases.UnableToMove):
            desk.amend(asked=asked(cast.BABA))
