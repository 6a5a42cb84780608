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

from tests.operations.rights import rows
from tests.operations.rights.desk import Desk
from tests.operations.rights.stages import Stages
from yakusoku.examples import papers as drawn
from yakusoku.examples import papers_of_authority as of_authority
from yakusoku.examples.people import cast as cast_of
from yakusoku.laws import queries as laws
from yakusoku.ledger import sequencer
from yakusoku.ledger.queries import verify
from yakusoku.rights import proofs, queries, sender
from yakusoku.rights.identity.shown import Whose
from yakusoku.rights.measures import CHANGES
from yakusoku.rights.models import (
    Dispatch,
    Fee,
    Finding,
    IdentityCheck,
    PersonLink,
    Representation,
    ReviewItem,
    RowChange,
    Search,
    Tombstone,
)
from yakusoku.rights.operations.papers import Bears
from yakusoku.rights.package import building
from yakusoku.rights.rules import APPROVED_ONCE, MADE, Measure, Outcome, State
from yakusoku.rights.wishes import Wish
from yakusoku.site.home import open_home
from yakusoku.staff.rules import Role
from yakusoku.terms.errors import UnableTo
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault

S = State
MOVES: dict[str, set[State]] = {
    "": {S.RECEIVED},
    S.RECEIVED: {S.NEED_ID, S.WITHDRAWN},
    S.NEED_ID: {S.NEED_FEE, S.READY, S.WITHDRAWN},
    S.NEED_FEE: {S.READY, S.NEED_ID, S.WITHDRAWN},
    S.READY: {S.SEARCHING, S.NEED_ID, S.NEED_FEE, S.WITHDRAWN},
    S.SEARCHING: {S.REVIEW, S.READY, S.WITHDRAWN},
    S.REVIEW: {S.DECIDED, S.READY, S.WITHDRAWN},
    S.DECIDED: {S.APPROVED, S.REVIEW, S.WITHDRAWN},
    S.APPROVED: {S.EXECUTED, S.CHANGED, S.REVIEW},
    S.CHANGED: {S.EXECUTED},
    S.EXECUTED: {S.NOTIFIED},
    S.NOTIFIED: {S.CLOSED},
    S.CLOSED: set(),
    S.WITHDRAWN: set(),
}
ASKED: dict[str, dict[str, Any]] = {
    "A-DISC": {},
    "A-CORR": {"wish": Wish({"city": Personal("札幌市中央区")})},
    "A-STOPP": {},
    "A-STOP1": {"measure": Measure.ERASE},
    "A-STOP5": {"measure": Measure.RESTRICT, "law_case": "STOP5-a"},
    "A-STOP5 ": {"measure": Measure.ERASE, "law_case": "STOP5-c"},
}
"""Rights with what the person asks for; two of them are the same right."""
SECTIONS = ("jcom_customers.subscriber", "jcom_customers.inquiry", "jcom_media.viewing")
_number = itertools.count()


def mine(desk: Desk) -> set[tuple[str, str, str]]:
    """Return the keys of Aoki's rows, by the number under which the company knows her."""
    return rows.of_subscriber(desk.home.folder, cast_of.AOKI.family_name, cast_of.AOKI.given_name)


