"""The outbox: written with the deed, handed over once, put off and never dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from yakusoku.site.home import Home
from yakusoku.terms.text import text
from yakusoku.work import operations as work
from yakusoku.work import ports, queries
from yakusoku.work.models import Intent
from yakusoku.work.operations import UnableToIntend
from yakusoku.work.ports import Letter, UnableToStart

MINUTE = timedelta(minutes=1)


@dataclass
class Office:
    """An engine and a mailer that write down what they are given, and refuse when told to."""

    started: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    refuses: bool = False
    meanwhile: Callable[[str], object] = lambda intent: None

    def start(self, kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> None:
        self._take(self.started, intent)

    def send(self, letter: Letter, /) -> None:
        self._take(self.sent, letter.message_id)

    def compose(self, kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> Letter:
        return Letter(intent, text("a mail"), text("about {about}", about=about))

    def _take(self, where: list[str], intent: str) -> None:
        if self.refuses:
            raise UnableToStart(text("closed."), do=text("Wait."))
        where.append(intent)
        self.meanwhile(intent)


@pytest.fixture
def office(own: Home) -> Office:
    """An open office behind the ports of this home."""
    opened = Office()
    ports.wire(starter=opened, mailer=opened, composer=opened.compose)
    return opened


def intend(kind: str = "rights.search", **more: Any) -> str:
    about = f"req_{Intent.objects.count()}"
    with transaction.atomic():
        return work.intend(kind, about=about, now=NOW, **more)


def state(intent: str) -> str:
    return Intent.objects.get(public_id=intent).state


def test_an_intent_outside_a_deed_is_refused(own: Home) -> None:
    with pytest.raises(UnableToIntend, match=r"rights\.search was asked for outside a deed"):
        work.intend("rights.search", about="req_1", now=NOW)


def test_an_intent_of_a_deed_that_failed_is_not_there(own: Home) -> None:
    def deed() -> None:
        with transaction.atomic():
            work.intend("rights.search", about="req_1", now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deed()
    assert queries.intents() == ()


def test_what_is_due_is_handed_over_once_the_oldest_first(office: Office) -> None:
    first, second = intend(), intend("rights.build")

    assert (work.dispatch(now=NOW), work.dispatch(now=NOW)) == (2, 0)

    assert office.started == [first, second]
    assert [one.state for one in queries.intents()] == ["started", "started"]


def test_what_is_not_yet_due_waits(office: Office) -> None:
    intend(not_before=NOW + 5 * MINUTE)

    assert work.dispatch(now=NOW) == 0
    assert work.dispatch(now=NOW + 5 * MINUTE) == 1


def test_what_cannot_be_handed_over_is_put_off_longer_each_time_and_never_dropped(office: Office) -> None:
    intent = intend()
    office.refuses = True
    now, waits = NOW, []
    for _ in range(6):
        work.dispatch(now=now)
        due = queries.intents()[0].not_before
        waits.append((due - now) // MINUTE)
        now = due
    office.refuses = False

    assert waits == [1, 5, 15, 60, 60, 60]
    assert work.dispatch(now=now) == 1
    assert office.started == [intent]


def test_one_that_cannot_be_handed_over_does_not_hold_up_the_others(office: Office) -> None:
    def refuse_the_first(intent: str) -> None:
        if intent == first:
            raise UnableToStart(text("closed."), do=text("Wait."))

    first, second = intend(), intend()
    office.meanwhile = refuse_the_first

    assert work.dispatch(now=NOW) == 1
    assert (state(first), state(second)) == ("waiting", "started")


def test_a_mail_is_sent_and_done(office: Office) -> None:
    mail = intend("mail.rights.arrived")

    assert work.dispatch(now=NOW) == 1
    assert (office.sent, state(mail)) == ([mail], "done")


def test_a_mail_that_another_worker_is_sending_is_left_to_it(office: Office) -> None:
    mail = intend("mail.rights.arrived")
    seen: list[int] = []
    office.meanwhile = lambda intent: seen.append(work.dispatch(now=NOW))

    work.dispatch(now=NOW)

    assert (seen, office.sent) == ([0], [mail])


def test_a_mail_whose_worker_died_is_sent_again_after_a_minute(office: Office) -> None:
    mail = intend("mail.rights.arrived")

    def die(intent: str) -> None:
        raise KeyboardInterrupt

    office.meanwhile = die
    with pytest.raises(KeyboardInterrupt):
        work.dispatch(now=NOW)
    office.meanwhile = lambda intent: None

    assert work.dispatch(now=NOW) == 0
    assert work.dispatch(now=NOW + MINUTE) == 1
    assert office.sent == [mail, mail]


def test_a_mail_that_is_refused_is_tried_again_as_a_burst_is(office: Office) -> None:
    intend("mail.rights.arrived")
    office.refuses = True
    work.dispatch(now=NOW)
    work.dispatch(now=NOW + MINUTE)

    intent = queries.intents()[0]
    assert (intent.attempts, intent.not_before) == (2, NOW + 6 * MINUTE)


def test_a_burst_that_ended_before_it_was_noted_as_begun_stays_ended(office: Office) -> None:
    def end(intent: str) -> None:
        with transaction.atomic():
            assert work.done(intent, now=NOW)

    office.meanwhile = end
    intent = intend()

    assert work.dispatch(now=NOW) == 0
    assert state(intent) == "done"


def test_work_ends_once(office: Office) -> None:
    intent = intend()
    work.dispatch(now=NOW)
    with transaction.atomic():
        assert work.done(intent, now=NOW)
        assert not work.done(intent, now=NOW + MINUTE)
        assert not work.failed(intent, now=NOW + MINUTE)
    assert Intent.objects.get().done_at == NOW


def test_what_began_and_did_not_end_is_handed_over_again(office: Office) -> None:
    begun, ended, waiting = intend(), intend(), intend(not_before=NOW + MINUTE)
    work.dispatch(now=NOW)
    with transaction.atomic():
        work.done(ended, now=NOW)
    office.started.clear()

    assert work.hand_over_again() == 1
    assert office.started == [begun]
    assert state(waiting) == "waiting"


def test_what_the_engine_does_not_take_again_stays_as_it_is(office: Office) -> None:
    begun = intend()
    work.dispatch(now=NOW)
    office.refuses = True

    assert work.hand_over_again() == 0
    assert state(begun) == "started"


def test_failed_work_is_asked_for_again_once(office: Office) -> None:
    failed = intend(arguments={"search": 7})
    work.dispatch(now=NOW)
    with transaction.atomic():
        work.failed(failed, now=NOW)
    with transaction.atomic():
        new = work.again(failed, now=NOW + MINUTE)
        assert work.again(failed, now=NOW + MINUTE) is None

    assert [(one.public_id, one.state) for one in queries.intents()] == [(failed, "done"), (new, "waiting")]
    assert queries.intents()[1].arguments == {"search": 7}


def test_work_that_began_is_asked_for_again_only_after_a_quarter_of_an_hour(office: Office) -> None:
    begun = intend()
    work.dispatch(now=NOW)
    with transaction.atomic():
        assert work.again(begun, now=NOW + 14 * MINUTE) is None
        assert work.again(begun, now=NOW + 15 * MINUTE) is not None


def test_health_tells_what_is_overdue_hangs_or_failed(office: Office) -> None:
    overdue, begun, failed = intend(not_before=NOW + MINUTE), intend(), intend()
    work.dispatch(now=NOW)
    with transaction.atomic():
        work.failed(failed, now=NOW)

    now = NOW + 20 * MINUTE
    health = queries.health(now=now)

    assert (health.overdue, health.started, health.failed) == ((overdue,), (begun,), (failed,))
    assert [one.is_stuck(now) for one in queries.intents()] == [False, True, True]
    assert queries.open_intents(now=now) == 2


@pytest.mark.parametrize("values", [{"state": "lost"}, {"state": "done", "done_at": None}])
def test_the_database_refuses_an_unknown_state_and_an_end_without_a_time(
    office: Office, values: dict[str, object]
) -> None:
    intend()
    with pytest.raises(IntegrityError), transaction.atomic():
        Intent.objects.update(**values)
