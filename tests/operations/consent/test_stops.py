"""A stop acts at once on what was given, on a household or a person, for thousands of lines in a few statements."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.operations.consent.conftest import (
    ADDRESS,
    MAILBOX,
    NAME,
    Staff,
    arrived,
    confirmed,
    own,
    staff,
    whom,
)
from tests.operations.consent.test_register import entries
from yakusoku.terms.personal import Personal

if TYPE_CHECKING:
    from yakusoku.consent.operations import Stopped
    from yakusoku.consent.queries import Row, Stopping
    from yakusoku.site.home import Home

__all__ = ["own", "staff"]

LETTERBOX: dict[str, Any] = {"controller": "japanet", "way": "post", "purpose": "direct-mail"}


def say_stop(way: str = "post", *, days: float = -1, purpose: str = "", **given: Any) -> Stopped:
    """Stop advertising by Japanet."""
    from yakusoku.consent.operations import stop

    return stop(
        controller="japanet", way=way, whom=whom(**given), arrived=arrived(days), by="call-center", now=NOW,
        purpose=purpose,
    )  # fmt: skip


def row(name: str | None = None, **given: Any) -> Row:
    """Return a line of a list."""
    from yakusoku.consent.queries import Row

    made = whom(**given)
    return Row(made.given, Personal(name) if name else None)


def asked(*rows: Row, **says: Any) -> dict[int, Stopping]:
    """Ask the register about lines."""
    from yakusoku.consent.queries import stopped

    return stopped(rows, **{**LETTERBOX, "as_of": NOW, **says})


def test_a_stop_is_in_force_from_its_moment_on_and_not_before(staff: Staff) -> None:
    say_stop(address=ADDRESS, household=True)
    line = row(address="世田谷区三軒茶屋２－８４－７－２０３")

    assert asked(line)[0].reason == "stopped"
    assert asked(line, as_of=NOW - timedelta(days=2)) == {}


def test_a_person_is_stopped_and_the_others_of_the_dwelling_are_not(staff: Staff) -> None:
    say_stop(address=ADDRESS, name=NAME)

    found = asked(
        row(NAME, address=ADDRESS),
        row("青木 健", address=ADDRESS),
        row("アオキ マユミ", address=ADDRESS),  # another script: nobody can tell
        row(address=ADDRESS),  # nobody named
        row(NAME, address=ADDRESS.replace("203", "204")),
        row(NAME, address="世田谷区三軒茶屋2-84-7"),  # the room left out
    )

    assert set(found) == {0, 2, 3, 5}


def test_a_household_is_stopped_whole_and_its_neighbors_are_not(staff: Staff) -> None:
    say_stop(address=ADDRESS, household=True)

    found = asked(
        row(NAME, address=ADDRESS),
        row("青木 健", address=ADDRESS),
        row(NAME, address=ADDRESS.replace("203", "204")),
    )

    assert set(found) == {0, 1}


def test_a_stop_is_of_its_way_and_its_purpose_and_any_is_of_all(staff: Staff) -> None:
    say_stop("catalog", purpose="catalogs", phone_number="03-1000-0001", household=True)
    say_stop("any", email=MAILBOX)

    line = row(phone_number="０３－１０００－０００１")
    assert set(asked(line, way="catalog", purpose="catalogs")) == {0}
    assert asked(line, way="catalog", purpose="direct-mail") == {}
    assert asked(line) == {}
    assert set(asked(row(email=MAILBOX.upper()), way="email", purpose="mail-magazine")) == {0}
    assert set(asked(row(email=MAILBOX), way="any", purpose="")) == {0}


def test_an_address_needs_a_name_or_a_household(staff: Staff) -> None:
    from yakusoku.consent.operations import UnableToKey

    with pytest.raises(UnableToKey, match="share"):
        say_stop(address=ADDRESS)
    assert entries("japanet") == []


def test_what_cannot_be_read_is_not_addressed(staff: Staff) -> None:
    found = asked(row(address="三軒茶屋の青い家"), row(NAME))

    assert {place: one.reason for place, one in found.items()} == {0: "unread", 1: "unread"}


def test_loosening_takes_a_confirmed_person_and_the_same_words(staff: Staff) -> None:
    from yakusoku.consent.chosen import About
    from yakusoku.consent.operations import UnableToConfirm, UnableToRecordChoice, loosen
    from yakusoku.consent.rules import How, Kind
    from yakusoku.staff.queries import UnableToAct

    say_stop(address=ADDRESS, household=True)
    said: dict[str, Any] = {
        "controller": "japanet", "about": About(Kind.STOP, "post"), "whom": whom(address=ADDRESS, household=True),
        "arrived": arrived(), "confirmation": confirmed(), "by": staff.japanet, "now": NOW,
    }  # fmt: skip
    with pytest.raises(UnableToAct):
        loosen(**{**said, "by": "web-form"})
    with pytest.raises(UnableToConfirm, match="req_0000000000000009"):
        loosen(**{**said, "confirmation": confirmed(how=How.REQUEST, reference="req_0000000000000009")})
    with pytest.raises(UnableToRecordChoice, match="in force"):
        loosen(**{**said, "whom": whom(address=ADDRESS, name=NAME)})
    assert set(asked(row(address=ADDRESS))) == {0}

    loosen(**said)

    assert asked(row(address=ADDRESS)) == {}
    assert set(asked(row(address=ADDRESS), as_of=NOW - timedelta(hours=1))) == {0}
    assert entries("japanet") == ["consent:stop:added", "consent:loosening:added"]


def test_seeing_choices_takes_a_confirmed_person_and_is_noted(staff: Staff) -> None:
    from yakusoku.consent.operations import UnableToConfirm, show

    say_stop(email=MAILBOX)
    say_stop(email="somebody.else@example.jp")
    said: dict[str, Any] = {
        "controller": "japanet",
        "whom": whom(email=MAILBOX),
        "by": staff.japanet,
        "now": NOW,
    }

    [found] = show(**said, confirmation=confirmed())

    assert (found.scope, found.identities) == ("post", ("email",))
    with pytest.raises(UnableToConfirm, match="reason"):
        show(**said, confirmation=confirmed(reason="because she said so"))
    assert entries("japanet")[-1] == "consent:choice:answered"


def test_the_answer_to_a_stop_names_what_has_left_the_house(staff: Staff) -> None:
    from yakusoku.consent.operations import UnableToScreen, screen

    say_stop(address=ADDRESS, household=True)
    lines = [row(address=ADDRESS), row(address="世田谷区三軒茶屋2-84-8"), row(address="?")]
    said: dict[str, Any] = {**LETTERBOX, "mailing": "spring-2027", "by": "list-export"}

    screened = screen(rows=lines, **said, now=NOW - timedelta(hours=2))

    assert (screened.count("stopped"), screened.count("unread"), screened.rows) == (1, 1, 3)
    assert [one.mailing for one in say_stop(email=MAILBOX).handed_over] == ["spring-2027"]
    assert say_stop("telephone", phone_number="03-1000-0001", household=True).handed_over == ()
    with pytest.raises(UnableToScreen, match="before"):
        screen(rows=lines, **said, now=NOW)


def test_by_email_only_those_are_addressed_who_agreed(staff: Staff) -> None:
    from tests.operations.consent.test_register import VERSION
    from yakusoku.consent.chosen import About
    from yakusoku.consent.operations import record, screen, withdraw
    from yakusoku.consent.rules import Kind, Turn

    lines = [row(email=MAILBOX), row(email="somebody.else@example.jp")]
    said: dict[str, Any] = {
        "controller": "japanet",
        "way": "email",
        "purpose": "mail-magazine",
        "by": "list-export",
    }
    record(
        controller="japanet", about=About(Kind.CONSENT, "channels.email"), turn=Turn.GIVEN, whom=whom(email=MAILBOX),
        arrived=arrived(-3, proof="FORM-9"), by="web-shop", now=NOW, version=VERSION,
        sentence="JN-2.4:purposes.mail-magazine", language="ja",
    )  # fmt: skip

    first = screen(rows=lines, **said, mailing="november", now=NOW)
    withdraw(
        controller="japanet", scope="channels.email", whom=whom(email=MAILBOX), arrived=arrived(), by="web-shop",
        now=NOW,
    )  # fmt: skip
    second = screen(rows=lines, **said, mailing="december", now=NOW)

    assert {place: one.reason for place, one in first.stopped.items()} == {1: "no-consent"}
    assert {place: one.reason for place, one in second.stopped.items()} == {0: "no-consent", 1: "no-consent"}


def test_a_stop_outlives_the_data_and_meets_them_when_they_come_again(staff: Staff, own: Home) -> None:
    say_stop(address=ADDRESS, name=NAME, phone_number="03-1000-0001", email=MAILBOX)

    # Nothing of the person is kept, so there is nothing to erase: only the digests under the home's key.
    for table in ("consent_choice", "consent_choice_key"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            held = repr(cursor.fetchall())
        assert not [word for word in ("三軒茶屋", "青木", "0310000001", MAILBOX) if word in held]
    assert set(asked(row(email=MAILBOX))) == {0}


def test_thousands_of_lines_take_a_few_statements(staff: Staff) -> None:
    say_stop(email="somebody-77@example.jp")
    lines = [row(email=f"somebody-{number}@example.jp") for number in range(5_000)]

    with CaptureQueriesContext(connection) as asking:
        found = asked(*lines)

    assert set(found) == {77}
    assert len(asking) <= 4


def test_a_restore_knows_the_stops_that_the_database_lost(staff: Staff, own: Home) -> None:
    from yakusoku.consent.remembered import KIND, Replay
    from yakusoku.ledger import outside
    from yakusoku.ledger import ports as ledger

    say_stop(address=ADDRESS, household=True)
    lines = [
        outside.read_line(raw)
        for _, raw, complete in outside.lines(ledger.wired().outside, "japanet")
        if complete
    ]
    lines = [one for one in lines if one["kind"] == KIND]
    with connection.cursor() as cursor:
        for table in ("consent_choice_key", "consent_choice"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_keeps{on}")
            cursor.execute(f"DELETE FROM {table}")
    assert asked(row(address=ADDRESS)) == {}

    assert Replay().replay(log="japanet", lines=lines, now=NOW) == 1

    assert set(asked(row(address=ADDRESS))) == {0}
    assert Replay().replay(log="japanet", lines=lines, now=NOW) == 0


def test_every_column_of_a_choice_is_remembered_outside() -> None:
    from tests.common.django_ready import ready

    ready()
    from yakusoku.consent import models, remembered

    columns = {one.name for one in models.Choice._meta.local_fields} - {"id", "controller", "kind"}
    assert columns == {*remembered._WORDS, *remembered._MOMENTS, remembered._DAY}