class Requests(RuleBasedStateMachine):
    """One home, one request, a desk of two and two approvers, and a worker."""

    stages: Stages
    room: Path
    right: str
    reached: set[tuple[str, str]]

    def __init__(self) -> None:
        """Open a fresh home."""
        super().__init__()
        kept, _ = self.stages.keep("")
        folder = self.room / f"home-{next(_number)}"
        shutil.copytree(kept, folder)
        self.desk = Desk.of(open_home(folder))
        both = self.desk.employ(Role.DESK, Role.APPROVER)
        self.mine = mine(self.desk)
        self.people = (self.desk.sato, self.desk.suzuki, self.desk.tanaka, both)
        self.desk.receive()
        self.state: str = S.RECEIVED
        self.before = rows.everything(folder)

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
        self.reached.add((now, self.desk.row.measure))

    @rule(by=st.integers(0, 3))
    def triage(self, by: int) -> None:
        right, asked = self.right.strip(), ASKED[self.right]
        self.try_to(lambda: self.desk.triage(by=self.people[by], right=right, **asked))

    @rule()
    def recognize(self) -> None:
        self.try_to(self.desk.recognize)

    @rule()
    def authority(self) -> None:
        self.try_to(self.desk.authority)

    @rule()
    def of_representative(self) -> None:
        """Show the licence and the mandate of whoever asks, where somebody does."""
        if Representation.objects.exists():
            paper, day = drawn.driving_licence(cast_of.BABA), self.desk.now.date()
            mandate = of_authority.mandate_letter(cast_of.AOKI, cast_of.BABA, "開示等の請求", signed_on=day)
            self.try_to(lambda: self.desk.show(paper, agrees=True))
            signed = Bears(issued_on=day, signed=True, scope=("all",))
            self.try_to(lambda: self.desk.show(mandate, bears=signed))

    @rule(word=st.sampled_from(["agreed", "denied", "not_reached"]))
    def ask_person(self, word: str) -> None:
        self.try_to(lambda: self.desk.ask_person(word))

    @rule(document=st.sampled_from(["qualification_certificate", "mandate_letter", "insurance_card"]))
    def insufficient(self, document: str) -> None:
        whose = Whose.REPRESENTATIVE if document == "mandate_letter" else Whose.PERSON
        self.try_to(lambda: self.desk.insufficient(document, whose=whose))

    @rule(end=st.booleans())
    def doubt(self, end: bool) -> None:
        self.try_to(self.desk.end_doubt if end else self.desk.doubt)

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
        ground=st.sampled_from(["", "DISC-1", "DISC-2", "DISC-3", "CORR-2", "STOP1-2", "STOP5-2", "STOPP-1"]),
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

    @rule(really=st.integers(0, 1))
    def withdraw(self, really: int) -> None:
        if really == 0:
            self.try_to(self.desk.withdraw)

    @rule(times=st.integers(1, 6), back=st.integers(0, 15))
    def go_on(self, times: int, back: int = 1) -> None:
        """Do what comes next, as the screen says: else a random walk seldom comes far."""
        usual: dict[str, tuple[Callable[[], None], ...]] = {
            S.RECEIVED: (lambda: self.triage(0),),
            S.NEED_ID: (
                lambda: self.link(0),
                lambda: self.ask_person("agreed"),
                self.of_representative,
                self.recognize,
                lambda: self.identify(True),
            ),
            S.NEED_FEE: (lambda: self.pay(1100),),
            S.READY: (lambda: self.link(0), self.search),
            S.SEARCHING: (self.work,),
            S.REVIEW: (self.review_all, lambda: self.prepare(0)),
            S.DECIDED: (lambda: self.approve(1),),
            S.APPROVED: (self.work,),
            S.CHANGED: (self.work,),
            S.EXECUTED: (self.dispatch,),
            S.NOTIFIED: (self.close,),
            S.CLOSED: (self.work,),
            S.WITHDRAWN: (self.work,),
        }
        for _ in range(times):
            for deed in usual[self.state]:
                deed()
        if back == 0:
            self.try_to(self.desk.withdraw)

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
    def no_row_is_changed_but_after_an_approval_and_no_strangers_ever(self) -> None:
        now = rows.everything(self.desk.home.folder)
        if not self.desk.intents("stores.change"):
            assert now == self.before
        touched = {key for key in self.before.keys() | now.keys() if self.before.get(key) != now.get(key)}
        assert not touched - self.mine

    @invariant()
    def a_change_that_is_told_was_done(self) -> None:
        row = self.desk.row
        if row.state in {S.CHANGED, *MADE} and row.measure != Measure.SHOW:
            assert RowChange.objects.get(request=row).done_at
            assert row.changed_at
        assert row.changed_at is None or row.state in APPROVED_ONCE
        erased = (
            row.measure == Measure.ERASE and row.changed_at and row.outcome in {Outcome.FULL, Outcome.PARTIAL}
        )
        assert Tombstone.objects.exists() == bool(erased)

    @invariant()
    def grounds_are_those_of_the_right_with_clause_and_article(self) -> None:
        row = self.desk.row
        for item in ReviewItem.objects.filter(decision__in=("withhold", "refuse")):
            ground = laws.right(row.right, as_of=row.received_on).ground(item.ground)
            assert ground is not None
            assert item.article
            assert bool(item.other_law) == ground.cites_law

    @invariant()
    def a_fee_is_what_was_published_and_paid_before_anything_is_searched(self) -> None:
        fees = list(Fee.objects.all())
        assert [fee.yen for fee in fees] in ([], [1100])
        assert not fees or self.desk.row.right == "A-DISC"
        if Search.objects.exists():
            assert all(fee.receipt for fee in fees)
            assert bool(fees) == (self.desk.row.right == "A-DISC")

    @invariant()
    def nothing_is_searched_before_it_is_known_who_asks(self) -> None:
        row = self.desk.row
        known = row.right and not proofs.missing(row, today=self.desk.now.date())
        if row.state in {S.NEED_FEE, S.READY} or Search.objects.exists():
            assert known
        if Search.objects.exists():
            assert IdentityCheck.objects.filter(rejected_at__isnull=True).exists()
            assert PersonLink.objects.exists()
        assert Search.objects.exists() or not Finding.objects.exists()

    @invariant()
    def nobody_but_the_entitled_is_answered(self) -> None:
        row = self.desk.row
        if row.state in MADE:
            asks = Representation.objects.first()
            to = sender.sent_to(row)
            assert (to is None) == (asks is None or asks.answer_to == "person")
            assert asks is None or asks.word != "denied"

    @invariant()
    def every_request_has_its_clocks(self) -> None:
        row = self.desk.row
        assert row.suit_open_on > row.received_on
        assert queries.request(row.pk).next_step or row.state in {S.CLOSED, S.WITHDRAWN}

    @invariant()
    def an_answer_that_is_not_whole_has_its_reason(self) -> None:
        row = self.desk.row
        left = ReviewItem.objects.filter(decision__in=("withhold", "refuse"))
        if row.outcome and row.measure == Measure.SHOW:
            assert left.exists() == (row.outcome in {Outcome.PARTIAL, Outcome.REFUSED})
        elif row.outcome:
            found = {one.section for one in Finding.objects.filter(rows__gt=0)}
            assert (row.outcome == Outcome.FULL) == (not found & {item.section for item in left})
        assert row.state not in {S.NOTIFIED, S.CLOSED} or Dispatch.objects.exists()

    @invariant()
    def copies_of_papers_go_with_the_request(self) -> None:
        if self.state in {S.CLOSED, S.WITHDRAWN} and self.desk.intents("rights.papers") == ["done"]:
            assert not [name for name in vault.names(case_id=self.desk.request) if name.startswith("paper-")]

    def teardown(self) -> None:
        """Bring the request to its end, whatever was done before: what must hold holds there, too."""
        if next(_number) % 3 == 0:
            self.try_to(self.desk.withdraw)
        for _ in range(14):
            self.go_on(1)
            self.whoever_prepared_did_not_approve()
            self.no_row_is_changed_but_after_an_approval_and_no_strangers_ever()
            self.a_change_that_is_told_was_done()
            self.an_answer_that_is_not_whole_has_its_reason()
        assert self.state in {S.CLOSED, S.WITHDRAWN}, self.state
        sequencer.sequence(now=self.desk.now)
        assert verify("jcom").findings == ()
        self.desk.home.close()
        shutil.rmtree(self.desk.home.folder)


def test_invariants_hold_whatever_is_done(
    sqlite_stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "typeset", lambda said, **more: b"%PDF-")
    reached: set[tuple[str, str]] = set()
    for right in ASKED:
        kept = {"stages": sqlite_stages, "room": tmp_path, "reached": reached, "right": right}
        made = cast("type[Requests]", type("Made", (Requests,), kept))
        run_state_machine_as_test(
            made,
            settings=settings(
                max_examples=3,
                stateful_step_count=30,
                deadline=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert {S.CLOSED, S.WITHDRAWN} <= {state for state, _ in reached}
    assert {Measure.SHOW, *CHANGES} <= {measure for state, measure in reached if state in MADE}
