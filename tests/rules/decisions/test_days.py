"""Days decide: which notice the data were collected under, which relation stands, and which law is known."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.rules.decisions.small import SETTLED, small
from yakusoku.decisions.questions import Question
from yakusoku.decisions.trees import Value

NEWS = Question(date(2026, 5, 1), "news", frozenset({"user.name", "user.contact.address"}), channel="post")
TOGETHER = Question(date(2026, 3, 31), "together", frozenset({"user.name"}), who="partner")


def answer(question: Question, **facts: Value) -> str:
    """Return the reason of a ruling on facts beside those that are settled."""
    return small().decide(question, {**SETTLED, **facts}).reason


def test_a_purpose_added_in_2026_serves_data_collected_under_its_notice() -> None:
    assert answer(NEWS) == "allowed"


@pytest.mark.parametrize(
    ("collected_on", "reason"),
    [
        (date(2026, 4, 1), "allowed"),
        (date(2026, 3, 31), "noticed"),
        (date(2024, 4, 1), "noticed"),
        (date(2024, 3, 31), "noticed"),
        (None, "noticed"),
        (datetime(2026, 4, 2), "noticed"),  # noqa: DTZ001  a moment where a day belongs
        ("2026-04-02", "noticed"),
    ],
)
def test_without_a_kept_version_the_day_of_collection_tells_the_notice(
    collected_on: Value, reason: str
) -> None:
    assert answer(NEWS, collected_under=None, collected_on=collected_on) == reason


def test_the_kept_version_goes_before_the_day() -> None:
    assert answer(NEWS, collected_under="2024-04-01", collected_on=date(2026, 5, 1)) == "noticed"


def test_a_version_that_nobody_published_permits_nothing() -> None:
    assert answer(NEWS, collected_under="2026-04-02", collected_on=date(2026, 5, 1)) == "noticed"


def test_an_assessment_links_the_purpose_with_one_version_and_no_other() -> None:
    linked = {"compatibility:news:2024-04-01": True}
    assert answer(NEWS, collected_under="2024-04-01", **linked) == "allowed"
    assert answer(NEWS, collected_under=None, collected_on=date(2023, 1, 1), **linked) == "noticed"
    assert (
        answer(NEWS, collected_under="2024-04-01", **{"compatibility:orders:2024-04-01": True}) == "noticed"
    )


@pytest.mark.parametrize(("day", "reason"), [(date(2024, 3, 31), "allowed"), (date(2024, 4, 1), "noticed")])
def test_data_of_before_the_first_version_take_an_assessment_of_their_own(day: date, reason: str) -> None:
    facts: dict[str, Value] = {
        "compatibility:news:before": True,
        "collected_under": None,
        "collected_on": day,
    }
    assert answer(NEWS, **facts) == reason


def test_a_purpose_that_used_other_data_then_does_not_serve_the_new_kind() -> None:
    orders = Question(date(2026, 5, 1), "orders", frozenset({"user.name"}))
    assert answer(orders, collected_under="2024-04-01") == "allowed"
    assert answer(orders._replace(categories=frozenset({"user.name", "jp.order"}))) == "allowed"
    both = orders._replace(categories=frozenset({"user.name", "jp.order"}))
    assert answer(both, collected_under="2024-04-01") == "noticed"


def test_consent_to_the_new_purpose_serves_old_data() -> None:
    assert answer(NEWS, collected_under="2024-04-01", **{"consent:purposes.news": True}) == "allowed"


def test_before_the_new_version_the_purpose_is_not_declared() -> None:
    assert answer(NEWS._replace(as_of=date(2026, 3, 31))) == "purpose-not-declared"


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2024, 5, 31), "actor-not-of-purpose"),
        (date(2024, 6, 1), "allowed"),
        (date(2026, 3, 31), "allowed"),
        (date(2026, 4, 1), "actor-not-of-purpose"),
    ],
)
def test_a_member_of_joint_use_may_act_from_its_first_to_its_last_day(day: date, reason: str) -> None:
    assert answer(TOGETHER._replace(as_of=day), collected_under="2024-04-01") == reason


def test_before_the_first_version_nothing_can_be_evaluated() -> None:
    ruling = small().decide(NEWS._replace(as_of=date(2024, 3, 31)), SETTLED)
    assert (ruling.reason, ruling.known, ruling.version) == ("no-policy-in-force", False, None)


def test_the_ruling_names_the_version_of_the_day() -> None:
    assert small().decide(NEWS, SETTLED).version == date(2026, 4, 1)
    assert small().decide(TOGETHER, SETTLED).version == date(2024, 4, 1)
