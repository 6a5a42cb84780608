"""Any deeds in any order: the invariants of requests hold after each, and each deed has its one entry."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import Stages
from yakusoku.laws import queries as laws
from yakusoku.ledger import sequencer
from yakusoku.ledger.queries import verify
from yakusoku.rights import queries
from yakusoku.rights.models import Dispatch, Fee, Finding, IdentityCheck, PersonLink, ReviewItem, Search
from yakusoku.rights.package import building
from yakusoku.rights.rules import APPROVED_ONCE, MADE, Outcome, State
from yakusoku.site.home import open_home
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.vault import operations as vault

S = State
MOVES: dict[str, set[State]] = {
    "": {S.RECEIVED},
    S.RECEIVED: {S.NEED_ID, S.WITHDRAWN},
    S.NEED_ID: {S.NEED_FEE, S.READY, S.WITHDRAWN},
    S.NEED_FEE: {S.READY, S.WITHDRAWN},
    S.READY: {S.SEARCHING, S.WITHDRAWN},
    S.SEARCHING: {S.REVIEW, S.READY, S.WITHDRAWN},
    S.REVIEW: {S.DECIDED, S.READY, S.WITHDRAWN},
    S.DECIDED: {S.APPROVED, S.REVIEW, S.WITHDRAWN},
    S.APPROVED: {S.EXECUTED},
    S.EXECUTED: {S.NOTIFIED},
    S.NOTIFIED: {S.CLOSED},
    S.CLOSED: set(),
    S.WITHDRAWN: set(),
}
SECTIONS = ("jcom_customers.subscriber", "jcom_customers.inquiry", "jcom_media.viewing")
_number = itertools.count()


class Requests(RuleBasedStateMachine):
    """One home, one request, a desk of two and two approvers, and a worker."""

    stages: Stages
    room: Path
    reached: set[str]

    def __init__(self) -> None:
        """Open a fresh home."""
        super().__init__()
        kept, _ = self.stages.keep("")
        folder = self.room / f"home-{next(_number)}"
        shutil.copytree(kept, folder)
        self.desk = Desk.of(open_home(folder))
        both = self.desk.employ(Role.DESK, Role.APPROVER)
        self.people = (self.desk.sato, self.desk.suzuki, self.desk.tanaka, both)
        self.desk.receive()
        self.state: str = S.RECEIVED

    def try_to(self, deed: Callable[[], Any], *, entries: int = 1) -> None:
        """Try a deed: refused, it leaves nothing; done, it has its entries, and the state moves as it may."""
        before = self.desk.entries()
        try:
            deed()
        except UnableTo:
            assert self.desk.entries() == before
            assert self.desk.state == self.state
            return
        if entries:
            assert self.desk.entries() == before + entries
        self.moved()

    def moved(self) -> None:
        now = self.desk.state
        assert now == self.state or now in MOVES[self.state], f"{self.state} -> {now}"
        self.state = now

    @rule(by=st.integers(0, 3))
    def triage(self, by: int) -> None:
        self.try_to(lambda: self.desk.triage(by=self.people[by]))

    @rule(by=st.integers(0, 3))
    def link(self, by: int) -> None:
        known = PersonLink.objects.exists()
        self.try_to(lambda: self.desk.link(by=self.people[by]), entries=0 if known else 1)

    @rule(agrees=st.booleans())
    def identify(self, agrees: bool) -> None:
        self.try_to(lambda: self.desk.identify(address_agrees=agrees))

    @rule(yen=st.sampled_from([1000, 1100]))
    def pay(self, yen: int) -> None:
        self.try_to(lambda: self.desk.pay(yen=yen))

    @rule()
    def search(self) -> None:
        self.try_to(self.desk.search)

    @rule()
    def search_again(self) -> None:
        self.try_to(self.desk.search_again)

    @rule(
        section=st.sampled_from(SECTIONS),
        ground=st.sampled_from(["", "DISC-1", "DISC-2", "DISC-3", "CORR-1"]),
    )
    def review(self, section: str, ground: str) -> None:
        self.try_to(lambda: self.desk.review(section, ground=ground))

    @rule()
    def review_all(self) -> None:
        if self.state == S.REVIEW:
            self.desk.review_all()

    @rule(by=st.integers(0, 3))
    def prepare(self, by: int) -> None:
        self.try_to(lambda: self.desk.prepare(by=self.people[by]))

    @rule(by=st.integers(0, 3))
    def approve(self, by: int) -> None:
        self.try_to(lambda: self.desk.approve(by=self.people[by]))

    @rule()
    def send_back(self) -> None:
        self.try_to(self.desk.send_back)

    @rule()
    def release(self) -> None:
        self.try_to(self.desk.release)

    @rule()
    def dispatch(self) -> None:
        self.try_to(self.desk.dispatch)

    @rule()
    def close(self) -> None:
        self.try_to(self.desk.close)

    @rule(really=st.integers(0, 5))
    def withdraw(self, really: int) -> None:
        if really == 0:
            self.try_to(self.desk.withdraw)

    @rule(times=st.integers(1, 4))
    def go_on(self, times: int) -> None:
        """Do what comes next, as the screen says: else a random walk seldom comes far."""
        usual: dict[str, tuple[Callable[[], None], ...]] = {
            S.RECEIVED: (lambda: self.triage(0),),
            S.NEED_ID: (lambda: self.link(0), lambda: self.identify(True)),
            S.NEED_FEE: (lambda: self.pay(1100),),
            S.READY: (lambda: self.link(0), self.search),
            S.SEARCHING: (self.work,),
            S.REVIEW: (self.review_all, lambda: self.prepare(0)),
            S.DECIDED: (lambda: self.approve(1),),
            S.APPROVED: (self.work,),
            S.EXECUTED: (self.dispatch,),
            S.NOTIFIED: (self.close,),
            S.CLOSED: (self.work,),
            S.WITHDRAWN: (self.work,),
        }
        for _ in range(times):
            for deed in usual[self.state]:
                deed()

    @rule()
    def work(self) -> None:
        self.desk.later(minutes=1)
        self.desk.work()
        self.moved()

    @invariant()
    def whoever_prepared_did_not_approve(self) -> None:
        row = self.desk.row
        assert not row.approved_by or row.approved_by != row.prepared_by
        assert row.state not in APPROVED_ONCE or (row.approved_by and row.prepared_by)
        assert row.state not in MADE or row.package_digest

    @invariant()
    def grounds_are_those_of_the_right_with_clause_and_article(self) -> None:
        row = self.desk.row
        for item in ReviewItem.objects.filter(decision="withhold"):
            ground = laws.right(row.right, as_of=row.received_on).ground(item.ground)
            assert ground is not None
            assert item.article
            assert bool(item.other_law) == ground.cites_law

    @invariant()
    def a_fee_is_what_was_published_and_paid_before_anything_is_searched(self) -> None:
        fees = list(Fee.objects.all())
        assert [fee.yen for fee in fees] in ([], [1100])
        if Search.objects.exists():
            assert fees[0].receipt

    @invariant()
    def nothing_is_searched_without_a_paper_and_a_link(self) -> None:
        if Search.objects.exists():
            assert IdentityCheck.objects.exists()
            assert PersonLink.objects.exists()
        assert Search.objects.exists() or not Finding.objects.exists()

    @invariant()
    def every_request_has_its_clocks(self) -> None:
        row = self.desk.row
        assert row.suit_open_on > row.received_on
        assert queries.request(row.pk).next_step or row.state in {S.CLOSED, S.WITHDRAWN}

    @invariant()
    def an_answer_that_is_not_whole_has_its_reason(self) -> None:
        row = self.desk.row
        withheld = ReviewItem.objects.filter(decision="withhold").exists()
        if row.outcome:
            assert withheld == (row.outcome in {Outcome.PARTIAL, Outcome.REFUSED})
        assert row.state not in {S.NOTIFIED, S.CLOSED} or Dispatch.objects.exists()

    @invariant()
    def copies_of_papers_go_with_the_request(self) -> None:
        if self.state in {S.CLOSED, S.WITHDRAWN} and self.desk.intents("rights.papers") == ["done"]:
            assert not [name for name in vault.names(case_id=self.desk.request) if name.startswith("paper-")]

    def teardown(self) -> None:
        """The ledger is whole at the end."""
        self.reached.add(self.state)
        sequencer.sequence(now=self.desk.now)
        assert verify("jcom").findings == ()
        self.desk.home.close()
        shutil.rmtree(self.desk.home.folder)


def test_invariants_hold_whatever_is_done(
    sqlite_stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "typeset", lambda said, **more: b"%PDF-")
    reached: set[str] = set()
    kept = {"stages": sqlite_stages, "room": tmp_path, "reached": reached}
    made = cast("type[Requests]", type("Made", (Requests,), kept))
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=8,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {S.CLOSED, S.WITHDRAWN} <= reached
