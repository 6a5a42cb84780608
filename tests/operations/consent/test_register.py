"""The register of choices only grows, keeps what was shown, and answers as of a moment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.operations.consent.conftest import INSURED, MAILBOX, Staff, arrived, own, staff, whom

if TYPE_CHECKING:
    from yakusoku.consent.queries import ChoiceView
    from yakusoku.consent.rules import Event
    from yakusoku.site.home import Home

__all__ = ["own", "staff"]

SENTENCE = "JALUX-5.1:special_care.insurance-and-finance"
VERSION = date(2026, 11, 23)


def give(desk: str, **says: Any) -> ChoiceView:
    """Record an explicit consent to the handling of sensitive data by JALUX."""
    from yakusoku.consent.chosen import About
    from yakusoku.consent.operations import record
    from yakusoku.consent.rules import Form, Kind, Turn

    usual: dict[str, Any] = {
        "controller": "jalux", "about": About(Kind.CONSENT, INSURED, form=Form.EXPLICIT), "turn": Turn.GIVEN,
        "whom": whom(email=MAILBOX), "arrived": arrived(-2, proof="FORM-2026-118", reference="D-1"), "by": desk,
        "now": NOW, "version": VERSION, "sentence": SENTENCE, "language": "ja",
    }  # fmt: skip
    return record(**{**usual, **says})


def entries(controller: str = "jalux") -> list[str]:
    """Return the tags of what the ledger holds about choices."""
    from yakusoku.ledger.models import Entry

    rows = Entry.objects.filter(log__name=controller, tag__startswith="consent:").order_by("pk")
    return list(rows.values_list("tag", flat=True))


def test_a_consent_keeps_the_words_that_were_shown_and_no_value(staff: Staff, own: Home) -> None:
    from yakusoku.ledger.models import Entry
    from yakusoku.site.shown import sentence_shown

    made = give(staff.jalux)

    assert made.text_digest == sentence_shown("jalux", VERSION, SENTENCE, "ja").digest
    assert (made.sentence, made.version, made.proof, made.recorded_by) == (
        SENTENCE, VERSION, "FORM-2026-118", staff.jalux,
    )  # fmt: skip
    assert entries() == ["consent:choice:added"]
    bodies = b"".join(bytes(one.body) for one in Entry.objects.all())
    assert made.text_digest.encode() in bodies
    assert MAILBOX.encode() not in bodies


def test_a_second_delivery_records_nothing(staff: Staff) -> None:
    first = give(staff.jalux)

    again = give(staff.jalux, now=NOW + timedelta(hours=1))

    assert again == first
    assert entries() == ["consent:choice:added"]


def test_a_delivery_that_says_something_else_is_refused(staff: Staff) -> None:
    from yakusoku.consent.operations import UnableToRecordChoice

    first = give(staff.jalux)

    with pytest.raises(UnableToRecordChoice, match=first.public_id):
        give(staff.jalux, whom=whom(email="somebody.else@example.jp"))


def test_a_consent_without_words_or_proof_is_none(staff: Staff) -> None:
    from yakusoku.consent.operations import UnableToRecordChoice
    from yakusoku.site.shown import UnableToFindSentence

    with pytest.raises(UnableToRecordChoice, match="proof"):
        give(staff.jalux, arrived=arrived(-2))
    with pytest.raises(UnableToRecordChoice, match="sentence"):
        give(staff.jalux, version=None)
    with pytest.raises(UnableToFindSentence):
        give(staff.jalux, sentence="JALUX-5.1:special_care.nothing")
    assert entries() == []


def test_a_choice_is_about_what_the_policy_declares_and_not_of_tomorrow(staff: Staff) -> None:
    from yakusoku.consent.chosen import About
    from yakusoku.consent.operations import UnableToRecordChoice
    from yakusoku.consent.rules import Kind

    with pytest.raises(UnableToRecordChoice, match="declares"):
        give(staff.jalux, about=About(Kind.CONSENT, "special_care.wishes"))
    with pytest.raises(UnableToRecordChoice, match="to come"):
        give(staff.jalux, arrived=arrived(1, proof="FORM-1"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_choice SET turn = 'withdrawn'",
        "DELETE FROM consent_choice",
        "UPDATE consent_choice_key SET digest = 'x'",
        "DELETE FROM consent_choice_key",
    ],
)
def test_the_database_itself_changes_and_removes_no_choice(staff: Staff, statement: str) -> None:
    give(staff.jalux)

    with (
        pytest.raises(IntegrityError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_withdrawal_opens_a_check_on_erasure_and_needs_nobodys_papers(staff: Staff) -> None:
    from yakusoku.consent import queries
    from yakusoku.consent.operations import UnableToCloseCheck, close_check, withdraw
    from yakusoku.consent.rules import Came

    give(staff.jalux)
    withdraw(
        controller="jalux", scope=INSURED, whom=whom(email=MAILBOX), arrived=arrived(-1), by="web-shop", now=NOW
    )  # fmt: skip

    [check] = queries.checks(controller="jalux")
    assert (check.scope, check.special_care, check.closed_at) == (INSURED, True, None)
    said: dict[str, Any] = {"check_id": check.public_id, "came": Came.ERASED, "by": staff.jalux, "now": NOW}
    close_check(**said, reference="req_0000000000000001")
    assert queries.checks(controller="jalux") == ()
    with pytest.raises(UnableToCloseCheck, match="closed"):
        close_check(**said, reference="req_0000000000000001")
    assert entries() == ["consent:choice:added", "consent:revocation:added", "consent:check:closed"]


def test_who_is_no_member_of_the_desk_records_nothing(staff: Staff) -> None:
    from yakusoku.staff.queries import UnableToAct

    with pytest.raises(UnableToAct):
        give(staff.japanet)
    assert entries() == []


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    """Draw choices of one person about two things, some of one moment."""
    from yakusoku.consent.rules import Event, Form, Kind, Turn, turns

    kinds = st.sampled_from([Kind.CONSENT, Kind.STOP])
    found = []
    for order in range(draw(st.integers(0, 6))):
        kind = draw(kinds)
        turn: Turn = draw(st.sampled_from(turns(kind)))
        moment = NOW + timedelta(hours=draw(st.integers(0, 3)))
        found.append(Event(kind, turn, draw(st.sampled_from("ab")), "", Form.PLAIN, moment, order))
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # one machine, many tests
@given(events(), st.randoms(), st.integers(-1, 4))
def test_what_is_in_force_does_not_depend_on_the_order_of_arrival(
    drawn: list[Event], chance: Any, hours: int
) -> None:
    from yakusoku.consent.rules import newest

    as_of = NOW + timedelta(hours=hours)
    mixed = list(drawn)
    chance.shuffle(mixed)

    found = newest(mixed, as_of=as_of)

    assert found == newest(drawn, as_of=as_of)
    for about, event in found.items():
        rivals = [one for one in drawn if one.about == about and one.chosen_at <= as_of]
        assert event.chosen_at == max(one.chosen_at for one in rivals)
        if any(one.turn.forbids for one in rivals if one.chosen_at == event.chosen_at):
            assert event.turn.forbids
