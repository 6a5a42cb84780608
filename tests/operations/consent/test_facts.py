"""What the register says to rulings: the same question is answered otherwise after each choice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW
from tests.operations.consent.conftest import INSURED, MAILBOX, Staff, arrived, own, staff, whom
from tests.operations.consent.test_register import give
from yakusoku.decisions.queries import Compiled, Outcome, Question, Ruling
from yakusoku.policy import queries as policies

if TYPE_CHECKING:
    from yakusoku.site.home import Home

__all__ = ["own", "staff"]

HEALTH = Question(
    as_of=date(2026, 11, 24),
    purpose="products-and-services",
    categories=frozenset({"jp.special_care.medical_history"}),
)
LETTER = Question(
    as_of=date(2026, 11, 24), purpose="direct-mail", categories=frozenset({"user.name"}), channel="post"
)
SETTLED: dict[str, Any] = {
    "contract": True,
    "insurance_request": True,
    "collected_under": "2026-11-23",
    "retention_passed": False,
}


def ruled(home: Home, company: str, question: Question, *, days: float = 0, **given: Any) -> Ruling:
    """Ask about one person, as of so many days after the tests begin."""
    from yakusoku.consent.facts import facts
    from yakusoku.consent.queries import Row

    person = whom(**given)
    known = facts(
        controller=company, row=Row(person.given, person.name), question=question, as_of=NOW + timedelta(days=days),
        none_elsewhere=True,
    )  # fmt: skip
    history = policies.load(home.folder / "policies" / company)
    return Compiled.of(history).decide(question, {**SETTLED, **known})


def test_special_care_data_take_an_explicit_consent_until_it_is_withdrawn(staff: Staff, own: Home) -> None:
    from yakusoku.consent.operations import withdraw

    assert ruled(own, "jalux", HEALTH, email=MAILBOX).outcome is Outcome.REFUSED
    give(staff.jalux)
    assert ruled(own, "jalux", HEALTH, email=MAILBOX).outcome is Outcome.ALLOWED
    assert ruled(own, "jalux", HEALTH, email="somebody.else@example.jp").outcome is Outcome.REFUSED
    withdraw(
        controller="jalux", scope=INSURED, whom=whom(email=MAILBOX), arrived=arrived(-1), by="web-shop", now=NOW
    )  # fmt: skip

    assert ruled(own, "jalux", HEALTH, email=MAILBOX).outcome is Outcome.REFUSED
    assert ruled(own, "jalux", HEALTH, days=-1.5, email=MAILBOX).outcome is Outcome.ALLOWED


def test_a_consent_that_is_not_explicit_lets_no_special_care_data_be_used(staff: Staff, own: Home) -> None:
    from yakusoku.consent.chosen import About
    from yakusoku.consent.rules import Kind

    give(staff.jalux, about=About(Kind.CONSENT, INSURED))

    assert ruled(own, "jalux", HEALTH, email=MAILBOX).outcome is Outcome.REFUSED


def test_a_stop_refuses_what_was_allowed_and_names_it(staff: Staff, own: Home) -> None:
    from yakusoku.consent.operations import stop

    assert ruled(own, "japanet", LETTER, email=MAILBOX).outcome is Outcome.ALLOWED
    stop(
        controller="japanet", way="any", whom=whom(email=MAILBOX), arrived=arrived(-1), by="call-center", now=NOW,
        purpose="direct-mail",
    )  # fmt: skip

    ruling = ruled(own, "japanet", LETTER, email=MAILBOX)

    assert ruling.outcome is Outcome.REFUSED
    assert "stop" in ruling.reason


def test_an_objection_a_suspension_and_a_restriction_each_refuse(staff: Staff, own: Home) -> None:
    from yakusoku.consent.chosen import About
    from yakusoku.consent.operations import record
    from yakusoku.consent.rules import Kind, Turn

    for number, (kind, scope) in enumerate(
        ((Kind.SUSPENSION, "purposes.direct-mail"), (Kind.SUSPENSION, "any"), (Kind.RESTRICTION, "any"))
    ):
        mailbox = f"number-{number}@example.jp"
        record(
            controller="japanet", about=About(kind, scope), turn=Turn.MADE, whom=whom(email=mailbox),
            arrived=arrived(-1), by=staff.japanet, now=NOW,
        )  # fmt: skip
        assert ruled(own, "japanet", LETTER, email=mailbox).outcome is Outcome.REFUSED, (kind, scope)


def test_what_the_requests_of_persons_stopped_is_not_known_here(staff: Staff, own: Home) -> None:
    from yakusoku.consent.facts import facts
    from yakusoku.consent.queries import Row

    known = facts(
        controller="japanet", row=Row(whom(email=MAILBOX).given), question=LETTER, as_of=NOW
    )  # fmt: skip

    assert not [name for name in known if name.startswith(("cease", "restriction"))]
    history = policies.load(own.folder / "policies" / "japanet")
    assert Compiled.of(history).decide(LETTER, {**SETTLED, **known}).outcome is Outcome.REFUSED


def test_consents_to_others_and_of_a_household_have_their_facts(staff: Staff, own: Home) -> None:
    from yakusoku.consent.chosen import About
    from yakusoku.consent.facts import facts
    from yakusoku.consent.queries import Row
    from yakusoku.consent.rules import Kind

    for number, scope in enumerate(("person_related.partner-store", "countries.US", "household")):
        give(
            staff.jalux, about=About(Kind.CONSENT, scope), arrived=arrived(-2, proof="FORM-1", reference=f"R-{number}")
        )  # fmt: skip

    known = facts(controller="jalux", row=Row(whom(email=MAILBOX).given), question=HEALTH, as_of=NOW)

    assert known["consent:person_related.partner-store"] is True
    assert known["consent:countries.US"] is True
    assert known["household_flag"] is True
