"""Sato, Suzuki and Tanaka at work: every deed with what it usually takes, so that a test says only what is unusual."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.conftest import NOW
from tests.operations.rights.beside import Beside
from tests.operations.rights.clocks import Clocks
from tests.operations.rights.desk_told import Tells
from tests.operations.rights.desk_who import WhoAsks
from tests.operations.rights.ends import Ends
from yakusoku.examples import papers as drawn
from yakusoku.examples.people import cast
from yakusoku.examples.people.persons import Person
from yakusoku.ledger import queries as ledger
from yakusoku.rights import papers, queries
from yakusoku.rights.answer import Addressee
from yakusoku.rights.asked import Asked
from yakusoku.rights.models import RightsRequest
from yakusoku.rights.operations import (
    beforehand,
    build,
    dispatch,
    identify,
    prepare,
    receive,
    resume,
    review,
    search,
    triage,
)
from yakusoku.rights.operations.papers import Bears, confirm_identity
from yakusoku.rights.operations.recognize import recognize_person
from yakusoku.rights.operations.representatives import confirm_authority
from yakusoku.rights.rules import Channel, Dispatching
from yakusoku.site import wiring
from yakusoku.site.home import Home
from yakusoku.staff import operations as staff
from yakusoku.staff import queries as members
from yakusoku.staff.rules import Role
from yakusoku.stores.candidates import Candidate
from yakusoku.terms.personal import Personal
from yakusoku.vault import operations as vault
from yakusoku.work import operations as work
from yakusoku.work import queries as outbox
from yakusoku.work.bursts import Call

COMPANY = "jcom"


def asked(person: Person = cast.AOKI, **facts: str) -> Asked:
    """Return what a person asks for, with the facts that find the rows."""
    known = {
        "family_name": person.family_name,
        "given_name": person.given_name,
        "birth_date": person.birth_date.isoformat(),
        "telephone": person.telephone or "",
        **facts,
    }
    return Asked(
        name=Personal(person.name),
        postal_code=Personal(person.postal_code),
        address=Personal((person.prefecture + person.city + person.street, person.building)),
        words=Personal("私の個人情報の開示を請求します。"),
        facts={name: Personal(value) for name, value in known.items()},
    )


@dataclass
class Inline:
    """An engine that does a burst at once and in this thread, as the real one does it in its own."""

    now: Callable[[], datetime]
    between: Callable[[str], object] = lambda step: None
    said: list[dict[str, Any]] = field(default_factory=list)

    def start(self, kind: str, /, *, intent: str, about: str, arguments: Mapping[str, str | int]) -> None:
        """Do every step of the burst."""
        burst = wiring.bursts()[kind]
        for step in burst.steps(Call(intent, about, arguments, self.now())):
            self.between(step)
            self.said.append(burst.do(Call(intent, about, arguments, self.now()), step))
            if self.said[-1].get("park"):
                return


@dataclass
class Desk(Beside, Clocks, Ends, Tells, WhoAsks):
    """A home with its three members of staff, and the newest request in it."""

    home: Home
    sato: str
    suzuki: str
    tanaka: str
    request: str = ""
    now: datetime = NOW

    @classmethod
    def of(cls, home: Home) -> Desk:
        """Employ the three where the walk did not."""
        known = {one.name.reveal(): one.public_id for one in members.members(controller=COMPANY)}
        for person, role in (
            (cast.SATO, Role.DESK), (cast.SUZUKI, Role.APPROVER), (cast.TANAKA, Role.OPERATOR),
        ):  # fmt: skip
            if person.name not in known:
                known[person.name] = staff.add_member(
                    controller=COMPANY, name=Personal(person.name), roles=(role,), by="system", now=NOW
                ).public_id
        row = RightsRequest.objects.order_by("received_at").last()
        sato, suzuki, tanaka = (known[one.name] for one in (cast.SATO, cast.SUZUKI, cast.TANAKA))
        return cls(home, sato, suzuki, tanaka, row.pk if row else "")

    def employ(self, *roles: Role, name: str = "森 彩", controller: str = COMPANY) -> str:
        """Employ one more member and return the id."""
        made = staff.add_member(
            controller=controller, name=Personal(name), roles=roles, by="system", now=self.now
        )
        return made.public_id

    def later(self, **much: float) -> None:
        """Let time pass."""
        self.now += timedelta(**much)

    # ---- what is there

    @property
    def row(self) -> RightsRequest:
        """The request's row."""
        return RightsRequest.objects.get(pk=self.request)

    @property
    def state(self) -> str:
        """Where the request stands."""
        return str(self.row.state)

    def tags(self) -> list[str]:
        """Return the tags of the ledger's entries about the request, in order."""
        return [entry.tag for entry in ledger.entries(COMPANY, about=self.request)]

    def entries(self) -> int:
        """Return how many entries the company's log holds."""
        return len(ledger.entries(COMPANY))

    def facts(self, tag: str) -> dict[str, Any]:
        """Return the facts of the newest entry of a tag about the request."""
        found = [entry for entry in ledger.entries(COMPANY, about=self.request) if entry.tag == tag]
        return dict(found[-1].facts)

    def intents(self, kind: str) -> list[str]:
        """Return the states of the request's intents of one kind, in order."""
        return [one.state for one in outbox.intents(about=self.request) if one.kind == kind]

    # ---- deeds

    def receive(self, ref: str = "E-1", **more: Any) -> str:
        """Take in a request by Aoki; it becomes the request of this desk."""
        given: dict[str, Any] = {
            "controller": COMPANY, "channel": Channel.POST, "arrival_ref": ref, "asked": asked(),
            "language": "ja", "by": self.sato, "now": self.now, **more,
        }  # fmt: skip
        self.request = receive.receive_request(**given).request_id
        return self.request

    def amend(self, **more: Any) -> None:
        """Correct what was entered."""
        self._do(receive.amend_request, {"asked": asked()}, more)

    def triage(self, **more: Any) -> Any:
        """Assign the request to disclosure."""
        return self._do(triage.triage_request, {"right": "A-DISC", "method": "paper"}, more)

    def candidates(self, **more: Any) -> tuple[Candidate, ...]:
        """Return who the person may be."""
        given = {"request_id": self.request, "by": self.sato, **more}
        return queries.candidates(**given)

    def link(self, **more: Any) -> None:
        """Confirm the best candidate."""
        given = {"reason": "氏名・生年月日・電話番号が一致。"}
        if "candidate" not in more:
            given["candidate"] = self.candidates()[0]  # type: ignore[assignment]  # one of many arguments
        self._do(identify.confirm_link, given, more)

    def identify(self, **more: Any) -> Any:
        """Check a masked qualification certificate."""
        paper = drawn.qualification_certificate(cast.AOKI)
        zones = [papers.Zone(code, *box, unit="pixel") for code, box in sorted(paper.zones.items())]
        given = {
            "document": "qualification_certificate", "image": paper.content, "mask": zones,
            "address_agrees": True, "bears": Bears(valid_until=date(2029, 11, 30)),
        }  # fmt: skip
        return self._do(confirm_identity, given, more)

    def recognize(self, **more: Any) -> Any:
        """Confirm identity without a paper."""
        return self._do(recognize_person, {"reason": "登録済みの連絡先と一致。"}, more)

    def authority(self, **more: Any) -> None:
        """Confirm that Baba may ask for the person."""
        given = {
            "kind": "mandated",
            "who": Addressee(
                name=Personal(cast.BABA.name),
                postal_code=Personal(cast.BABA.postal_code),
                address=Personal((cast.BABA.prefecture + cast.BABA.city + cast.BABA.street,)),
            ),
            "answer_to": "representative",
            "reason": "委任状の署名を確認。",
        }
        self._do(confirm_authority, given, more)

    def task(self, section: str, **more: Any) -> None:
        """Note that nothing was found by hand."""
        self._do(beforehand.answer_task, {"section": section}, more)

    def hand_over(self, section: str, **more: Any) -> None:
        """Note that the request was passed on today."""
        self._do(beforehand.hand_over, {"section": section, "handed_on": self.now.date()}, more)

    def asks(self, right: str, ref: str = "E-2", scopes: tuple[str, ...] = (), **more: Any) -> None:
        """Take in a request for another right, and come as far as the review; by the law of that right alone."""
        self.receive(ref)
        self.decide_regime(right, *scopes)
        self.triage(right=right, **more)
        self.link()
        if self.row.right == "A-CORR":
            self.identify()
        else:
            self.recognize()
        self.search()
        self.work()

    def decide(self, **kept: str) -> None:
        """Decide on every collection with rows, those of `kept` (`dataset__collection`) on a ground; then prepare."""
        grounds = {name.replace("__", "."): ground for name, ground in kept.items()}
        for finding in queries.findings(self.request):
            if finding.rows:
                self.review(finding.section, ground=grounds.get(finding.section, ""))
        self.prepare()

    def pay(self, **more: Any) -> Any:
        """Note the fee."""
        given = {"yen": 1100, "paid_on": date(2026, 11, 24)}
        return self._do(identify.record_payment, given, more)

    def search(self, **more: Any) -> Any:
        """Start the search."""
        return self._do(search.start_search, {}, more)

    def search_again(self, **more: Any) -> None:
        """Throw the search away."""
        self._do(search.search_again, {}, more)

    def resume(self, **more: Any) -> Any:
        """Ask again for failed work."""
        return self._do(resume.resume_work, {}, more)

    def review(self, section: str, field: str = "", **more: Any) -> None:
        """Decide on an item."""
        self._do(review.review_item, {"section": section, "field": field}, more)

    def review_all(self) -> None:
        """Decide to show every collection that was searched."""
        for finding in queries.findings(self.request):
            self.review(finding.section)

    def prepare(self, **more: Any) -> Any:
        """Prepare the answer."""
        return self._do(prepare.prepare_answer, {}, more)

    def approve(self, **more: Any) -> None:
        """Approve as Suzuki."""
        self._do(prepare.approve_answer, {"by": self.suzuki}, more)

    def send_back(self, **more: Any) -> None:
        """Send the answer back, as Suzuki."""
        self._do(prepare.return_to_review, {"by": self.suzuki}, more)

    def preview(self, **more: Any) -> dict[str, bytes]:
        """Look at what the answer says."""
        files: dict[str, bytes] = self._do(build.preview_answer, {}, more)
        return files

    def release(self, **more: Any) -> dict[str, bytes]:
        """Open the package."""
        files: dict[str, bytes] = self._do(build.release_package, {}, more)
        return files

    def dispatch(self, **more: Any) -> None:
        """Note that the letter was posted today."""
        given = {"method": Dispatching.REGISTERED, "tracking": "514-22-9081", "sent_on": self.now.date()}
        self._do(dispatch.record_dispatch, given, more)

    def close(self, **more: Any) -> None:
        """Close the request."""
        self._do(dispatch.close_request, {}, more)

    def withdraw(self, **more: Any) -> None:
        """Close the request because the person took it back."""
        self._do(dispatch.withdraw_request, {}, more)

    # ---- work

    def work(self, between: Callable[[str], object] = lambda step: None) -> Inline:
        """Do all bursts that are due, in this thread."""
        engine = Inline(lambda: self.now, between)
        wiring.wire_work(self.home.folder, self.home.settings, starter=engine)
        try:
            for _ in range(10):
                work.dispatch(now=self.now)
                waiting = outbox.intents(states=("waiting",))
                if not any(one.not_before <= self.now for one in waiting):
                    break
        finally:
            wiring.wire_work(self.home.folder, self.home.settings, starter=None)
        return engine

    # ---- the home's files

    def policy(self, old: str, new: str) -> None:
        """Change words of the policy's file."""
        _edit(self.home.folder / "policies" / COMPANY / "2020-04-01.yaml", old, new)

    def datamap(self, file: str, old: str, new: str) -> Callable[[], None]:
        """Change words of a file of the data map; return how to put it back."""
        return _edit(self.home.folder / "datamap" / file, old, new)

    def store(self, name: str) -> Path:
        """Return the file of a store."""
        return self.home.folder / "stores" / f"{name}.sqlite"

    def write(self, store: str, *statements: str) -> None:
        """Change a store as the company's own program does."""
        with closing(sqlite3.connect(self.store(store))) as opened:
            for statement in statements:
                opened.execute(statement)
            opened.commit()

    def take_away(self, store: str = "media") -> None:
        """Let a store be down."""
        shutil.move(self.store(store), self.store(store).with_suffix(".away"))

    def put_back(self, store: str = "media") -> None:
        """Let it be there again."""
        shutil.move(self.store(store).with_suffix(".away"), self.store(store))

    def kept(self) -> list[str]:
        """Return the names of the sealed findings."""
        return [name for name in vault.names(case_id=self.request) if name.startswith("found-")]

    def subscriber(self) -> str:
        """Return the number of the person who asks, by the best candidate."""
        return str(next(iter(self.candidates()[0].identities.values())).reveal())


def _edit(path: Path, old: str, new: str) -> Callable[[], None]:
    before = path.read_text(encoding="utf-8")
    assert old in before, f"{path.name} does not say {old!r}"
    path.write_text(before.replace(old, new, 1), encoding="utf-8")

    def undo() -> None:
        path.write_text(before, encoding="utf-8")

    return undo
