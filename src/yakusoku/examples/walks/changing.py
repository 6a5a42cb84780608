"""
What walks of requests that change rows have in common. What is particular to a company stands in its own walk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from yakusoku.examples.people import cast
from yakusoku.examples.people.persons import Person
from yakusoku.examples.walks import by_hand
from yakusoku.examples.walks.walking import Moment, Walk
from yakusoku.ledger import sequencer
from yakusoku.rights import queries
from yakusoku.rights.asked import Asked
from yakusoku.rights.operations import (
    dispatch,
    identify,
    prepare,
    receive,
    review,
    search,
    triage,
)
from yakusoku.rights.operations.recognize import recognize_person
from yakusoku.rights.rules import Channel, Dispatching, Measure, State
from yakusoku.rights.wishes import Wish
from yakusoku.staff.rules import Role
from yakusoku.terms.bilingual import Bilingual
from yakusoku.terms.personal import Personal
from yakusoku.terms.text import Text, text

_MEMBERS = (
    (cast.SATO, (Role.DESK,)),
    (cast.SUZUKI, (Role.APPROVER, Role.MANAGER)),
    (cast.TANAKA, (Role.OPERATOR, Role.MANAGER)),
)
REACHED: Mapping[State, Moment] = {
    State.RECEIVED: (0, 10, 12),
    State.NEED_ID: (0, 11, 5),
    State.NEED_FEE: (1, 10, 40),
    State.READY: (1, 10, 40),
    State.SEARCHING: (1, 14, 30),
    State.REVIEW: (1, 14, 30),
    State.DECIDED: (9, 9, 30),
    State.APPROVED: (10, 16, 0),
    State.CHANGED: (10, 16, 0),
    State.EXECUTED: (10, 16, 0),
    State.NOTIFIED: (11, 15, 20),
    State.CLOSED: (12, 11, 0),
}


@dataclass
class ChangeWalk(Walk):
    """A walk of one request that changes rows."""

    reached = REACHED
    desk = _MEMBERS
    channel: ClassVar[Channel] = Channel.POST
    title: ClassVar[Text]
    arrival: ClassVar[str]
    tracking: ClassVar[str]
    language: ClassVar[str] = "ja"
    right: ClassVar[str]
    measure: ClassVar[Measure]
    law_case: ClassVar[str] = ""
    person: ClassVar[Person]
    words: ClassVar[str]
    arrives: ClassVar[Text]
    reads: ClassVar[Text]
    kept: ClassVar[Mapping[str, str]] = {}
    """Collections that the review leaves, each on its ground."""

    def following(self) -> Mapping[State, Callable[[], None]]:
        """Return what is done next where a request stands at a state."""
        return {
            State.RECEIVED: self._triage,
            State.NEED_ID: self._identify,
            State.NEED_FEE: self.take_fee,
            State.READY: self._search,
            State.SEARCHING: self.work,
            State.REVIEW: self._review,
            State.DECIDED: self._approve,
            State.APPROVED: self.work,
            State.CHANGED: self._do_by_hand,
            State.EXECUTED: self._post,
            State.NOTIFIED: self._close,
        }

    def _arrive(self) -> None:
        if not queries.requests(controller=self.company):
            self.at(0, 10, 12)
        received = receive.receive_request(
            controller=self.company, channel=self.channel, arrival_ref=self.arrival, asked=self.asked(),
            language=self.language, by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip
        self.request_id = received.request_id
        self.said("stage", self.arrives)
        self.said(
            "did",
            text(
                "Request {request}, receipt code {code}.",
                request=received.request_id,
                code=received.receipt_code,
            ),
        )

    def asked(self) -> Asked:
        """Return who asks for what, with what the person gave to be found by."""
        person = self.person
        lines = [person.prefecture + person.city + person.street, person.building]
        return Asked(
            name=Personal(person.name),
            postal_code=Personal(person.postal_code),
            address=Personal(tuple(line for line in lines if line)),
            words=Personal(self.words),
            facts={
                "family_name": Personal(person.family_name),
                "given_name": Personal(person.given_name),
                "romaji": Personal(f"{person.family.romaji} {person.given.romaji}"),
                "birth_date": Personal(person.birth_date.isoformat()),
                "telephone": Personal(person.mobile or person.telephone or ""),
                "email": Personal(person.email or ""),
            },
        )

    def wish(self) -> Wish | None:
        """Return what a correction shall put in; nothing here."""
        return None

    def _triage(self) -> None:
        self.at(0, 11, 5)
        triage.triage_request(
            request_id=self.request_id, right=self.right, method="paper", measure=self.measure,
            law_case=self.law_case, wish=self.wish(), by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip
        self.said("stage", self.reads)

    def _identify(self) -> None:
        """Link first: whose rows these are is confirmed before anything is searched."""
        self.at(1, 10, 20)
        self.said("stage", text("Whose rows are these?"))
        self.link()
        self.at(1, 10, 40)
        self.know()

    def link(self) -> None:
        """Confirm every candidate that agrees in name, birth date or number well enough, with a reason."""
        offered = queries.offered(request_id=self.request_id, by=self.staff["sato"])
        chosen = [one for one in offered if one.candidate.score >= self.enough]
        for one in chosen:
            identify.confirm_link(
                request_id=self.request_id, candidate=one.candidate, reason="氏名及び連絡先が登録内容と一致。",
                by=self.staff["sato"], now=self.clock(),
            )  # fmt: skip
        self.said(
            "did",
            text(
                "{count} candidates; staff confirm {chosen} of them with a reason.",
                count=len(offered),
                chosen=len(chosen),
            ),
        )

    since: ClassVar[date] = date(2026, 11, 23)
    """The day from which the packaged policies of these companies hold: nothing is judged before it."""
    enough: ClassVar[int] = 45
    """The points from which staff of a walk hold a candidate to be the person."""

    def know(self) -> None:
        """Say how staff know who asks: the text asks for no paper."""
        recognize_person(
            request_id=self.request_id, reason="登録済みの連絡先及び生年月日と一致。", by=self.staff["sato"],
            now=self.clock(),
        )  # fmt: skip
        self.said("did", text("The text asks for no paper here, and there is no doubt: none is asked for."))

    def take_fee(self) -> None:
        """Take the fee, in a walk in which one is due."""
        raise LookupError("no fee is due in this walk")

    def _search(self) -> None:
        self.at(*self.reached[State.SEARCHING])
        digest = search.start_search(request_id=self.request_id, by=self.staff["sato"], now=self.clock())
        self.said("stage", text("The search"))
        self.said(
            "did", text("The plan is frozen; its digest {digest} stands in the ledger.", digest=digest[:16])
        )
        self.work()
        for one in queries.findings(self.request_id):
            if one.rows:
                self.said("where", text("{section}: {rows} rows", section=one.section, rows=one.rows))

    def _review(self) -> None:
        self.at(4, 10, 0)
        by_hand.search(self, self.finds())
        self.at(9, 9, 30)
        self.said("stage", text("Review: what becomes of each row"))
        self.before_review()
        decided = {item.section for item in queries.items(self.request_id)}
        for one in queries.findings(self.request_id):
            if one.rows and one.section not in decided:
                review.review_item(
                    request_id=self.request_id, section=one.section, ground=self.kept.get(one.section, ""),
                    by=self.staff["sato"], now=self.clock(),
                )  # fmt: skip
        self._say_buckets()
        prepare.prepare_answer(request_id=self.request_id, by=self.staff["sato"], now=self.clock())

    def finds(self) -> by_hand.Finds:
        """Return what people find where no program can look, by place; nothing here."""
        return {}

    def before_review(self) -> None:
        """Do what belongs before the review in a walk of one's own."""

    def _say_buckets(self) -> None:
        for one in queries.buckets(self.request_id, now=self.clock()):
            self.said(
                "did",
                text(
                    "{section}: {done} done, {masked} in part, {kept} kept.",
                    section=one.section, done=one.done, masked=one.masked, kept=one.kept,
                ),
            )  # fmt: skip
            for ground in one.grounds:
                self.said(
                    "why",
                    text(
                        "{ground}: {basis}; until {day}; columns {columns}",
                        ground=ground.ground or "-",
                        basis=ground.basis,
                        day=ground.until or text("its reason is gone"),
                        columns=_listed(ground.columns) or text("all"),
                    ),
                )

    def _approve(self) -> None:
        self.at(10, 16)
        self.said("stage", text("A second person looks; nothing was changed before this"))
        self.look()
        prepare.approve_answer(request_id=self.request_id, by=self.staff["suzuki"], now=self.clock())
        self.said(
            "did", text("Suzuki approves; the rows are looked at again, frozen, changed and read back.")
        )
        sequencer.sequence(now=self.clock())
        self.work()
        self._say_changes()
        self.after_change()

    def _do_by_hand(self) -> None:
        """Let people do what no program can; then the letter is made."""
        by_hand.do(self)
        sequencer.sequence(now=self.clock())
        self.work()

    def after_change(self) -> None:
        """Show what the change brought, in a walk of one's own."""

    def _say_changes(self) -> None:
        for one in queries.changes_of(self.request_id):
            self.said(
                "where", text("{store}: {rows} rows changed and read back", store=one.store, rows=one.rows)
            )

    def _post(self) -> None:
        self.at(11, 15, 20)
        package = self.opened()
        self.said("stage", text("The letter is printed and posted"))
        self.said(
            "did",
            text(
                "{files} are opened for printing; posted by registered mail {tracking}.",
                files=", ".join(sorted(package)), tracking=self.tracking,
            ),
        )  # fmt: skip
        dispatch.record_dispatch(
            request_id=self.request_id, method=Dispatching.REGISTERED, tracking=self.tracking,
            sent_on=self.first + timedelta(days=11), by=self.staff["sato"], now=self.clock(),
        )  # fmt: skip

    def settle(self) -> None:
        """Do what the answer announced, in a walk of one's own."""

    def _close(self) -> None:
        self.at(12, 9, 40)
        self.settle()
        self.at(12, 11)
        dispatch.close_request(request_id=self.request_id, by=self.staff["sato"], now=self.clock())
        self.work()
        self.said("stage", text("The case is closed"))


def sections(walk: ChangeWalk) -> Sequence[str]:
    """Return the collections in which the walk found rows."""
    return [one.section for one in queries.findings(walk.request_id) if one.rows]


def _listed(columns: Sequence[Bilingual]) -> Bilingual | None:
    """Return the titles of columns as a list in each language, or None where there are none."""
    if not columns:
        return None
    return Bilingual(", ".join(one.en for one in columns), "、".join(one.ja for one in columns))
