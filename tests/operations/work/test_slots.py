"""Worker slots: one living worker a slot; a silent one is taken over."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from tests.conftest import NOW
from yakusoku.site.home import Home
from yakusoku.work import operations as work
from yakusoku.work import queries
from yakusoku.work.operations import UnableToTakeSlot
from yakusoku.work.rules import SLOT_LIFE, retry_after


def test_a_slot_is_kept_by_who_holds_it(own: Home) -> None:
    work.beat("one", holder="here:1", now=NOW)
    work.beat("one", holder="here:1", now=NOW + SLOT_LIFE)
    assert queries.dead_slots(now=NOW + SLOT_LIFE) == ()


def test_a_living_workers_slot_is_not_taken(own: Home) -> None:
    work.beat("one", holder="here:1", now=NOW)
    with pytest.raises(UnableToTakeSlot, match="held by a worker that is alive"):
        work.beat("one", holder="here:2", now=NOW + SLOT_LIFE - timedelta(seconds=1))


def test_a_silent_workers_slot_is_taken_over(own: Home) -> None:
    work.beat("one", holder="here:1", now=NOW)
    assert queries.dead_slots(now=NOW + 2 * SLOT_LIFE) == ("one",)
    work.beat("one", holder="here:2", now=NOW + SLOT_LIFE)
    with pytest.raises(UnableToTakeSlot):
        work.beat("one", holder="here:1", now=NOW + SLOT_LIFE)


def test_the_slot_of_a_worker_known_to_be_dead_is_taken_at_once(own: Home) -> None:
    work.beat("one", holder="here:1", now=NOW)
    work.beat("one", holder="here:2", now=NOW, gone=lambda other: other == "here:1")


def test_a_slot_is_given_back_by_its_holder_alone(own: Home) -> None:
    work.beat("one", holder="here:1", now=NOW)
    work.release("one", holder="here:2")
    with pytest.raises(UnableToTakeSlot):
        work.beat("one", holder="here:2", now=NOW)
    work.release("one", holder="here:1")
    work.beat("one", holder="here:2", now=NOW)


def test_of_two_that_take_a_free_slot_at_once_one_gets_it(own: Home) -> None:
    gate, refused = threading.Barrier(4), []

    def take(number: int) -> None:
        gate.wait()
        try:
            work.beat("one", holder=f"here:{number}", now=NOW)
        except UnableToTakeSlot:
            refused.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 3


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 5), (2, 15), (3, 60), (99, 60)])
def test_the_pause_grows_up_to_an_hour(attempts: int, minutes: int) -> None:
    assert retry_after(attempts) == timedelta(minutes=minutes)
