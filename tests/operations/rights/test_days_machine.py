"""Questions, letters and days in any order: the days of law never move but by an extension that was told in time."""

from __future__ import annotations

import itertools
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.operations.rights.changing import under_gdpr
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import Stages
from yakusoku.laws import clocks as law_clocks
from yakusoku.rights import clocks, queries
from yakusoku.rights.models import Fee
from yakusoku.rights.rules import Channel
from yakusoku.site.home import open_home
from yakusoku.terms.errors import UnableTo

_number = itertools.count()
_TARGET = 14


class Days(RuleBasedStateMachine):
    """A desk at work on one request under both laws, some days after another."""

    stages: Stages
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        """Open a copy of a home whose text follows both laws and promises a number of days."""
        super().__init__()
        kept, _ = self.stages.keep("")
        self.folder = self.stages.room / f"days-{next(_number)}"
        shutil.copytree(kept, self.folder)
        self.desk = Desk.of(open_home(self.folder))
        under_gdpr(self.desk)
        fee = "    fee: {amount_yen: 1000,"
        self.desk.policy(fee, f"    target: {{days: {_TARGET}, clauses: [JC-D3.1]}}\n{fee}")
        self.desk.now = datetime(2026, 11, 24, 3, tzinfo=UTC)
        self.desk.receive("M-1", channel=Channel.COUNTER)
        self.desk.regime()
        self.desk.triage()
        self.earliest = self.desk.row.target_on
        self.told = False

    def teardown(self) -> None:
        """Close and forget the home."""
        self.desk.home.close()
        shutil.rmtree(self.folder)

    @rule(days=st.sampled_from([1, 4, 9, 33]))
    def time_passes(self, days: int) -> None:
        """Let days pass."""
        self.desk.later(days=days)

    @rule(days=st.sampled_from([1, 5]))
    def a_question_is_answered(self, days: int) -> None:
        """Ask the person what is meant, and note the answer some days later."""
        with suppress(UnableTo):
            self.desk.clarify()
            self.desk.later(days=days)
            self.desk.clarified()

    @rule(deed=st.sampled_from(["clarify", "clarified", "extend", "ask", "asked", "identify", "withdraw"]))
    def somebody_does(self, deed: str) -> None:
        """Try a deed; a refusal changes nothing."""
        before = (self.desk.row.due_on, self.desk.entries())
        try:
            getattr(self.desk, deed)()
        except UnableTo:
            assert (self.desk.row.due_on, self.desk.entries()) == before

    @rule(days=st.sampled_from([0, 2, 33]))
    def the_letter_leaves(self, days: int) -> None:
        """Make the letter about the extension where there is none; note some days later that it left."""
        with suppress(UnableTo):
            self.desk.extend()
        self.desk.later(days=days)
        try:
            self.told = self.desk.extended() is not None
        except UnableTo:
            return
        self.reached.add("extended" if self.told else "too late")

    @invariant()
    def the_days_of_law_are_those_of_the_arrival(self) -> None:
        """Suit: fifteen days; the law's: a month, or three where the person was told in the first."""
        row = self.desk.row
        assert row.suit_open_on == law_clocks.suit_open(row.received_on).on
        first = clocks.month(row.received_on)
        assert row.due_on == (clocks.extended(row.received_on, first) if self.told else first)

    @invariant()
    def the_house_day_only_moves_later_and_only_by_waiting(self) -> None:
        """The target never comes earlier than promised, and never moves by more than was waited."""
        found = queries.clocks_of(self.desk.request)
        assert found.target_on is not None
        assert found.promised_on is not None
        assert found.promised_on == self.earliest
        if found.target_on > found.promised_on:
            self.reached.add("moved")
        if found.still_since:
            self.reached.add("still")
        ended = [one for one in found.waits if one.answered_on]
        most = sum(((one.answered_on - one.asked_on) for one in ended if one.answered_on), timedelta())
        assert timedelta() <= found.target_on - found.promised_on <= most
        assert (found.still_since is None) or any(one.answered_on is None for one in found.waits)

    @invariant()
    def every_day_is_shown_and_the_nearest_is_the_first(self) -> None:
        """The nearest day is the earliest of those that run; both laws' days are always among them."""
        found = queries.clocks_of(self.desk.request)
        assert {"suit", "law"} <= {one.what for one in found.days}
        if found.nearest is not None:
            assert found.nearest.on == min(one.on for one in found.days)

    @invariant()
    def nobody_pays_where_one_law_forbids_it(self) -> None:
        """No fee is asked for under both laws (GDPR 12(5))."""
        assert not Fee.objects.exists()


def test_days_in_any_order(sqlite_stages: Stages) -> None:
    Days.stages, Days.reached = sqlite_stages, set()
    run_state_machine_as_test(
        Days,
        settings=settings(
            max_examples=20,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"extended", "too late", "moved", "still"} <= Days.reached
