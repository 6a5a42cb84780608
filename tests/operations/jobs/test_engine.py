"""Bursts: every step once in order, failures by name only, and nothing personal in the job tables."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy
from dbos import DBOS
from django.db import OperationalError

from tests.operations.jobs.bench_of_bursts import Workbench, intend, note_done
from yakusoku.jobs import engine
from yakusoku.site.home import Home
from yakusoku.work import queries
from yakusoku.work.bursts import Call, Tally

WORDS = "青木真由美の電話番号"


def states() -> list[str]:
    return [one.state for one in queries.intents()]


def test_a_burst_does_its_steps_once_and_in_order(home: Home) -> None:
    bench = Workbench(home)
    intend()
    with bench.working() as worker:
        assert worker.drain(seconds=10)
    assert bench.did == ["one", "two", "end"]
    assert states() == ["done"]


def test_a_burst_is_told_its_intent_and_what_it_is_about(home: Home) -> None:
    seen: list[Call] = []

    def see(call: Call, step: str) -> Tally:
        seen.append(call)
        return {}

    bench = Workbench(home, steps=lambda: ("end",), do=see)
    intent = intend("req_7")
    with bench.working() as worker:
        worker.drain(seconds=10)
    assert [(call.intent, call.about, call.now) for call in seen] == [(intent, "req_7", bench.now)]


def test_a_parked_burst_goes_no_further(home: Home) -> None:
    def park(call: Call, step: str) -> Tally:
        note_done(call)
        return {"park": 1}

    bench = Workbench(home, do=park)
    intend()
    with bench.working() as worker:
        assert worker.drain(seconds=10)
    assert bench.did == ["one"]
    assert states() == ["done"]


def test_a_step_that_raises_ends_the_burst_and_the_intent_has_failed(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    def fall(call: Call, step: str) -> Tally:
        raise ValueError(WORDS)

    bench = Workbench(home, do=fall)
    intend()
    with caplog.at_level(logging.ERROR, "yakusoku.jobs"), bench.working() as worker:
        assert worker.drain(seconds=10)

    assert (bench.did, states()) == (["one"], ["failed"])
    assert WORDS not in caplog.text
    assert '{"burst": "test.burst", "error": "ValueError", "step": "one"}' in caplog.text
    for file in home.folder.glob("jobs.sqlite*"):
        assert WORDS.encode() not in file.read_bytes()


def test_steps_that_cannot_be_named_fail_the_burst(home: Home) -> None:
    def name() -> tuple[str, ...]:
        raise RuntimeError(WORDS)

    bench = Workbench(home, steps=name)
    intend()
    with bench.working() as worker:
        assert worker.drain(seconds=10)
    assert states() == ["failed"]


def test_own_state_that_is_away_for_a_moment_is_asked_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PAUSES", [0.0, 0.0, 0.0])
    falls = [OperationalError(WORDS)] * 3

    def fall(call: Call, step: str) -> Tally:
        if step == "two" and falls:
            raise falls.pop()
        return {}

    bench = Workbench(home, do=fall)
    intend()
    with bench.working() as worker:
        assert worker.drain(seconds=10)
    assert bench.did == ["one", "two", "two", "two", "two", "end"]
    assert states() == ["done"]


def test_own_state_that_stays_away_fails_the_burst(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PAUSES", [0.0])

    def fall(call: Call, step: str) -> Tally:
        raise OperationalError(WORDS)

    bench = Workbench(home, do=fall)
    intend()
    with bench.working() as worker:
        assert worker.drain(seconds=10)
    assert (bench.did, states()) == (["one", "one"], ["failed"])


def test_an_intent_is_started_once_however_often_it_is_handed_over(home: Home) -> None:
    from yakusoku.work import ports

    bench = Workbench(home)
    intent = intend()
    with bench.working() as worker:
        starter = ports.ports().starter
        assert starter is not None
        for _ in range(3):
            starter.start("test.burst", intent=intent, about="req_1", arguments={})
        assert worker.drain(seconds=10)
        starter.start("test.burst", intent=intent, about="req_1", arguments={})
    assert bench.did == ["one", "two", "end"]


def test_a_burst_that_this_version_does_not_know_waits_for_another(home: Home) -> None:
    bench = Workbench(home)
    intend(kind="test.unknown")
    with bench.working() as worker:
        worker.turn()
    (intent,) = queries.intents()
    assert (intent.state, intent.not_before) == ("waiting", bench.now + timedelta(minutes=1))


def test_old_records_of_ended_bursts_go_and_new_ones_stay(home: Home) -> None:
    bench = Workbench(home)
    intend()
    with bench.working() as worker:
        worker.drain(seconds=10)
        assert worker._engine.prune(before=datetime.now(UTC) - timedelta(hours=1)) == 0
        assert worker._engine.prune(before=datetime.now(UTC) + timedelta(hours=1)) == 1


def test_job_tables_that_do_not_answer_put_the_intent_off(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*given: object) -> None:
        raise sqlalchemy.exc.OperationalError("", {}, Exception(WORDS))

    bench = Workbench(home)
    intend()
    with bench.working() as worker:
        monkeypatch.setattr(DBOS, "start_workflow", away)
        assert worker.turn() == 0
        monkeypatch.undo()
        bench.later(minutes=1)
        assert worker.drain(seconds=10)
    assert states() == ["done"]


def test_a_second_engine_that_only_was_described_changes_nothing(home: Home, tmp_path: Path) -> None:
    bench = Workbench(home)
    intend()
    with bench.working() as worker:
        engine.Engine(
            url="sqlite:///other.sqlite",
            folder=tmp_path,
            slot="worker-9",
            poll_seconds=1,
            bursts={},
            clock=lambda: bench.now,
            failed=lambda intent, now: None,
        )
        assert worker.drain(seconds=10)
    assert bench.did == ["one", "two", "end"]
